"""Lives of matters at the demo station: each is told act by act and says when the next act comes."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.catalogue.queries import stages_for
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.staff.roles import Actor
from counter_tui.domain.visit.rating import PRESS_WITHIN
from counter_tui.services.demo import texts
from counter_tui.services.demo.acts import (
    Story,
    collect_all,
    crew,
    end,
    offer,
    to_colleague,
    to_crew,
)
from counter_tui.services.demo.customers import Invented
from counter_tui.services.demo.hall import Hall
from counter_tui.services.demo.hours import SPANS
from counter_tui.services.demo.prices import PRICED, charge
from counter_tui.services.demo.receipts import give
from counter_tui.services.demo.recoveries import BAD_TODAY, presses_badly
from counter_tui.services.demo.register import enter
from counter_tui.services.demo.scopes import give_to_unit, hand_on
from counter_tui.services.views.acceptance import Accepted
from counter_tui.services.views.matter import MatterView

_SOME_DAYS = 3 * 420.0
_ONE_DAY = timedelta(hours=30)


class Plot(Struct, frozen=True):
    """How one matter goes: who takes it, what it is, and where it stops (``stages`` reached, papers left owed).

    ``unit`` answers for it, ``handed_on`` says that it has it; the customer is promised a call today at ``call_at``;
    ``short`` is taken down at peak, without an address; ``topic`` is what was asked first, as a question;
    ``cash`` is what was paid for the repair.
    """

    at: datetime
    kind: str
    clerk: str
    customer: Invented
    stages: int | None = None
    keep_papers: bool = False
    offer_to: str = ""
    note: str = ""
    answered_only: bool = False
    unit: str = ""
    handed_on: bool = False
    call_at: time | None = None
    short: bool = False
    topic: str = ""
    cash: bool = False

    @property
    def held(self) -> bool:
        """Whether the matter is to be left open on purpose."""
        return self.stages is not None or bool(self.offer_to) or self.answered_only


def tell(hall: Hall, plot: Plot) -> Story:
    """The life of one matter from the acceptance on."""
    kind, clerk = hall.kinds[plot.kind], hall.actor(plot.clerk)
    yield begun(hall, plot)
    draft_id = hall.services.drafts.new(clerk).draft_id
    yield plot.at
    accepted = accept(hall, kind, clerk, plot, draft_id)
    if plot.held:
        yield from _held(hall, plot, clerk, accepted.matter_id)
        return
    rating = _rate(hall, accepted) if kind.rated else iter(())
    if plot.unit:
        yield from rating
        yield from _by_unit(hall, plot, clerk, accepted.matter_id)
    elif plot.short:
        yield from rating
        # The rest of the morning is busy; the afternoon is not.
        yield hall.after(100, 150)
        hall.matters.correct(clerk, accepted.matter_id, "address", plot.customer.address)
        yield from _worked(hall, kind, clerk, accepted.matter_id)
    elif kind.family == "repair":
        yield from _repaired(hall, plot, clerk, accepted.matter_id, rating)
    elif kind.stages:
        yield from rating
        yield from _worked(hall, kind, clerk, accepted.matter_id)
    else:
        yield from _answered(hall, kind, clerk, accepted.matter_id, rating)


def begun(hall: Hall, plot: Plot) -> datetime:
    """When the form was opened: some minutes before, once in a while so long that somebody was called away.

    Told by the plot alone, so that it moves nothing else of the month; not before the hall opened.
    """
    chance = Random(f"{plot.at.isoformat()} {plot.kind} {plot.clerk}")
    minutes = chance.uniform(31, 44) if chance.random() < 0.04 else chance.triangular(1.5, 11, 3.5)
    opened = hall.hours.at(plot.at.astimezone(hall.hours.zone).date(), SPANS[0][0])
    return max(plot.at - timedelta(minutes=minutes), opened)


def accept(hall: Hall, kind: Kind, clerk: Actor, plot: Plot, draft_id: str) -> Accepted:
    """Take the request down in the form that was opened, and submit it.

    A commitment letter is signed before the customer leaves.
    """
    draft = hall.draft(clerk, kind, plot.customer).with_values(remark=hall.random.choice(texts.REMARKS))
    draft = replace(draft, draft_id=draft_id)
    if plot.short:
        draft = draft.with_values(address="")
    if plot.topic:
        draft = replace(draft, enquiry=_ask_first(hall, kind, clerk, plot.topic))
    accepted = hall.services.acceptance.submit(clerk, draft)
    if accepted.letter:
        papers = hall.matters.look(clerk, accepted.matter_id).papers
        letter = next(paper.paper for paper in papers if paper.letter)
        hall.matters.collect(clerk, accepted.matter_id, letter)
    give(hall, clerk, accepted.matter_id)
    enter(hall, clerk, accepted.matter_id)
    return accepted


def _ask_first(hall: Hall, kind: Kind, clerk: Actor, topic: str) -> str:
    """The request begins as a question that cannot be answered at once; the id of that."""
    enquiries = hall.services.enquiries
    enquiry = enquiries.new(clerk)
    enquiries.leave_open(clerk, enquiry, topic, words=texts.WORDS[kind.code], seconds=120)
    return enquiry


def _rate(hall: Hall, accepted: Accepted) -> Story:
    """The visit ends: most press, some decline, some walk away; now and then nobody turns the screen."""
    yield hall.soon(0.3, 1.3)
    pad, chance, visit = hall.services.pad, hall.random.random(), accepted.visit
    if chance < 0.03:
        return
    with pad.hold("turned") as hold:
        pad.show(hold, visit)
    # An instant before the end, so that no other pad that starts in between takes this one for a failed one.
    end = PRESS_WITHIN - timedelta(seconds=5)
    looked = _seconds_to_press(hall)
    yield hall.now + (end if chance < 0.16 else timedelta(seconds=looked))
    with pad.hold("turned") as hold:
        if chance < 0.08:
            pad.decline(hold, visit)
        elif chance < 0.16:
            pad.time_out(hold, visit)
        else:
            level, reason = _pressed(hall)
            low = level < 3
            pad.press(hold, visit, level, "" if low else reason, latency_ms=round(looked * 1000))
            if low and reason:
                pad.say_why(hold, visit, reason)


def _seconds_to_press(hall: Hall) -> float:
    """Five lines are read in about six seconds; who knows them is faster, old people take twice as long."""
    return min(80.0, 0.8 + 5.2 * hall.random.lognormvariate(0, 0.6))


def _pressed(hall: Hall) -> tuple[int, str]:
    """A level, a reason or none."""
    level = hall.random.choices((5, 4, 3, 2, 1), (66, 22, 8, 3, 1))[0]
    reasons = hall.services.station.scale.reasons_for(level)
    reason = hall.random.choice(reasons).code if level < 3 or hall.random.random() < 0.5 else ""
    return BAD_TODAY if presses_badly(hall) else (level, reason)


def _held(hall: Hall, plot: Plot, clerk: Actor, matter_id: str) -> Story:
    """A matter somebody finds open today."""
    matters = hall.matters
    if plot.offer_to:
        yield hall.soon(2, 6)
        offer(hall, clerk, matter_id, Receiver(staff_no=plot.offer_to))
        return
    if plot.unit:
        yield from _to_unit(hall, plot, clerk, matter_id)
    elif plot.call_at:
        call = hall.hours.at(hall.today, plot.call_at)
        hall.services.first_contact.promise_call(clerk, matter_id, call)
    view = matters.look(clerk, matter_id)
    if not plot.keep_papers:
        yield hall.after(30, 200)
        collect_all(hall, clerk, view)
    for _ in range(plot.stages or 0):
        yield hall.after(60, 400)
        matters.reach_stage(clerk, matter_id)
    if plot.note:
        yield hall.after(30, 120)
        matters.note(clerk, matter_id, plot.note)
    if plot.answered_only:
        yield hall.after(30, 120)
        matters.answer(clerk, matter_id, texts.ANSWERS[hall.kinds[plot.kind].family])


def _to_unit(hall: Hall, plot: Plot, clerk: Actor, matter_id: str) -> Story:
    """Another unit of the company answers for it: named to the customer, phoned ahead, and taken by it."""
    yield hall.soon(2, 8)
    call = hall.hours.at(hall.today, plot.call_at) if plot.call_at else None
    give_to_unit(hall, clerk, matter_id, plot.unit, call)
    if plot.handed_on:
        yield hall.soon(3, 10)
        hand_on(hall, clerk, matter_id, plot.unit)
        yield hall.soon(10, 40)
        hall.matters.take(clerk, matter_id)


def _by_unit(hall: Hall, plot: Plot, clerk: Actor, matter_id: str) -> Story:
    """What a unit does while the first contact calls the customer, until he knows the result."""
    yield from _to_unit(hall, plot, clerk, matter_id)
    yield hall.after(200, 420)
    hall.services.first_contact.called(clerk, matter_id, texts.CALLED)
    collect_all(hall, clerk, hall.matters.look(clerk, matter_id))
    for _ in stages_for(hall.kinds[plot.kind], {}):
        yield hall.after(100, 300)
        hall.matters.reach_stage(clerk, matter_id)
    yield hall.after(5, 60)
    yield from end(hall, hall.kinds[plot.kind], clerk, clerk, matter_id, "phone")


def _answered(hall: Hall, kind: Kind, clerk: Actor, matter_id: str, rating: Story) -> Story:
    """Answered at the counter, or by a colleague or with the papers some hours later."""
    view = hall.matters.look(clerk, matter_id)
    asks = kind.family in ("enquiry", "request") and hall.random.random() < 0.25
    if not view.papers and not asks:
        yield hall.soon(1, 3.5)
        yield from end(hall, kind, clerk, clerk, matter_id, "in_person")
        yield from rating
        return
    yield from rating
    handler = clerk
    if asks:
        handler = yield from to_colleague(hall, clerk, matter_id)
    yield hall.after(200, 900) if view.papers else hall.after(40, 300)
    collect_all(hall, clerk, view)
    yield from end(hall, kind, clerk, handler, matter_id, "phone")


def _repaired(hall: Hall, plot: Plot, clerk: Actor, matter_id: str, rating: Story) -> Story:
    """The crew is called at once, and is there long before the hour is over."""
    kind = hall.kinds[plot.kind]
    yield hall.soon(1, 4)
    offer(hall, clerk, matter_id, crew(hall))
    yield from rating
    yield hall.soon(1, 5)
    hall.matters.take(clerk, matter_id)
    for _ in kind.stages:
        yield hall.soon(15, 33)
        hall.matters.reach_stage(clerk, matter_id)
    if kind.code == PRICED:
        charge(hall.services.charges, clerk, matter_id, cash=plot.cash)
    yield hall.soon(2, 15)
    yield from end(hall, kind, clerk, clerk, matter_id, "phone")


def _worked(hall: Hall, kind: Kind, clerk: Actor, matter_id: str) -> Story:
    """Handed over to those who do the work, stage by stage until it is done and the customer knows."""
    matters, handler = hall.matters, clerk
    chance = hall.random.random()
    yield hall.soon(4, 12)
    if chance < 0.03:
        yield hall.after(60, 800)
        matters.withdraw(clerk, matter_id, hall.random.choice(texts.WISHES))
        return
    if chance < 0.55:
        yield from to_crew(hall, clerk, matter_id)
    elif chance < 0.8:
        handler = yield from to_colleague(hall, clerk, matter_id)
    view = matters.look(clerk, matter_id)
    yield from _stages(hall, kind, clerk, view)
    yield hall.after(5, 60)
    yield from end(hall, kind, clerk, handler, matter_id, "phone")


def _stages(hall: Hall, kind: Kind, clerk: Actor, view: MatterView) -> Story:
    """The stages in good time before the nearest promise, the papers before they are needed."""
    ends = [promise.due_at for promise in view.promises if promise.state == "running"]
    hurried = bool(ends) and min(ends) - hall.now < _ONE_DAY
    left = max(10.0, hall.hours.place(min(ends)) - hall.hours.place(hall.now)) if ends else _SOME_DAYS
    stages = stages_for(kind, {})
    share = left * hall.random.uniform(0.6, 0.92) / (len(stages) + 1)
    yield hall.soon(10, 40) if hurried else hall.after(share * 0.5, share)
    collect_all(hall, clerk, view)
    if hall.random.random() < 0.15:
        hall.matters.note(clerk, view.line.matter_id, hall.random.choice(texts.NOTES))
    for _ in stages:
        yield hall.soon(30, 90) if hurried else hall.after(share * 0.7, share)
        hall.matters.reach_stage(clerk, view.line.matter_id)
