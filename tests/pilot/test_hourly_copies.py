"""The open counter copies the store by itself, off the screen's thread, and says in the banner when it cannot."""

from __future__ import annotations

import errno
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from counter_tui.app import CounterApp
from counter_tui.app.watching import COPIES_EVERY
from counter_tui.db.copies import backup
from support.apps import app_on, settled, shown, signed_in
from support.stations import LI, SmallStation, open_small_station


class Seconds:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """The seconds that have passed."""
        return self.now


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path)


async def ticked(pilot: Pilot[None], app: CounterApp, seconds: Seconds, by: float) -> None:
    """Let so many seconds pass and the app look up."""
    seconds.now += by
    app.touch()
    app.tick()
    await settled(pilot)
    app.poll()
    await settled(pilot)


async def test_a_copy_is_made_a_minute_after_the_start_and_then_not_before_the_hour(
    small: SmallStation,
) -> None:
    small.services.close()
    seconds = Seconds()
    app = app_on(small, seconds=seconds)
    async with app.run_test() as pilot:
        await signed_in(pilot, LI)
        await ticked(pilot, app, seconds, COPIES_EVERY - 1)
        assert backup.copies_in(small.home.backups) == []
        await ticked(pilot, app, seconds, 1)
        assert len(backup.copies_in(small.home.backups)) == 1
        await ticked(pilot, app, seconds, COPIES_EVERY)
        assert len(backup.copies_in(small.home.backups)) == 1


async def test_a_copy_that_fails_stands_in_the_banner_without_a_toast_until_one_succeeds(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.services.close()
    seconds = Seconds()

    def full(_path: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(backup, "sync_file", full)
    app = app_on(small, seconds=seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await ticked(pilot, app, seconds, COPIES_EVERY)
        assert any("备份没有做成：磁盘空间不足，请告诉值长。" in line for line in shown(app))
        assert len(app._notifications) == 0
        monkeypatch.undo()
        small.clock.advance(timedelta(minutes=10))
        await ticked(pilot, app, seconds, COPIES_EVERY)
        assert not any("备份没有做成" in line for line in shown(app))
        assert len(backup.copies_in(small.home.backups)) == 1
