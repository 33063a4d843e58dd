"""The shape every fact has, and how it is read back in later versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, ClassVar

from msgspec import NODEFAULT, Struct, to_builtins

from counter_tui.domain.reading import read_as


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value inside a fact: frozen, and refused with unknown fields or values of another type when it is read."""


class Fact(Part, frozen=True, kw_only=True):
    """Something that happened. ``type`` is its name for ever, ``version`` counts the changes of its shape."""

    type: ClassVar[str]
    version: ClassVar[int] = 1
    personal: ClassVar[frozenset[str]] = frozenset()
    """The fields that hold a customer's personal data: kept out of logs, masked exports and support files."""
    kept: ClassVar[frozenset[str]] = frozenset()
    """The fields no export ever has, with whatever reason: what was said in confidence to leads alone."""

    def values(self) -> dict[str, Any]:
        """The fact as plain values for its body: what is as its default is left out."""
        plain: dict[str, Any] = to_builtins(_told(self))
        return plain


class Erased(Fact, frozen=True, kw_only=True):
    """A fact whose body was erased for the protection of personal data; it folds as nothing."""

    type: ClassVar[str] = "Erased"
    original: str


def _told(value: Any) -> Any:
    """A part as a mapping of what differs from its default; ``omit_defaults`` would compare by identity."""
    if isinstance(value, tuple):
        return [_told(each) for each in value]
    if not isinstance(value, Part):
        return value
    defaults = _defaults(type(value))
    said = ((name, getattr(value, name)) for name in value.__struct_fields__)
    return {name: _told(each) for name, each in said if name not in defaults or each != defaults[name]}


@cache
def _defaults(part: type[Part]) -> dict[str, Any]:
    """The values of a part that need not be said, by name."""
    last = zip(reversed(part.__struct_fields__), reversed(part.__struct_defaults__), strict=False)
    given = ((name, each.factory() if hasattr(each, "factory") else each) for name, each in last)
    return {name: default for name, default in given if default is not NODEFAULT}


class Unread(Fact, frozen=True, kw_only=True):
    """A fact of another device that this program does not understand yet; it folds as nothing."""

    type: ClassVar[str] = "Unread"
    original: str


Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns the values of version v into those of version v + 1."""


class Subject(Struct, frozen=True):
    """What a fact is about: one matter, one visit, or the station itself."""

    kind: str
    id: bytes


class Recorded(Struct, frozen=True):
    """A fact as it stands in the ledger. ``at`` is the writer's wall clock, for display only."""

    fact: Fact
    fact_id: bytes
    subject: Subject
    epoch: bytes
    seq: int
    hlc: str
    at: datetime
    actor: str
    seen: bytes
    hash: bytes
    clock_flag: str = "ok"

    @property
    def order(self) -> tuple[str, bytes]:
        """Where the fact stands among its subject's facts, the same on every PC and in whichever epoch it is told."""
        return (self.hlc, self.fact_id)


def read_fact(
    types: Mapping[str, type[Fact]],
    upcasters: Mapping[tuple[str, int], Upcaster],
    name: str,
    version: int,
    values: dict[str, Any],
) -> Fact:
    """The fact from its recorded name, version and values; older versions are brought up to date first.

    Raises KeyError for a name this program does not know, ValueError for values that do not fit.
    """
    wanted = types[name]
    while version < wanted.version:
        values = upcasters[(name, version)](values)
        version += 1
    return read_as(values, wanted)
