"""What the facts of one praise tell. Total: a fact that does not fit changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.praise import (
    PraiseConfirmed,
    PraiseNoted,
    PraiseProven,
    PraiseTakenOut,
    Source,
)

State = Literal["noted", "confirmed", "out"]


class Praise(Struct, frozen=True):
    """One praise; only a ``confirmed`` one counts, for the day it was given."""

    praise_id: bytes
    day: date
    about: str
    source: Source
    words: str
    proof: str
    customer: str
    noted_by: str
    noted_at: datetime
    state: State = "noted"
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""
    head: bytes = b""


def fold(recorded: Iterable[Recorded]) -> Praise | None:
    """The praise its facts tell, whatever order they come in; None without a beginning."""
    praise: Praise | None = None
    for entry in sorted(recorded, key=lambda fact: fact.order):
        praise = _begun(entry) if praise is None else replace(_after(praise, entry), head=entry.fact_id)
    return praise


def _begun(entry: Recorded) -> Praise | None:
    fact = entry.fact
    if not isinstance(fact, PraiseNoted):
        return None
    return Praise(
        praise_id=entry.subject.id,
        day=fact.day,
        about=fact.about,
        source=fact.source,
        words=fact.words,
        proof=fact.proof,
        customer=fact.customer,
        noted_by=entry.actor,
        noted_at=entry.at,
        head=entry.fact_id,
    )


def _after(praise: Praise, entry: Recorded) -> Praise:
    fact = entry.fact
    if isinstance(fact, PraiseProven) and praise.state != "out":
        return replace(praise, proof=fact.proof)
    if isinstance(fact, PraiseTakenOut) and praise.state != "out":
        return replace(_decided(praise, entry), state="out", reason=fact.reason)
    if isinstance(fact, PraiseConfirmed) and praise.state == "noted" and entry.actor != praise.about:
        return replace(_decided(praise, entry), state="confirmed") if praise.proof else praise
    return praise


def _decided(praise: Praise, entry: Recorded) -> Praise:
    return replace(praise, decided_by=entry.actor, decided_at=entry.at)


def counted(praises: Iterable[Praise], first: date, last: date) -> dict[str, int]:
    """How much praise of these days counts, by whom it is about; the whole station's under the empty number."""
    count: dict[str, int] = {}
    for praise in praises:
        if praise.state == "confirmed" and first <= praise.day <= last:
            count[praise.about] = count.get(praise.about, 0) + 1
    return count
