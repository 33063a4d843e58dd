"""A station and its centre as a machine of rules: what may happen to them, in any order."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from counter_tui.domain.clock import to_ms
from counter_tui.sync.carrier import NoAnswer
from support.sync_station import SyncStation
from support.sync_world import WorldPc

MOST_PCS = 4
PICK = st.integers(0, 30)
FAULTS = st.sampled_from(["lost", "unheard", "twice", "forged"])


class SyncMachine(SyncStation):
    """What may befall the station."""

    @precondition(lambda self: len(self.pcs) == 2 and "c" not in {pc.name for pc in self.pcs})
    @rule()
    def a_third_pc_comes(self) -> None:
        """The station gets one more PC."""
        self._count("third")
        self._set_up("c")

    @rule(picks=st.lists(PICK, min_size=1, max_size=2), matter=PICK, count=st.integers(1, 3))
    def write(self, picks: list[int], matter: int, count: int) -> None:
        """Clerks accept a matter or note something about one their PC knows."""
        for pick in picks:
            self._count("written")
            self._write(self._pc(pick), matter, count)

    @rule(picks=st.lists(PICK, min_size=1, max_size=3))
    def call(self, picks: list[int]) -> None:
        """Some PCs call the centre one after the other, and nothing disturbs them."""
        for pick in picks:
            self._count("called")
            self._pc(pick).call(self.centre)

    @rule(pick=PICK, at=st.integers(0, 9), fault=FAULTS, other=st.integers(0, 9))
    def call_over_a_bad_line(self, pick: int, at: int, fault: str, other: int) -> None:
        """A PC calls the centre, and something befalls one or two of its requests."""
        asked: list[str] = []

        def befalls(name: str) -> str:
            asked.append(name)
            hit = len(asked) - 1 in (at, other)
            if hit:
                self._count(fault)
            return fault if hit else ""

        try:
            self._pc(pick).call(self.centre, befalls)
        except NoAnswer:
            assert at < len(asked) or other < len(asked)

    @rule(pick=PICK, count=st.integers(0, 2))
    def copy_a_disk(self, pick: int, count: int) -> None:
        """Somebody copies the disk of a PC, and the PC goes on for a while."""
        self._count("copied")
        pc = self._pc(pick)
        self._copy(pc)
        if count:
            self._write(pc, pick, count)

    @precondition(lambda self: self.copies)
    @rule(pick=PICK, which=PICK)
    def put_a_disk_back(self, pick: int, which: int) -> None:
        """Somebody puts a copy in place of a PC's disk, and says nothing."""
        name, file = self.copies[which % len(self.copies)]
        fitting = [pc for pc in self.pcs if pc.name == name]
        pc = fitting[pick % len(fitting)]
        self._count("put back")
        self._put_back(pc, file)

    @precondition(lambda self: self.copies and len(self.pcs) < MOST_PCS)
    @rule(which=PICK)
    def clone_a_disk(self, which: int) -> None:
        """Somebody makes another PC from a copy."""
        name, file = self.copies[which % len(self.copies)]
        self._count("cloned")
        number = len(self.pcs)
        clone = WorldPc(name, self.folder / f"clone-{number}", self.clock, seed=1000 * number)
        clone.begin_with(file)
        self.pcs.append(clone)

    @rule(picks=st.lists(PICK, max_size=2))
    def copy_the_log(self, picks: list[int]) -> None:
        """The centre makes a copy of its log, and goes on for a while."""
        self._count("log copied")
        self._copy_the_log()
        for pick in picks:
            pc = self._pc(pick)
            self._write(pc, pick, 1)
            pc.call(self.centre)

    @precondition(lambda self: self.logs)
    @rule(which=PICK)
    def put_the_log_back(self, which: int) -> None:
        """The centre is put back as it was when a copy was made, and nobody notices."""
        self._count("log put back")
        self._put_the_log_back(self.logs[which % len(self.logs)])

    @rule(pick=PICK, epoch=PICK, first=PICK, count=st.integers(1, 6))
    def write_a_stick(self, pick: int, epoch: int, first: int, count: int) -> None:
        """Somebody takes facts of a PC along on a stick."""
        self._count("sticks")
        self._take_along(self._pc(pick), epoch, first, count)

    @precondition(lambda self: self.sticks)
    @rule(which=PICK, to_hub=st.booleans())
    def deliver_a_stick(self, which: int, to_hub: bool) -> None:
        """A stick reaches the centre or the hub, perhaps not for the first time."""
        self._count("delivered")
        target = self.hub if to_hub else self.centre
        target.reception.put(self.sticks[which % len(self.sticks)], to_ms(self.clock.now()))

    @rule(picks=st.lists(PICK, max_size=2), brings=st.booleans())
    def use_the_hub(self, picks: list[int], brings: bool) -> None:
        """PCs give the station's hub what it lacks of them; perhaps it brings the centre all it has."""
        for pick in picks:
            self._count("given to the hub")
            self._give(self._pc(pick))
        if brings:
            self._bring()


class HarderMachine(SyncMachine):
    """What may befall the station, whole accidents in one move among it: chance meets more of them in fewer steps."""

    @rule(
        pick=PICK,
        counts=st.tuples(st.integers(1, 2), st.integers(0, 2)),
        called=st.booleans(),
        then=st.sampled_from(["stays", "taken along", "put back again", "taken along, put back again"]),
    )
    def lose_a_morning(self, pick: int, counts: tuple[int, int], called: bool, then: str) -> None:
        """A disk is put back as it was before the last work, and work goes on; perhaps that was a trial."""
        self._count("mornings lost")
        pc, (first, again) = self._pc(pick), counts
        before = self._copy(pc)
        self._write(pc, pick, first)
        if called:
            pc.call(self.centre)
        right = self._copy(pc)
        self._put_back(pc, before)
        self._write(pc, pick, again)
        if then.startswith("taken along"):
            self._take_along(pc, -1, -max(again, 1), 2)
        if then.endswith("put back again"):
            self._put_back(pc, right)

    @rule(
        callers=st.lists(st.tuples(PICK, st.booleans()), min_size=1, max_size=3),
        disk=st.booleans(),
        counts=st.lists(st.integers(0, 2), max_size=MOST_PCS),
        order=st.permutations(range(MOST_PCS)),
    )
    def lose_a_day(
        self, callers: list[tuple[int, bool]], disk: bool, counts: list[int], order: list[int]
    ) -> None:
        """The centre is put back as it was before the last calls, perhaps a disk with it, and the next ones come."""
        self._count("days lost")
        log, pc = self._copy_the_log(), self._pc(callers[0][0])
        before = self._copy(pc)
        for pick, writes in callers:
            self._write(self._pc(pick), pick, int(writes))
            self._pc(pick).call(self.centre)
        self._put_the_log_back(log)
        if disk:
            self._put_back(pc, before)
        for place, count in zip(order, counts, strict=False):
            self._write(self._pc(place), place, count)
            self._pc(place).call(self.centre)

    @rule(pick=PICK, count=st.integers(1, 2), answered=st.integers(0, 1))
    def meet_a_stranger(self, pick: int, count: int, answered: int) -> None:
        """A PC has something new, and a stranger on the line answers its ranges, or all after the first."""
        pc, ranges = self._pc(pick), 0

        def befalls(name: str) -> str:
            nonlocal ranges
            ranges += name == "put"
            return "forged" if name == "put" and ranges > answered else ""

        self._write(pc, pick, count)
        try:
            pc.call(self.centre, befalls)
        except NoAnswer:
            assert ranges > answered
        else:
            assert ranges <= answered
        if ranges > answered:
            self._count("strangers met")
