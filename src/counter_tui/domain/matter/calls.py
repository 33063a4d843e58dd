"""The next call to the customer: a promise of the first contact, whoever works on the matter."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.first_contact import CallPromised, CustomerCalled
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.matter.work import require_running, written
from counter_tui.domain.staff.roles import may, require

CALL_BY = time(16, 0)
"""By when of its day a call is made where nobody says when: this program's proposal (no source gives a time)."""
_FARTHEST = 30


def customer_called(matter: Matter, fact: CustomerCalled, _entry: Recorded) -> Matter | None:
    """The call that was promised is made; another one may be promised with it."""
    return None if matter.ended else replace(matter, next_call_at=fact.next_call_at)


def call_promised(matter: Matter, fact: CallPromised, _entry: Recorded) -> Matter | None:
    """The customer waits for a call by then."""
    return None if matter.ended else replace(matter, next_call_at=fact.at)


def default_call(context: Context) -> datetime:
    """The next working day at 16:00: the proposed limit for a first call is one working day."""
    day = context.today + timedelta(days=1)
    for _step in range(_FARTHEST):
        if context.rules.calendar.is_working(day):
            break
        day += timedelta(days=1)
    return datetime.combine(day, CALL_BY, context.rules.zone).astimezone(UTC)


def require_answerable(matter: Matter, context: Context) -> None:
    """Raise RuleBroken("not_first_contact") unless the actor answers to the customer.

    The first contact does, his stand-in, or a lead in his place.
    """
    require(context.actor, "work")
    require_running(matter)
    if not context.acts_for(matter.first_contact) and not may(context.actor.role, "lead_matter"):
        raise RuleBroken("not_first_contact", first_contact=matter.first_contact)


def decide_called(
    matter: Matter, context: Context, said: str, next_call_at: datetime | None = None
) -> CustomerCalled:
    """The customer was called and told how far it is.

    While another unit has the work and there is no answer a next call is owed: without one given it is
    ``default_call``. Raises RuleBroken("not_first_contact"), "text_missing" or "call_in_the_past".
    """
    require_answerable(matter, context)
    owed = matter.scope == "company" and matter.answered_at is None
    call = next_call_at or (default_call(context) if owed else None)
    return CustomerCalled(said=written(said, "text_missing"), next_call_at=ahead(call, context))


def decide_promise(matter: Matter, context: Context, at: datetime | None = None) -> CallPromised:
    """The customer is promised a call. Raises RuleBroken("not_first_contact") or "call_in_the_past"."""
    require_answerable(matter, context)
    if matter.informed_at is not None:
        raise RuleBroken("customer_knows")
    call = ahead(at or default_call(context), context)
    assert call is not None
    return CallPromised(at=call)


def ahead(call: datetime | None, context: Context) -> datetime | None:
    """The call, if it is still to come. Raises RuleBroken("call_in_the_past")."""
    if call is not None and call < context.now:
        raise RuleBroken("call_in_the_past")
    return call
