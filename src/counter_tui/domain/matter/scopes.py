"""Whose a matter is, and what its first contact owes the customer for that (首问负责制, the cases a to c).

Somebody outside the company answers for no matter: a kind of the catalogue is the company's. Who asks for something of
theirs leaves through the door (``domain.door``), with the body named. Nothing here stops an acceptance.

(a) the own: done now, or the reasons and the time limit are told, and everything that is needed at once (一次性告知);
(b) a colleague's: brought to whoever has it, or taken in for him; (c) another unit's of the company: the unit, its
phone and whom to ask for are told, it is phoned ahead, the request recorded and handed on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.first_contact import FirstContactStepDone, Scope, ScopeSet, Step
from counter_tui.domain.matter.calls import ahead, default_call, require_answerable
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.parts import Care, HandOver, OtherUnit
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.matter.work import written
from counter_tui.domain.text import fold_prose

if TYPE_CHECKING:
    from counter_tui.domain.units.directory import Unit

WAYS = ("walked", "phoned", "away")
"""How work of the station was brought to whoever has it: walked along, phoned ahead, taken in because he was away."""
_OF_UNIT: frozenset[Step] = frozenset({"phoned_ahead", "handed_on"})


class StepState(Struct, frozen=True):
    """A step the first contact owes the customer, whether it is done, and the words it was done with."""

    step: Step
    done: bool
    words: str = ""


def scope_set(matter: Matter, fact: ScopeSet, entry: Recorded) -> Matter | None:
    """The matter with whose it is; the steps of another unit begin anew."""
    if matter.ended:
        return None
    unit = None
    if fact.scope == "company":
        unit = OtherUnit(fact.unit, fact.name_zh, fact.name_en, fact.phone, fact.person, fact.told)
    kept = tuple(each for each in matter.care if each.step not in _OF_UNIT)
    call = fact.next_call_at or matter.next_call_at
    return replace(matter, scope=fact.scope, unit=unit, scope_at=entry.at, care=kept, next_call_at=call)


def step_done(matter: Matter, fact: FirstContactStepDone, entry: Recorded) -> Matter | None:
    """The matter with one step more done."""
    if matter.ended:
        return None
    return replace(matter, care=(*matter.care, Care(fact.step, fact.words, entry.at, entry.actor)))


def scope_of(matter: Matter) -> Scope:
    """Whose the matter is: as somebody said, else a colleague's once it was handed over to one, else the own."""
    if matter.scope == "company":
        return "company"
    return "station" if matter.scope == "station" or _given(matter) else "mine"


def steps_of(matter: Matter) -> tuple[StepState, ...]:
    """What the first contact owes the customer now, done or not; nothing once there is an answer.

    What the ledger shows needs no word of his: a receipt names the time limit and everything that is to follow, a
    hand-over to somebody outside the station hands the work on.
    """
    if matter.ended or matter.answered_at is not None:
        return ()
    scope, said = scope_of(matter), {each.step: each for each in matter.care}
    if scope == "company":
        return (_state("phoned_ahead", said), _state("handed_on", said, _handed_on(matter)))
    given = _given(matter)
    if scope == "station" and given is not None:
        told = said.get("brought")
        since = told is not None and told.at >= given.offer.at
        words = told.words if told is not None and since else given.offer.fact.way
        return (StepState("brought", bool(words), words),)
    steps = [_state("limit_told", said, bool(matter.receipts))]
    if any(not paper.letter for paper in matter.deferred):
        steps.append(_state("told_once", said, bool(matter.receipts or matter.letters)))
    return tuple(steps)


def _state(step: Step, said: Mapping[Step, Care], shown: bool = False) -> StepState:
    return StepState(step, shown or step in said, said[step].words if step in said else "")


def _given(matter: Matter) -> HandOver | None:
    """The latest hand-over to a colleague that was not taken back or sent back."""
    open_or_taken = (each for each in reversed(matter.hand_overs) if each.outcome in ("open", "accepted"))
    latest = next(open_or_taken, None)
    return latest if latest is not None and latest.offer.fact.to else None


def _handed_on(matter: Matter) -> bool:
    since = matter.scope_at
    return any(
        not each.offer.fact.to
        and each.outcome in ("open", "accepted")
        and (not since or each.offer.at >= since)
        for each in matter.hand_overs
    )


def follow_up(matter: Matter) -> tuple[str, datetime] | None:
    """What the first contact does next for the customer, and since or by when: a step that is left, or a call."""
    if matter.ended or matter.informed_at is not None:
        return None
    waits: list[tuple[str, datetime]] = []
    if scope_of(matter) == "company" and matter.scope_at:
        waits += [(each.step, matter.scope_at) for each in steps_of(matter) if not each.done][:1]
    if matter.next_call_at:
        waits.append(("call", matter.next_call_at))
    return min(waits, key=lambda each: each[1], default=None)


def decide_scope(
    matter: Matter,
    context: Context,
    scope: Scope,
    unit: Unit | None = None,
    *,
    phone: str = "",
    person: str = "",
    told: str = "",
    next_call_at: datetime | None = None,
) -> ScopeSet:
    """Whose the matter is. For another unit the customer is told which, its phone and whom to ask for.

    The first contact stays answerable and owes the customer a call, by ``default_call`` where no time is given. Raises
    RuleBroken("not_first_contact"), "unit_missing", "unit_is_outside", "unit_phone_missing", "unit_phone_unfit",
    "call_in_the_past" or "nothing_changed".
    """
    require_answerable(matter, context)
    if scope != "company":
        if scope_of(matter) == scope:
            raise RuleBroken("nothing_changed")
        return ScopeSet(scope=scope)
    if unit is None:
        raise RuleBroken("unit_missing")
    if unit.outside:
        raise RuleBroken("unit_is_outside", unit_zh=unit.name.zh, unit_en=unit.name.en)
    # Loaded here: folding a matter, which a start does, needs no directory.
    from counter_tui.domain.units.directory import unit_phone

    number = unit_phone(phone) or unit.phone
    if not number:
        raise RuleBroken("unit_phone_missing")
    return ScopeSet(
        scope=scope,
        unit=unit.code,
        name_zh=unit.name.zh,
        name_en=unit.name.en,
        phone=number,
        person=fold_prose(person) or unit.person,
        told=fold_prose(told),
        next_call_at=ahead(next_call_at or default_call(context), context),
    )


def decide_step(matter: Matter, context: Context, step: str, words: str = "") -> FirstContactStepDone:
    """A step is done. Raises RuleBroken("not_first_contact"), "step_not_owed", or "text_missing" without words."""
    require_answerable(matter, context)
    owed = next((each for each in steps_of(matter) if each.step == step and not each.done), None)
    if owed is None:
        raise RuleBroken("step_not_owed")
    if step == "brought" and words not in WAYS:
        raise RuleBroken("text_missing")
    said = words if step == "brought" else written(words, "text_missing")
    return FirstContactStepDone(step=owed.step, words=said)
