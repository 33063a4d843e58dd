"""Who answers for whom while somebody is away (首问负责制: the first contact stays, a named stand-in answers)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import get_args

from msgspec import Struct

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.absence import AbsenceReason, CameBack, StandInNamed
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.station import StaffLeft
from counter_tui.domain.staff.roles import ROLES, Actor, may, require

REASONS: tuple[AbsenceReason, ...] = tuple(each for each in get_args(AbsenceReason) if each != "left")
"""Why somebody may be said to be away for a time."""


class Colleague(Struct, frozen=True):
    """What is asked of a person of the staff here; ``stand_in`` is who answers in his place while he is away."""

    staff_no: str
    role: str
    active: bool = True
    stand_in: str = ""

    @property
    def present(self) -> bool:
        """Whether he is on the staff and not away."""
        return self.active and not self.stand_in

    @property
    def works(self) -> bool:
        """Whether his role takes on work."""
        return any(role == self.role and may(role, "work") for role in ROLES)

    @property
    def accepts(self) -> bool:
        """Whether his role takes requests down."""
        return any(role == self.role and may(role, "accept") for role in ROLES)

    @property
    def may_lead(self) -> bool:
        """Whether his role may lead a shift."""
        return any(role == self.role and may(role, "lead_matter") for role in ROLES)


class Standing(Struct, frozen=True):
    """Who stands in for whom at a moment: ``away`` gives, for each who is away or has left, whom he named.

    Nobody is named for whoever left with nothing to answer for. ``lead`` answers wherever a chain of stand-ins leads to
    nobody: into such a gap, or in a round, which only two PCs that did not know of each other can make.
    """

    away: Mapping[str, str] = {}
    lead: str = ""

    def answering(self, who: str) -> str:
        """Who answers now for what this person answers for: himself, or the end of the chain of stand-ins."""
        return _end(self.away, who) or self.lead or who

    def stands_in_for(self, who: str) -> frozenset[str]:
        """For whom this person answers now, himself not among them."""
        return frozenset(each for each in self.away if each != who and self.answering(each) == who)


def standing(staff: Iterable[Colleague], signed_in: str = "") -> Standing:
    """Who stands in for whom; ``signed_in`` leads, or signed in last as lead.

    Where that person is not here any more, the first lead who is here counts as the lead, else the first head, else
    whoever stands in for one of them.
    """
    people = list(staff)
    away = {each.staff_no: each.stand_in for each in people if not each.present}
    leading = [each for role in ("lead", "head") for each in people if each.role == role and each.active]
    here = [each.staff_no for each in leading if each.present]
    if signed_in in here:
        return Standing(away, signed_in)
    ends = (_end(away, each.staff_no) for each in leading)
    instead = next(filter(None, ends), leading[0].staff_no if leading else "")
    return Standing(away, here[0] if here else instead)


def _end(away: Mapping[str, str], who: str) -> str:
    """Where the chain of stand-ins of this person ends; empty where it leads to nobody or comes round."""
    passed, now = {who}, who
    while now in away:
        now = away[now]
        if not now or now in passed:
            return ""
        passed.add(now)
    return now


def decide_away(
    actor: Actor,
    who: Colleague | None,
    stand_in: Colleague | None,
    reason: str,
    until: date | None = None,
    *,
    today: date,
    lead: str = "",
) -> StandInNamed:
    """A person is away from now on and this colleague answers in his place: there is no absence without one.

    ``lead`` leads the shift now. Raises RuleBroken: "staff_unknown", "absence_reason_missing", "until_past", and what
    ``require_not_leading`` and ``require_stand_in`` raise.
    """
    require(actor, "manage_staff")
    if who is None or not who.active:
        raise RuleBroken("staff_unknown", staff_no=who.staff_no if who else "")
    require_not_leading(who, lead)
    known: AbsenceReason | None = next((each for each in REASONS if each == reason), None)
    if known is None:
        raise RuleBroken("absence_reason_missing")
    if until is not None and until < today:
        raise RuleBroken("until_past", until=until)
    return StandInNamed(
        staff_no=who.staff_no, stand_in=require_stand_in(who, stand_in), reason=known, until=until
    )


def require_not_leading(who: Colleague, lead: str) -> None:
    """Raise RuleBroken("leads_shift") for who leads the shift: somebody else takes it before he goes."""
    if who.present and who.staff_no == lead:
        raise RuleBroken("leads_shift", to=who.staff_no)


def decide_gone(who: Colleague, stand_in: Colleague | None) -> StandInNamed:
    """A person leaves for good and this colleague answers in his place. Raises what ``require_stand_in`` raises."""
    return StandInNamed(staff_no=who.staff_no, stand_in=require_stand_in(who, stand_in), reason="left")


def require_stand_in(who: Colleague, stand_in: Colleague | None) -> str:
    """The number of whoever can stand in.

    Raises RuleBroken: "stand_in_missing", "stand_in_himself", "stand_in_cannot_work", or "stand_in_away" for somebody
    who is away himself: so no chain comes round.
    """
    if stand_in is None or not stand_in.active:
        raise RuleBroken("stand_in_missing")
    if stand_in.staff_no == who.staff_no:
        raise RuleBroken("stand_in_himself")
    if not stand_in.works:
        raise RuleBroken("stand_in_cannot_work", to=stand_in.staff_no)
    if stand_in.stand_in:
        raise RuleBroken("stand_in_away", to=stand_in.staff_no, stand_in=stand_in.stand_in)
    return stand_in.staff_no


def decide_back(actor: Actor, who: Colleague | None) -> CameBack:
    """A person is at work again: said by himself, or by who manages the staff.

    Raises RuleBroken("staff_unknown") or "not_away".
    """
    if who is None or not who.active:
        raise RuleBroken("staff_unknown", staff_no=who.staff_no if who else "")
    if actor.staff_no != who.staff_no:
        require(actor, "manage_staff")
    if not who.stand_in:
        raise RuleBroken("not_away", to=who.staff_no)
    return CameBack(staff_no=who.staff_no)


def named(recorded: Iterable[Recorded]) -> dict[str, Recorded]:
    """Who is away, with the fact that names the stand-in, from facts about the station in whatever order they come.

    Nobody comes back who has left.
    """
    away: dict[str, Recorded] = {}
    gone: set[str] = set()
    for entry in sorted(recorded, key=lambda each: each.order):
        fact = entry.fact
        if isinstance(fact, StandInNamed) and (fact.reason == "left" or fact.staff_no not in gone):
            away[fact.staff_no] = entry
            gone |= {fact.staff_no} if fact.reason == "left" else set()
        elif isinstance(fact, CameBack) and fact.staff_no not in gone:
            away.pop(fact.staff_no, None)
        elif isinstance(fact, StaffLeft):
            gone.add(fact.staff_no)
    return away
