"""``counter-tui pad``: one on a PC, and words where it cannot begin."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_tui.bootstrap import open_services
from counter_tui.paths import Home
from support.cli_runs import Run


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command is given at a terminal."""
    monkeypatch.setattr("counter_tui.cli.pad._at_terminal", lambda: True)


def test_a_pad_needs_a_terminal(run: Run, demo: Path) -> None:
    ran = run("pad", "--home", str(demo))
    assert (ran.code, ran.out) == (4, "")
    assert "终端" in ran.err


@pytest.mark.usefixtures("terminal")
def test_a_pad_needs_a_station(run: Run, tmp_path: Path) -> None:
    ran = run("pad", "--home", str(tmp_path))
    assert (ran.code, ran.out) == (4, "")
    assert len(ran.err.splitlines()) == 1


@pytest.mark.usefixtures("terminal")
def test_a_second_pad_is_refused_in_words(run: Run, demo: Path) -> None:
    services = open_services(Home(demo))
    with services.pad.hold("screen"):
        ran = run("pad", "--home", str(demo))
    services.close()
    assert ran.code == 3
    assert ran.err.strip() == "本机已有评价器在用，请客户在评价器上按"
