"""Killed at any step of a copy or of going back to one, a sound store is in place and every copy is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_tui.db.copies import backup
from counter_tui.db.keys.key_store import find_key
from counter_tui.services.backup.backups import back_up
from support.killed_restores import KILLED, NEVER, OLD, copy_until, ended, killed_at, with_a_copy
from support.looking import looked_over

STRIDE = 9


@pytest.mark.parametrize(("first", "opened_between"), [(1, True), (3, False)])
def test_killed_at_a_step_of_going_back_the_old_or_the_new_store_is_in_place(
    tmp_path: Path, first: int, opened_between: bool
) -> None:
    """And the same command goes on, the counter opened in between or not. The long form takes every step."""
    small, file = with_a_copy(tmp_path)
    seen = [killed_at(small, tmp_path, file, step, opened_between) for step in range(first, 40, STRIDE)]
    assert seen == sorted(seen, reverse=True)
    assert OLD in seen


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
