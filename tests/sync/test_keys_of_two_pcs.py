"""Whatever two PCs wrote on one subject without knowing of each other, both have the same rows of it afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from counter_tui.db import ledger
from counter_tui.db.reading import attention
from counter_tui.db.rows import projections
from counter_tui.db.rows.projections import PROJECTED
from counter_tui.domain.facts.base import Fact, Subject
from counter_tui.domain.facts.prices import ChargeTaken
from counter_tui.domain.facts.tasks import TaskGiven
from counter_tui.domain.facts.voice import NoticePublished, NoticeRead
from counter_tui.domain.staff.roles import Actor
from counter_tui.domain.voice.notices import decide_heard, decide_read, fold
from support.clocks import StillClock
from support.golden_rows import ABOUT, golden_facts, rows_of, tables_of
from support.sync_world import Centre, WorldPc

TURNS = 2


@pytest.fixture
def world(tmp_path: Path) -> Iterator[tuple[Centre, list[WorldPc]]]:
    centre = Centre(tmp_path / "centre.db", StillClock())
    pcs = [WorldPc(name, tmp_path / name, centre.clock) for name in "ab"]
    for pc in pcs:
        pc.set_up()
        centre.members[pc.device] = pc.member
    yield centre, pcs
    for pc in pcs:
        pc.store.close()


def write(pc: WorldPc, subject: Subject, facts: list[Fact]) -> None:
    """Write these facts, as a program did that let everything be written, and bring the rows in step."""
    with pc.store.writing() as writing:
        history = ledger.facts_of(writing.connection, subject)
        new = ledger.append(writing.connection, writing.pen, subject, facts, "101", b"")
        projections.refold(writing.connection, history, new, writing.matter_keys, writing.identity_key)


def test_whatever_two_pcs_wrote_on_the_same_subjects_their_rows_agree_and_are_those_of_their_facts(
    world: tuple[Centre, list[WorldPc]],
) -> None:
    centre, pcs = world
    assert ABOUT.keys() == set(PROJECTED)
    subjects = [Subject(kind, name * 16) for kind in PROJECTED for name in (b"1", b"2")]
    for turn in range(TURNS):
        for place, pc in enumerate(pcs):
            random = Random(turn * 10 + place)
            for subject in subjects:
                # No charges, which a PC writes only by the book it has.
                facts = [each for each in golden_facts(subject.kind) if not isinstance(each, ChargeTaken)]
                write(pc, subject, random.sample(facts, len(facts)))
        for pc in (*pcs, pcs[0]):
            pc.call(centre)
        assert rows_of(pcs[0]) == rows_of(pcs[1])
    rows = rows_of(pcs[0])
    with pcs[0].store.writing() as writing:
        for subject in subjects:
            projections.rebuild(writing.connection, subject, writing.matter_keys, writing.identity_key)
    assert rows_of(pcs[0]) == rows
    assert [kind for kind in PROJECTED if not any(rows[each.TABLE] for each in tables_of(kind))] == []


def notice(words: str, edition: int = 1) -> NoticePublished:
    return NoticePublished(
        notice="N1",
        edition=edition,
        title="通知",
        summary=words,
        audience=("clerk",),
        valid_from=date(2025, 11, 20),
    )


def editions(pc: WorldPc) -> list[tuple[object, ...]]:
    """Number, words and readers of each edition of the notice."""
    with pc.store.reading() as connection:
        found = connection.execute("SELECT edition, summary FROM notice ORDER BY edition").fetchall()
        read = connection.execute("SELECT edition, staff_no FROM notice_read ORDER BY 1, 2").fetchall()
    return [(number, words, [who for of, who in read if of == number]) for number, words in found]


def test_two_texts_given_out_under_one_number_both_stand_and_who_read_one_has_read_that_one(
    world: tuple[Centre, list[WorldPc]],
) -> None:
    centre, (one, other) = world
    subject = Subject("notice", b"N1")
    one.say(subject, notice("早上开会"), "101")
    one.say(subject, NoticeRead(notice="N1", edition=1), "102")
    other.say(subject, notice("晚上开会"), "101")
    other.say(subject, NoticeRead(notice="N1", edition=1), "103")
    other.say(subject, notice("晚上开会", edition=2), "101")
    for pc in (one, other, one):
        pc.call(centre)
    assert editions(one) == editions(other)
    assert editions(one) == [(1, "早上开会", ["102"]), (2, "晚上开会", ["103"])]
    one.say(subject, notice("不开会", edition=3), "101")
    other.say(subject, notice("不开会", edition=3), "101")
    for pc in (one, other, one):
        pc.call(centre)
    assert [words for _number, words, _read in editions(other)] == ["早上开会", "晚上开会", "不开会"]
    assert editions(one) == editions(other)


def test_a_text_that_had_the_number_of_another_pcs_is_read_there_once(
    world: tuple[Centre, list[WorldPc]],
) -> None:
    centre, (one, other) = world
    subject, clerk = Subject("notice", b"N1"), Actor("103", "李敏", "clerk")
    one.say(subject, notice("早上开会"), "101")
    other.say(subject, replace(notice("晚上开会"), valid_from=date(2025, 11, 21)), "101")
    for pc in (one, other, one):
        pc.call(centre)
    for number, heard in ((1, "104"), (2, "105")):
        with other.store.reading() as connection:
            known = fold(ledger.facts_of(connection, subject))
        read = decide_read(known, number, clerk)
        assert read is not None
        other.say(subject, read, clerk.staff_no)
        other.say(subject, decide_heard(known, number, [heard], date(2025, 11, 20))[0], "101")
        with other.store.reading() as connection:
            assert decide_read(fold(ledger.facts_of(connection, subject)), number, clerk) is None
    for pc in (other, one):
        pc.call(centre)
    assert editions(one) == editions(other)
    assert editions(one) == [(1, "早上开会", ["103", "104"]), (2, "晚上开会", ["103", "105"])]


def test_a_fact_no_row_can_be_made_of_stops_no_call_and_is_taken_up_once_it_can(
    world: tuple[Centre, list[WorldPc]],
) -> None:
    centre, (one, other) = world
    matter = one.accept()
    for pc in (one, other):
        pc.call(centre)
    task = one.write(matter, TaskGiven(to="103", what="现场看表", due_day=date(2025, 11, 25)))
    one.note(matter, "已派人")
    one.call(centre)
    with other.store.writing() as writing:
        writing.connection.execute(
            "INSERT INTO matter_task SELECT ?, ?, '', '', '', '', '', '2025-11-25', '', 'given', 1",
            (task.fact_id, b"x" * 16),
        )
    other.call(centre)
    assert other.has() == one.has()
    with other.store.reading() as connection:
        assert [reason for _row, reason, _letter in attention.unread(connection, 9)] == ["clash"]
        assert attention.count(connection) == 1
    other.note(matter, "那边说已派人")
    other.call(centre)
    assert [finding for pc in (one, other) for finding in pc.findings()] == []
    with other.store.writing() as writing:
        writing.connection.execute("DELETE FROM matter_task WHERE matter_id = ?", (b"x" * 16,))
    for pc in (other, one):
        pc.call(centre)
    assert rows_of(one) == rows_of(other)
    with other.store.reading() as connection:
        assert attention.count(connection) == 0
