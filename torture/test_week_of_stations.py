"""A week of three stations as processes: cut lines, a centre killed and put back, a PC put back, a PC cloned."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from telling import Tell, of_environ

from support.weeks import Week, WeekPc, new_line, week

SEED = of_environ("SEED", 20_251_120)
WEEKS = of_environ("WEEKS", 1)
ACTS = of_environ("ACTS_A_SHIFT", 12)
STATIONS = (("0417A", "C"), ("0417A", "D"), ("0417A", "E"), ("0418A", "A"), ("0419A", "A"))


@pytest.mark.parametrize("sort", ["sqlite", "postgresql"])
@pytest.mark.parametrize("number", range(WEEKS))
def test_a_week_of_five_pcs(tmp_path: Path, tell: Tell, sort: str, number: int) -> None:
    with week(tmp_path, SEED + number, sort, STATIONS) as lived, ExitStack() as ending:
        try:
            _live(lived, ending)
        finally:
            figures = {name.replace(" ", "_"): count for name, count in lived.counted.items()}
            tell(seed=SEED + number, database=sort, centre_killed=lived.centre.kills, **figures)


def _live(lived: Week, ending: ExitStack) -> None:
    centre, (_one, put_back, cloned, *_others) = lived.centre, lived.pcs
    clone: WeekPc | None = None
    began = centre.incarnation()
    copy = lived.folder / "old-copy"
    for day in range(7):
        if day == 1:
            lived.copy_a_pc(put_back, copy)
        if day == 2:
            # Nobody has the database open while it is copied.
            centre.kill()
            centre.copy("old.db")
            centre.start()
            clone = lived.clone_a_pc(cloned, new_line(lived, ending))
        if day == 4:
            lived.put_a_pc_back(put_back, copy)
        if day == 5:
            assert centre.incarnation() == began
            lived.put_the_centre_back("old.db")
            assert centre.incarnation() != began
        if day == 6:
            assert clone is not None
            _part(lived, cloned, clone)
        for _shift in range(3):
            lived.pass_hours(4)
            lived.bad_lines(lived.random.choice([0.05, 0.15, 0.3]))
            lived.work(ACTS)
            lived.call(kill=lived.random.random() < 0.2, kill_a_pc=lived.random.random() < 0.3)
            if lived.random.random() < 0.5:
                lived.bad_lines(0.1)
                lived.call()
        lived.pass_hours(12)
    lived.settle()
    lived.check()
    assert {"rewound", "branched"} & set(put_back.continued())
    assert any('"put_back"' in line for line in centre.events())
    assert any('"strange_machine"' in line for line in centre.events())


def _part(lived: Week, cloned: WeekPc, clone: WeekPc) -> None:
    """The centre's people see the copied disk: its facts are fetched, it is switched off, the other enrols anew."""
    lived.good_lines()
    for pc in (cloned, clone, cloned):
        assert pc.does(lived.at, "call")[0] == "done"
    device = lived.centre.device(cloned.station, cloned.letter)
    assert device.strange_ms is not None
    assert set(cloned.continued()) or set(clone.continued())
    lived.centre.order_to_enrol_again(device.id)
    cloned.does(lived.at, "enrol", cloned.line.address, lived.centre.code(cloned.station))
    assert lived.centre.device(cloned.station, cloned.letter).strange_ms is None
    assert clone.does(lived.at, "call")[:2] == ("denied", "unproven")
    lived.pcs.remove(clone)
    clone.stop()
