"""What happened to a matter, one sentence for each fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.facts import door
from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts import papers as paper_facts
from counter_tui.domain.facts import visit as ratings
from counter_tui.domain.facts.base import Erased, Recorded
from counter_tui.domain.facts.voice import WordingHeld
from counter_tui.domain.ids import parse_number
from counter_tui.domain.masking import HIDDEN, mask_address, mask_identity, mask_name, mask_phone
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.visit.rating import CUSTOMER
from counter_tui.i18n import _, language, ngettext
from counter_tui.services.views.matter import TimelineLine
from counter_tui.services.wording import first_contact
from counter_tui.services.wording.context import say_repeats
from counter_tui.services.wording.dates import say_day, say_due, say_moment
from counter_tui.services.wording.door import say_ground, say_resource, say_unit
from counter_tui.services.wording.enquiry import first_asked
from counter_tui.services.wording.matter import (
    say_early,
    say_fact,
    say_field,
    say_hand_over_reason,
    say_how,
    say_id_kind,
    say_paper,
    say_pause_reason,
    say_value,
)
from counter_tui.services.wording.on_file import name_on_file
from counter_tui.services.wording.prices import TELLERS as MONEY_TELLERS
from counter_tui.services.wording.revealing import say_reveal_reason
from counter_tui.services.wording.staff import NameOf
from counter_tui.services.wording.tasks import tell_task


class Telling(Struct, frozen=True):
    """For whom and when it is told: the matter's kind, people's names, the reader's now and time zone.

    ``full`` shows personal data that is masked otherwise.
    """

    kind: Kind | None
    name_of: NameOf
    now: datetime
    zone: tzinfo
    full: bool = False

    def day(self, day: date) -> str:
        """A day as the reader would say it."""
        return say_day(day, self.now.astimezone(self.zone).date())

    def due(self, at: datetime) -> str:
        """A due instant as the reader would say it."""
        return say_due(at, self.now, self.zone)


def lines(
    history: Sequence[Recorded],
    *,
    kind: Kind | None,
    name_of: NameOf,
    now: datetime,
    zone: tzinfo,
    full: bool = False,
    visit: Sequence[Recorded] = (),
    concealed: bool = False,
) -> tuple[TimelineLine, ...]:
    """The history of one matter and of its visit's rating, newest first; what was undone or did not fit is marked.

    With ``concealed``, of what people wrote only that they did is told.
    That the customer rated is told, never how. What a person wrote stands there as it was written, as plain text.
    """
    telling = Telling(kind, name_of, now, zone, full)
    by_id = {entry.fact_id.hex(): entry for entry in history}
    undone = {entry.fact.undone for entry in history if isinstance(entry.fact, facts.ActUndone)}
    matter = fold(history)
    doubtful = {item.fact_id for item in matter.attention} if matter else set()
    to_lead = (
        {each.offer.fact_id for each in matter.hand_overs if each.outcome == "to_lead"} if matter else set()
    )
    return tuple(
        TimelineLine(
            fact_id=entry.fact_id.hex(),
            at=entry.at,
            who=_who(entry, name_of),
            what=_joined(
                say_fact(entry.fact.type) if concealed and _speaks(entry) else _what(entry, by_id, telling),
                _("they had it already: the lead decides") if entry.fact_id in to_lead else "",
            ),
            undone=entry.fact_id.hex() in undone,
            doubtful=entry.fact_id in doubtful,
        )
        for entry in sorted([*history, *_told(visit)], key=lambda entry: entry.order, reverse=True)
    )


def _speaks(entry: Recorded) -> bool:
    """Whether the fact holds words or particulars; an acceptance is told without them."""
    return bool(entry.fact.personal) and not isinstance(entry.fact, facts.MatterAccepted)


def _who(entry: Recorded, name_of: NameOf) -> str:
    return _("customer") if entry.actor == CUSTOMER else name_of(entry.actor)


def _told(visit: Sequence[Recorded]) -> list[Recorded]:
    """What of a visit belongs to the matter's story: a press that counts for nothing does not, nor another request."""
    silent = (ratings.TokenArmed, ratings.PressRefused, door.RequestEnded, door.RefusalHeld, WordingHeld)
    return [entry for entry in visit if not isinstance(entry.fact, silent)]


def tell(entry: Recorded, telling: Telling) -> str:
    """One sentence for one fact; an unknown kind of fact is told by its name."""
    if entry.fact.type in MONEY_TELLERS:
        return MONEY_TELLERS[entry.fact.type](entry.fact, telling.name_of)
    teller = TELLERS.get(entry.fact.type)
    return teller(entry.fact, telling) if teller else say_fact(entry.fact.type)


def _what(entry: Recorded, by_id: Mapping[str, Recorded], telling: Telling) -> str:
    fact = entry.fact
    if isinstance(fact, facts.ActUndone) and fact.undone in by_id:
        return _("Undone: {act}").format(act=say_fact(by_id[fact.undone].fact.type))
    if said := tell_task(fact, by_id, telling.name_of, telling.day):
        return said
    return tell(entry, telling)


