"""Appending facts: one transaction, gapless, chained, and in an order that no clock can upset."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.db.reading import matters as rows
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Erased, Recorded, Subject
from counter_tui.domain.facts.matter import NoteAdded
from counter_tui.domain.facts.station import PinReset
from counter_tui.domain.ledger.chain import genesis, link
from counter_tui.services.station import matter_subject
from support.looking import codes, looked_over, reaching_in
from support.stations import BILL, LI, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


def bill(small: SmallStation) -> str:
    return small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})


def everything(small: SmallStation) -> list[Recorded]:
    with small.services.base.store.reading() as connection:
        return [ledger.read_row(row) for row in ledger.all_rows(connection, ledger.head(connection).epoch)]


def test_facts_are_numbered_without_a_gap_and_hang_on_each_other(small: SmallStation) -> None:
    bill(small)
    with small.services.base.store.reading() as connection:
        end = ledger.head(connection)
        found = list(ledger.all_rows(connection, end.epoch))
        device = connection.execute("SELECT device_id FROM epoch").fetchone()[0]
    assert [row.seq for row in found] == list(range(1, end.seq + 1))
    previous = genesis(device, end.epoch)
    for row in found:
        assert row.hash == link(previous, ledger.header_of(row), row.body_hash)
        previous = row.hash
    assert end.hash == previous


def test_several_facts_of_one_append_are_in_the_order_given(small: SmallStation) -> None:
    subject = matter_subject(bill(small))
    with small.services.base.store.writing() as writing:
        written = writing.append(subject, [NoteAdded(text=str(n)) for n in range(5)], "102", b"seen")
    with small.services.base.store.reading() as connection:
        read = ledger.facts_of(connection, subject)[1:]
    assert read == written
    assert [entry.fact for entry in read] == [NoteAdded(text=str(n)) for n in range(5)]
    assert {entry.seen for entry in read} == {b"seen"}


def test_what_fails_half_way_leaves_nothing_and_no_gap(small: SmallStation) -> None:
    before, base = everything(small), small.services.base

    def half() -> None:
        with base.store.writing() as writing:
            writing.append(base.subject, [PinReset(staff_no="102")], "101")
            raise InterruptedError

    with pytest.raises(InterruptedError):
        half()
    assert everything(small) == before
    bill(small)
    assert [entry.seq for entry in everything(small)] == list(range(1, len(before) + 3))
    assert looked_over(small.home).clean


def test_a_clock_put_back_years_upsets_neither_order_nor_chain(small: SmallStation) -> None:
    """Facts say that the clock was back; they come after all facts that were there before."""
    matter = bill(small)
    small.clock.advance(timedelta(days=-3650))
    small.services.matters.note(LI, matter, "时钟错了")
    small.clock.advance(timedelta(days=3650, minutes=1))
    small.services.matters.note(LI, matter, "时钟对了")
    with small.services.base.store.reading() as connection:
        history = ledger.facts_of(connection, matter_subject(matter))
    assert [entry.clock_flag for entry in history] == ["ok", "back", "ok"]
    assert [entry.seq for entry in history] == sorted(entry.seq for entry in history)
    assert looked_over(small.home).clean


def test_a_clock_far_ahead_is_not_followed_until_a_lead_vouches_for_it(small: SmallStation) -> None:
    matter = bill(small)
    small.clock.advance(timedelta(days=400))
    assert small.services.station.view().date_doubt == "far"
    small.services.matters.note(LI, matter, "时钟太快？")
    assert small.services.station.view().date_doubt == "far"
    with pytest.raises(RuleBroken, match="not_allowed"):
        small.services.station.confirm_date(LI)
    small.services.station.confirm_date(WANG)
    assert small.services.station.view().date_doubt == ""
    small.services.matters.note(LI, matter, "确认了")
    with small.services.base.store.reading() as connection:
        flags = [entry.clock_flag for entry in ledger.facts_of(connection, matter_subject(matter))]
    assert flags == ["ok", "far", "ok"]
    assert looked_over(small.home).clean


def test_a_clock_that_was_ahead_and_is_right_again_is_vouched_for_once(small: SmallStation) -> None:
    matter, station = bill(small), small.services.station
    small.clock.advance(timedelta(days=30))
    small.services.matters.note(LI, matter, "时钟快了一个月")
    small.clock.advance(timedelta(days=-30))
    small.services.matters.note(LI, matter, "调准了，还没确认")
    assert station.view().date_doubt == "back"
    station.confirm_date(WANG)
    assert station.view().date_doubt == ""
    small.clock.advance(timedelta(hours=3))
    small.services.matters.note(LI, matter, "确认了")
    assert station.view().date_doubt == ""
    with small.services.base.store.reading() as connection:
        history = ledger.facts_of(connection, matter_subject(matter))
        vouched = ledger.latest(connection, "DateConfirmed")[0]
    assert [entry.clock_flag for entry in history] == ["ok", "ok", "back", "ok"]
    assert [entry.seq for entry in history] == sorted(entry.seq for entry in history)
    assert (vouched.clock_flag, vouched.at) == ("back", small.clock.now() - timedelta(hours=3))
    assert looked_over(small.home).clean


def test_a_date_before_the_one_vouched_for_or_before_what_came_after_it_is_doubted_again(
    small: SmallStation,
) -> None:
    matter, station = bill(small), small.services.station
    small.clock.advance(timedelta(days=30))
    small.services.matters.note(LI, matter, "时钟快了一个月")
    small.clock.advance(timedelta(days=-30))
    station.confirm_date(WANG)
    small.clock.advance(timedelta(hours=-1))
    assert station.view().date_doubt == "back"
    small.clock.advance(timedelta(days=2))
    small.services.matters.note(LI, matter, "两天后")
    small.clock.advance(timedelta(days=-1))
    assert station.view().date_doubt == "back"
    small.services.matters.note(LI, matter, "又慢了一天")
    assert station.view().date_doubt == "back"
    small.clock.advance(timedelta(days=40))
    assert station.view().date_doubt == ""
    small.services.matters.note(LI, matter, "追上了")
    small.clock.advance(timedelta(hours=-1))
    assert station.view().date_doubt == "back"
    assert all(one.hlc < other.hlc for one, other in pairwise(everything(small)))


def test_the_hybrid_clock_rises_over_the_whole_ledger(small: SmallStation) -> None:
    matter = bill(small)
    for step in (-5, 3, -100_000, 0, 500_000, -1):
        small.clock.advance(timedelta(seconds=step))
        small.services.matters.note(LI, matter, "记一笔")
    assert all(one.hlc < other.hlc for one, other in pairwise(everything(small)))


def test_two_bodies_alike_have_different_hashes(small: SmallStation) -> None:
    with small.services.base.store.writing() as writing:
        writing.append(small.services.base.subject, [PinReset(staff_no="102")] * 2, "101")
    with small.services.base.store.reading() as connection:
        hashes = [row.body_hash for row in ledger.all_rows(connection, ledger.head(connection).epoch)]
    assert len(hashes) == len(set(hashes))


def test_an_erased_body_is_read_as_erased_and_the_chain_holds(small: SmallStation) -> None:
    matter = bill(small)
    view = small.services.matters.note(LI, matter, "客户在家等")
    with reaching_in(small.home) as connection:
        connection.execute("UPDATE fact SET body = NULL WHERE type = 'NoteAdded'")
    with small.services.base.store.reading() as reading:
        last = ledger.facts_of(reading, matter_subject(matter))[-1]
    assert last.fact == Erased(original="NoteAdded")
    assert small.services.matters.view(LI, matter).line == view.line
    assert codes(looked_over(small.home)) == {"fact_erased"}


def test_a_fact_that_cannot_be_read_is_said_in_the_programs_words(small: SmallStation) -> None:
    matter = bill(small)
    with reaching_in(small.home, unguarded=True) as connection:
        connection.execute("UPDATE fact SET type = 'OfALaterProgram' WHERE type = 'MatterAccepted'")
    with pytest.raises(RuleBroken, match="store_unusable"):
        small.services.matters.view(LI, matter)
    with pytest.raises(RuleBroken, match="store_unusable"):
        small.services.matters.note(LI, matter, "还在吗")


def test_a_store_without_a_station_has_no_end(small: SmallStation) -> None:
    with reaching_in(small.home) as connection:
        connection.execute("DELETE FROM station")
    with small.services.base.store.reading() as reading, pytest.raises(LookupError):
        ledger.head(reading)


def test_subjects_are_named_once_each(small: SmallStation) -> None:
    matters = {bill(small), bill(small)}
    with small.services.base.store.reading() as connection:
        found = ledger.subjects(connection, "matter")
        assert rows.count_all(connection) == 2
    assert sorted(found, key=lambda s: s.id) == [Subject("matter", bytes.fromhex(m)) for m in sorted(matters)]
