"""The log as a crash leaves it, or somebody who damages it: the doctor tells the one from the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_tui.db.files.log_file import read_log
from counter_tui.paths import Home
from support.looking import codes, looked_over
from support.stations import BILL, LI, open_small_station

PAGE, FRAME, HEAD = 4096, 4096 + 24, 32


@pytest.fixture
def crashed(tmp_path: Path) -> Home:
    """A station as a killed program leaves it, six matters in its log."""
    small = open_small_station(tmp_path, empty=True)
    for number in range(6):
        small.accept(LI, BILL, name=f"何静{number}", phone="13812340009", fields={"content": "电费多了"})
    home = Home(tmp_path / "crashed")
    home.folder.mkdir()
    for name in ("station.db", "station.db-wal", "station.key", "settings.toml"):
        (home.folder / name).write_bytes((small.home.folder / name).read_bytes())
    small.services.close()
    return home


def log_of(home: Home) -> Path:
    return home.folder / "station.db-wal"


def flipped(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_what_a_killed_program_leaves_is_whole(crashed: Home) -> None:
    assert not read_log(crashed.store).damaged
    report = looked_over(crashed)
    assert (report.findings, report.counts["matters"]) == ((), 6)


@pytest.mark.parametrize("place", [0, 25, HEAD + 2, HEAD + 9, HEAD + 18, HEAD + 100, HEAD + 3 * FRAME + 4000])
def test_a_log_damaged_before_its_last_acts_is_named(crashed: Home, place: int) -> None:
    """In its header, in a frame's number, salt or sum, in a page; SQLite alone reads up to there and says nothing."""
    flipped(log_of(crashed), place)
    assert codes(looked_over(crashed)) & {"log_broken", "store_unreadable"}


def test_a_log_cut_short_or_torn_at_its_end_is_what_a_power_cut_leaves(crashed: Home) -> None:
    log = log_of(crashed)
    content = log.read_bytes()
    for left in (
        content[:-1],
        content[: -FRAME - 7],
        content[:-2000] + bytes(2000),
        content + bytes(9 * FRAME),
    ):
        log.write_bytes(left)
        assert looked_over(crashed).findings == ()


def test_a_page_half_written_from_the_log_is_not_called_broken(crashed: Home) -> None:
    """The power went while pages were moved into the store: they are read from the log. Other pages are not."""
    moving = read_log(crashed.store).pages
    pages = crashed.store.stat().st_size // PAGE
    assert moving & set(range(2, pages + 1))
    for page in sorted(moving & set(range(2, pages + 1)))[:3]:
        flipped(crashed.store, (page - 1) * PAGE + 700)
    assert looked_over(crashed).findings == ()
    flipped(crashed.store, (min(set(range(2, pages + 1)) - moving) - 1) * PAGE + 700)
    assert codes(looked_over(crashed)) & {"page_broken", "store_unreadable"}


def test_a_log_that_is_being_written_anew_over_moved_pages_is_not_called_broken(crashed: Home) -> None:
    """All of it had reached the store; the power went before the first frames of the next acts were whole."""
    log, content = log_of(crashed), log_of(crashed).read_bytes()
    with crashed.store.open("r+b") as store:
        for start in range(HEAD, len(content), FRAME):
            store.seek((int.from_bytes(content[start : start + 4], "big") - 1) * PAGE)
            store.write(content[start + 24 : start + FRAME])
    flipped(log, HEAD + 24 + 900)
    assert not read_log(crashed.store).damaged
    assert "log_broken" not in codes(looked_over(crashed))
