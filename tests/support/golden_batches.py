"""Signed ranges that were written once, as bytes: every kind of fact in every version, and the rows that come of them.

``python -m support.golden_batches`` (with ``src`` and ``tests`` on the path) freezes the kinds and versions that stand
in no file yet as a further file, and writes down anew what the rows come out as. A file is never written again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec.msgpack import decode, encode

from counter_tui.db.reading import attention
from counter_tui.db.rows.projections import PROJECTED
from counter_tui.db.subjects import MATTER
from counter_tui.db.tables.matters import AttentionRow
from counter_tui.db.tables.station import StaffRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.facts.registry import FACT_TYPES
from counter_tui.domain.ledger.chain import SALT_BYTES, encode_body
from counter_tui.streams.reception import Member
from counter_tui.wire.ranges import SignedRange, read_range, write_range
from support.clocks import StillClock
from support.golden_rows import ABOUT, GOLDEN, golden_cases, is_told_about, rows_of
from support.streams import PaperDevice
from support.sync_world import CODE, Centre, WorldPc

FOLDER = GOLDEN / "batches"
ROWS = FOLDER / "rows.json"
WRITER = PaperDevice("golden", CODE)
ENDINGS = (
    "MatterAccepted",
    "MatterNotAccepted",
    "MatterAnswered",
    "MatterClosed",
    "MatterWithdrawn",
    "ActUndone",
)
MOST = 400
"""So many facts stand in a range."""


def golden_ranges() -> list[SignedRange]:
    """The ranges of all files, in the order they were frozen."""
    files = sorted(FOLDER.glob("*.ranges"))
    return [read_range(content) for path in files for content in decode(path.read_bytes(), type=list[bytes])]


def told_in(ranges: list[SignedRange]) -> set[tuple[str, int]]:
    """The kinds and versions of fact that stand in these ranges."""
    return {(entry.header.type, entry.header.version) for each in ranges for entry in each.entries()}


def versions() -> set[tuple[str, int]]:
    """The kinds and versions of fact this program reads; what stands for an erased body is never written."""
    known = {name: fact.version for name, fact in FACT_TYPES.items() if name != "Erased"}
    return {(name, version) for name, newest in known.items() for version in range(1, newest + 1)}


@contextmanager
def replayed(folder: Path, ranges: list[SignedRange]) -> Iterator[tuple[Centre, WorldPc]]:
    """A centre that took these ranges, and a PC of the station that read them there."""
    centre = Centre(folder / "centre.db", StillClock())
    centre.members[WRITER.device] = Member(CODE, WRITER.device, WRITER.key.public, False)
    pc = WorldPc("a", folder / "a", centre.clock)
    pc.set_up()
    centre.members[pc.device] = pc.member
    for signed in ranges:
        centre.reception.put(write_range(signed), to_ms(centre.clock.now()))
    pc.call(centre)
    try:
        yield centre, pc
    finally:
        pc.store.close()
        centre.engine.dispose()


def parked_at(pc: WorldPc) -> list[tuple[str, str]]:
    """The facts a PC has parked, with why."""
    with pc.store.reading() as connection:
        return sorted((row.type, reason) for row, reason, _letter in attention.unread(connection, 999))


def digests_of(pc: WorldPc) -> dict[str, str]:
    """What stands for the rows of each table."""
    rows = rows_of(pc, StaffRow, AttentionRow)
    return {
        table: f"{len(each)} {sha256(repr(each).encode()).hexdigest()[:24]}" for table, each in rows.items()
    }


def frozen_digests() -> dict[str, str]:
    """What stood for them when the files were frozen."""
    found: dict[str, str] = json.loads(ROWS.read_text("utf-8"))
    return found


def freeze() -> None:
    """Freeze what stands in no file yet, and write down what the rows of all come out as."""
    FOLDER.mkdir(exist_ok=True)
    number = 1 + len(list(FOLDER.glob("*.ranges")))
    missing = versions() - told_in(golden_ranges())
    if missing:
        content = encode([write_range(each) for each in _written(number, missing)])
        (FOLDER / f"{number}.ranges").write_bytes(content)
    with TemporaryDirectory() as folder, replayed(Path(folder), golden_ranges()) as (_centre, pc):
        told = dict(sorted(digests_of(pc).items()))
        ROWS.write_text(json.dumps(told, indent=2) + "\n", "utf-8")


def _written(number: int, wanted: set[tuple[str, int]]) -> list[SignedRange]:
    """The golden cases of these kinds, each about one subject of each kind it may be told about, or about the station.

    Another subject is told them the other way round, and for each area of a matter's facts there is one more matter.
    """
    device = PaperDevice("golden", CODE, epoch=str(number))
    order = list(FACT_TYPES)
    golden = sorted(golden_cases(), key=lambda each: order.index(each["type"]))
    cases = [
        (each["type"], each["version"], body["body"])
        for each in golden
        if (each["type"], each["version"]) in wanted
        for body in each["cases"]
    ]
    for kind in PROJECTED:
        about = [case for case in cases if is_told_about(kind, case[0])]
        _tell(device, kind, b"g" * 16, about)
        if kind != MATTER:
            _tell(device, kind, b"h" * 16, about[::-1])
    begun = [case for case in cases if case[0] == "MatterAccepted"]
    for area in ABOUT[MATTER].split() if begun else ():
        type_, version, body = max(begun, key=lambda case: len(case[2]))
        body = {**body, "number": body["number"].replace("-0001-", f"-{len(device.entries):04}-")}
        about = [case for case in cases if is_told_about(MATTER, case[0], area) and case[0] not in ENDINGS]
        _tell(device, MATTER, sha256(area.encode()).digest()[:16], [(type_, version, body), *about])
    _tell(
        device,
        "station",
        CODE.encode(),
        [case for case in cases if not any(is_told_about(kind, case[0]) for kind in PROJECTED)],
    )
    ends = range(0, len(device.entries), MOST)
    return [device.signed(first + 1, min(first + MOST, len(device.entries))) for first in ends]


def _tell(
    device: PaperDevice, kind: str, subject: bytes, cases: list[tuple[str, int, dict[str, Any]]]
) -> None:
    for type_, version, body in cases:
        salt = sha256(repr(body).encode()).digest()[:SALT_BYTES]
        device.write_body(
            encode_body(body, salt), subject_kind=kind, subject_id=subject, type=type_, version=version
        )


if __name__ == "__main__":
    freeze()
