"""Whatever size facts have, they travel: batches and pages are cut by bytes, and none is written that could not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from msgspec.structs import replace

from counter_tui.db.travel import streams
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.matter import NoteAdded
from counter_tui.domain.ledger.chain import MOST_BODY
from counter_tui.streams.forward import ranges_to_bring
from counter_tui.streams.giving import Stream
from counter_tui.sync import bundles
from counter_tui.sync.call import make_call
from counter_tui.sync.carrier import Denied, NoAnswer, TooLarge
from counter_tui.sync.peer import keep_peer, read_peer
from counter_tui.wire.bundle import read_bundle
from counter_tui.wire.entries import MOST_BYTES, MOST_FACTS
from counter_tui.wire.envelope import Signed
from counter_tui.wire.messages import Elsewhere
from counter_tui.wire.ranges import SignedRange, read_range, sign_range, write_range
from counter_tui.wire.room import fitting
from support.clocks import StillClock
from support.streams import PaperDevice
from support.sync_world import CODE, Centre, Line, WorldPc

LARGEST = MOST_BODY - 64
SEALING = X25519PrivateKey.generate()


@pytest.fixture
def centre(tmp_path: Path) -> Centre:
    return Centre(tmp_path / "centre.db", StillClock())


@pytest.fixture
def pcs(tmp_path: Path, centre: Centre) -> Iterator[tuple[WorldPc, WorldPc]]:
    """Two PCs; the first has small facts and some that do not become smaller when they are packed."""
    made = tuple(WorldPc(name, tmp_path / name, centre.clock) for name in "ab")
    for pc in made:
        pc.set_up()
        centre.members[pc.device] = pc.member
    one, other = made
    matter = one.accept()
    write(one, matter, [*map(noise, (LARGEST, 9, 120_000, 120_000, 9))])
    yield one, other
    for pc in made:
        pc.store.close()


def write(pc: WorldPc, matter: bytes, words: list[str]) -> None:
    """Write these notes at once."""
    with pc.store.writing() as writing:
        writing.append(Subject("matter", matter), [NoteAdded(text=each) for each in words], "102")


def noise(size: int) -> str:
    """So many letters nothing makes smaller than three quarters."""
    return "".join(
        Random(size).choices("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_", k=size)
    )


def test_facts_of_every_size_reach_the_centre_and_the_other_pc_and_come_back_after_a_loss(
    centre: Centre, pcs: tuple[WorldPc, WorldPc]
) -> None:
    one, other = pcs
    # Together far more than one batch holds unpacked, and next to nothing when it is packed.
    write(one, one.knows()[0], ["好" * 9000 for _ in range(80)])
    has = one.has()
    one.call(centre)
    other.call(centre)
    assert has <= other.has()
    one.store.close()
    one.file.unlink()
    one.set_up()
    one.call(centre)
    assert has <= one.has()
    assert one.findings() == other.findings() == []


def test_each_range_and_page_is_within_its_bounds_and_the_usual_batch_is_not_cut(
    centre: Centre, pcs: tuple[WorldPc, WorldPc]
) -> None:
    one, _other = pcs
    write(one, one.knows()[0], ["好" * 9000 for _ in range(80)])
    sent: list[int] = []

    class Counting(Line):
        def put(self, content: bytes) -> Signed | Elsewhere:
            sent.append(len(content))
            return super().put(content)

    make_call(one.store, Counting(centre), "test")
    assert max(sent) <= MOST_BYTES
    with centre.log.giving(CODE) as giving:
        after, sizes = 0, []
        while after < giving.end():
            page = giving.page(after)
            sizes.append(sum(len(entry.body or b"") for run in page.runs for entry in run.entries))
            after = page.pos
    assert max(sizes) <= MOST_BYTES
    assert fitting([250] * MOST_FACTS) == MOST_FACTS


def test_a_hub_passes_large_ranges_on_as_they_were_signed(
    centre: Centre, pcs: tuple[WorldPc, WorldPc]
) -> None:
    one, _other = pcs
    one.call(centre)
    with centre.log.giving(CODE) as giving:
        found: list[Stream] = giving.streams(one.device)
    ranges = [read_range(each) for each in ranges_to_bring(centre.log, found[0], CODE, 0)]
    assert all(each.is_by(one.key.public) for each in ranges)
    assert sum(len(each.entries()) for each in ranges) == len(one.has())


def test_large_facts_go_by_stick_too(pcs: tuple[WorldPc, WorldPc]) -> None:
    one, _other = pcs
    with one.store.writing() as writing:
        peer = read_peer(writing.connection)
        assert peer is not None
        keep_peer(writing, replace(peer, sealing=SEALING.public_key().public_bytes_raw()))
    with one.store.reading() as connection:
        spans = bundles.spans(connection, everything=True)
    ranges = [
        read_range(each)
        for span in spans
        for made in bundles.make(one.store, span)
        for each in read_bundle(made.content).ranges(SEALING.private_bytes_raw())
    ]
    assert sum(len(each.entries()) for each in ranges) == len(one.has())


def test_more_than_fits_one_record_is_refused_before_anything_is_written(
    pcs: tuple[WorldPc, WorldPc],
) -> None:
    one, _other = pcs
    has, matter = one.has(), one.knows()[0]
    with pytest.raises(RuleBroken, match="fact_too_large"):
        one.note(matter, noise(MOST_BODY))
    assert one.has() == has
    one.note(matter, noise(LARGEST))


@pytest.mark.parametrize("error", [TooLarge(), Denied("broken")])
def test_a_fact_nobody_takes_keeps_nobody_from_taking_what_others_wrote(
    centre: Centre, pcs: tuple[WorldPc, WorldPc], error: Exception
) -> None:
    one, other = pcs
    one.call(centre)
    matter = other.accept()

    class Narrow(Line):
        def put(self, _content: bytes) -> Signed | Elsewhere:
            raise error

    with pytest.raises(NoAnswer):
        make_call(other.store, Narrow(centre), "test")
    assert one.has() <= other.has()
    other.call(centre)
    one.call(centre)
    assert matter in one.knows()


def test_what_is_too_large_for_the_way_is_cut_at_once_and_sent_again_as_it_was_never(
    centre: Centre, pcs: tuple[WorldPc, WorldPc]
) -> None:
    _one, other = pcs
    write(other, other.accept(), [noise(30_000 + number) for number in range(12)])
    tried: list[bytes] = []

    class Narrow(Line):
        def put(self, content: bytes) -> Signed | Elsewhere:
            assert content not in tried
            tried.append(content)
            if len(content) > 100_000:
                raise TooLarge
            return super().put(content)

    make_call(other.store, Narrow(centre), "test")
    assert max(map(len, tried)) > 100_000
    assert centre.kept() >= other.has()


def test_what_fits_one_batch_travels_whatever_it_packs_to() -> None:
    device = PaperDevice("a")
    device.write(1, noise(LARGEST - 64))
    assert opened(device.signed(1, 1))
    device.write(40, noise(9_000))
    bodies = [len(entry.body or b"") for entry in device.entries[1:]]
    count = fitting(bodies)
    assert 1 < count < 40
    part = device.entries[1 : 1 + count]
    assert len(opened(sign_range(device.device, device.entries[0].hash, part, device.key))) == count


def opened(signed: SignedRange) -> list[object]:
    """The facts of a range after it travelled."""
    return list(read_range(write_range(signed)).entries())


def test_at_least_one_fact_and_at_most_so_many_are_a_batch() -> None:
    assert fitting([]) == 0
    assert fitting([MOST_BYTES * 2, 1]) == 1
    assert fitting([None, 1, None], most=2) == 2
    assert fitting([1] * 1000) == MOST_FACTS


def test_sizes_are_told_of_facts_told_again_too(
    centre: Centre, pcs: tuple[WorldPc, WorldPc], tmp_path: Path
) -> None:
    one, _other = pcs
    one.call(centre)
    one.copy_to(tmp_path / "copy.db")
    one.note(one.knows()[0], "一")
    one.call(centre)
    one.put_back(tmp_path / "copy.db")
    one.note(one.knows()[0], "二二")
    one.call(centre)
    with one.store.reading() as connection:
        for row in streams.own(connection):
            told = streams.entries(connection, row.epoch, 1, 1000)
            assert streams.sizes(connection, row.epoch, 1, 1000) == [len(each.body or b"") for each in told]
    assert len(streams.own(connection)) == 2
