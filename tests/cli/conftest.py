"""Stations for the commands to work on, and a way to run a command in this process."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from counter_tui.bootstrap import open_services
from counter_tui.cli import main, parser
from counter_tui.cli.arguments.common import Parser
from counter_tui.i18n import language, set_language
from counter_tui.paths import Home
from counter_tui.services.demo.station import Wish, ensure_demo
from counter_tui.services.set_up.setting_up import init_station
from support.cli_runs import ENVIRON, PIN, Ran, Run, private


class _Now:
    def now(self) -> datetime:
        return datetime(2026, 11, 20, 1, 0, tzinfo=UTC)

    def monotonic_ms(self) -> int:
        return 7


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Nothing of the person who runs the tests: neither homes nor key store nor language."""
    for name in ("COUNTER_HOME", "LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("COUNTER_KEYRING", "off")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "person"))
    yield
    set_language("zh")


_make_parser = parser.make_parser


@cache
def _made(named: frozenset[str], spoken: str) -> Parser:
    """The parser for these commands in this language: it is made of nothing else, so once for all tests."""
    assert spoken == language()
    return _make_parser(sorted(named))


def _parser_for(arguments: Sequence[str]) -> Parser:
    return _made(frozenset(parser._COMMANDS).intersection(arguments), language())


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process; ``given`` is its standard input."""
    monkeypatch.setattr(parser, "make_parser", _parser_for)

    def _run(*arguments: object, given: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        written = capsys.readouterr()
        return Ran(code, written.out, written.err)

    return _run


@pytest.fixture(scope="session")
def _demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    ensure_demo(Home(folder), Wish(date(2026, 11, 20), 1, 12, 40), open_services)
    return folder


@pytest.fixture
def demo(_demo: Path, tmp_path: Path) -> Path:
    """The home of a small demo station of one's own."""
    return Path(shutil.copytree(_demo, tmp_path / "demo"))


@pytest.fixture(scope="session")
def _real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real") / "station"
    init_station(
        Home(folder),
        code="33011",
        name="枫岭供电所",
        area="rural",
        profile="state_grid",
        device="A",
        lead_no="2001",
        lead_name="周立",
        lead_pin=PIN,
        papers_folder="",
        clock=_Now(),
        environ=ENVIRON,
    )
    return folder


@pytest.fixture
def real(_real: Path, tmp_path: Path) -> Path:
    """The home of a real station of one's own."""
    return Path(shutil.copytree(_real, tmp_path / "real"))


@pytest.fixture
def pin_file(tmp_path: Path) -> Path:
    """A file with the lead's PIN that only its owner may read."""
    return private(tmp_path / "pin", PIN)
