"""A process that sets, changes or removes the passphrase and dies at an instant that is chosen by counting."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from counter_tui.bootstrap import open_services
from counter_tui.paths import Home
from counter_tui.services.set_up import passphrase
from support.clocks import StillClock
from support.file_ring import FileRing
from support.stations import WANG

OLD, NEW = "correct horse battery", "杯子 大象 竹林 灯塔"


def passphrase_until(folder: str, ring: str, act: str, steps: int) -> None:
    """Do it, killed before this step; with an exit code of 0 when there are not so many."""
    FileRing(Path(ring)).use(setattr)
    services = open_services(Home(Path(folder)), StillClock(), passphrase="" if act == "set" else OLD)
    _light(steps)
    if act == "set":
        passphrase.set_passphrase(services.base, WANG, OLD, {})
    elif act == "change":
        passphrase.change_passphrase(services.base, WANG, NEW, {})
    else:
        passphrase.remove_passphrase(services.base, WANG, {})
    os._exit(0)


def _light(steps: int) -> None:
    """Kill the process before the nth step that changes something."""
    left = [steps]

    def before(act: Callable[..., Any]) -> Callable[..., Any]:
        def fused(*arguments: Any, **more: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return act(*arguments, **more)

        return fused

    os.fsync = before(os.fsync)
    os.open = before(os.open)
    Path.replace = before(Path.replace)  # type: ignore[method-assign]
    FileRing.set_password = before(FileRing.set_password)  # type: ignore[method-assign]
    FileRing.delete_password = before(FileRing.delete_password)  # type: ignore[method-assign]
    passphrase._note = before(passphrase._note)
    passphrase._put = before(passphrase._put)
