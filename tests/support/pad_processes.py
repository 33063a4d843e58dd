"""A counter and a pad as two processes on one store, told by pipes what to do and when it is; each may be killed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from counter_tui.bootstrap import open_services
from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import Home
from support.clocks import StillClock
from support.stations import BILL, LI
from support.working import processes

Answer = tuple[str, Any]
"""``("done", what came of it)`` or ``("refused", the code)``."""

MOMENT = 0.01
"""Seconds within which a process that is told something is killed: before, while or after it writes."""


def counter_work(folder: str, pipe: Connection) -> None:
    """Submit a request whenever told so; the visit comes back."""
    clock = StillClock()
    services = open_services(Home(Path(folder)), clock)

    def submit() -> str:
        draft = services.drafts.new(LI, kind=BILL)
        draft = draft.with_values(name="何静", phone="13812340009", fields={"content": "电费多了"})
        return services.acceptance.submit(LI, draft).visit

    _obey(pipe, clock, {"submit": submit})


def pad_work(folder: str, pipe: Connection) -> None:
    """Be the pad: ``hold`` first, then what a customer does, or nobody."""
    clock = StillClock()
    services = open_services(Home(Path(folder)), clock)
    pad, held = services.pad, list[Any]()

    def hold() -> None:
        held.append(pad.hold("screen"))

    def waiting() -> str:
        token = pad.waiting(held[-1])
        return token.visit if token else ""

    acts: dict[str, Callable[..., Any]] = {
        "hold": hold,
        "waiting": waiting,
        "show": lambda visit: pad.show(held[-1], visit).state,
        "press": lambda visit, level, reason: pad.press(held[-1], visit, level, reason, 4000).state,
        "why": lambda visit, reason: pad.say_why(held[-1], visit, reason).state,
        "decline": lambda visit: pad.decline(held[-1], visit).state,
        "time_out": lambda visit: pad.time_out(held[-1], visit).state,
    }
    _obey(pipe, clock, acts)


def _obey(pipe: Connection, clock: StillClock, acts: dict[str, Callable[..., Any]]) -> None:
    while True:
        act, at, given = pipe.recv()
        clock.set(at)
        try:
            answer: Answer = ("done", acts[act](*given))
        except RuleBroken as broken:
            answer = ("refused", broken.code)
        pipe.send(answer)


class Worker:
    """One of these processes, begun anew after each time it was killed."""

    def __init__(self, work: Callable[[str, Connection], None], folder: Path) -> None:
        self._work, self._folder = work, folder
        self.kills = 0
        self.start()

    def start(self) -> None:
        """Begin."""
        context = processes()
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=self._work, args=(str(self._folder), other))  # type: ignore[attr-defined]
        self._process.start()
        other.close()

    def tell(self, at: datetime, act: str, *given: object) -> None:
        """Say what to do, at which time, without waiting until it is done."""
        self._pipe.send((act, at, given))

    def hear(self) -> Answer | None:
        """What came of it; None from a process that was killed before it said so."""
        try:
            answer: Answer = self._pipe.recv()
        except (EOFError, OSError):
            return None
        return answer

    def does(self, at: datetime, act: str, *given: object) -> Any:
        """What came of it, which was no refusal."""
        self.tell(at, act, *given)
        answer = self.hear()
        assert answer is not None
        assert answer[0] == "done", answer
        return answer[1]

    def refuses(self, at: datetime, act: str, *given: object) -> str:
        """The code of the rule that forbids it."""
        self.tell(at, act, *given)
        answer = self.hear()
        assert answer is not None
        assert answer[0] == "refused", answer
        return str(answer[1])

    def killed(self, random: Random, moment: float = MOMENT) -> Answer | None:
        """Kill it (SIGKILL) at some instant within the moment; what it had said before of what it was told last."""
        self._process.join(random.uniform(0, moment))
        assert self._process.exitcode is None, "it ended before it was killed"
        self._process.kill()
        self._process.join()
        answer = self.hear() if self._pipe.poll() else None
        self._pipe.close()
        self.kills += 1
        return answer

    def end(self) -> None:
        """It is not needed any more."""
        self._process.kill()
        self._process.join()
        self._pipe.close()
