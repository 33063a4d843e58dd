"""What the facts of one batch of comments tell. Total: a fact that does not fit changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.comments import Came, CommentSettled, CommentsTaken


class Batch(Struct, frozen=True):
    """One batch; ``settled`` has what became of a comment by its place, from 1."""

    batch_id: bytes
    day: date
    came: Came
    words: tuple[str, ...]
    settled: dict[int, str] = {}
    head: bytes = b""

    @property
    def open(self) -> int:
        """How many of its comments nobody has settled."""
        return len(self.words) - len(self.settled)


def fold(recorded: Iterable[Recorded]) -> Batch | None:
    """The batch its facts tell, whatever order they come in; None without a beginning."""
    batch: Batch | None = None
    for entry in sorted(recorded, key=lambda fact: fact.order):
        fact = entry.fact
        if batch is None:
            if isinstance(fact, CommentsTaken):
                batch = Batch(entry.subject.id, fact.day, fact.came, fact.words, head=entry.fact_id)
            continue
        settled = batch.settled
        if isinstance(fact, CommentSettled) and 1 <= fact.place <= len(batch.words):
            settled = {fact.place: fact.words, **settled}
        batch = replace(batch, settled=settled, head=entry.fact_id)
    return batch
