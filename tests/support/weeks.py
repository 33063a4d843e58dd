"""A week of some stations: processes that write and call, lines that fail, a centre that dies, disks that are put back.

Everything that happens is drawn from one seed; what the processes do at the same instant is not.
"""

from __future__ import annotations

import shutil
import socket
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from msgspec.structs import replace

from counter_tui.bootstrap import Services, open_services
from counter_tui.db import sql
from counter_tui.db.rows.matters import MATTER_TABLES
from counter_tui.domain.facts.upkeep import LedgerContinued
from counter_tui.paths import Home
from counter_tui.services.set_up.setting_up import init_station
from support.acknowledged import facts_in
from support.bad_line import BadLine, bad_line
from support.clocks import NOON, SeededBytes, StillClock
from support.looking import codes, looked_over
from support.pad_processes import Worker
from support.stations import ENVIRON, LI, LIU, NAME, PINS, WANG, open_small_station
from support.week_centre import WeekCentre
from support.week_pc import JOURNAL, SHIFT, pc_work
from support.week_pc import NAME as MACHINE

FAULTS = (
    "cut before it is sent",
    "cut while it is sent",
    "cut before the answer",
    "half an answer",
    "delivered twice",
)
FAULTS_MADE = ("a portal's page", "500", "503", "301")
SETTLED_AFTER = 12
SHIFTS = (0, 170, -240, 45, -3600)
"""Seconds the PCs' clocks are off."""


class WeekPc:
    """A PC: its folder, its process, its line."""

    def __init__(self, folder: Path, station: str, letter: str, line: BadLine, machine: str) -> None:
        self.folder, self.station, self.letter, self.line = folder, station, letter, line
        (folder / MACHINE).write_text(machine, "utf-8")
        self.worker: Worker | None = None
        self.told: Counter[str] = Counter()

    @property
    def name(self) -> str:
        """What people call it."""
        return f"{self.station}-{self.letter} {self.folder.name}"

    @property
    def home(self) -> Home:
        """Its home."""
        return Home(self.folder / "home")

    def start(self) -> Worker:
        """Begin to work."""
        self.worker = Worker(pc_work, self.folder)
        return self.worker

    def stop(self) -> None:
        """The PC is switched off."""
        if self.worker is not None:
            self.worker.end()
        self.worker = None

    def begin(self, at: datetime, act: str, *given: object) -> None:
        """Say what to do, without waiting until it is done."""
        (self.worker or self.start()).tell(at, act, *given)

    def heard(self) -> Any:
        """What came of it; None where the process was killed."""
        assert self.worker is not None
        answer = self.worker.hear()
        if answer is None:
            return None
        assert answer[0] == "done", (self.name, answer)
        return answer[1]

    def does(self, at: datetime, act: str, *given: object) -> Any:
        """What came of it."""
        self.begin(at, act, *given)
        return self.heard()

    def acknowledged(self) -> set[bytes]:
        """What somebody was told is kept, by the journal."""
        journal = self.folder / JOURNAL
        return (
            {bytes.fromhex(line) for line in journal.read_text("ascii").split()}
            if journal.exists()
            else set()
        )

    @contextmanager
    def opened(self) -> Iterator[Services]:
        """Its services, in this process."""
        services = open_services(self.home, StillClock())
        try:
            yield services
        finally:
            services.close()

    def has(self) -> set[bytes]:
        """The facts in its store."""
        with self.opened() as services, services.base.store.reading() as connection:
            return {bytes(row[0]) for row in connection.execute("SELECT fact_id FROM fact").fetchall()}

    def rows(self) -> dict[str, list[str]]:
        """The rows of matters and all that belongs to them."""
        with self.opened() as services, services.base.store.reading() as connection:
            return {table.TABLE: sorted(map(_shown, sql.read(connection, table))) for table in MATTER_TABLES}

    def continued(self) -> list[str]:
        """Why its ledger went on in new epochs."""
        with self.opened() as services, services.base.store.reading() as connection:
            return [
                each.fact.reason for each in facts_in(connection) if isinstance(each.fact, LedgerContinued)
            ]


