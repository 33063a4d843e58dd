"""What each start of the program does anew, or slowly on purpose, and a process of tests does hundreds of times.

A PIN is checked by the costs that stand in its hash, so PINs that tests make are made with the least. What ships with
the program is read anew, and parsed only where its text is another. `torture` and the processes that tests start have
neither.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeVar, cast

import pytest

from counter_tui.services.reference import calendar, catalogue
from counter_tui.services.staff import pin_hashing

Read = TypeVar("Read")

LEAST_KIB, LEAST_PASSES = 64, 1
SELDOM = (100_000, 10, 10)
"""After so many new objects: one app under test makes and drops some hundred thousand."""


class _Costs:
    """The costs of a PIN's hash as the program has them."""

    memory, passes, head = pin_hashing.MEMORY_KIB, pin_hashing.PASSES, pin_hashing._HEAD


def work_cheaply() -> None:
    """From now on PINs of this process cost little, and the shipped texts are parsed once."""
    _set_costs(
        LEAST_KIB, LEAST_PASSES, f"$argon2id$v=19$m={LEAST_KIB},t={LEAST_PASSES},p={pin_hashing.LANES}$"
    )
    of_catalogue, of_calendar = cast(Any, catalogue), cast(Any, calendar)
    of_catalogue.read_json = cache(of_catalogue.read_json)
    of_calendar.parse_days = _copied(cache(of_calendar.parse_days))
    of_calendar.parse_festivals = _copied(cache(of_calendar.parse_festivals))


def look_for_garbage_seldom() -> None:
    """Half a million values that tests stand in are no garbage: looking at them took some 7 % of the time."""
    gc.set_threshold(*SELDOM)


def leave_what_stands() -> None:
    """What is there once all tests were found stays till the end: it is looked at no more.

    What a test leaves unclosed is still found, by the next look or by pytest's own at the end.
    """
    gc.collect()
    gc.freeze()


def _copied(parse: Callable[..., dict[int, Read]]) -> Callable[..., dict[int, Read]]:
    """A dict of its own for each who asks; the values in it do not change."""

    def copy(*given: str) -> dict[int, Read]:
        return dict(parse(*given))

    return copy


def _set_costs(memory: int, passes: int, head: str) -> None:
    module: Any = pin_hashing
    module.MEMORY_KIB, module.PASSES, module._HEAD = memory, passes, head


@pytest.fixture
def shipped_costs() -> Iterator[None]:
    """PINs made in this test cost what the program has them cost."""
    now = (pin_hashing.MEMORY_KIB, pin_hashing.PASSES, pin_hashing._HEAD)
    _set_costs(_Costs.memory, _Costs.passes, _Costs.head)
    yield
    _set_costs(*now)
