"""A process that signs for a pack or under a day's close, and is killed (SIGKILL) at a chosen place within it."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

from counter_tui.bootstrap import open_services
from counter_tui.db import begun
from counter_tui.db.store import Writing
from counter_tui.domain.pack.state import ORDER
from counter_tui.paths import Home
from support.clocks import StillClock
from support.closing import TODAY
from support.stations import LI, LIU, PINS, WANG
from support.working import processes

END, WRITTEN = -1, -2
"""Killed with everything written but the end of the transaction; and when it is over, before anybody is told."""


def killed_taking(folder: Path, pack: str, refusals: Mapping[int, str], place: int) -> None:
    """刘伟 signs for a pack; the process dies before fact number ``place``, or at ``END`` or ``WRITTEN``."""
    _killed(_take, str(folder), pack, dict(refusals), place)


def killed_closing(folder: Path, place: int) -> None:
    """李敏 closes the day with the PIN of 王强; the process dies as in ``killed_taking``."""
    _killed(_close, str(folder), place)


def _killed(work: Any, *given: object) -> None:
    process = processes().Process(target=work, args=given)  # type: ignore[attr-defined]
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL, "it ended by itself"


def _take(folder: str, pack: str, refusals: dict[int, str], place: int) -> None:
    services = open_services(Home(Path(folder)), StillClock())
    _die_at(place)
    services.packs.take(LIU, PINS[LIU.staff_no], pack, tuple(ORDER), refusals)
    _die()


def _close(folder: str, place: int) -> None:
    services = open_services(Home(Path(folder)), StillClock())
    _die_at(place)
    services.close_day.close(LI, TODAY, WANG.staff_no, PINS[WANG.staff_no])
    _die()


def _die_at(place: int) -> None:
    """Let the process die before the fact of this number (from 0), or once what was typed is thrown away."""
    numbers, append, end = count(), Writing.append, begun.end

    def dying(*given: Any, **named: Any) -> Any:
        if next(numbers) == place:
            _die()
        return append(*given, **named)

    def ending(*given: Any) -> None:
        end(*given)
        if place == END:
            _die()

    Writing.append = dying  # type: ignore[method-assign]
    begun.end = ending  # type: ignore[assignment]


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
