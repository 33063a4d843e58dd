"""The shape every fact has, and how it is read back in later versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A value inside a fact: frozen, and refused with unknown fields."""

    # Checks are made when the first fact of a kind is: those of all kinds would hold up the start.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Fact(Part):
    """Something that happened. ``type`` is its name for ever, ``version`` counts the changes of its shape."""

    type: ClassVar[str]
    version: ClassVar[int] = 1
    personal: ClassVar[frozenset[str]] = frozenset()
    """The fields that hold a customer's personal data: kept out of logs, masked exports and support files."""

    def values(self) -> dict[str, Any]:
        """The fact as plain values for its body."""
        return self.model_dump(mode="json", exclude_defaults=True)


class Erased(Fact):
    """A fact whose body was erased for the protection of personal data; it folds as nothing."""

    type: ClassVar[str] = "Erased"
    original: str


Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns the values of version v into those of version v + 1."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a fact is about: one matter, one visit, or the station itself."""

    kind: str
    id: bytes


@dataclass(frozen=True, slots=True)
class Recorded:
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
    def order(self) -> tuple[str, bytes, int]:
        """Where the fact stands among its subject's facts, the same on every PC."""
        return (self.hlc, self.epoch, self.seq)


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
    return wanted.model_validate(values)
