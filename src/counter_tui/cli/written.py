"""Writing what a command made into a file that somebody named."""

from __future__ import annotations

from pathlib import Path

from counter_tui.cli.acting import home_of
from counter_tui.cli.options import Options
from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import is_inside, named_path


def target(options: Options, name: str) -> Path:
    """The file that is named so. Raises RuleBroken("output_inside_home") for one in the station's own folder."""
    path = named_path(name)
    if is_inside(path, home_of(options).folder):
        raise RuleBroken("output_inside_home")
    return path


def write_out(options: Options, name: str, content: bytes) -> Path:
    """Write the file of this name; where it is. Raises RuleBroken as ``target`` does, or "output_unwritable"."""
    path = target(options, name)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise RuleBroken("output_unwritable", file=str(path)) from error
    return path
