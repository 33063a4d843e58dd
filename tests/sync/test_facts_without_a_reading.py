"""Whatever another PC's facts are, and whatever this PC's disk does, a call ends with words and is made again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counter_tui.db.reading import attention
from counter_tui.db.rows import projections
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.ledger.chain import DEEPEST, SALT_BYTES, decode_body, encode_body, hash_body, link
from counter_tui.domain.ledger.entry import Entry
from counter_tui.streams.reception import Member
from support.clocks import StillClock
from support.streams import NOON_MS, PaperDevice
from support.sync_world import CODE, Centre, WorldPc


def nested(lists: int) -> bytes:
    """A body whose text is so many lists, one within the other."""
    return bytes(SALT_BYTES) + b'{"text":' + b"[" * lists + b"]" * lists + b"}"


NESTED = nested(5_000)


@pytest.fixture
def centre(tmp_path: Path) -> Centre:
    return Centre(tmp_path / "centre.db", StillClock())


@pytest.fixture
def pc(tmp_path: Path, centre: Centre) -> Iterator[WorldPc]:
    made = WorldPc("a", tmp_path / "a", centre.clock)
    made.set_up()
    centre.members[made.device] = made.member
    yield made
    made.store.close()


def brought(centre: Centre, device: PaperDevice) -> None:
    """Let a device belong to the station, and bring all it wrote."""
    centre.members[device.device] = Member(CODE, device.device, device.key.public, False)
    centre.log.put(device.writer, device.signed(), NOON_MS)


def test_a_body_nested_without_end_is_parked_and_stops_no_call(centre: Centre, pc: WorldPc) -> None:
    device = PaperDevice("b")
    device.write(2)
    nested = device.entries.pop()
    body_hash = hash_body(NESTED)
    hash_ = link(device.hash_before(2), nested.header, body_hash)
    device.entries.append(Entry(nested.header, NESTED, body_hash, hash_))
    device.write(1)
    brought(centre, device)
    pc.call(centre)
    assert pc.has() >= {entry.header.fact_id for entry in device.entries}
    with pc.store.reading() as connection:
        assert [reason for _row, reason, _letter in attention.unread(connection, 9)] == ["unfit"]
    pc.call(centre)


@pytest.mark.parametrize("lists", [DEEPEST, 900, 5_000, 200_000])
def test_a_body_nested_too_deep_is_no_body(lists: int) -> None:
    """One place for every Python, whatever its own reading of JSON can follow."""
    with pytest.raises(ValueError, match="nested"):
        decode_body(nested(lists))


def test_a_body_as_deep_as_may_be_is_one_however_wide_it_is() -> None:
    assert set(decode_body(nested(DEEPEST - 1))) == {"text"}
    wide: dict[str, object] = {"text": [[] for _each in range(2 * DEEPEST)]}
    assert decode_body(encode_body(wide, bytes(SALT_BYTES))) == wide


def test_a_disk_that_is_full_amid_what_came_is_called_full(
    centre: Centre, pc: WorldPc, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = PaperDevice("b")
    device.write(3)
    brought(centre, device)

    def filling(connection: Any, *_told: object) -> None:
        connection.execute("CREATE TABLE too_much (much BLOB)")
        connection.execute("PRAGMA max_page_count = 1")
        # Row by row: such a statement has no way back of its own, and the engine undoes the transaction.
        for _row in range(1000):
            connection.execute("INSERT INTO too_much VALUES (zeroblob(4000))")

    with monkeypatch.context() as full:
        full.setattr(projections, "refold", filling)
        with pytest.raises(RuleBroken) as broken:
            pc.call(centre)
    assert broken.value.code == "disk_full"
    pc.call(centre)
    assert pc.has() >= {entry.header.fact_id for entry in device.entries}
