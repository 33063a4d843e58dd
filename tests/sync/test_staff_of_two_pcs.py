"""People of a station with two PCs: what one PC records of them holds at the other once its facts have come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.db.travel import branches, streams
from counter_tui.domain.errors import RuleBroken
from support.looking import codes, looked_over, reaching_in
from support.second_pc import join
from support.station_pair import Pair, open_pair, pair_in, tell
from support.stations import LI, LIU, METER_TEST, PINS, WANG

NEW, PIN, OTHER_PIN = "205", "629384", "738495"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with pair_in(tmp_path) as pair:
        yield pair


def clean(pair: Pair) -> None:
    """The doctor finds nothing on either PC."""
    for each in (pair.one, pair.other):
        assert looked_over(each.home).findings == ()


def test_whoever_was_added_at_one_pc_signs_in_at_the_other(pair: Pair) -> None:
    pair.one.services.staff.add(WANG, NEW, "周芳", "clerk", PIN)
    pair.meet()
    assert pair.other.services.staff.sign_in(NEW, PIN).name == "周芳"
    assert pair.other.services.staff.sign_in(LI.staff_no, PINS[LI.staff_no]) == LI
    clean(pair)


def test_a_new_pin_holds_at_every_pc_and_the_old_one_at_none(pair: Pair) -> None:
    pair.meet()
    pair.other.services.staff.change_pin(LI, PINS[LI.staff_no], OTHER_PIN)
    pair.meet()
    for each in (pair.one, pair.other):
        assert each.services.staff.sign_in(LI.staff_no, OTHER_PIN) == LI
        with pytest.raises(RuleBroken, match="sign_in_refused"):
            each.services.staff.sign_in(LI.staff_no, PINS[LI.staff_no])
    pair.meet()
    clean(pair)


def test_of_two_new_pins_the_later_holds_on_both(pair: Pair) -> None:
    pair.meet()
    pair.one.services.staff.reset_pin(WANG, LI.staff_no, PIN)
    pair.other.clock.advance(timedelta(minutes=1))
    pair.other.services.staff.reset_pin(WANG, LI.staff_no, OTHER_PIN)
    pair.meet()
    for each in (pair.one, pair.other):
        assert each.services.staff.sign_in(LI.staff_no, OTHER_PIN) == LI
    clean(pair)


def phones(pair: Pair) -> list[str]:
    """The phone each PC knows of the clerk."""
    return [
        row.phone
        for each in (pair.one, pair.other)
        for row in each.services.staff.list()
        if row.staff_no == LI.staff_no
    ]


def test_a_phone_changed_at_one_pc_is_so_at_the_other_and_of_two_the_later_holds(pair: Pair) -> None:
    pair.meet()
    pair.one.services.staff.change_phone(WANG, LI.staff_no, "13900000199")
    pair.meet()
    assert phones(pair) == ["13900000199"] * 2
    pair.other.clock.advance(timedelta(minutes=2))
    pair.other.services.staff.change_phone(WANG, LI.staff_no, "0551-62668800")
    pair.one.clock.advance(timedelta(minutes=1))
    pair.one.services.staff.change_phone(WANG, LI.staff_no, "13900000188")
    pair.meet()
    assert phones(pair) == ["0551-62668800"] * 2
    clean(pair)
    with reaching_in(pair.other.home) as connection:
        connection.execute("UPDATE staff SET phone = '13900000188' WHERE staff_no = ?", (LI.staff_no,))
    assert "staff_row_differs" in codes(looked_over(pair.other.home))


def test_a_pc_without_the_stations_key_knows_people_and_lets_them_in_once_it_has_it(tmp_path: Path) -> None:
    pair = open_pair(tmp_path, joined=False)
    pair.meet()
    staff = pair.other.services.staff
    assert {each.name for each in staff.list()} >= {LI.name, LIU.name}
    with pytest.raises(RuleBroken, match="pin_not_here"):
        staff.sign_in(LI.staff_no, PINS[LI.staff_no])
    # Who has a PIN of this PC goes on with it.
    assert staff.sign_in(WANG.staff_no, PINS[WANG.staff_no]) == WANG
    clean(pair)
    join(pair.one, pair.other.services, tmp_path / "join")
    assert staff.sign_in(LI.staff_no, PINS[LI.staff_no]) == LI
    clean(pair)


def test_a_pin_given_by_a_lead_at_a_pc_without_the_key_lets_in_there(tmp_path: Path) -> None:
    pair = open_pair(tmp_path, joined=False)
    pair.meet()
    pair.other.services.staff.reset_pin(WANG, LI.staff_no, OTHER_PIN)
    pair.meet()
    assert pair.other.services.staff.sign_in(LI.staff_no, OTHER_PIN) == LI
    assert pair.one.services.staff.sign_in(LI.staff_no, PINS[LI.staff_no]) == LI
    clean(pair)


def test_a_pin_planted_for_somebody_this_pc_has_none_of_is_found(tmp_path: Path) -> None:
    pair = open_pair(tmp_path, joined=False)
    pair.meet()
    with reaching_in(pair.other.home) as connection:
        planted = (
            "UPDATE staff SET pin_hash = (SELECT pin_hash FROM staff WHERE staff_no = ?) WHERE staff_no = ?"
        )
        connection.execute(planted, (WANG.staff_no, LI.staff_no))
    assert "staff_row_differs" in codes(looked_over(pair.other.home))


def test_people_come_back_with_the_facts_of_a_store_that_was_put_back_from_a_copy(pair: Pair) -> None:
    staff, store = pair.other.services.staff, pair.other.services.base.store
    pair.meet()
    with store.reading() as connection:
        end = streams.own(connection)[-1]
    staff.add(WANG, NEW, "周芳", "clerk", PIN)
    staff.reset_pin(WANG, LI.staff_no, OTHER_PIN)
    with store.reading() as connection:
        lost = streams.entries(connection, end.epoch, end.head_seq + 1, 100)
        people_then = connection.execute("SELECT * FROM staff ORDER BY staff_no").fetchall()
    # What the copy did not have, as far as rows and ledger go.
    with reaching_in(pair.other.home, unguarded=True) as connection:
        connection.execute("DELETE FROM fact WHERE epoch = ? AND seq > ?", (end.epoch, end.head_seq))
        connection.execute(
            "UPDATE epoch SET head_seq = ?, head_hash = ? WHERE epoch = ?",
            (end.head_seq, end.head_hash, end.epoch),
        )
        connection.execute("DELETE FROM staff WHERE staff_no = ?", (NEW,))
        connection.execute("UPDATE staff SET pin_hash = '', rev = 1 WHERE staff_no = ?", (LI.staff_no,))
    with store.writing() as writing:
        branches.tell_again(writing, lost)
    with store.reading() as connection:
        assert connection.execute("SELECT * FROM staff ORDER BY staff_no").fetchall() == people_then
    assert staff.sign_in(NEW, PIN).name == "周芳"
    assert staff.sign_in(LI.staff_no, OTHER_PIN) == LI


def test_what_a_pin_leaves_in_the_ledger_tells_nothing_without_the_stations_key(pair: Pair) -> None:
    pair.one.services.staff.add(WANG, NEW, "周芳", "clerk", PIN)
    with pair.one.services.base.store.reading() as connection:
        (added,) = ledger.latest(connection, "StaffAdded", NEW.encode())
        bodies = [row[0] for row in connection.execute("SELECT body FROM fact").fetchall()]
        kept = connection.execute("SELECT pin_hash FROM staff WHERE staff_no = ?", (NEW,)).fetchone()[0]
    assert not any(b"argon2id" in body or kept.encode() in body for body in bodies)
    assert added.fact.pin_sealed  # type: ignore[attr-defined]
    assert "pin_sealed" in added.fact.kept


def test_whoever_left_at_one_pc_is_let_in_nowhere_and_the_drafts_go_to_whom_recorded_it(pair: Pair) -> None:
    pair.one.services.staff.add(WANG, NEW, "周芳", "clerk", PIN)
    pair.meet()
    other = pair.other.services
    zhou = other.staff.sign_in(NEW, PIN)
    draft = other.drafts.new(zhou, kind=METER_TEST).with_values(name="单志勇", phone="13812340004")
    other.drafts.save(zhou, draft)
    pair.one.services.staff.leave(WANG, NEW)
    tell(pair.one.services, other)
    with pytest.raises(RuleBroken, match="sign_in_refused"):
        other.staff.sign_in(NEW, PIN)
    assert [each.draft_id for each in other.drafts.list(WANG)] == [draft.draft_id]
    pair.meet()
    clean(pair)


def test_an_absence_and_its_end_hold_at_both(pair: Pair) -> None:
    pair.meet()
    pair.one.services.absences.away(WANG, LI.staff_no, LIU.staff_no, "ill")
    pair.meet()
    named = {each.staff_no: each.stand_in for each in pair.other.services.staff.list()}
    assert named[LI.staff_no] == LIU.staff_no
    clean(pair)
    pair.other.services.absences.back(WANG, LI.staff_no)
    pair.meet()
    named = {each.staff_no: each.stand_in for each in pair.one.services.staff.list()}
    assert named[LI.staff_no] == ""
    clean(pair)


def test_wrong_pins_at_one_pc_let_nobody_wait_at_another(pair: Pair) -> None:
    pair.meet()
    for _each in range(4):
        with pytest.raises(RuleBroken, match="sign_in"):
            pair.one.services.staff.sign_in(LI.staff_no, "999111")
    pair.meet()
    assert pair.other.services.staff.sign_in(LI.staff_no, PINS[LI.staff_no]) == LI
    with pytest.raises(RuleBroken, match="sign_in_wait"):
        pair.one.services.staff.sign_in(LI.staff_no, PINS[LI.staff_no])
    clean(pair)


def test_one_number_given_to_two_people_is_the_firsts_on_both_pcs(pair: Pair) -> None:
    pair.one.services.staff.add(WANG, NEW, "周芳", "clerk", PIN)
    pair.other.clock.advance(timedelta(minutes=1))
    pair.other.services.staff.add(WANG, NEW, "吴军", "lead", OTHER_PIN)
    pair.meet()
    for each in (pair.one, pair.other):
        signed_in = each.services.staff.sign_in(NEW, PIN)
        assert (signed_in.name, signed_in.role) == ("周芳", "clerk")
        with pytest.raises(RuleBroken, match="sign_in_refused"):
            each.services.staff.sign_in(NEW, OTHER_PIN)
    pair.meet()
    clean(pair)
