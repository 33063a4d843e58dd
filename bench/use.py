"""What the counter costs while it is used: memory, silence, keys, and an acceptance written down."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from report import Figure, high, middle
from start import FLOOR, counter, hello
from stations import demo, grown
from terminal import Terminal

from counter_tui.paths import Home
from counter_tui.services.demo.people import demo_pins

_WHO = "1001"
_FIELD = str(Path(__file__).with_name("field.py"))
_STROKES = 200
_IDLE = 125.0
_SETTLING = 80.0
"""Seconds after which the sign-in is over for the counter too: it looks for what may follow a write, and after a minute
makes the copy of this hour, which is no rest and comes 24 times a day."""


def figures(folder: Path) -> Iterator[Figure]:
    """Memory, idle, keystrokes."""
    yield from _memory(grown(folder, 200_000))
    yield from _growth(demo(folder))
    yield from _idle(demo(folder))
    yield from _keys(demo(folder))


def signed_in(home: Home) -> Terminal:
    """The counter with a clerk on Home."""
    terminal = Terminal(counter(home))
    terminal.until("271604")
    place = terminal.press(f"{_WHO}\r{demo_pins()[_WHO]}\r")
    terminal.until("最近承诺", place)
    terminal.quiet(0.5)
    return terminal


def _memory(home: Home) -> Iterator[Figure]:
    floor = Terminal(hello())
    floor.until("hello")
    floor.listen(5)
    least, least_peak = floor.memory()
    floor.end()
    terminal = signed_in(home)
    terminal.listen(5)
    now, peak = terminal.memory()
    terminal.end()
    yield Figure("resident 5 s after sign-in, 200,000 matters", now, "MiB", least, FLOOR, "<= 85 MiB")
    yield Figure("highest until then", peak, "MiB", least_peak, FLOOR, "<= 110 MiB")


def _growth(home: Home) -> Iterator[Figure]:
    terminal = signed_in(home)
    for _turn in range(20):
        _push(terminal)
    before = terminal.memory()[0]
    terminal.listen(_SETTLING)
    copied = terminal.memory()[0]
    yield Figure("the hour's copy of the store takes, once", copied - before, "MiB")
    before = copied
    for _turn in range(500):
        terminal.answer("\t")
        terminal.quiet(0.002)
    for _turn in range(200):
        _push(terminal)
    grown_by = terminal.memory()[0] - before
    terminal.end()
    yield Figure("growth after 500 changes of focus and 200 screens", grown_by, "MiB", wanted="< 5 MiB")


def _push(terminal: Terminal) -> None:
    terminal.answer("\x1bOQ")
    terminal.quiet(0.03)
    terminal.answer("\x1b")
    terminal.quiet(0.03)


def _idle(home: Home) -> Iterator[Figure]:
    floor, terminal = Terminal(hello()), signed_in(home)
    floor.until("hello")
    terminal.listen(_SETTLING)
    least, used = floor.cpu(), terminal.cpu()
    came = terminal.listen(_IDLE)
    least, used = floor.cpu() - least, terminal.cpu() - used
    floor.end()
    terminal.end()
    ticks = _IDLE / 60
    yield Figure("written while nobody does anything, each minute", came / ticks, "bytes", wanted="<= 100")
    percent = 100 / _IDLE
    yield Figure("processor meanwhile", used * percent, "%", least * percent, FLOOR, "< 0.1 %")


def _keys(home: Home) -> Iterator[Figure]:
    for place, key, typed in (("the acceptance form", "1", "8888"), ("Find", "/", "wgjz")):
        floor, terminal = Terminal([sys.executable, _FIELD]), signed_in(home)
        floor.until("counter")
        terminal.press(key)
        terminal.quiet(0.5)
        least, times = struck((floor, terminal), typed)
        floor.end()
        terminal.end()
        yield Figure(
            f"key to screen in {place}, median", middle(times), "ms", middle(least), FLOOR + ", one field"
        )
        yield Figure(
            "the same, 95 of 100",
            high(times, 0.95),
            "ms",
            high(least, 0.95),
            FLOOR + ", one field",
            "<= 30 ms",
        )


def struck(terminals: Sequence[Terminal], typed: str, strokes: int = _STROKES) -> list[list[float]]:
    """Each terminal's times for the same keys, typed and deleted again, in turn.

    Some keys follow at once, some while what is made of those before is worked out and drawn.
    """
    times: list[list[float]] = [[] for _terminal in terminals]
    chance = Random(20251121)
    for turn in range(strokes):
        key = "\x7f" if turn % (2 * len(typed)) >= len(typed) else typed[turn % len(typed)]
        for terminal, found in zip(terminals, times, strict=True):
            found.append(terminal.answer(key, "" if key == "\x7f" else key) * 1000)
        pause = chance.uniform(0.06, 0.3)
        for terminal in terminals:
            terminal.listen(pause / len(terminals))
    return times
