"""Hand-over packs as screens and lists show them."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from counter_tui.domain.facts.pack import LineKind
from counter_tui.domain.pack.state import Outcome, State


class PackLineView(Struct, frozen=True):
    """A line in words, the customer masked; ``outcome`` and ``reason`` say what became of it."""

    place: int
    kind: LineKind
    name: str
    words: str
    due: date | None
    late: bool
    may_refuse: bool
    outcome: Outcome = ""
    reason: str = ""


class PackView(Struct, frozen=True):
    """A pack, or (without an id) what a person has in hand and could offer; people by number and by name.

    ``may_withdraw`` is whether the person who looks could take it back, ``accepted`` the groups and ``refusals`` the
    lines with their reasons that whoever it is for has looked at so far and not signed.
    """

    pack_id: str
    giver: str
    giver_name: str
    to: str
    to_name: str
    lead: bool
    state: State
    offered_at: datetime
    settled_at: datetime | None
    lines: tuple[PackLineView, ...]
    may_withdraw: bool = False
    accepted: tuple[str, ...] = ()
    refusals: dict[int, str] = {}

    @property
    def groups(self) -> tuple[tuple[LineKind, tuple[PackLineView, ...]], ...]:
        """The lines by kind, in the order of the pack."""
        found: dict[LineKind, list[PackLineView]] = {}
        for line in self.lines:
            found.setdefault(line.kind, []).append(line)
        return tuple((kind, tuple(lines)) for kind, lines in found.items())


class PacksView(Struct, frozen=True):
    """What there is for a person: the packs that wait here, those for him first; and what he has in hand.

    ``mine`` says that one of them is his own; ``leads`` that he leads the shift now. ``settled`` are those of
    today, the newest first.
    """

    waiting: tuple[PackView, ...]
    in_hand: PackView
    mine: bool
    leads: bool
    settled: tuple[PackView, ...] = ()
