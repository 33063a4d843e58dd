"""Mistakes a protocol of sync is easily made with; each takes the place of what the program does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace as with_values

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from counter_tui.db import sql
from counter_tui.db.tables.sync import ReceiptRow
from counter_tui.db.travel import branches
from counter_tui.domain.reading import read_json
from counter_tui.streams import taking
from counter_tui.streams.decide import Mark
from counter_tui.streams.giving import Giving
from counter_tui.streams.tables import FACT
from counter_tui.sync import bring, call, take
from counter_tui.sync.talk import Talk
from counter_tui.wire.envelope import Signed
from counter_tui.wire.messages import Standing
from counter_tui.wire.ranges import Manifest

Mistake = Callable[[pytest.MonkeyPatch], None]


def no_hashes(to: pytest.MonkeyPatch) -> None:
    """A range is placed by its numbers alone."""

    def place_of(manifest: Manifest, mark: Mark, *_hashes: object) -> str:
        if manifest.first > mark.seq + 1:
            return "gap"
        return "known" if manifest.last <= mark.seq else "extends"

    to.setattr(taking, "place_of", place_of)


def no_ids(to: pytest.MonkeyPatch) -> None:
    """What was told again is taken as new."""
    to.setattr(taking.Taking, "_known_among", lambda *_: set())


def own_receipts(to: pytest.MonkeyPatch) -> None:
    """What the PC has a receipt for is not brought again, whatever mark the centre has."""
    honest = bring.bring

    def trusting(talk: Talk) -> None:
        with talk.store.reading() as connection:
            rows = sql.read(connection, ReceiptRow)
        marks = {each.epoch: each for each in talk.welcome.streams}
        for row in rows:
            known = marks.get(row.epoch) or Standing(row.epoch, 0, b"", 0, "unknown")
            marks[row.epoch] = replace(known, seq=max(known.seq, row.seq))
        honest(with_values(talk, welcome=replace(talk.welcome, streams=tuple(marks.values()))))

    to.setattr(call, "bring", trusting)


def place_alone(to: pytest.MonkeyPatch) -> None:
    """A reader of the feed goes on from his place, whatever stood there when he read it."""
    to.setattr(Giving, "has", lambda self, pos, _sign: pos <= self.end())


def fact_at_place(to: pytest.MonkeyPatch) -> None:
    """A reader of the feed goes on where the same fact stands as when he read it."""

    def sign_in_feed(self: Giving, pos: int) -> bytes:
        here = select(FACT.c.hash).where(FACT.c.station == self.station, FACT.c.pos == pos)
        return self.connection.scalar(here) or b""

    to.setattr(Giving, "sign_in_feed", sign_in_feed)


def tail_dropped(to: pytest.MonkeyPatch) -> None:
    """A branch is left, and what stood on it alone is not told again."""
    to.setattr(branches, "_retell", lambda *_: None)


def any_receipt(to: pytest.MonkeyPatch) -> None:
    """Whatever looks like a receipt is one."""

    def believed(signed: Signed, _sort: str, _public: bytes, shape: type) -> object:
        return read_json(signed.content, shape)

    to.setattr(bring, "proven", believed)


def nothing_held(to: pytest.MonkeyPatch) -> None:
    """A range that does not belong onto the end of its stream is let go."""
    to.setattr(taking.Taking, "_hold", lambda *_: None)


def no_witness(to: pytest.MonkeyPatch) -> None:
    """What the centre lost of another PC's facts is left to that PC."""
    to.setattr(take, "_be_witness", lambda _: None)


MISTAKES = (
    no_hashes,
    no_ids,
    own_receipts,
    place_alone,
    fact_at_place,
    tail_dropped,
    any_receipt,
    nothing_held,
    no_witness,
)
SELDOM = (fact_at_place,)
"""It takes three PCs that call in one order before the centre is put back, and in another after it."""
