"""What PCs of a station have of their hub while the outside line is down, and what comes to the centre afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.db import sql
from counter_tui.db.tables.sync import ReceiptRow
from counter_tui.sync.carrier import Denied, NoAnswer
from counter_tui.wire.envelope import Signed, proven
from counter_tui.wire.messages import RECEIPT, Receipt
from support.clocks import StillClock
from support.hubs import WorldHub
from support.sync_world import CENTRE, Centre, WorldPc

PcOf = Callable[[str], WorldPc]


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def centre(tmp_path: Path, clock: StillClock) -> Centre:
    return Centre(tmp_path / "centre.db", clock)


@pytest.fixture
def pc_of(tmp_path: Path, clock: StillClock, centre: Centre) -> PcOf:
    def made(name: str) -> WorldPc:
        pc = WorldPc(name, tmp_path / name, clock)
        pc.set_up()
        centre.members[pc.device] = pc.member
        return pc

    return made


@pytest.fixture
def pcs(pc_of: PcOf) -> list[WorldPc]:
    return [pc_of(name) for name in "abc"]


@pytest.fixture
def hub(tmp_path: Path, centre: Centre, pcs: list[WorldPc]) -> WorldHub:
    """The hub of the first PC, which has spoken with the centre once."""
    hub = WorldHub(pcs[0], tmp_path / "hub.db")
    hub.bring(centre)
    return hub


def receipts(pc: WorldPc) -> list[Receipt]:
    """What the centre vouches for, as the PC keeps it."""
    with pc.store.reading() as connection:
        rows = sql.read(connection, ReceiptRow)
    return [proven(Signed(row.content, row.signature), RECEIPT, CENTRE.public, Receipt) for row in rows]


def a_week(clock: StillClock, hub: WorldHub, pcs: list[WorldPc], days: int = 7) -> None:
    """Every day each PC accepts a matter, notes something about the others', and calls the hub."""
    for day in range(days):
        for pc in pcs:
            pc.accept()
            known = [bytes(row[0]) for row in pc.matters()]  # type: ignore[call-overload]
            pc.note(known[day % len(known)], f"{pc.name}{day}")
            hub.take(pc)
        clock.advance(timedelta(days=1))


def settled(centre: Centre, hub: WorldHub, pcs: list[WorldPc]) -> None:
    """After some more calls every fact is at the centre exactly once and on every PC, and every ledger is whole."""
    for _ in range(3):
        for pc in pcs:
            pc.call(centre)
            hub.take(pc)
        hub.bring(centre)
    for pc in pcs:
        hub.take(pc)
    told = centre.told()
    assert set(told.values()) == {1}
    for pc in pcs:
        assert pc.has() == set(told)
        assert pc.matters() == pcs[0].matters()
        assert pc.findings() == []
    assert hub.hub.log.faults() == []
    epochs = [len(pc.call(centre).epochs) + len(hub.take(pc).epochs) for pc in pcs]
    assert epochs == [0] * len(pcs)


def test_pcs_see_each_other_by_the_hub_and_the_centre_has_all_of_it_once_the_line_is_back(
    centre: Centre, clock: StillClock, hub: WorldHub, pcs: list[WorldPc]
) -> None:
    a_week(clock, hub, pcs)
    for pc in pcs:
        hub.take(pc)
    assert all(len(pc.matters()) == 21 for pc in pcs)
    assert pcs[0].matters() == pcs[1].matters() == pcs[2].matters()
    assert centre.told() == {}
    done = hub.bring(centre)
    assert (done.branches, done.waiting) == (0, 0)
    assert set(centre.told()) == pcs[0].has()
    settled(centre, hub, pcs)


def test_a_receipt_of_the_hub_is_none_of_the_centre_and_the_centres_own_come_by_the_hub(
    centre: Centre, hub: WorldHub, pcs: list[WorldPc]
) -> None:
    pc = pcs[1]
    pc.accept()
    assert hub.take(pc).sent == 2
    assert receipts(pc) == []
    hub.bring(centre)
    hub.take(pc)
    (receipt,) = receipts(pc)
    assert (receipt.device, receipt.seq) == (pc.device, 2)


