"""Killed before every single step of going back to a copy, twice: with the counter opened in between, and without."""

from __future__ import annotations

from pathlib import Path

import pytest
from telling import Tell

from support.killed_restores import NEW, OLD, killed_at, with_a_copy

MOST = 60
"""More steps than a restore has, so that the last runs are whole ones."""


@pytest.mark.parametrize("opened_between", [True, False])
def test_killed_before_every_step_the_old_or_the_new_store_is_in_place(
    tmp_path: Path, tell: Tell, opened_between: bool
) -> None:
    small, file = with_a_copy(tmp_path)
    seen = [killed_at(small, tmp_path, file, step, opened_between) for step in range(1, MOST)]
    tell(kills=len(seen), old=seen.count(OLD), new=seen.count(NEW))
    assert seen == sorted(seen, reverse=True)
    assert {*seen} == {OLD, NEW}
    assert seen.count(OLD) > 20
