"""What is ready before a method is called by somebody, where several rooms need it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import Actor
from support.roles.people import ALL_PINS, HEAD
from support.roles.trying import Ready, Trying
from support.stations import WANG


def another_lead(actor: Actor) -> tuple[str, str]:
    """Number and PIN of somebody else who may decide."""
    lead = HEAD if actor == WANG else WANG
    return lead.staff_no, ALL_PINS[lead.staff_no]


def with_bill(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    """A question about a bill."""

    def ready(t: Trying) -> Ready:
        matter = t.bill()
        return lambda: call(t, matter)

    return ready


def with_connection(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    """A new connection with papers owed."""

    def ready(t: Trying) -> Ready:
        matter = t.connection()
        return lambda: call(t, matter)

    return ready


def plain(call: Callable[[Trying], object]) -> Callable[[Trying], Ready]:
    """An act that needs nothing before it."""
    return lambda t: lambda: call(t)


def without_ratings(code: str, call: Callable[[Trying], object]) -> Callable[[Trying], Ready]:
    """An act on what the staff's station lacks (presses of customers, a centre): that is all that is wrong."""

    def tried(t: Trying) -> None:
        with pytest.raises(RuleBroken) as broken:
            call(t)
        if broken.value.code != code:
            raise broken.value

    return plain(tried)