@pytest.mark.parametrize("fault", ["lost", "unheard"])
@pytest.mark.parametrize("at", range(1, 9))
def test_a_hub_killed_between_any_two_requests_brings_every_fact_once(
    centre: Centre, clock: StillClock, hub: WorldHub, pcs: list[WorldPc], fault: str, at: int
) -> None:
    a_week(clock, hub, pcs, days=2)
    asked: list[str] = []

    def befalls(name: str) -> str:
        asked.append(name)
        return fault if len(asked) == at else ""

    with pytest.raises(NoAnswer):
        hub.bring(centre, befalls)
    hub.hub.close()
    hub.open()
    hub.bring(centre)
    settled(centre, hub, pcs)


def test_a_log_put_back_from_a_copy_is_brought_again_what_it_lost(
    centre: Centre, clock: StillClock, hub: WorldHub, pcs: list[WorldPc], tmp_path: Path
) -> None:
    a_week(clock, hub, pcs, days=2)
    hub.copy_to(tmp_path / "copy.db")
    a_week(clock, hub, pcs, days=2)
    hub.put_back(tmp_path / "copy.db")
    a_week(clock, hub, pcs, days=1)
    settled(centre, hub, pcs)


def test_a_centre_put_back_from_a_copy_is_brought_again_what_it_lost(
    centre: Centre, clock: StillClock, hub: WorldHub, pcs: list[WorldPc], tmp_path: Path
) -> None:
    a_week(clock, hub, pcs, days=2)
    centre.copy_to(tmp_path / "copy.db")
    hub.bring(centre)
    had = centre.told()
    centre.put_back(tmp_path / "copy.db")
    a_week(clock, hub, pcs, days=1)
    hub.bring(centre)
    assert had.keys() < centre.told().keys()
    settled(centre, hub, pcs)


def test_a_device_that_speaks_to_both_tells_nothing_twice(
    centre: Centre, clock: StillClock, hub: WorldHub, pcs: list[WorldPc]
) -> None:
    a_week(clock, hub, pcs, days=1)
    pcs[1].call(centre)
    pcs[1].accept()
    hub.take(pcs[1])
    pcs[1].accept()
    pcs[1].call(centre)
    hub.bring(centre)
    settled(centre, hub, pcs)


def test_a_pc_put_back_from_a_copy_gets_its_facts_back_from_the_hub(
    centre: Centre, clock: StillClock, hub: WorldHub, pcs: list[WorldPc], tmp_path: Path
) -> None:
    pcs[1].copy_to(tmp_path / "copy.db")
    a_week(clock, hub, pcs, days=2)
    had = pcs[1].has()
    pcs[1].put_back(tmp_path / "copy.db")
    pcs[1].accept()
    hub.take(pcs[1])
    assert had <= pcs[1].has()
    settled(centre, hub, pcs)


@pytest.mark.parametrize("first", ["hub", "centre"])
def test_where_hub_and_centre_have_two_branches_of_a_pc_both_are_kept_and_all_agree_in_the_end(
    centre: Centre, clock: StillClock, hub: WorldHub, pcs: list[WorldPc], tmp_path: Path, first: str
) -> None:
    pcs[1].copy_to(tmp_path / "copy.db")
    a_week(clock, hub, pcs, days=2)
    had = pcs[1].has()
    pcs[1].put_back(tmp_path / "copy.db")
    pcs[1].accept()
    pcs[1].call(centre)
    pcs[1].accept()
    if first == "hub":
        hub.take(pcs[1])
    else:
        hub.bring(centre)
    for pc in pcs:
        pc.call(centre)
    settled(centre, hub, pcs)
    assert had <= pcs[2].has()


def test_a_device_the_centre_does_not_name_any_more_is_refused_from_then_on(
    centre: Centre, clock: StillClock, hub: WorldHub, pcs: list[WorldPc]
) -> None:
    pcs[1].accept()
    hub.take(pcs[2])
    hub.take(pcs[1])
    del centre.members[pcs[2].device]
    clock.advance(timedelta(hours=1))
    assert hub.bring(centre).refused == 1
    assert len(centre.told()) == 2
    with pytest.raises(Denied) as denied:
        hub.take(pcs[2])
    assert denied.value.code == "unknown_device"
    hub.take(pcs[1])


def test_a_hub_that_was_told_of_no_devices_refuses_all(pcs: list[WorldPc], tmp_path: Path) -> None:
    with pytest.raises(Denied):
        WorldHub(pcs[0], tmp_path / "hub.db").take(pcs[1])
