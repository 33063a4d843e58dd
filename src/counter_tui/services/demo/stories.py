"""Lives of matters at the demo station: each is told act by act and says when the next act comes."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.demo import texts
from counter_tui.services.demo.customers import Invented
from counter_tui.services.demo.hall import Hall
from counter_tui.services.demo.prices import PRICED, charge
from counter_tui.services.views.acceptance import Accepted
from counter_tui.services.views.matter import MatterView

Story = Iterator[datetime]
"""Each value is the instant of the next act; the clock stands there when the story goes on."""

CLERKS = ("1001", "1002")
_SOME_DAYS = 3 * 420.0
_ONE_DAY = timedelta(hours=30)


class Plot(Struct, frozen=True):
    """How one matter goes: who takes it, what it is, and where it stops (``stages`` reached, papers left owed)."""

    at: datetime
    kind: str
    clerk: str
    customer: Invented
    stages: int | None = None
    keep_papers: bool = False
    offer_to: str = ""
    note: str = ""
    answered_only: bool = False

    @property
    def held(self) -> bool:
        """Whether the matter is to be left open on purpose."""
        return self.stages is not None or bool(self.offer_to) or self.answered_only


def tell(hall: Hall, plot: Plot) -> Story:
    """The life of one matter from the acceptance on."""
    yield plot.at
    kind, clerk = hall.kinds[plot.kind], hall.actor(plot.clerk)
    accepted = accept(hall, kind, clerk, plot.customer)
    if plot.held:
        yield from _held(hall, plot, clerk, accepted.matter_id)
        return
    rating = _rate(hall, accepted) if kind.rated else iter(())
    if kind.family == "repair":
        yield from _repaired(hall, kind, clerk, accepted.matter_id, rating)
    elif kind.stages:
        yield from rating
        yield from _worked(hall, kind, clerk, accepted.matter_id)
    else:
        yield from _answered(hall, kind, clerk, accepted.matter_id, rating)


def accept(hall: Hall, kind: Kind, clerk: Actor, customer: Invented, visit: str = "") -> Accepted:
    """Take the request down and submit it; a commitment letter is signed before the customer leaves."""
    draft = hall.draft(clerk, kind, customer, visit).with_values(remark=hall.random.choice(texts.REMARKS))
    accepted = hall.services.acceptance.submit(clerk, draft)
    if accepted.letter:
        papers = hall.matters.look(clerk, accepted.matter_id).papers
        letter = next(paper.paper for paper in papers if paper.letter)
        hall.matters.collect(clerk, accepted.matter_id, letter)
    return accepted


def _rate(hall: Hall, accepted: Accepted) -> Story:
    """The visit ends and the screen is turned: most press, some decline, some walk away."""
    yield hall.soon(1.5, 4)
    ratings, chance = hall.services.ratings, hall.random.random()
    if chance < 0.03:
        return
    if chance < 0.08:
        ratings.decline(accepted.visit)
    elif chance < 0.16:
        ratings.time_out(accepted.visit)
    else:
        level = hall.random.choices((5, 4, 3, 2, 1), (66, 22, 8, 3, 1))[0]
        reasons = hall.services.station.scale.reasons_for(level)
        reason = hall.random.choice(reasons).code if level < 3 or hall.random.random() < 0.5 else ""
        ratings.press(accepted.visit, level, reason, latency_ms=hall.random.randrange(1500, 20_000))


def _held(hall: Hall, plot: Plot, clerk: Actor, matter_id: str) -> Story:
    """A matter somebody finds open today."""
    matters = hall.matters
    if plot.offer_to:
        yield hall.soon(2, 6)
        _offer(hall, clerk, matter_id, Receiver(staff_no=plot.offer_to))
        return
    view = matters.look(clerk, matter_id)
    if not plot.keep_papers:
        yield hall.after(30, 200)
        _collect_all(hall, clerk, view)
    for _ in range(plot.stages or 0):
        yield hall.after(60, 400)
        matters.reach_stage(clerk, matter_id)
    if plot.note:
        yield hall.after(30, 120)
        matters.note(clerk, matter_id, plot.note)
    if plot.answered_only:
        yield hall.after(30, 120)
        matters.answer(clerk, matter_id, texts.ANSWERS[hall.kinds[plot.kind].family])


def _answered(hall: Hall, kind: Kind, clerk: Actor, matter_id: str, rating: Story) -> Story:
    """Answered at the counter, or by a colleague or with the papers some hours later."""
    view = hall.matters.look(clerk, matter_id)
    asks = kind.family in ("enquiry", "request") and hall.random.random() < 0.25
    if not view.papers and not asks:
        yield hall.soon(1, 3.5)
        yield from _end(hall, kind, clerk, clerk, matter_id, "in_person")
        yield from rating
        return
    yield from rating
    handler = clerk
    if asks:
        handler = yield from _to_colleague(hall, clerk, matter_id)
    yield hall.after(200, 900) if view.papers else hall.after(40, 300)
    _collect_all(hall, clerk, view)
    yield from _end(hall, kind, clerk, handler, matter_id, "phone")


def _repaired(hall: Hall, kind: Kind, clerk: Actor, matter_id: str, rating: Story) -> Story:
    """The crew is called at once, and is there long before the hour is over."""
    yield hall.soon(1, 4)
    _offer(hall, clerk, matter_id, _crew(hall))
    yield from rating
    yield hall.soon(1, 5)
    hall.matters.take(clerk, matter_id)
    for _ in kind.stages:
        yield hall.soon(15, 33)
        hall.matters.reach_stage(clerk, matter_id)
    if kind.code == PRICED:
        charge(hall.services.charges, clerk, matter_id)
    yield hall.soon(2, 15)
    yield from _end(hall, kind, clerk, clerk, matter_id, "phone")


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
        yield from _to_crew(hall, clerk, matter_id)
    elif chance < 0.8:
        handler = yield from _to_colleague(hall, clerk, matter_id)
    view = matters.look(clerk, matter_id)
    yield from _stages(hall, kind, clerk, view)
    yield hall.after(5, 60)
    yield from _end(hall, kind, clerk, handler, matter_id, "phone")


def _stages(hall: Hall, kind: Kind, clerk: Actor, view: MatterView) -> Story:
    """The stages in good time before the nearest promise, the papers before they are needed."""
    ends = [promise.due_at for promise in view.promises if promise.state == "running"]
    hurried = bool(ends) and min(ends) - hall.now < _ONE_DAY
    left = max(10.0, hall.hours.place(min(ends)) - hall.hours.place(hall.now)) if ends else _SOME_DAYS
    share = left * hall.random.uniform(0.6, 0.92) / (len(kind.stages) + 1)
    yield hall.soon(10, 40) if hurried else hall.after(share * 0.5, share)
    _collect_all(hall, clerk, view)
    if hall.random.random() < 0.15:
        hall.matters.note(clerk, view.line.matter_id, hall.random.choice(texts.NOTES))
    for _ in kind.stages:
        yield hall.soon(30, 90) if hurried else hall.after(share * 0.7, share)
        hall.matters.reach_stage(clerk, view.line.matter_id)


def _end(hall: Hall, kind: Kind, clerk: Actor, handler: Actor, matter_id: str, how: str) -> Story:
    """Answered, the customer told by the first contact, closed."""
    matters = hall.matters
    matters.answer(handler, matter_id, texts.ANSWERS[kind.family])
    if how == "phone":
        yield hall.after(5, 90)
        if hall.random.random() < 0.12:
            matters.inform(clerk, matter_id, "phone", reached=False)
            yield hall.after(60, 240)
        matters.inform(clerk, matter_id, "phone")
    else:
        yield hall.soon(0.5, 2)
        matters.inform(clerk, matter_id, "in_person")
    yield hall.soon(0.3, 3)
    matters.close(clerk, matter_id)


def _crew(hall: Hall) -> Receiver:
    person, phone, unit = hall.random.choice(texts.CREWS)
    return Receiver(person=person, phone=phone, unit=unit)


def _to_crew(hall: Hall, clerk: Actor, matter_id: str) -> Story:
    _offer(hall, clerk, matter_id, _crew(hall))
    yield hall.after(5, 60)
    hall.matters.take(clerk, matter_id)


def _to_colleague(hall: Hall, clerk: Actor, matter_id: str) -> Generator[datetime, None, Actor]:
    """Gives who works on it in the end."""
    others = [number for number in (*CLERKS, hall.lead.staff_no) if number != clerk.staff_no]
    colleague = hall.actor(hall.random.choice(others))
    _offer(hall, clerk, matter_id, Receiver(staff_no=colleague.staff_no))
    yield hall.after(5, 80)
    if hall.random.random() < 0.12:
        hall.matters.bounce(colleague, matter_id, hall.random.choice(texts.BOUNCES))
        return clerk
    hall.matters.take(colleague, matter_id)
    return colleague


def _offer(hall: Hall, clerk: Actor, matter_id: str, to: Receiver) -> None:
    hall.matters.hand_over(
        clerk,
        matter_id,
        to,
        "not_my_duty" if to.staff_no else "needs_site",
        told=texts.TOLD,
        next_call_at=hall.now + timedelta(hours=hall.random.choice((2, 4, 20))),
    )


def _collect_all(hall: Hall, clerk: Actor, view: MatterView) -> None:
    for paper in view.papers:
        if paper.state == "owed":
            hall.matters.collect(clerk, view.line.matter_id, paper.paper)
