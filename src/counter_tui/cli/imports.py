"""``import``: which of the program's rooms takes in which data."""

from __future__ import annotations

from importlib import import_module

from counter_tui.cli.options import Options

_ROOMS = {
    "customers": "customers:run",
    "matters": "paper_day:run",
    "outages": "outages:run",
    "roster": "roster:take",
    "notices": "voice:run_import",
    "cards": "voice:run_import",
    "wording": "voice:run_rules",
    "prices": "prices:take",
}
"""By what is taken in, the module of this package and its function; loaded when its data comes."""


def run(options: Options) -> int:
    """Take the data in; the exit code."""
    module, _colon, act = _ROOMS[options.action].partition(":")
    return int(getattr(import_module(f"counter_tui.cli.{module}"), act)(options))
