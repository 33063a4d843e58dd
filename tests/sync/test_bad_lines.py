"""Every fault of a line at every request of a call: facts reach the centre once, and none is lost here."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from counter_tui.sync.call import make_call
from counter_tui.sync.carrier import Denied, NoAnswer
from counter_tui.sync.http import HttpLine
from support.bad_line import FAULTS, BadLine, bad_line
from support.clocks import StillClock
from support.served_centre import MACHINE, ServedCentre, enrolled_pc, served_centre
from support.sync_world import WorldPc

REQUESTS = ("nonce", "hello", "first range", "second range", "feed")


class Hall:
    """Two PCs of a station and their centre, behind a line."""

    def __init__(self, centre: ServedCentre, line: BadLine, folder: Path) -> None:
        clock = StillClock()
        self.centre, self.line = centre, line
        self.pc = enrolled_pc(centre, folder, clock, "a")
        self.other = enrolled_pc(centre, folder, clock, "b")
        self.matter = self.pc.accept()
        call(self.pc, centre.address)

    def write(self) -> None:
        """Make a call worth five requests: two ranges out, and something of the other PC in."""
        centre, pc, other = self.centre, self.pc, self.other
        for number in range(4):
            pc.note(self.matter, f"{number}")
        other.note(other.accept(), "有狗")
        call(other, centre.address)


def call(pc: WorldPc, address: str) -> str:
    """Call once, in ranges of at most two facts; what a clerk would be told was wrong."""
    try:
        with HttpLine(address) as line:
            make_call(pc.store, line, "test", machine=MACHINE)
    except NoAnswer as error:
        return error.reason
    except Denied as denied:
        return denied.code
    return ""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    folder = tmp_path_factory.mktemp("hall")
    with served_centre(folder / "centre", batch_facts=2) as centre, bad_line(centre.port) as line:
        made = Hall(centre, line, folder)
        yield made
        made.pc.store.close()
        made.other.store.close()


@pytest.mark.parametrize("at", range(len(REQUESTS)), ids=REQUESTS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_request_loses_and_doubles_nothing(hall: Hall, fault: str, at: int) -> None:
    hall.write()
    before = hall.pc.has()
    hall.line.set(fault, at)
    told = [call(hall.pc, hall.line.address)]
    assert hall.line.fired == 1
    assert before <= hall.pc.has()
    hall.line.set("", -1)
    for _again in count():
        told.append(call(hall.pc, hall.line.address))
        if not told[-1]:
            break
        assert len(told) < 4
    here, there = hall.pc.has(), hall.centre.told()
    assert {there[fact] for fact in here} == {1}
    assert set(hall.other.acknowledged) <= here
    assert hall.pc.findings() == []
    assert sum(map(bool, told)) <= 1
