"""How long until something can be seen and used, beside an app of ten lines started in turn with it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from report import Figure, middle
from stations import SMALL, demo, grown
from terminal import Terminal

import counter_tui
from counter_tui.paths import Home
from counter_tui.services.demo.people import demo_pins

RUNS = 15
FLOOR = "ten-line app"
_HELLO = str(Path(__file__).with_name("hello.py"))
_FIRST, _SIGN_IN, _HOME = "请稍候", "工号", "最近承诺"
_WHO = "1001"


def figures(folder: Path) -> Iterator[Figure]:
    """First frame, sign-in, Home after keys typed ahead; with and without compiled files."""
    home = demo(folder)
    yield from _painted(home, "", "<= 1.15")
    with _uncompiled() as environ:
        yield from _painted(home, ", installed without .pyc", "<= 1.3", environ)
    small, large = grown(folder, SMALL), grown(folder, 200_000)
    times = _in_turn(lambda: _seen(hello(), "hello"), lambda: _home_ready(small), lambda: _home_ready(large))
    floor, few, many = map(middle, times)
    yield Figure("start to Home, keys typed ahead, 1,000 matters", few, "ms", floor, FLOOR)
    yield Figure("the same with 200,000 matters", many, "ms", floor, FLOOR, "<= 2.5")
    yield Figure("Home with 200,000 matters beside 1,000", many, "ms", few, "1,000 matters", "<= 1.10")


def hello() -> list[str]:
    """The floor's command."""
    return [sys.executable, _HELLO]


def counter(home: Home) -> list[str]:
    """The counter's command."""
    return [sys.executable, "-m", "counter_tui", "--lang", "zh", "--home", str(home.folder)]


def _painted(home: Home, remark: str, wanted: str, environ: dict[str, str] | None = None) -> Iterator[Figure]:
    times = _in_turn(
        lambda: _seen(hello(), "hello", environ),
        lambda: _seen(counter(home), _FIRST, environ),
        lambda: _seen(counter(home), _SIGN_IN, environ),
    )
    floor, first, form = map(middle, times)
    yield Figure(f"first frame{remark}", first, "ms", floor, FLOOR, wanted)
    yield Figure(f"number and PIN can be typed{remark}", form, "ms", floor, FLOOR)


def _in_turn(*measures: Callable[[], float]) -> list[list[float]]:
    """Each measure in turn, so that whatever else the machine does falls on all; the first round is not counted."""
    found: list[list[float]] = [[] for _measure in measures]
    for turn in range(RUNS + 1):
        for place, measure in enumerate(measures):
            value = measure()
            if turn:
                found[place].append(value)
    return found


def _seen(command: list[str], text: str, environ: dict[str, str] | None = None) -> float:
    terminal = Terminal(command, environ)
    try:
        return terminal.until(text) * 1000
    finally:
        terminal.end()


def _home_ready(home: Home) -> float:
    terminal = Terminal(counter(home))
    try:
        terminal.press(f"{_WHO}\r{demo_pins()[_WHO]}\r")
        return terminal.until(_HOME) * 1000
    finally:
        terminal.end()


@contextmanager
def _uncompiled() -> Iterator[dict[str, str]]:
    """The package as it lies after it was copied into place, with nothing compiled and nothing kept."""
    source = Path(counter_tui.__file__).parent
    with TemporaryDirectory() as folder:
        shutil.copytree(
            source, Path(folder) / "counter_tui", ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
        )
        yield {
            "PYTHONPATH": folder + os.pathsep + os.environ.get("PYTHONPATH", ""),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
