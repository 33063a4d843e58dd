"""``counter-tui pad``: one on a PC, and words where it cannot begin."""

from __future__ import annotations

import socket
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


def test_a_tablet_s_pad_needs_a_port_and_an_address_of_this_pc(run: Run, demo: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = str(other.getsockname()[1])
        ran = run("pad", "--tablet", "--home", str(demo), "--host", "127.0.0.1", "--port", taken)
    assert (ran.code, ran.out) == (2, "")
    assert f"端口 {taken} 已被" in ran.err
    ran = run("pad", "--tablet", "--home", str(demo), "--host", "203.0.113.5")
    assert ran.code == 2
    assert "203.0.113.5" in ran.err
    assert run("pad", "--tablet", "--home", str(demo), "--port", "80").code == 2
