"""To whom a sheet went, and who has said that he has it. Total: a fact that does not fit changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.sheets import Office, SheetAcknowledged, SheetFigure, SheetSent, Way


class Sent(Struct, frozen=True):
    """The last time a sheet went to somebody; ``by`` sent it. ``acknowledged_at`` is None until he has said so."""

    to: Office
    name: str
    way: Way
    digest: str
    figures: tuple[SheetFigure, ...]
    by: str
    at: datetime
    acknowledged_by: str = ""
    acknowledged_words: str = ""
    acknowledged_at: datetime | None = None


class Marks(Struct, frozen=True):
    """What is known of a sheet by its facts: by recipient, and the hash of the newest of them."""

    sent: Mapping[Office, Sent]
    head: bytes = b""

    def acknowledged(self, to: Office) -> bool:
        """Whether this recipient has said that he has it."""
        return to in self.sent and self.sent[to].acknowledged_at is not None


def fold(recorded: Iterable[Recorded]) -> Marks:
    """The marks the facts of one sheet tell, whatever order they come in."""
    sent: dict[Office, Sent] = {}
    head = b""
    for entry in sorted(recorded, key=lambda each: each.order):
        fact, head = entry.fact, entry.fact_id
        if isinstance(fact, SheetSent):
            sent[fact.to] = _sent(fact, entry, sent.get(fact.to))
        elif isinstance(fact, SheetAcknowledged) and fact.to in sent:
            known = sent[fact.to]
            if known.acknowledged_at is None:
                sent[fact.to] = replace(
                    known,
                    acknowledged_by=fact.by,
                    acknowledged_words=fact.words,
                    acknowledged_at=entry.at,
                )
    return Marks(sent, head)


def _sent(fact: SheetSent, entry: Recorded, before: Sent | None) -> Sent:
    """The same sheet sent once more, another way, stays acknowledged."""
    made = Sent(fact.to, fact.name, fact.way, fact.digest, fact.figures, entry.actor, entry.at)
    if before is None or before.digest != fact.digest:
        return made
    return replace(
        made,
        acknowledged_by=before.acknowledged_by,
        acknowledged_words=before.acknowledged_words,
        acknowledged_at=before.acknowledged_at,
    )
