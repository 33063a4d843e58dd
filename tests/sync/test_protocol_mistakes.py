"""Mistakes a protocol of sync is easily made with: the machine of rules notices each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace as with_values

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from counter_tui.db import branches, sql
from counter_tui.db.tables.sync import ReceiptRow
from counter_tui.domain.reading import read_json
from counter_tui.streams import taking
from counter_tui.streams.decide import Mark
from counter_tui.streams.giving import Giving
from counter_tui.streams.tables import FACT
from counter_tui.sync import bring, call, take
from counter_tui.sync.carrier import NoAnswer
from counter_tui.sync.talk import Talk
from counter_tui.wire.envelope import Signed
from counter_tui.wire.messages import Standing
from counter_tui.wire.ranges import Manifest
from support.sync_model import SyncMachine

A, B, C = 0, 1, 2
"""The PCs of the machine, by their places in it."""


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


def branch_on_a_stick(it: SyncMachine) -> None:
    """What was written after a store was put back is on a stick alone, and stands where the centre has other facts."""
    it.write([A], 0, 1)
    it.call([A])
    it.copy_a_disk(A, 0)
    it.write([A], 0, 1)
    it.call([A])
    it.put_a_disk_back(A, 0)
    it.write([A], 0, 1)
    it.write_a_stick(A, 0, 2, 1)
    it.put_a_disk_back(A, 0)


def told_twice(it: SyncMachine) -> None:
    """The centre lost a fact, and both the PC that wrote it and one that had read it bring it again."""
    it.copy_the_log([])
    it.write([A], 0, 1)
    it.call([A, B])
    it.put_the_log_back(0)
    it.call([B, A])


def log_put_back(it: SyncMachine) -> None:
    """The centre lost a fact for which its PC has a receipt."""
    it.copy_the_log([])
    it.write([A], 0, 1)
    it.call([A])
    it.put_the_log_back(0)


def other_facts_at_the_places(it: SyncMachine) -> None:
    """The places a PC has read the feed up to were given again, to other facts."""
    it.copy_the_log([])
    it.copy_a_disk(A, 0)
    it.write([A], 0, 1)
    it.call([A, B])
    it.put_the_log_back(0)
    it.put_a_disk_back(A, 0)
    it.write([A], 0, 2)
    it.call([A, A, B])


def same_fact_at_the_place(it: SyncMachine) -> None:
    """The place a PC has read the feed up to was given again to the same fact, those before it to another."""
    it.a_third_pc_comes()
    it.copy_the_log([])
    it.call([A, B])
    it.write_a_stick(B, 0, 0, 1)
    it.put_the_log_back(0)
    it.call([C])
    it.deliver_a_stick(0, to_hub=False)


def branch_to_leave(it: SyncMachine) -> None:
    """A store was put back, and wrote where the centre has other facts."""
    it.write([A], 0, 1)
    it.call([A])
    it.copy_a_disk(A, 0)
    it.write([A], 0, 1)
    it.call([A])
    it.put_a_disk_back(A, 0)
    it.write([A], 0, 1)


def stranger_on_the_line(it: SyncMachine) -> None:
    """Somebody else answers a range, and says he is the centre."""
    it.write([A], 0, 1)
    it.call_over_a_bad_line(A, 2, "forged", 2)


def only_another_pc_has_it(it: SyncMachine) -> None:
    """The centre and the PC that wrote a fact were put back; a PC that had read it is all there is."""
    it.copy_the_log([])
    it.copy_a_disk(A, 0)
    it.write([A], 0, 1)
    it.call([A, B])
    it.put_the_log_back(0)
    it.put_a_disk_back(A, 0)


def only_another_pc_has_it_and_more_was_written(it: SyncMachine) -> None:
    """The same, and other facts stand where the lost ones stood."""
    only_another_pc_has_it(it)
    it.write([A], 0, 2)
    it.call([A])


Mistake = Callable[[pytest.MonkeyPatch], None]
Story = Callable[[SyncMachine], None]
MISTAKES: tuple[tuple[Mistake, Story], ...] = (
    (no_hashes, branch_on_a_stick),
    (no_ids, told_twice),
    (own_receipts, log_put_back),
    (place_alone, other_facts_at_the_places),
    (fact_at_place, same_fact_at_the_place),
    (tail_dropped, branch_to_leave),
    (any_receipt, stranger_on_the_line),
    (nothing_held, branch_on_a_stick),
    (no_witness, only_another_pc_has_it),
    (tail_dropped, only_another_pc_has_it_and_more_was_written),
)


@pytest.mark.parametrize(("mistake", "story"), MISTAKES)
def test_the_model_notices_a_protocol_that_was_made_wrong(
    monkeypatch: pytest.MonkeyPatch, mistake: Mistake, story: Story
) -> None:
    live(story)
    mistake(monkeypatch)
    with pytest.raises((AssertionError, NoAnswer)):
        live(story)


def live(story: Story) -> None:
    """Let a story happen to a station of its own, and look at what became of it."""
    it = SyncMachine()
    try:
        story(it)
        it.check()
    finally:
        it.end()
