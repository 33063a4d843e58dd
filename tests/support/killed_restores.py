"""A process that goes back to a copy, or makes copies, and dies at an instant that is chosen by counting."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from counter_tui.db import backup, restore
from counter_tui.db.key_store import find_key
from counter_tui.paths import Home
from counter_tui.services.backups import back_up
from counter_tui.services.restores import Wanted, restore_store
from support.clocks import SHANGHAI, SeededBytes, StillClock
from support.stations import WANG

NEVER = 10_000


class _Fuse:
    """Kills the process before the nth step that changes something on the disk."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def before(self, act: Callable[..., Any]) -> Callable[..., Any]:
        """The same act, which may be the one that is not reached."""

        def fused(*arguments: Any, **more: Any) -> Any:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return act(*arguments, **more)

        return fused


def _light(steps: int) -> _Fuse:
    fuse = _Fuse(steps)
    os.fsync = fuse.before(os.fsync)
    os.link = fuse.before(os.link)
    os.unlink = fuse.before(os.unlink)
    os.replace = fuse.before(os.replace)
    shutil.copyfile = fuse.before(shutil.copyfile)
    Path.unlink = fuse.before(Path.unlink)  # type: ignore[method-assign]
    Path.replace = fuse.before(Path.replace)  # type: ignore[method-assign]
    backup._copied = fuse.before(backup._copied)
    restore.make_single = fuse.before(restore.make_single)
    restore.first_fault = fuse.before(restore.first_fault)
    return fuse


def restore_until(folder: str, file: str, steps: int) -> None:
    """Go back to a copy, killed before this step; with an exit code of 0 when there are not so many."""
    _light(steps)
    restore_store(
        Home(Path(folder)), Path(file), Wanted(WANG), StillClock(), SHANGHAI, random=SeededBytes(steps)
    )


def copy_until(folder: str, steps: int) -> None:
    """Make a copy, killed before this step; with an exit code of 0 when there are not so many."""
    _light(steps)
    home = Home(Path(folder))
    find_key(home)
    (made,) = back_up(home, StillClock())
    if made.problem is not None:
        raise made.problem
