"""The texts that ship with the program."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).parents[2] / "data"
"""The folder of the data people write, and of what was compiled of it."""


def shipped(*place: str) -> str:
    """The text of a file under ``data``. The program is never run out of an archive, so it is opened by its path."""
    return DATA.joinpath(*place).read_text(encoding="utf-8")