@dataclass
class Week:
    """The stations' PCs, their centre, and what came of everything."""

    folder: Path
    random: Random
    centre: WeekCentre
    pcs: list[WeekPc] = field(default_factory=list)
    at: datetime = NOON
    down: set[str] = field(default_factory=set)
    lost: set[bytes] = field(default_factory=set)
    counted: Counter[str] = field(default_factory=Counter)

    def pass_hours(self, hours: float) -> None:
        """Let time pass for everybody."""
        self.at += timedelta(hours=hours)

    def work(self, acts: int) -> None:
        """Every PC is worked at, all at once."""
        for pc in self.pcs:
            pc.begin(self.at, "live", self.random.getrandbits(40), self.random.randint(1, acts))
        self.counted["written"] += sum(pc.heard() for pc in self.pcs)

    def call(self, *, kill: bool = False, kill_a_pc: bool = False) -> None:
        """Every PC calls, all at once; perhaps the centre or one of them is killed meanwhile."""
        for pc in self.pcs:
            pc.begin(self.at, "call")
        if kill:
            self.pcs[0].worker._process.join(self.random.uniform(0, 0.4))  # type: ignore[union-attr]
            self.centre.kill()
        killed = self.random.choice(self.pcs) if kill_a_pc else None
        if killed is not None and killed.worker is not None:
            killed.worker.killed(self.random, 0.3)
            killed.worker = None
            self.counted["pcs killed"] += 1
        for pc in self.pcs:
            if pc is not killed:
                self._count(pc, pc.heard())
        if kill:
            self.centre.start()

    def _count(self, pc: WeekPc, called: Any) -> None:
        result, problem, _sent, _taken, epochs, *_bytes = called
        pc.told[problem or result] += 1
        self.counted["calls"] += 1
        self.counted["calls not answered"] += result != "done"
        self.counted["epochs"] += epochs

    def good_lines(self) -> None:
        """From now on no line fails."""
        self.down.clear()
        for pc in self.pcs:
            pc.line.chance = lambda: ""

    def bad_lines(self, share: float) -> None:
        """From now on so many requests go wrong, and now and then a line is down."""
        for pc in self.pcs:
            own = Random(self.random.getrandbits(40))
            is_down = own.random() < 0.25
            self.counted["lines down"] += is_down
            pc.line.chance = _always if is_down else _chance(own, share)

    def put_a_pc_back(self, pc: WeekPc, copy: Path) -> None:
        """Somebody puts an old copy of a PC's home in its place, and says nothing."""
        pc.stop()
        had = pc.has()
        shutil.rmtree(pc.home.folder)
        shutil.copytree(copy, pc.home.folder)
        self._note_lost(had)

    def copy_a_pc(self, pc: WeekPc, to: Path) -> None:
        """Copy a PC's home."""
        pc.stop()
        shutil.copytree(pc.home.folder, to)

    def clone_a_pc(self, pc: WeekPc, line: BadLine) -> WeekPc:
        """Make another PC of one, with the same disk; both are worked at."""
        folder = self.folder / f"{pc.folder.name}-clone"
        folder.mkdir()
        self.copy_a_pc(pc, folder / "home")
        (folder / SHIFT).write_text("600", "ascii")
        _change_line(folder / "home", line.address)
        clone = WeekPc(folder, pc.station, pc.letter, line, f"machine of {folder.name}")
        self.pcs.append(clone)
        return clone

    def put_the_centre_back(self, copy: str) -> None:
        """The centre dies, and its database is put back from an old copy."""
        self.centre.kill()
        had = self.centre.kept()
        self.centre.put_back(copy)
        self._note_lost(had)
        self.centre.start()

    def _note_lost(self, had: set[bytes]) -> None:
        """What of these facts nobody has any more is lost with the disk, and with nothing else."""
        self.lost |= had - self.centre.kept().union(*(pc.has() for pc in self.pcs))
        self.counted["lost with a disk"] = len(self.lost)

    def stop(self) -> None:
        """Every PC is switched off."""
        for pc in self.pcs:
            pc.stop()

    def settle(self) -> None:
        """Call over good lines until nothing moves any more."""
        self.good_lines()
        for _round in range(SETTLED_AFTER):
            self.pass_hours(0.5)
            moved = 0
            for pc in self.pcs:
                result, problem, sent, taken, epochs, *_bytes = pc.does(self.at, "call")
                assert result == "done", (pc.name, problem)
                moved += sent + taken + epochs
            if not moved:
                return
        raise AssertionError("calls do not come to an end")

    def acknowledged(self) -> set[bytes]:
        """All that was told to be kept at any PC and did not die with its disk."""
        journals = (path for path in sorted(self.folder.glob(f"*/{JOURNAL}")))
        every = {bytes.fromhex(line) for path in journals for line in path.read_text("ascii").split()}
        return every - self.lost

    def check(self) -> None:
        """Look whether everything is at the centre once, and each station's PCs have the same."""
        self.stop()
        there = self.centre.told()
        acknowledged = self.acknowledged()
        self.counted["acknowledged"], self.counted["at the centre"] = len(acknowledged), len(there)
        assert acknowledged <= there.keys()
        assert set(there.values()) == {1}
        assert self.centre.left() == (0, 0)
        for station in {pc.station for pc in self.pcs}:
            here = [pc for pc in self.pcs if pc.station == station]
            first, rows = here[0].has(), here[0].rows()
            assert first <= there.keys()
            for pc in here[1:]:
                assert pc.has() == first, pc.name
                assert _differing(pc.rows(), rows) == [], pc.name
        for pc in self.pcs:
            assert codes(looked_over(pc.home)) == set(), pc.name


