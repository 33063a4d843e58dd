"""Facts of every version replay for ever; those of a later program are kept, passed on and shown, and go in one day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from counter_centre.centre import open_centre
from counter_centre.judge import retry_parked
from counter_tui.domain.facts.matter import NoteAdded
from counter_tui.streams.tables import PARKED
from counter_tui.sync import bundles
from support.bad_hall import call
from support.bundles import stick_in
from support.clocks import StillClock
from support.golden_batches import (
    digests_of,
    frozen_digests,
    golden_ranges,
    parked_at,
    replayed,
    told_in,
    versions,
)
from support.later_program import KettleBoiled, LoudNote, WitnessedCorrection, later_program
from support.served_centre import ServedCentre, enrolled_pc, served_centre
from support.streams import NOON_MS
from support.sync_world import Centre, WorldPc

AT_THE_CENTRE = ["later_version", "unknown_type", "values"]
AT_A_PC = [("KettleBoiled", "unknown"), ("MatterCorrected", "unfit"), ("NoteAdded", "later")]


def test_every_kind_of_fact_stands_in_a_golden_batch_in_each_of_its_versions() -> None:
    assert told_in(golden_ranges()) == versions()


def test_golden_batches_replay_to_the_rows_they_were_frozen_with(tmp_path: Path) -> None:
    """Where rows have changed on purpose, ``python -m support.golden_batches`` writes them down anew."""
    ranges = golden_ranges()
    facts = {entry.header.fact_id for each in ranges for entry in each.entries()}
    with replayed(tmp_path, ranges) as (centre, pc):
        assert facts <= pc.has()
        assert set(centre.told().values()) == {1}
        assert parked_at(pc) == []
        assert digests_of(pc) == frozen_digests()


def test_a_golden_batch_says_the_same_to_a_program_with_a_later_version_of_its_facts(tmp_path: Path) -> None:
    with later_program(), replayed(tmp_path, golden_ranges()) as (_centre, pc):
        assert parked_at(pc) == []
        assert digests_of(pc) == frozen_digests()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServedCentre]:
    with served_centre(tmp_path / "centre") as centre:
        yield centre


def by_line(centre: ServedCentre, pc: WorldPc, _folder: Path) -> None:
    assert call(pc, centre.address) == ""


def by_stick(centre: ServedCentre, pc: WorldPc, folder: Path) -> None:
    stick = Path(stick_in(folder))
    with pc.store.reading() as connection:
        spans = bundles.spans(connection, everything=False)
    for span in spans:
        for made in bundles.make(pc.store, span):
            (stick / "GW" / f"{made.stem}.gwb").write_bytes(made.content)
    assert {each.verdict for each in centre.centre.bundles.take(stick, NOON_MS)} == {"taken"}


def write_as_later(pc: WorldPc) -> bytes:
    """A matter of which a later program wrote; its id."""
    with later_program():
        matter = pc.accept()
        pc.write(matter, LoudNote(words="有狗", loud=True))
        pc.write(matter, WitnessedCorrection(field="name", was="王建国", now="王建军", witness="103"))
        pc.write(matter, KettleBoiled(cups=3))
    return matter


def why_parked(centre: ServedCentre) -> list[str]:
    with centre.centre.engine.connect() as connection:
        return sorted(row.reason for row in connection.execute(PARKED.select()))


@pytest.mark.parametrize("brings", [by_line, by_stick])
def test_facts_of_a_later_program_are_parked_at_centre_and_pc_and_go_in_with_that_program(
    served: ServedCentre, tmp_path: Path, brings: Callable[[ServedCentre, WorldPc, Path], None]
) -> None:
    clock = StillClock()
    here, later = (enrolled_pc(served, tmp_path, clock, name) for name in "ab")
    matter = write_as_later(later)
    brings(served, later, tmp_path)
    assert why_parked(served) == AT_THE_CENTRE
    for _turn in range(2):
        assert call(here, served.address) == ""
        assert parked_at(here) == AT_A_PC
        here.store.close()
        here.open()
    assert set(later.acknowledged) <= here.has()
    assert not [row for row in here.matters() if "王建军" in row]
    here.write(matter, NoteAdded(text="客户来过"))
    assert call(here, served.address) == ""
    assert here.findings() == []
    assert retry_parked(served.centre.engine) == (0, 3)
    with later_program():
        # The centre is served by the later program from now on.
        open_centre(tmp_path / "centre", served.centre.settings).engine.dispose()
        assert why_parked(served) == []
        for pc in (later, here):
            assert call(pc, served.address) == ""
            assert parked_at(pc) == []
        assert [row for row in here.matters() if "王建军" in row]
        assert here.matters() == later.matters()
    here.store.close()
    later.store.close()


def test_a_pc_that_does_not_understand_facts_passes_them_on_where_it_alone_has_them(tmp_path: Path) -> None:
    centre = Centre(tmp_path / "centre.db", StillClock())
    here, later, third = (WorldPc(name, tmp_path / name, centre.clock) for name in "abc")
    for pc in (here, later, third):
        pc.set_up()
        centre.members[pc.device] = pc.member
    centre.copy_to(tmp_path / "copy.db")
    write_as_later(later)
    for pc in (later, here):
        pc.call(centre)
    rows, facts = later.matters(), set(later.acknowledged)
    centre.put_back(tmp_path / "copy.db")
    later.store.close()
    here.call(centre)
    assert facts <= centre.told().keys()
    with later_program():
        third.call(centre)
        assert parked_at(third) == []
        assert third.matters() == rows
    here.store.close()
    third.store.close()
