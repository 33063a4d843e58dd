"""When a request comes up again: the same customer, the same sort of request, not long ago.

A repeat is linked to what came before and never merged with it: each keeps its own promises and its own answer.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from counter_tui.domain.catalogue.models import Catalogue, Kind
from counter_tui.domain.catalogue.queries import known_kind
from counter_tui.domain.facts.links import EarlierMatter

REPEAT_DAYS = 30
"""A request of the same sort within so many days comes up again."""

EVENT_DAYS = 7
"""So many days back counts what has happened in a transformer district."""

MOST_LINKED = 9
"""An acceptance is linked to so many earlier matters at most."""

_TOGETHER = (
    frozenset({"enquiry", "billing", "tariff"}),
    frozenset({"repair", "reconnection"}),
)
"""Families of kinds in which the same trouble is taken down under one kind or the other."""


class Came(Struct, frozen=True):
    """A matter the customer has come with before: its id (hex), its number and its kind."""

    matter: str
    number: str
    kind: str


class Around(Struct, frozen=True):
    """What is known around a request: the customer's matters of late (newest first) and the transformer district."""

    earlier: tuple[Came, ...] = ()
    district: str = ""


ALONE = Around()
"""Nothing is known around a request."""


def repeats_of(kind: Kind, earlier: Iterable[Came], catalogue: Catalogue) -> tuple[EarlierMatter, ...]:
    """The matters of late that a request of this kind goes back to, in their order."""
    found = [each for each in earlier if is_related(kind, known_kind(catalogue, each.kind), each.kind)]
    return tuple(EarlierMatter(matter=each.matter, number=each.number) for each in found[:MOST_LINKED])


def is_related(kind: Kind, other: Kind | None, code: str) -> bool:
    """Whether a matter of another kind may be about the same trouble; ``other`` is None where no table knows it now."""
    if other is None:
        return kind.code == code
    both = {kind.family, other.family}
    return len(both) == 1 or any(both <= group for group in _TOGETHER)