def _shown(row: Any) -> str:
    """A row but for what each PC works out with a key of its own."""
    return repr(replace(row, identity_key="") if hasattr(row, "identity_key") else row)


def _differing(one: dict[str, list[str]], other: dict[str, list[str]]) -> list[str]:
    """Some rows that are in one of them only."""
    return [row for table in one for row in sorted({*one[table]} ^ {*other[table]})][:4]


def _always() -> str:
    return "cut before it is sent"


def _chance(random: Random, share: float) -> Any:
    return lambda: random.choice((*FAULTS, *FAULTS, *FAULTS_MADE)) if random.random() < share else ""


def _change_line(home: Path, address: str) -> None:
    """Somebody reaches the centre by another line from this PC."""
    from counter_tui.sync.peer import change_peer

    services = open_services(Home(home), StillClock())
    change_peer(services.base.store, address=address)
    services.close()


@contextmanager
def week(folder: Path, seed: int, sort: str, stations: Iterable[tuple[str, str]]) -> Iterator[Week]:
    """PCs by station and letter, enrolled at a centre on a database of this sort, on the first morning."""
    with ExitStack() as ending:
        random = Random(seed)
        centre = WeekCentre(folder, sort, _free_port())
        ending.callback(centre.end)
        made = Week(folder, random, centre)
        ending.callback(made.stop)
        for number, (code, letter) in enumerate(stations):
            line = ending.enter_context(bad_line(centre.port))
            made.pcs.append(_made_pc(made, code, letter, number, line))
        for code in {pc.station for pc in made.pcs}:
            centre.add_station(code)
        centre.start()
        for pc in made.pcs:
            pc.does(made.at, "enrol", pc.line.address, centre.code(pc.station))
        made.settle()
        yield made


def new_line(made: Week, ending: ExitStack) -> BadLine:
    """One more line to the centre."""
    return ending.enter_context(bad_line(made.centre.port))


def _made_pc(made: Week, code: str, letter: str, number: int, line: BadLine) -> WeekPc:
    folder = made.folder / f"{code}-{letter}"
    folder.mkdir()
    (folder / SHIFT).write_text(str(SHIFTS[number % len(SHIFTS)]), "ascii")
    before = [pc for pc in made.pcs if pc.station == code]
    if not made.pcs:
        small = open_small_station(folder, empty=True)
        small.services.close()
        small.home.folder.rename(folder / "home")
    else:
        _set_up(Home(folder / "home"), code, letter, number, people=not before)
    if before:
        _share(before[0].home, Home(folder / "home"), folder / "join")
    return WeekPc(folder, code, letter, line, f"machine of {folder.name}")


def _set_up(home: Home, code: str, letter: str, number: int, *, people: bool) -> None:
    clock = StillClock()
    init_station(
        home,
        code=code,
        name=NAME,
        area="urban",
        profile="state_grid",
        device=letter,
        lead_no=WANG.staff_no,
        lead_name=WANG.name,
        lead_pin=PINS[WANG.staff_no],
        papers_folder="",
        clock=clock,
        random=SeededBytes(1000 + number),
        environ=ENVIRON,
    )
    if people:
        services = open_services(home, clock)
        for person in (LI, LIU):
            services.staff.add(WANG, person.staff_no, person.name, person.role, PINS[person.staff_no], "")
        services.close()


def _share(first: Home, other: Home, file: Path) -> None:
    """Give a PC its station's keys."""
    words = "杨柳 river 2211 lantern"
    one, two = open_services(first, StillClock()), open_services(other, StillClock())
    one.station_keys.share(WANG, words, file)
    two.station_keys.take(WANG, words, file)
    one.close()
    two.close()


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
