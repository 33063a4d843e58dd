"""What the log takes in, what it holds back, and what it gives."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from msgspec.structs import replace
from sqlalchemy import Engine

from counter_tui.domain.ledger.entry import Entry, Opening
from counter_tui.streams.giving import Page, Stream
from counter_tui.streams.log import StreamLog
from counter_tui.streams.taking import Taken
from counter_tui.wire.entries import BatchBroken
from counter_tui.wire.ranges import SignedRange, read_range
from support.streams import NOON_MS, PaperDevice


def put(log: StreamLog, device: PaperDevice, first: int = 1, last: int = 0) -> Taken:
    return log.put(device.writer, device.signed(first, last), NOON_MS)


def log_of(log: StreamLog, device: PaperDevice) -> list[Entry]:
    with log.giving(device.station) as giving:
        run = giving.part(device.device, device.epoch, 1)
    return list(run.entries) if run else []


def streams_of(log: StreamLog, device: PaperDevice) -> list[Stream]:
    with log.giving(device.station) as giving:
        return giving.streams(device.device)


def page(log: StreamLog, after: int = 0, besides: bytes = b"") -> Page:
    with log.giving("33010") as giving:
        return giving.page(after, besides)


def told(found: Page) -> list[bytes]:
    return [entry.header.fact_id for run in found.runs for entry in run.entries]


def ids(entries: list[Entry]) -> list[bytes]:
    return [entry.header.fact_id for entry in entries]


def test_a_range_is_given_back_as_it_was_taken(log: StreamLog) -> None:
    device = PaperDevice("a")
    device.write(7)
    taken = put(log, device)
    assert (taken.place, taken.mark.seq, taken.mark.hash) == ("extends", 7, device.entries[-1].hash)
    assert list(taken.new) == device.entries
    assert log_of(log, device) == device.entries


def test_the_same_range_again_changes_nothing_and_gets_the_same_mark(log: StreamLog) -> None:
    device = PaperDevice("a")
    device.write(7)
    first = put(log, device)
    again = [put(log, device), put(log, device, 2, 5), put(log, device, 7)]
    assert [(taken.place, taken.mark, taken.new) for taken in again] == [("known", first.mark, ())] * 3
    assert told(page(log)) == ids(device.entries)


def test_a_range_that_begins_within_what_is_known_adds_only_what_is_new(log: StreamLog) -> None:
    device = PaperDevice("a")
    device.write(9)
    put(log, device, 1, 6)
    taken = put(log, device, 4)
    assert (taken.place, ids(list(taken.new))) == ("extends", ids(device.entries[6:]))
    assert log_of(log, device) == device.entries


def test_a_range_behind_a_gap_is_held_and_the_mark_says_where_to_go_on(log: StreamLog) -> None:
    device = PaperDevice("a")
    device.write(9)
    assert (put(log, device, 4).place, put(log, device, 4).mark.seq) == ("gap", 0)
    put(log, device, 1, 2)
    taken = put(log, device, 4)
    assert (taken.place, taken.mark.seq) == ("gap", 2)
    assert log_of(log, device) == device.entries[:2]
    with log.giving("33010") as giving:
        assert [read_range(content).entries() for content in giving.held(device.device)] == [
            device.entries[3:]
        ]
    filled = put(log, device, 3)
    assert (filled.mark.seq, filled.mark.hash) == (9, device.entries[-1].hash)
    assert list(filled.new) == device.entries[2:]
    assert log_of(log, device) == device.entries
    assert told(page(log)) == ids(device.entries)
    with log.giving("33010") as giving:
        assert giving.count_held(device.device) == 0
        assert giving.end() == 9


def test_held_ranges_that_overlap_go_in_once_and_those_of_another_branch_stay(log: StreamLog) -> None:
    device, other = PaperDevice("a"), PaperDevice("a")
    device.write(9)
    other.write(4)
    other.write(3, "another ")
    for first, last in ((7, 9), (4, 6), (5, 8)):
        assert put(log, device, first, last).place == "gap"
    assert put(log, other, 5).place == "gap"
    filled = put(log, device, 1, 3)
    assert filled.mark.seq == 9
    assert told(page(log)) == ids(device.entries)
    assert [stream.mark.seq for stream in streams_of(log, device)] == [9]
    with log.giving("33010") as giving:
        held = [read_range(content).entries() for content in giving.held(device.device)]
    assert held == [other.entries[4:]]
    assert put(log, device).place == "known"


def test_another_branch_is_held_until_its_facts_are_told_again(log: StreamLog) -> None:
    device = PaperDevice("a")
    device.write(4)
    other = PaperDevice("a")
    other.write(2)
    put(log, device)
    other.write(3, "another ")
    taken = put(log, other, 3)
    assert (taken.place, taken.mark.seq) == ("fork", 4)
    assert put(log, other, 1).place == "fork"
    assert log_of(log, device) == device.entries
    with log.giving("33010") as giving:
        held = [read_range(content).entries() for content in giving.held(device.device)]
    assert sorted(map(len, held)) == [3, 5]
    after = PaperDevice("a", epoch="2")
    after.opening = Opening("A", NOON_MS + 1, "branch", device.epoch, 2, device.entries[1].hash)
    after.retell(other.entries[2:])
    assert ids(list(put(log, after).new)) == ids(other.entries[2:])
    with log.giving("33010") as giving:
        assert giving.held(device.device) == []
        assert [stream.opening.parent_seq for stream in giving.streams(device.device)] == [0, 2]


def test_a_stick_of_another_branch_that_comes_after_its_facts_were_told_again_asks_for_nothing(
    log: StreamLog,
) -> None:
    device, other, after = PaperDevice("a"), PaperDevice("a"), PaperDevice("a", epoch="2")
    device.write(4)
    other.write(2)
    other.write(3, "another ")
    after.retell(other.entries[2:])
    put(log, device)
    put(log, after)
    assert put(log, other, 3).place == "fork"
    assert put(log, other, 4).place == "fork"
    with log.giving("33010") as giving:
        assert giving.count_held(device.device) == 0


def test_facts_told_again_in_another_epoch_are_in_the_log_and_are_not_new(log: StreamLog) -> None:
    device = PaperDevice("a")
    device.write(3)
    put(log, device)
    after = PaperDevice("a", epoch="2")
    after.opening = Opening("A", NOON_MS + 1, "branch", device.epoch, 1, device.entries[0].hash)
    after.retell(device.entries[1:])
    after.write(1, "new ")
    taken = put(log, after)
    assert (taken.place, ids(list(taken.new))) == ("extends", ids(after.entries[2:]))
    assert log_of(log, after) == after.entries


def test_the_feed_tells_each_fact_of_the_others_in_the_order_it_came(log: StreamLog) -> None:
    one, other = PaperDevice("a"), PaperDevice("b")
    one.write(4)
    other.write(3)
    for device, first, last in ((one, 1, 2), (other, 1, 3), (one, 3, 4)):
        put(log, device, first, last)
    wanted = [*one.entries[:2], *other.entries, *one.entries[2:]]
    assert told(page(log)) == ids(wanted)
    assert told(page(log, besides=one.device)) == ids(other.entries)
    later = page(log, after=3)
    assert told(later) == ids(wanted[3:])
    assert (later.pos, later.end) == (7, 7)
    assert [run.previous for run in later.runs] == [other.entries[0].hash, one.entries[1].hash]


def test_a_feed_is_given_in_parts_of_which_none_is_lost(log: StreamLog) -> None:
    one, other = PaperDevice("a"), PaperDevice("b")
    one.write(6)
    other.write(5)
    put(log, one)
    put(log, other)
    found: list[bytes] = []
    pos = 0
    with log.giving("33010") as giving:
        while pos < 11:
            part = giving.page(pos, most=4)
            found += told(part)
            pos = part.pos
    assert found == ids([*one.entries, *other.entries])
    assert page(log, after=11) == Page((), 11, 11)


def test_an_erased_body_keeps_its_place_in_the_chain(log: StreamLog) -> None:
    device = PaperDevice("a")
    device.write(3)
    device.entries[1] = replace(device.entries[1], body=None)
    put(log, device)
    assert log_of(log, device) == device.entries


@pytest.mark.parametrize("wrong", ["another's key", "another's range", "another end", "no signature"])
def test_what_a_device_did_not_sign_is_not_taken(log: StreamLog, wrong: str) -> None:
    device, other = PaperDevice("a"), PaperDevice("b")
    device.write(3)
    other.write(3)
    signed, writer = device.signed(), device.writer
    if wrong == "another's key":
        writer = replace(writer, public=other.key.public)
    elif wrong == "another's range":
        signed = other.signed()
    elif wrong == "another end":
        signed = SignedRange(signed.manifest, signed.signature, other.signed().batch)
    else:
        signed = replace(signed, signature=bytes(64))
    with pytest.raises(BatchBroken):
        log.put(writer, signed, NOON_MS)
    assert page(log).end == 0


def test_what_is_not_understood_is_in_the_log_and_parked(engine: Engine) -> None:
    log = StreamLog(engine, judge=lambda entry: "unknown" if entry.header.type == "FromLater" else "")
    with engine.begin() as connection:
        log.add_station(connection, "33010")
    device = PaperDevice("a")
    device.write(1)
    device.write(2, type_="FromLater")
    device.write(1)
    taken = put(log, device)
    assert taken.parked == tuple(ids(device.entries[1:3]))
    assert (taken.mark.seq, log_of(log, device)) == (4, device.entries)


def test_who_counts_is_told_each_fact_once(engine: Engine) -> None:
    counted: list[bytes] = []
    log = StreamLog(engine, count=lambda _, __, new: counted.extend(ids(list(new))))
    with engine.begin() as connection:
        log.add_station(connection, "33010")
    device = PaperDevice("a")
    device.write(4)
    for first, last in ((1, 2), (1, 2), (2, 3), (1, 4)):
        put(log, device, first, last)
    assert counted == ids(device.entries)


def test_devices_of_a_station_that_write_at_the_same_time_get_places_without_holes(log: StreamLog) -> None:
    devices = [PaperDevice(name) for name in "abcd"]
    for device in devices:
        device.write(40)
    work = [(device, first) for first in range(1, 41, 8) for device in devices]

    def take(each: tuple[PaperDevice, int]) -> None:
        device, first = each
        while put(log, device, first, first + 7).place == "gap":
            pass

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(take, work))
    found = page(log)
    assert (found.end, len(set(told(found)))) == (160, 160)
    for device in devices:
        assert log_of(log, device) == device.entries


def test_one_stations_feed_has_nothing_of_another(engine: Engine, log: StreamLog) -> None:
    with engine.begin() as connection:
        log.add_station(connection, "33020")
    near, far = PaperDevice("a"), PaperDevice("b", station="33020")
    near.write(2)
    far.write(3)
    put(log, near)
    put(log, far)
    assert told(page(log)) == ids(near.entries)
    with log.giving("33020") as giving:
        assert told(giving.page(0)) == ids(far.entries)
