"""Killed at any step of a copy or of going back to one, a sound store is in place and every copy is whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from counter_tui.bootstrap import open_services
from counter_tui.db import backup
from counter_tui.db.key_store import find_key
from counter_tui.paths import Home
from counter_tui.services.backups import back_up
from counter_tui.services.restores import Restored, Wanted, restore_store
from support.clocks import SHANGHAI
from support.killed_restores import NEVER, copy_until, restore_until
from support.looking import looked_over
from support.stations import BILL, LI, WANG, SmallStation, open_small_station
from support.working import processes

KILLED = -9
STRIDE = 5


def ended(target: Callable[..., None], *arguments: object) -> int | None:
    """How a process ended that did this."""
    process = processes().Process(target=target, args=arguments)  # type: ignore[attr-defined]
    process.start()
    process.join()
    code: int | None = process.exitcode
    return code


def facts_in(home: Home) -> int:
    """How many facts the store in place has, opened as the counter opens it; 0 after a restore from the copy."""
    services = open_services(home)
    view = services.station.view().unsent
    services.close()
    return view


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


OLD, NEW = 28, 1
"""Facts in the epoch in use: of the store that was in place, and of the one that came from the copy."""


@pytest.mark.parametrize(("first", "opened_between"), [(1, True), (3, False)])
def test_killed_at_a_step_of_going_back_the_old_or_the_new_store_is_in_place(
    tmp_path: Path, first: int, opened_between: bool
) -> None:
    """And the same command goes on, the counter opened in between or not. The long form takes every step."""
    small, file = with_a_copy(tmp_path)
    seen = [killed_at(small, tmp_path, file, step, opened_between) for step in range(first, 40, STRIDE)]
    assert seen == sorted(seen, reverse=True)
    assert OLD in seen


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


def test_killed_at_any_step_of_a_copy_every_copy_is_whole_and_the_next_one_clears_up(tmp_path: Path) -> None:
    small, _file = with_a_copy(tmp_path)
    key, steps = find_key(small.home).key, 0
    for step in range(1, NEVER):
        before = [copy.name for copy in backup.copies_in(small.home.backups)]
        code = ended(copy_until, str(small.home.folder), step)
        after = [copy.name for copy in backup.copies_in(small.home.backups)]
        for name in after:
            backup.verify(small.home.backups / name, key)
        assert before[-1] in after or len(after) == 1
        assert after
        steps = step
        if code == 0:
            break
        assert code == KILLED
    assert steps > 4
    back_up(small.home, small.clock)
    assert not list(small.home.backups.glob("*.part*"))
    assert looked_over(small.home).clean
