"""Who leads the shift (值长制度): one person at every minute, each change signed by two, and what the hall opens by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from counter_tui.domain.clock import Hlc, from_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.shift import HallOpened, RosterSet, ShiftTaken
from counter_tui.domain.matter.context import Context
from counter_tui.domain.staff.absence import Colleague
from counter_tui.domain.staff.roles import require
from counter_tui.domain.typed import words_within

LONGEST_REASON = 120
"""Characters of why the outgoing lead was not there."""


class Span(Struct, frozen=True):
    """A time in which one person led: since when, until when (None while it runs), and who signed for it."""

    lead: str
    since: datetime
    until: datetime | None
    was: str
    signed_by: str
    reason: str


def spans(recorded: Iterable[Recorded]) -> tuple[Span, ...]:
    """Who led when, of the facts of taking the shift in whatever order they come.

    Each leads until the next takes over, so since the first there is neither a gap nor a time with two. The times are
    those of the hybrid clock, which never goes back.
    """
    taken = sorted(
        ((each, each.fact) for each in recorded if isinstance(each.fact, ShiftTaken)),
        key=lambda pair: pair[0].order,
    )
    since = [from_ms(Hlc.parse(entry.hlc).ms) for entry, _fact in taken]
    until = [*since[1:], None]
    return tuple(
        Span(fact.lead, begins, ends, fact.was, fact.signed_by, fact.reason)
        for (_entry, fact), begins, ends in zip(taken, since, until, strict=False)
    )


def decide_take(
    context: Context,
    incoming: Colleague | None,
    was: str,
    lead: str,
    signed_by: Colleague | None,
    reason: str,
    roster: RosterSet | None,
    staff: Sequence[Colleague],
) -> ShiftTaken:
    """The incoming takes the shift from ``was``, whom the person at the screen saw leading; ``lead`` leads in truth.

    Both PINs were checked. The outgoing lead signs. Where he is not there, a reason is needed, whoever today's roster
    names takes over (its lead or the stand-in), and another leading person witnesses it, or any colleague where there
    is no other. Raises RuleBroken: "lead_changed" (``to``), "staff_unknown", "lead_himself", "lead_away" (``to``),
    "cannot_lead" (``to``), "lead_reason_missing", "reason_too_long", "lead_not_named" (``to``: who may take over),
    "lead_witness_same", "lead_witness_leads" (``to``: who may witness).
    """
    require(context.actor, "write")
    if was != lead:
        raise RuleBroken("lead_changed", to=lead)
    if incoming is None or not incoming.active:
        raise RuleBroken("staff_unknown", staff_no=incoming.staff_no if incoming else "")
    if incoming.staff_no == was:
        raise RuleBroken("lead_himself")
    if not incoming.may_lead:
        raise RuleBroken("cannot_lead", to=incoming.staff_no)
    if not incoming.present:
        raise RuleBroken("lead_away", to=incoming.staff_no)
    if not was:
        return ShiftTaken(lead=incoming.staff_no)
    if signed_by is None or not signed_by.active:
        raise RuleBroken("staff_unknown", staff_no=signed_by.staff_no if signed_by else "")
    if signed_by.staff_no == was:
        return ShiftTaken(lead=incoming.staff_no, was=was, signed_by=was)
    why = _reason(reason)
    _require_named(incoming, was, roster, staff)
    _require_witness(incoming, was, signed_by, staff)
    return ShiftTaken(lead=incoming.staff_no, was=was, signed_by=signed_by.staff_no, reason=why)


def _reason(reason: str) -> str:
    why = words_within(reason, LONGEST_REASON)
    if not why:
        raise RuleBroken("lead_reason_missing")
    return why


def takers(was: str, roster: RosterSet | None, staff: Iterable[Colleague]) -> tuple[str, ...]:
    """Who may take over where the lead is not there: whom today's roster names, else whoever is here and may lead."""
    here = [each.staff_no for each in staff if each.present and each.may_lead and each.staff_no != was]
    named = (roster.lead, roster.stand_in) if roster else ()
    return tuple(each for each in here if each in named) or tuple(here)


def _require_named(
    incoming: Colleague, was: str, roster: RosterSet | None, staff: Sequence[Colleague]
) -> None:
    named = takers(was, roster, staff)
    if incoming.staff_no not in named:
        raise RuleBroken("lead_not_named", to=named[0] if named else "")


def _require_witness(incoming: Colleague, was: str, witness: Colleague, staff: Iterable[Colleague]) -> None:
    if witness.staff_no == incoming.staff_no:
        raise RuleBroken("lead_witness_same")
    others = [
        each.staff_no
        for each in staff
        if each.present and each.may_lead and each.staff_no not in (incoming.staff_no, was)
    ]
    if others and witness.staff_no not in others:
        raise RuleBroken("lead_witness_leads", to=others[0])


def decide_open(context: Context, lead: Colleague | None, *, pack_waiting: bool) -> HallOpened:
    """The hall opens today: with a lead who is here, and nothing of the last shift left to take over.

    Raises RuleBroken: "not_allowed", "hall_no_lead" (``to``, empty where nobody leads), or "hall_pack_waiting".
    Accepting a customer's request never depends on it.
    """
    require(context.actor, "lead_matter")
    if lead is None or not lead.present:
        raise RuleBroken("hall_no_lead", to=lead.staff_no if lead else "")
    if pack_waiting:
        raise RuleBroken("hall_pack_waiting", to=lead.staff_no)
    return HallOpened(day=context.today, lead=lead.staff_no)
