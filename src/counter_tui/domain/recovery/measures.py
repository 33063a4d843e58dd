"""Causes, remedies and limits of recoveries, as data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, get_args

from msgspec import Meta

from counter_tui.domain.actions.decide import due_in
from counter_tui.domain.catalogue.blocks import Place, build, read_toml, tables, twice
from counter_tui.domain.catalogue.models import Block, Code, Profile, Words
from counter_tui.domain.matter.context import Rules
from counter_tui.domain.recovery.state import Limits

_DIGITS = 9
"""So many can be chosen by one digit."""


class Limit(Block, frozen=True, kw_only=True):
    """Working days from the press to the call back and to the correction; after how many calls nobody more is tried."""

    profile: Profile
    call_days: Annotated[int, Meta(ge=1, le=15)]
    correct_days: Annotated[int, Meta(ge=1, le=60)]
    tries: Annotated[int, Meta(ge=1, le=5)]


class Cause(Block, frozen=True, kw_only=True):
    """Why a customer was not content; ``reasons`` are the codes customers press for it."""

    code: Code
    name: Words
    reasons: tuple[str, ...] = ()
    worded: bool = False


class Remedy(Block, frozen=True, kw_only=True):
    """What the hall may really offer."""

    code: Code
    name: Words
    worded: bool = False


class Measures(Block, frozen=True, kw_only=True):
    """All of it; the place of a cause or remedy in its list is its digit."""

    limits: tuple[Limit, ...]
    causes: tuple[Cause, ...]
    remedies: tuple[Remedy, ...]

    def limit(self, profile: Profile) -> Limit:
        """The limits of a company."""
        return next(each for each in self.limits if each.profile == profile)

    def cause(self, code: str) -> Cause | None:
        """The cause with this code."""
        return next((each for each in self.causes if each.code == code), None)

    def remedy(self, code: str) -> Remedy | None:
        """The remedy with this code."""
        return next((each for each in self.remedies if each.code == code), None)

    def likely(self, reason: str) -> str:
        """The cause the customer's own reason speaks for, empty for none."""
        return next((each.code for each in self.causes if reason in each.reasons), "")

    def limits_from(self, pressed: datetime, rules: Rules) -> Limits:
        """The days the limits of a rating end on that was pressed at this instant."""
        return self.limits_of(rules.day_of(pressed), rules)

    def limits_of(self, day: date, rules: Rules) -> Limits:
        """The same for a rating that was pressed on this day."""
        limit = self.limit(rules.profile)
        return Limits(
            due_in(limit.call_days, day, rules.calendar), due_in(limit.correct_days, day, rules.calendar)
        )


def parse_measures(text: str, file: str = "recovery.toml") -> Measures:
    """What this TOML text says.

    Raises:
        CatalogueBroken: something does not fit; it names file, block and field.
    """
    top, place = read_toml(file, text), Place(file, "top")
    for key in top:
        if key not in ("limit", "cause", "remedy"):
            place.refuse(key, "unknown_field")
    made = Measures(
        limits=tuple(
            build(Limit, each, place.inner("limit", each, n)) for n, each in tables(top, "limit", place)
        ),
        causes=tuple(
            build(Cause, each, place.inner("cause", each, n)) for n, each in tables(top, "cause", place)
        ),
        remedies=tuple(
            build(Remedy, each, place.inner("remedy", each, n)) for n, each in tables(top, "remedy", place)
        ),
    )
    _check(place, "limit", [each.profile for each in made.limits])
    if {each.profile for each in made.limits} != set(get_args(Profile)):
        place.refuse("limit", "missing")
    _check(place, "cause", [each.code for each in made.causes])
    _check(place, "remedy", [each.code for each in made.remedies])
    return made


def _check(place: Place, block: str, codes: Iterable[str]) -> None:
    listed = list(codes)
    if not listed or len(listed) > _DIGITS:
        place.refuse(block, "empty" if not listed else "out_of_range", len(listed))
    if double := twice(listed):
        place.refuse(block, "twice", double)
