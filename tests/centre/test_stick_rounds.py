"""Whole rounds by stick between real stores and a real centre: out, taken, back; and what copies and clones did."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from counter_centre.centre import Centre
from counter_tui.sync import bundles
from counter_tui.sync.call import Outcome, make_call
from counter_tui.sync.peer import change_peer
from counter_tui.wire import sticks
from counter_tui.wire.sticks import BUNDLE_ENDING, RETURN_ENDING
from support.bundles import stick_in
from support.centres import Caller, add_station, enrolled
from support.clocks import StillClock
from support.streams import NOON_MS
from support.sync_world import Line, WorldPc


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return Path(stick_in(tmp_path))


def pc_of(centre: Centre, caller: Caller, folder: Path, name: str, station: str = "33010") -> WorldPc:
    """A PC with a store, which the centre let in."""
    enrolled(centre, caller, name, station)
    pc = WorldPc(name, folder / name, StillClock(), code=station)
    pc.set_up()
    keys = centre.enroller.keys
    change_peer(pc.store, centre=keys.signing.public, sealing=keys.sealing_public)
    return pc


def write(pc: WorldPc, stick: Path, everything: bool = False) -> int:
    """Write what waits onto a stick; how many files."""
    with pc.store.reading() as connection:
        spans = bundles.spans(connection, everything)
    made = [each for span in spans for each in bundles.make(pc.store, span)]
    for each in made:
        sticks.put(stick / "GW", each.stem + BUNDLE_ENDING, each.content)
    return len(made)


def take(centre: Centre, stick: Path) -> list[str]:
    return [each.verdict for each in centre.bundles.take(stick, NOON_MS)]


def take_back(pc: WorldPc, stick: Path) -> list[str]:
    files = sticks.files_on(stick, RETURN_ENDING)
    return [bundles.take_return(pc.store, file.read_bytes()) for file in files]


def waiting(pc: WorldPc) -> int:
    with pc.store.reading() as connection:
        return sum(span.count for span in bundles.spans(connection, everything=False))


def told(centre: Centre) -> dict[bytes, int]:
    """How often the centre counts each fact."""
    with centre.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT fact_id, sum(CASE WHEN again THEN 0 ELSE 1 END) FROM fact GROUP BY fact_id"
        )
        return {bytes(fact_id): int(count) for fact_id, count in rows}


def call(pc: WorldPc, centre: Centre) -> Outcome:
    """Call over a line after all."""
    there: Any = SimpleNamespace(reception=centre.reception, clock=StillClock())
    return make_call(pc.store, Line(there), "test")


def settled(centre: Centre, *pcs: WorldPc) -> bool:
    """Whether the centre has every fact of these PCs, each once."""
    counted = told(centre)
    acknowledged = {fact for pc in pcs for fact in pc.acknowledged}
    return acknowledged <= set(counted) and set(counted.values()) == {1}


def test_a_round_brings_every_fact_and_its_receipts_leave_nothing_to_bring(
    centre: Centre, caller: Caller, stick: Path, tmp_path: Path
) -> None:
    pc = pc_of(centre, caller, tmp_path, "a")
    for _day in range(3):
        pc.note(pc.accept(), "来过")
        assert write(pc, stick) == 1
        assert set(take(centre, stick)) == {"taken"}
        assert "taken" in take_back(pc, stick)
        assert waiting(pc) == 0
        assert write(pc, stick) == 0
    assert settled(centre, pc)
    assert call(pc, centre).sent == 0
    pc.store.close()


def test_a_stick_that_went_astray_is_made_good_by_the_next(
    centre: Centre, caller: Caller, stick: Path, tmp_path: Path
) -> None:
    pc = pc_of(centre, caller, tmp_path, "a")
    pc.accept()
    write(pc, stick)
    shutil.rmtree(stick / "GW")
    (stick / "GW").mkdir()
    pc.accept()
    write(pc, stick)
    assert take(centre, stick) == ["taken"]
    assert settled(centre, pc)
    pc.store.close()


def test_two_stations_on_one_stick_each_take_back_their_own(
    centre: Centre, caller: Caller, stick: Path, tmp_path: Path
) -> None:
    add_station(centre, "33020", "和平供电所")
    one, other = (
        pc_of(centre, caller, tmp_path, "a"),
        pc_of(centre, caller, tmp_path, "b", "33020"),
    )
    for pc in (one, other):
        pc.accept()
        write(pc, stick)
    assert take(centre, stick) == ["taken", "taken"]
    assert sorted(take_back(one, stick)) == ["other_station", "taken"]
    assert sorted(take_back(other, stick)) == ["other_station", "taken"]
    assert (waiting(one), waiting(other)) == (0, 0)
    for pc in (one, other):
        pc.store.close()


def test_a_stick_written_before_the_pc_was_put_back_gives_its_facts_back_at_the_next_call(
    centre: Centre, caller: Caller, stick: Path, tmp_path: Path
) -> None:
    pc = pc_of(centre, caller, tmp_path, "a")
    pc.accept()
    pc.copy_to(tmp_path / "copy.db")
    pc.note(pc.accept(), "在盘上")
    write(pc, stick)
    pc.put_back(tmp_path / "copy.db")
    assert take(centre, stick) == ["taken"]
    # Its receipt is for facts this store has lost: it must not hide that.
    assert take_back(pc, stick) == ["other_ledger"]
    assert waiting(pc) > 0
    pc.accept()
    call(pc, centre)
    assert settled(centre, pc)
    assert set(pc.acknowledged) <= pc.has()
    assert pc.findings() == []
    pc.store.close()


def test_a_stick_of_another_branch_is_held_and_told_again_at_the_next_call(
    centre: Centre, caller: Caller, stick: Path, tmp_path: Path
) -> None:
    pc = pc_of(centre, caller, tmp_path, "a")
    pc.accept()
    pc.copy_to(tmp_path / "copy.db")
    pc.note(pc.accept(), "在盘上")
    write(pc, stick)
    pc.put_back(tmp_path / "copy.db")
    pc.note(pc.accept(), "恢复之后")
    call(pc, centre)
    assert take(centre, stick) == ["held"]
    assert not settled(centre, pc)
    call(pc, centre)
    call(pc, centre)
    assert settled(centre, pc)
    assert set(pc.acknowledged) <= pc.has()
    assert pc.findings() == []
    pc.store.close()


def test_a_branch_that_goes_by_stick_alone_is_told_and_nothing_of_it_is_lost(
    centre: Centre, caller: Caller, stick: Path, tmp_path: Path
) -> None:
    pc = pc_of(centre, caller, tmp_path, "a")
    pc.accept()
    pc.copy_to(tmp_path / "copy.db")
    pc.accept()
    write(pc, stick)
    assert take(centre, stick) == ["taken"]
    shutil.rmtree(stick / "GW")
    (stick / "GW").mkdir()
    pc.put_back(tmp_path / "copy.db")
    pc.accept()
    write(pc, stick)
    assert take(centre, stick) == ["held"]
    assert waiting(pc) > 0
    call(pc, centre)
    assert settled(centre, pc)
    pc.store.close()


def test_many_facts_go_in_several_files_of_bounded_size(
    centre: Centre, caller: Caller, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pc = pc_of(centre, caller, tmp_path, "a")
    matter = pc.accept()
    for number in range(40):
        pc.note(matter, f"第{number}次")
    monkeypatch.setattr(bundles, "_ROOM", 1500)
    monkeypatch.setattr(bundles, "MOST_FACTS", 7)
    assert write(pc, stick) > 2
    assert all(file.stat().st_size < 2600 for file in (stick / "GW").iterdir())
    assert set(take(centre, stick)) == {"taken"}
    assert settled(centre, pc)
    # A range that was held until the gap before it was filled has the receipt of the whole.
    assert {"taken"} <= set(take_back(pc, stick)) <= {"taken", "known"}
    assert waiting(pc) == 0
    pc.store.close()
