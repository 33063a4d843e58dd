"""Keys at the counter while the page of the tablet is flooded, beside the same keys while nobody asks for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from report import Figure, high, middle
from stations import demo
from terminal import Terminal
from use import signed_in, struck

from counter_tui.paths import Home

RATE = 1_000
PORT = "8642"
ROUNDS = 6
STROKES = 48
_SECONDS = 14.0
"""Longer than a round of keys takes."""
_SCRIPT = Path(__file__).parent.parent / "torture" / "flooding.py"
_ENVIRON = {**os.environ, "COUNTER_KEYRING": "off"}


def figures(folder: Path) -> Iterator[Figure]:
    """Calm and flooded in turn, so that whatever else the machine does falls on both."""
    home = demo(folder)
    calm: list[float] = []
    flooded: list[float] = []
    sent = 0
    with _pad(home):
        terminal = signed_in(home)
        terminal.press("1")
        terminal.quiet(0.5)
        for _round in range(ROUNDS):
            calm += _times(terminal)
            with subprocess.Popen(
                [sys.executable, str(_SCRIPT), PORT, str(RATE), str(_SECONDS)],
                stdout=subprocess.PIPE,
                text=True,
            ) as flood:
                flooded += _times(terminal)
                assert flood.stdout is not None
                sent += json.loads(flood.stdout.read())["sent"]
        terminal.end()
    floor = "the page at rest"
    rate = sent / _SECONDS / ROUNDS
    what = f"key to screen in the acceptance form, {rate:,.0f} requests a second to the tablet's page"
    yield Figure(f"{what}, median", middle(flooded), "ms", middle(calm), floor)
    most = high(calm, 0.95) + 20
    yield Figure(
        "the same, 95 of 100", high(flooded, 0.95), "ms", high(calm, 0.95), floor, f"<= {most:.0f} ms"
    )


def _times(terminal: Terminal) -> list[float]:
    return struck([terminal], "8888", STROKES)[0]


@contextmanager
def _pad(home: Home) -> Iterator[None]:
    """The page of a tablet in a process of its own, until it has said where it is."""
    command = [sys.executable, "-m", "counter_tui", "--home", str(home.folder), "pad", "--tablet"]
    command += ["--host", "127.0.0.1", "--port", PORT]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_ENVIRON
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            while PORT not in process.stdout.readline():
                if process.poll() is not None:
                    raise RuntimeError("the pad has ended")
            yield
        finally:
            process.terminate()