def _joined(*parts: str) -> str:
    return _("; ").join(part for part in parts if part)


def _accepted(fact: facts.MatterAccepted, telling: Telling) -> str:
    number = parse_number(fact.number)
    kind = telling.kind.name.say(language()) if telling.kind else fact.kind
    owed = len(fact.deferred)
    papers = ngettext("{count} paper to follow", "{count} papers to follow", owed).format(count=owed)
    said = _("Accepted {kind}, number {number}; first contact {name}").format(
        kind=kind, number=number.short if number else fact.number, name=telling.name_of(fact.first_contact)
    )
    known = _("on file already: {papers}").format(papers=_(", ").join(map(name_on_file, fact.on_file)))
    parts = (
        papers if owed else "",
        known if fact.on_file else "",
        _from_paper(fact.on_paper, telling),
        first_asked(fact.asked, telling.now, telling.zone),
    )
    return _joined(said, say_repeats(fact.repeats), *parts)


def _from_paper(slip: facts.OnPaper | None, telling: Telling) -> str:
    """That it was entered from paper: when the customer came, which starts the promise, and when it was entered."""
    if slip is None:
        return ""
    return _("entered later from paper {slip}: the customer came {came}, entered {entered}").format(
        slip=slip.slip,
        came=say_moment(slip.claimed_at, telling.now, telling.zone),
        entered=say_moment(slip.entered_at, telling.now, telling.zone),
    )


def _stage(fact: facts.StageReached, _telling: Telling) -> str:
    name = fact.name_en if language() == "en" else fact.name_zh
    return _joined(_("Stage reached: {stage}").format(stage=name), fact.note)


def _handed_over(fact: facts.HandedOver, telling: Telling) -> str:
    call = first_contact.say_call(fact.next_call_at, telling)
    way = first_contact.say_way(fact.way) if fact.way else ""
    said = _("Handed over to {name} ({reason})").format(
        name=_receiver(fact, telling), reason=say_hand_over_reason(fact.reason)
    )
    told = _("customer told: {text}").format(text=fact.told) if fact.told else ""
    return _joined(said, way, fact.note, told, call)


def _receiver(fact: facts.HandedOver, telling: Telling) -> str:
    if fact.to:
        return telling.name_of(fact.to)
    return " ".join(part for part in (fact.unit, fact.person, fact.phone) if part)


def _bounced(fact: facts.HandOverBounced, _telling: Telling) -> str:
    return _("Sent the hand-over back: {reason}").format(reason=fact.reason)


def _decided(fact: facts.HandlingDecided, telling: Telling) -> str:
    return _("Decided that {name} handles it: {reason}").format(
        name=telling.name_of(fact.to), reason=fact.reason
    )


def _collected(fact: paper_facts.PaperCollected, telling: Telling) -> str:
    return _("Received “{paper}”").format(paper=say_paper(fact.paper, telling.kind))


def _waived(fact: paper_facts.PaperWaived, telling: Telling) -> str:
    paper = say_paper(fact.paper, telling.kind)
    return _("Waived “{paper}”: {reason}").format(paper=paper, reason=fact.reason)


def _waiver_asked(fact: paper_facts.WaiverAsked, telling: Telling) -> str:
    paper = say_paper(fact.paper, telling.kind)
    return _("Asked the lead to do without “{paper}”: {why}").format(paper=paper, why=fact.why)


def _paused(fact: facts.ClockPaused, _telling: Telling) -> str:
    return _joined(_("Clocks paused: {reason}").format(reason=say_pause_reason(fact.reason)), fact.note)


def _resumed(fact: facts.ClockResumed, telling: Telling) -> str:
    if not fact.moved:
        return _("Clocks running again")
    nearest = min(fact.moved, key=lambda moved: moved.due_at)
    said = _("Clocks running again, now due {due}").format(due=telling.due(nearest.due_at))
    return _("{due} (provisional)").format(due=said) if nearest.provisional else said


def _corrected(fact: facts.MatterCorrected, telling: Telling) -> str:
    said = _("Corrected {field}: {was} → {now}").format(
        field=say_field(fact.field, telling.kind),
        was=_value(fact.field, fact.was, telling) or _("(empty)"),
        now=_value(fact.field, fact.now, telling) or _("(empty)"),
    )
    return _joined(said, fact.reason)


_MASKS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "name": mask_name,
        "id_number": mask_identity,
        "phone": mask_phone,
        "phone2": mask_phone,
        "address": mask_address,
    }
)


def _value(field: str, value: str, telling: Telling) -> str:
    """A corrected value, masked where it is personal data and nobody asked for the full particulars."""
    if field == "id_kind":
        return say_id_kind(value)
    if field.startswith("field:"):
        return _form_value(field.removeprefix("field:"), value, telling)
    mask = _MASKS.get(field)
    return mask(value) if mask and not telling.full else value


def _form_value(code: str, value: str, telling: Telling) -> str:
    known = next(
        (field for field in (telling.kind.fields if telling.kind else ()) if field.code == code), None
    )
    if not telling.full and value:
        if known is None:
            return HIDDEN
        if known.type == "phone":
            return mask_phone(value)
    return say_value(code, value, telling.kind)


