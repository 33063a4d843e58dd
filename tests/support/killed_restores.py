"""A process that goes back to a copy, or makes copies, and dies at an instant that is chosen by counting."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from counter_tui.bootstrap import open_services
from counter_tui.db import ledger
from counter_tui.db.copies import backup, restore
from counter_tui.db.keys.key_store import find_key
from counter_tui.paths import Home
from counter_tui.services.backup.backups import back_up
from counter_tui.services.backup.restore_asker import Wanted
from counter_tui.services.backup.restores import Restored, restore_store
from support.clocks import SHANGHAI, SeededBytes, StillClock
from support.looking import looked_over
from support.stations import BILL, LI, WANG, SmallStation, open_small_station
from support.working import processes

NEVER = 10_000


class Fuse:
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


def _light(steps: int) -> Fuse:
    fuse = Fuse(steps)
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


KILLED = -9


def ended(target: Callable[..., None], *arguments: object) -> int | None:
    """How a process ended that did this."""
    process = processes().Process(target=target, args=arguments)  # type: ignore[attr-defined]
    process.start()
    process.join()
    code: int | None = process.exitcode
    return code


def facts_in(home: Home) -> int:
    """How many facts the epoch in use of the store in place has, opened as the counter opens it."""
    services = open_services(home)
    with services.base.store.reading() as connection:
        seq = ledger.head(connection).seq
    services.close()
    return seq


def with_a_copy(folder: Path) -> tuple[SmallStation, Path]:
    """A station with a copy after which more was written, closed."""
    small = open_small_station(folder)
    (made,) = back_up(small.home, small.clock)
    assert made.file is not None
    small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
    small.services.close()
    return small, made.file


def again(small: SmallStation, home: Home, file: Path) -> Restored:
    """Run the same restore once more."""
    return restore_store(home, file, Wanted(WANG), small.clock, SHANGHAI)


OLD, NEW = 29, 1
"""Facts in the epoch in use: of the store that was in place, and of the one that came from the copy."""


def killed_at(small: SmallStation, folder: Path, file: Path, step: int, opened_between: bool) -> int:
    """What is in place after a restore that was killed before this step; then it is run once more."""
    home = Home(folder / f"at-{step}")
    shutil.copytree(small.home.folder, home.folder)
    file = home.backups / file.name
    code = ended(restore_until, str(home.folder), str(file), step)
    assert code in (0, KILLED)
    over = not home.restoring.exists()
    assert home.store.exists()
    found = facts_in(home) if opened_between or over else 0
    if found != NEW:
        resumed = again(small, home, file).again
        found = found or (NEW if resumed else OLD)
        assert resumed == (found == NEW)
    assert looked_over(home).findings == ()
    assert facts_in(home) == NEW
    assert not home.restoring.exists()
    assert not list(home.folder.glob("station.db.restoring*"))
    (aside,) = home.set_aside.iterdir()
    assert backup.verify(aside / "station.db", find_key(home).key).seq == OLD
    shutil.rmtree(home.folder)
    return found
