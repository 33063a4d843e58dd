"""A station and its centre as a machine: what is there, what can be done to it, and what holds in the end.

Everything is real but the line: stores, the stream log of centre and hub, ranges as signed bytes, calls.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import ClassVar

from hypothesis.stateful import RuleBasedStateMachine, invariant

from counter_tui.db.travel import streams
from counter_tui.domain.clock import to_ms
from counter_tui.streams.forward import ranges_to_bring
from counter_tui.wire.keys import is_signed
from counter_tui.wire.messages import RECEIPT
from counter_tui.wire.ranges import read_range, sign_range, write_range
from support.clocks import StillClock
from support.sync_world import CENTRE, Centre, WorldPc

NAMES = ("a", "b", "c")
SETTLED_AFTER = 10
"""So many rounds of calls by every PC it may take at the most until nothing moves any more."""


@cache
def _logs() -> Path:
    """Where the logs of this process's machines stand."""
    folder = Path(tempfile.mkdtemp(prefix="model-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


class SyncStation(RuleBasedStateMachine):
    """PCs of one station, clones of them, copies of their disks, ranges on sticks, a hub, a centre and its copies."""

    done: ClassVar[Counter[str]] = Counter()
    """How often each thing happened, over all runs of the process."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="model-"))
        self.clock = StillClock()
        self.centre = self._centre("centre")
        self.hub = self._centre("hub")
        self.pcs: list[WorldPc] = []
        self.copies: list[tuple[str, Path]] = []
        self.logs: list[Path] = []
        self.sticks: list[bytes] = []
        self.matters: list[bytes] = []
        self.had: dict[int, set[bytes]] = {}
        self.centre_had: set[bytes] = set()
        for name in NAMES[:2]:
            self._set_up(name)

    def _centre(self, name: str) -> Centre:
        # The same file in every run of a process: what the engine has learned of its statements stays.
        file = _logs() / f"{name}.db"
        for end in ("", "-wal", "-shm"):
            file.with_name(file.name + end).unlink(missing_ok=True)
        return Centre(file, self.clock)

    def _set_up(self, name: str) -> None:
        pc = WorldPc(name, self.folder / name, self.clock)
        pc.set_up()
        for log in (self.centre, self.hub):
            log.members[pc.device] = pc.member
        self.pcs.append(pc)

    def _pc(self, pick: int) -> WorldPc:
        return self.pcs[pick % len(self.pcs)]

    def _count(self, what: str) -> None:
        self.done[what] += 1

    def _write(self, pc: WorldPc, matter: int, count: int) -> None:
        if not count:
            return
        known = pc.knows()
        if not known or matter % 3 == 0:
            known.append(pc.accept())
            count -= 1
        for number in range(count):
            pc.note(known[matter % len(known)], f"{pc.name}{number}")

    def _copy(self, pc: WorldPc) -> Path:
        """A copy of a PC's disk as it is now."""
        file = self.folder / f"copy-{len(self.copies)}.db"
        pc.copy_to(file)
        self.copies.append((pc.name, file))
        return file

    def _put_back(self, pc: WorldPc, file: Path) -> None:
        pc.put_back(file)
        self.had[self.pcs.index(pc)] = pc.has()

    def _copy_the_log(self) -> Path:
        """A copy of the centre's log as it is now."""
        file = self.folder / f"log-{len(self.logs)}.db"
        self.centre.copy_to(file)
        self.logs.append(file)
        return file

    def _put_the_log_back(self, file: Path) -> None:
        self.centre.put_back(file)
        self.centre_had = self.centre.kept()

    def _take_along(self, pc: WorldPc, epoch: int, first: int, count: int) -> None:
        """Put facts of one of a PC's epochs on a stick."""
        with pc.store.reading() as connection:
            own = streams.own(connection)
            row = own[epoch % len(own)]
            begin = 1 + first % row.head_seq if row.head_seq else 1
            facts = streams.entries(connection, row.epoch, begin, count)
            previous = streams.hash_at(connection, row, begin - 1)
        if facts and previous is not None:
            opening = streams.opening_of(row) if begin == 1 else None
            self.sticks.append(write_range(sign_range(pc.device, previous, facts, pc.key, opening)))

    def _give(self, pc: WorldPc) -> None:
        with pc.store.reading() as connection, self.hub.log.giving(pc.code) as giving:
            known = {each.epoch: each.mark.seq for each in giving.streams(pc.device)}
            parts = [
                (row, streams.entries(connection, row.epoch, known.get(row.epoch, 0) + 1, 500))
                for row in streams.own(connection)
            ]
            ranges = [
                sign_range(
                    pc.device,
                    streams.hash_at(connection, row, facts[0].header.seq - 1) or b"",
                    facts,
                    pc.key,
                    streams.opening_of(row),
                )
                for row, facts in parts
                if facts
            ]
        for signed in ranges:
            self.hub.reception.put(write_range(signed), to_ms(self.clock.now()))

    def _bring(self) -> None:
        self._count("hub brought")
        for member in self.hub.members.values():
            with self.hub.log.giving(member.station) as giving:
                streams_here = giving.streams(member.device)
                held = giving.held(member.device)
            log, station = self.hub.log, member.station
            ranges = [each for stream in streams_here for each in ranges_to_bring(log, stream, station, 0)]
            for content in [*ranges, *held]:
                self.centre.reception.put(content, to_ms(self.clock.now()))

    @invariant()
    def nothing_is_deleted(self) -> None:
        """No PC and no log ever has less than before, unless it was put back."""
        for place, pc in enumerate(self.pcs):
            has = pc.has()
            assert self.had.get(place, set()) <= has
            self.had[place] = has
        kept = self.centre.kept()
        assert self.centre_had <= kept
        self.centre_had = kept

    def teardown(self) -> None:
        """Let everything meet: what survived anywhere is everywhere, once, and every ledger is whole."""
        try:
            self.check()
        finally:
            self.end()

    def end(self) -> None:
        """Let go of everything."""
        for pc in self.pcs:
            pc.store.close()
        for log in (self.centre, self.hub):
            log.engine.dispose()
        shutil.rmtree(self.folder, ignore_errors=True)

    def check(self) -> None:
        """Let everything meet, and look."""
        for pc in self.pcs:
            for signed in pc.receipts():
                assert is_signed(CENTRE.public, RECEIPT, signed.content.encode(), signed.signature)
        survived = self.centre.kept() | self.hub.kept()
        survived |= {entry.header.fact_id for each in self.sticks for entry in read_range(each).entries()}
        survived = survived.union(*(pc.has() for pc in self.pcs))
        now = to_ms(self.clock.now())
        for content in self.sticks:
            self.centre.reception.put(content, now)
        self._bring()
        self._settle()
        told = self.centre.told()
        assert survived <= told.keys()
        assert set(told.values()) <= {1}
        matters = self.pcs[0].matters()
        for pc in self.pcs:
            assert survived <= pc.has()
            assert pc.has() == told.keys()
            assert pc.matters() == matters
            assert [finding.code for finding in pc.findings()] == []
            pc.rebuild()
            assert pc.matters() == matters
        assert self._held() == 0

    def _settle(self) -> None:
        still = 0
        for number in range(SETTLED_AFTER * len(self.pcs)):
            outcome = self.pcs[number % len(self.pcs)].call(self.centre)
            moved = outcome.sent or outcome.taken or outcome.epochs
            still = 0 if moved else still + 1
            if still == len(self.pcs):
                return
        raise AssertionError("calls do not come to an end")

    def _held(self) -> int:
        total = 0
        for pc in self.pcs:
            with self.centre.log.giving(pc.code) as giving:
                total += giving.count_held(pc.device)
        return total
