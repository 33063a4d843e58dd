"""Two PCs of a station and their centre behind a line that may be bad, and what holds whatever befell their calls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.matter import NoteAdded
from counter_tui.sync.call import make_call
from counter_tui.sync.carrier import Carrier, Denied, NoAnswer
from counter_tui.sync.http import PATIENT, HttpLine, Patience
from support.bad_line import BadLine, bad_line
from support.clocks import StillClock
from support.served_centre import MACHINE, ServedCentre, enrolled_pc, served_centre
from support.sync_world import WorldPc

REQUESTS = ("feed", "nonce", "hello", "first range", "second range")
PLACES = (4, 0, 1, 2, 3)
"""Where these stand in a call; the feed comes first here, since a call that went well has read it."""
CALLS_AGAIN = 3
"""So many calls over a good line heal everything, and the last of them is told nothing wrong."""


class Hall:
    """Two PCs of a station and their centre, behind a line."""

    def __init__(self, centre: ServedCentre, line: BadLine, folder: Path, left: ExitStack) -> None:
        clock = StillClock()
        self.centre, self.line = centre, line
        self.pc = enrolled_pc(centre, folder, clock, "a")
        left.callback(self.pc.store.close)
        self.other = enrolled_pc(centre, folder, clock, "b")
        left.callback(self.other.store.close)
        self.matter = b""

    def begin(self) -> None:
        """Both PCs have something the other does not have yet; that of the other PC is at the centre."""
        self.matter = self.pc.accept()
        self.other.note(self.other.accept(), "有狗")
        call(self.other, self.centre.address)

    def write(self) -> None:
        """Four facts, which are two ranges."""
        notes = [NoteAdded(text=f"第{number}条") for number in range(4)]
        with self.pc.store.writing() as writing:
            told = writing.append(Subject("matter", self.matter), notes, "102")
        self.pc.acknowledged += [each.fact_id for each in told]

    def call_badly(self, fault: str, at: int, patience: Patience = PATIENT) -> str:
        """Write, and call while this befalls the request with this number; what a clerk would be told."""
        self.write()
        before = self.pc.has()
        self.line.set(fault, at)
        told = call(self.pc, self.line.address, patience)
        assert self.line.fired == 1, (fault, at, told)
        assert before <= self.pc.has()
        return told

    def heal(self) -> None:
        """Let this PC call until nothing is wrong; then every fact is at the centre once, and here."""
        self.line.set()
        _until_well(self.pc, self.line.address)
        there = self.centre.told()
        assert self.pc.has() == there.keys()
        assert {*self.pc.acknowledged, *self.other.acknowledged} <= there.keys()
        assert set(there.values()) == {1}

    def heal_both(self) -> None:
        """Let both PCs call until nothing is wrong; then every fact of both is at the centre once, and at each PC."""
        self.line.set()
        _until_well(self.other, self.centre.address)
        self.heal()
        # What this PC brought last, the other one has not asked for yet: one call, with nothing wrong, is enough.
        assert call(self.other, self.centre.address) == ""
        assert self.other.has() == self.centre.told().keys()

    def look(self) -> None:
        """Look whether both PCs have the same, and their ledgers are whole."""
        assert call(self.other, self.centre.address) == ""
        assert self.pc.has() == self.other.has()
        assert self.pc.matters() == self.other.matters()
        assert [each.code for pc in (self.pc, self.other) for each in pc.findings()] == []


def _until_well(pc: WorldPc, address: str) -> None:
    for again in count():
        if not call(pc, address):
            return
        assert again < CALLS_AGAIN


def call(pc: WorldPc, address: str, patience: Patience = PATIENT) -> str:
    """Call once; what a clerk would be told was wrong."""
    with HttpLine(address, patience=patience) as line:
        return call_by(pc, line)


def call_by(pc: WorldPc, carrier: Carrier) -> str:
    """Call once by a way of one's own; what a clerk would be told was wrong."""
    try:
        make_call(pc.store, carrier, "test", machine=MACHINE)
    except NoAnswer as error:
        return error.reason
    except Denied as denied:
        return denied.code
    return ""


@contextmanager
def bad_hall(folder: Path) -> Iterator[Hall]:
    """The hall in this folder; its centre wishes for ranges of two facts."""
    with ExitStack() as left:
        centre = left.enter_context(served_centre(folder / "centre", batch_facts=2))
        line = left.enter_context(bad_line(centre.port))
        yield Hall(centre, line, folder, left)
