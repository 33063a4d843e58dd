"""``demo``: made once, opened ever after, never in a real station's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_tui.cli import demo as demo_room
from counter_tui.paths import Home
from support.cli_runs import Run

SMALL = ["--no-open", "--today", "2026-11-20", "--matters", "3", "--customers", "5"]


def test_it_is_made_with_progress_and_then_left_as_it_is(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "demo"
    first = run("demo", "--home", home, *SMALL)
    made = (home / "station.db").read_bytes()
    again = run("demo", "--home", home, *SMALL, "--seed", "5")
    assert (first.code, first.out) == (0, "")
    assert "3 / 3" in first.err
    assert (again.code, again.out) == (0, "")
    assert (home / "station.db").read_bytes() == made
    assert len(run("export", "matters", "--home", home).objects) == 3


def test_by_default_it_has_a_folder_of_its_own(run: Run, tmp_path: Path) -> None:
    assert run("demo", *SMALL).code == 0
    assert [each.parent.name for each in tmp_path.rglob("demo.json")] == ["demo"]
    assert not list(tmp_path.rglob("station"))


def test_a_real_station_is_left_alone(run: Run, real: Path) -> None:
    before = {each.name: each.read_bytes() for each in real.iterdir()}
    ran = run("demo", "--home", real, *SMALL)
    assert (ran.code, ran.out) == (3, "")
    assert "正式供电所" in ran.err
    assert {each.name: each.read_bytes() for each in real.iterdir()} == before


def test_it_opens_what_it_made(run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Home] = []

    def note(home: Home, demo_home: Home, _language: str | None) -> int:
        opened.append(home)
        return int(home != demo_home)

    monkeypatch.setattr(demo_room, "open_app", note)
    assert run("demo", "--home", demo).code == 0
    assert opened == [Home(demo)]