def _answered(fact: facts.MatterAnswered, _telling: Telling) -> str:
    left = len(fact.tasks_left)
    open_ = ngettext("{count} task left open", "{count} tasks left open", left).format(count=left)
    said = _("Answered: {text}").format(text=fact.answer)
    if fact.early:
        said = _("Answered early ({why}): {text}").format(why=say_early(fact.early), text=fact.answer)
    return _joined(said, open_ if left else "")


def _informed(fact: facts.CustomerInformed, telling: Telling) -> str:
    said = _("The customer knows the answer ({how})").format(how=say_how(fact.how))
    if not fact.stand_in_for:
        return said
    return _joined(said, _("in place of {name}").format(name=telling.name_of(fact.stand_in_for)))


def _not_reached(fact: facts.CustomerNotReached, telling: Telling) -> str:
    said = _("The customer was not reached ({how})").format(how=say_how(fact.how))
    return _joined(said, first_contact.say_call(fact.next_call_at, telling))


def _withdrawn(fact: facts.MatterWithdrawn, _telling: Telling) -> str:
    return _("Withdrawn by the customer: {text}").format(text=fact.wish)


def _not_accepted(fact: door.MatterNotAccepted, telling: Telling) -> str:
    said = _("Not accepted, decided by {lead}: {ground}").format(
        lead=telling.name_of(fact.decided_by), ground=say_ground(fact.ground)
    )
    told = fact.told_en if language() == "en" else fact.told_zh
    return _joined(said, fact.words, _("customer told: {text}").format(text=told))


def _awaited(fact: door.ResourceAwaited, _telling: Telling) -> str:
    return _("Waits for: {resource} ({unit}); the promises run on").format(
        resource=say_resource(fact.resource), unit=say_unit(fact.resource)
    )


def _arrived(fact: door.ResourceArrived, _telling: Telling) -> str:
    return _("No longer waits for: {resource}").format(resource=say_resource(fact.resource))


def _receipt(fact: paper_facts.ReceiptPrinted, _telling: Telling) -> str:
    if not fact.copy_no:
        return _("Receipt printed")
    return _("Receipt printed, copy {number}").format(number=fact.copy_no)


def _letter(fact: paper_facts.CommitmentPrinted, telling: Telling) -> str:
    names = _(", ").join(say_paper(paper, telling.kind) for paper in fact.papers)
    if not fact.copy_no:
        return _("Commitment letter printed: {papers}").format(papers=names)
    return _("Commitment letter printed again: {papers}").format(papers=names)


def _shown(fact: facts.DetailsShown, _telling: Telling) -> str:
    return _("Saw the full details: {reason}").format(reason=say_reveal_reason(fact.reason, fact.words))


def _erased(_fact: Erased, _telling: Telling) -> str:
    return _("Erased for the protection of personal data")


Teller = Callable[[Any, Telling], str]

TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        facts.MatterAccepted.type: _accepted,
        facts.StageReached.type: _stage,
        facts.HandedOver.type: _handed_over,
        facts.HandOverAccepted.type: lambda _fact, _telling: _("Took the work over"),
        facts.HandOverBounced.type: _bounced,
        facts.HandOverTakenBack.type: lambda _fact, _telling: _("Took the hand-over back"),
        facts.HandlingDecided.type: _decided,
        paper_facts.PaperCollected.type: _collected,
        paper_facts.PaperWaived.type: _waived,
        paper_facts.WaiverAsked.type: _waiver_asked,
        facts.ClockPaused.type: _paused,
        facts.ClockResumed.type: _resumed,
        facts.NoteAdded.type: lambda fact, _telling: _("Note: {text}").format(text=fact.text),
        facts.MatterCorrected.type: _corrected,
        facts.MatterAnswered.type: _answered,
        facts.CustomerInformed.type: _informed,
        facts.CustomerNotReached.type: _not_reached,
        facts.MatterClosed.type: lambda _fact, _telling: _("Closed"),
        facts.MatterWithdrawn.type: _withdrawn,
        door.MatterNotAccepted.type: _not_accepted,
        door.ResourceAwaited.type: _awaited,
        door.ResourceArrived.type: _arrived,
        facts.ActUndone.type: lambda _fact, _telling: _("Undid the last act"),
        paper_facts.ReceiptPrinted.type: _receipt,
        paper_facts.CommitmentPrinted.type: _letter,
        paper_facts.RegisterPrinted.type: lambda _fact, _telling: _("Printed the register entry to sign"),
        paper_facts.RegisterSigned.type: lambda _fact, _telling: _("The customer signed the register"),
        facts.DetailsShown.type: _shown,
        **first_contact.TELLERS,
        ratings.RatingGiven.type: lambda _fact, _telling: _("Rated this visit"),
        ratings.RatingDeclined.type: lambda _fact, _telling: _("Did not want to rate this visit"),
        ratings.RatingTimedOut.type: lambda _fact, _telling: _("Rated nothing in the time allowed"),
        Erased.type: _erased,
    }
)
"""What tells each kind of fact of a matter and of its visit's rating."""
