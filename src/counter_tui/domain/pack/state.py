"""What a pack's facts tell. Total: a fact that does not fit changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.pack import LineKind, PackLine, PackOffered, PackTaken, PackWithdrawn

State = Literal["offered", "taken", "withdrawn"]
Outcome = Literal["", "taken", "told", "refused", "changed"]
"""What became of a line; ``changed``: it had left the giver's hands before the pack was taken."""
ORDER: tuple[LineKind, ...] = (
    "matter",
    "offer",
    "task",
    "action",
    "enquiry",
    "recovery",
    "paper",
    "decide",
    "call",
    "notice",
    "advice",
)
"""The groups of a pack in the order they are looked at: what changes hands, then what is told."""
WORK: frozenset[LineKind] = frozenset({"matter", "offer", "task", "paper"})
"""What only somebody who works on matters can take."""
OWNED: frozenset[LineKind] = WORK | {"action", "enquiry", "recovery"}
"""What has an owner, and so can be refused; the rest is told."""


class Settled(Struct, frozen=True):
    """A line and what became of it; ``reason`` is why it was refused."""

    line: PackLine
    outcome: Outcome = ""
    reason: str = ""


class Pack(Struct, frozen=True):
    """One pack: who gives, who takes, whether the lead goes with it, and its lines in their order."""

    pack_id: bytes
    giver: str
    to: str
    lead: bool
    lines: tuple[Settled, ...]
    offered_at: datetime
    state: State
    settled_at: datetime | None
    head: bytes
    facts: int

    def count(self, outcome: Outcome) -> int:
        """How many lines this became of."""
        return sum(each.outcome == outcome for each in self.lines)


def groups(lines: Sequence[PackLine]) -> Iterator[tuple[LineKind, tuple[int, ...]]]:
    """The kinds that there are with the places of their lines, in the order they are looked at."""
    for kind in ORDER:
        places = tuple(place for place, line in enumerate(lines) if line.kind == kind)
        if places:
            yield kind, places


def fold(recorded: Iterable[Recorded]) -> Pack | None:
    """The pack its facts tell, whatever order they come in; None without a beginning."""
    pack: Pack | None = None
    for entry in sorted(recorded, key=lambda fact: fact.order):
        pack = (
            _begun(entry)
            if pack is None
            else replace(_after(pack, entry), head=entry.fact_id, facts=pack.facts + 1)
        )
    return pack


def _begun(entry: Recorded) -> Pack | None:
    fact = entry.fact
    if not isinstance(fact, PackOffered):
        return None
    return Pack(
        pack_id=entry.subject.id,
        giver=entry.actor,
        to=fact.to,
        lead=fact.lead,
        lines=tuple(map(Settled, fact.lines)),
        offered_at=entry.at,
        state="offered",
        settled_at=None,
        head=entry.fact_id,
        facts=1,
    )


def _after(pack: Pack, entry: Recorded) -> Pack:
    fact = entry.fact
    if pack.state != "offered":
        return pack
    if isinstance(fact, PackWithdrawn):
        return replace(pack, state="withdrawn", settled_at=entry.at)
    if not isinstance(fact, PackTaken) or entry.actor != pack.to:
        return pack
    reasons = {each.line: each.reason for each in fact.refused}
    lines = tuple(_settled(place, each, reasons, fact.changed) for place, each in enumerate(pack.lines))
    return replace(pack, state="taken", settled_at=entry.at, lines=lines)


def _settled(place: int, known: Settled, reasons: dict[int, str], changed: tuple[int, ...]) -> Settled:
    if place in changed:
        return replace(known, outcome="changed")
    if place in reasons:
        return replace(known, outcome="refused", reason=reasons[place])
    return replace(known, outcome="taken" if known.line.kind in OWNED else "told")
