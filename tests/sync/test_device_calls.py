"""What a call to the centre brings and takes, and what accidents it mends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from counter_tui.db.travel import streams
from counter_tui.sync.call import make_call
from counter_tui.sync.carrier import Denied, NoAnswer
from counter_tui.wire.messages import Cursor, Elsewhere, Policy
from counter_tui.wire.pages import Page
from counter_tui.wire.ranges import sign_range, write_range
from support.clocks import StillClock
from support.sync_world import Centre, Line, WorldPc


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def centre(tmp_path: Path, clock: StillClock) -> Centre:
    return Centre(tmp_path / "centre.db", clock)


@pytest.fixture
def pc_of(tmp_path: Path, clock: StillClock, centre: Centre) -> Callable[[str], WorldPc]:
    def made(name: str) -> WorldPc:
        pc = WorldPc(name, tmp_path / name, clock)
        pc.set_up()
        centre.members[pc.device] = pc.member
        return pc

    return made


PcOf = Callable[[str], WorldPc]


def once(centre: Centre, *pcs: WorldPc) -> None:
    """Every fact of the PCs is at the centre exactly once."""
    wanted = set().union(*(pc.has() for pc in pcs))
    told = centre.told()
    assert wanted <= told.keys()
    assert set(told.values()) == {1}


def alike(centre: Centre, *pcs: WorldPc) -> None:
    """After two more calls all PCs have the same facts and show the same matters, and their ledgers are whole."""
    for pc in pcs * 2:
        pc.call(centre)
    assert all(pc.has() == pcs[0].has() for pc in pcs)
    assert all(pc.matters() == pcs[0].matters() for pc in pcs)
    assert [finding for pc in pcs for finding in pc.findings()] == []


def test_what_a_clerk_wrote_is_at_the_centre_after_a_call(centre: Centre, pc_of: PcOf) -> None:
    pc = pc_of("a")
    pc.note(pc.accept(), "有狗")
    outcome = pc.call(centre)
    assert (outcome.sent, outcome.taken, outcome.epochs) == (3, 0, ())
    once(centre, pc)
    assert pc.call(centre).sent == 0


def test_pcs_of_a_station_see_each_others_matters(centre: Centre, pc_of: PcOf) -> None:
    one, other = pc_of("a"), pc_of("b")
    matter = one.accept()
    one.call(centre)
    other.call(centre)
    other.note(matter, "已联系")
    other.accept()
    for pc in (other, one, other):
        pc.call(centre)
    assert len(one.matters()) == 2
    alike(centre, one, other)
    once(centre, one, other)


def test_more_facts_than_a_range_or_a_page_holds_all_arrive(centre: Centre, pc_of: PcOf) -> None:
    one, other = pc_of("a"), pc_of("b")
    matters = [one.accept() for _ in range(40)]
    for number in range(480):
        one.note(matters[number % 40], f"第{number}次联系")
    assert one.call(centre).sent == 521
    other.call(centre)
    alike(centre, one, other)


@pytest.mark.parametrize("fault", ["lost", "unheard"])
@pytest.mark.parametrize("at", range(8))
def test_a_call_cut_off_at_any_request_is_made_again_and_nothing_is_lost_or_doubled(
    centre: Centre, pc_of: PcOf, fault: str, at: int
) -> None:
    one, other = pc_of("a"), pc_of("b")
    other.note(other.accept(), "远程")
    other.call(centre)
    one.note(one.accept(), "有狗")
    asked: list[str] = []

    def befalls(name: str) -> str:
        asked.append(name)
        return fault if len(asked) == at + 1 else ""

    try:
        one.call(centre, befalls)
    except NoAnswer:
        one.call(centre)
    else:
        assert at >= len(asked)
    other.call(centre)
    alike(centre, one, other)
    once(centre, one, other)


def test_a_store_put_back_from_a_copy_gets_back_what_it_had_sent(
    centre: Centre, pc_of: PcOf, tmp_path: Path
) -> None:
    pc, other = pc_of("a"), pc_of("b")
    matter = pc.accept()
    pc.copy_to(tmp_path / "copy.db")
    pc.note(matter, "副本之后")
    pc.call(centre)
    pc.put_back(tmp_path / "copy.db")
    outcome = pc.call(centre)
    assert (len(outcome.epochs), outcome.taken) == (1, 1)
    other.call(centre)
    assert set(pc.acknowledged) <= pc.has()
    alike(centre, pc, other)
    once(centre, pc, other)


def test_facts_written_after_a_store_was_put_back_are_told_again_in_a_new_epoch(
    centre: Centre, pc_of: PcOf, tmp_path: Path
) -> None:
    pc, other = pc_of("a"), pc_of("b")
    matter = pc.accept()
    pc.call(centre)
    pc.copy_to(tmp_path / "copy.db")
    pc.note(matter, "副本之后")
    pc.note(matter, "还有")
    pc.call(centre)
    pc.put_back(tmp_path / "copy.db")
    pc.note(matter, "恢复之后")
    outcome = pc.call(centre)
    assert len(outcome.epochs) == 1
    other.call(centre)
    assert set(pc.acknowledged) <= pc.has()
    alike(centre, pc, other)
    once(centre, pc, other)


def test_two_pcs_made_from_one_disk_both_keep_what_they_wrote(
    centre: Centre, pc_of: PcOf, tmp_path: Path, clock: StillClock
) -> None:
    pc = pc_of("a")
    matter = pc.accept()
    pc.note(matter, "没发出")
    clone = WorldPc("a", tmp_path / "clone", clock, seed=50)
    pc.copy_to(clone.file)
    clone.open()
    for number in range(3):
        pc.note(matter, f"原机{number}")
        clone.note(matter, f"克隆{number}")
    for each in (pc, clone, pc, clone, pc):
        each.call(centre)
    assert set(pc.acknowledged) | set(clone.acknowledged) <= pc.has()
    alike(centre, pc, clone)
    once(centre, pc, clone)


def test_a_centre_put_back_from_a_copy_gets_again_what_it_lost(
    centre: Centre, pc_of: PcOf, tmp_path: Path
) -> None:
    one, other = pc_of("a"), pc_of("b")
    matter = one.accept()
    one.call(centre)
    centre.copy_to(tmp_path / "centre-copy.db")
    one.note(matter, "之后")
    one.call(centre)
    other.call(centre)
    other.note(matter, "另一台")
    other.call(centre)
    centre.put_back(tmp_path / "centre-copy.db")
    for pc in (other, one, other, one):
        pc.call(centre)
    alike(centre, one, other)
    once(centre, one, other)


def test_a_receipt_the_centre_did_not_sign_is_none(centre: Centre, pc_of: PcOf) -> None:
    pc = pc_of("a")
    pc.accept()
    centre.key = pc.key
    centre.open()
    with pytest.raises(NoAnswer, match="no_message"):
        pc.call(centre)


def test_facts_that_lie_in_two_held_ranges_are_told_again_once(
    centre: Centre, pc_of: PcOf, tmp_path: Path
) -> None:
    pc = pc_of("a")
    pc.call(centre)
    pc.copy_to(tmp_path / "before.db")
    matter = pc.accept()
    for words in ("一", "二", "三"):
        pc.note(matter, words)
    with pc.store.reading() as connection:
        (epoch,) = streams.own(connection)
        sticks = [
            sign_range(
                pc.device,
                streams.hash_at(connection, epoch, first - 1) or b"",
                streams.entries(connection, epoch.epoch, first, 3),
                pc.key,
            )
            for first in (2, 3)
        ]
    told = set(pc.acknowledged)
    pc.put_back(tmp_path / "before.db")
    pc.accept()
    pc.call(centre)
    for stick in sticks:
        assert isinstance(centre.reception.put(write_range(stick), 0), Elsewhere)
    alike(centre, pc)
    once(centre, pc)
    assert told <= pc.has()


def test_a_part_of_the_feed_that_another_pc_asked_for_is_no_answer(centre: Centre, pc_of: PcOf) -> None:
    """It leaves out what that PC wrote: who took it for his own would never hear of that."""
    one, other = pc_of("a"), pc_of("b")
    kept: list[Page] = []

    class Keeping(Line):
        def feed(self, session: str, after: Cursor) -> Page:
            kept.append(super().feed(session, after))
            return kept[-1]

    class Mixing(Line):
        def feed(self, _session: str, _after: Cursor) -> Page:
            return kept[-1]

    one.accept()
    one.call(centre)
    other.accept()
    make_call(other.store, Keeping(centre), "test")
    assert kept
    with pytest.raises(NoAnswer, match="no_message"):
        make_call(one.store, Mixing(centre), "test")
    alike(centre, one, other)


def test_a_device_nobody_enrolled_is_denied_and_keeps_everything(centre: Centre, pc_of: PcOf) -> None:
    pc = pc_of("a")
    pc.accept()
    del centre.members[pc.device]
    with pytest.raises(Denied, match="unknown_device"):
        pc.call(centre)
    assert set(pc.acknowledged) <= pc.has()


def test_what_came_by_stick_before_a_call_is_not_sent_again_once_the_gap_is_filled(
    centre: Centre, pc_of: PcOf
) -> None:
    pc, other = pc_of("a"), pc_of("b")
    pc.call(centre)
    matter = pc.accept()
    for words in ("一", "二", "三", "四"):
        pc.note(matter, words)
    with pc.store.reading() as connection:
        (epoch,) = streams.own(connection)
        before = streams.hash_at(connection, epoch, 3)
        late = streams.entries(connection, epoch.epoch, 4, 9)
    assert before is not None
    stick = sign_range(pc.device, before, late, pc.key)
    assert isinstance(centre.reception.put(write_range(stick), 0), Elsewhere)
    centre.policy = Policy(batch_facts=2)
    outcome = pc.call(centre)
    assert (outcome.sent, outcome.epochs) == (2, ())
    assert pc.call(centre).sent == 0
    other.call(centre)
    alike(centre, pc, other)
    once(centre, pc, other)
