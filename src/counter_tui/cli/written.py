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


def report_target(options: Options) -> Path:
    """The file the report of an import was asked for in.

    Raises RuleBroken("report_misplaced") for one in the station's own folder, and for the file that is read.
    """
    path, read = Path(options.report).expanduser(), Path(options.file).expanduser()
    if is_inside(path, home_of(options).folder) or path.resolve() == read.resolve():
        raise RuleBroken("report_misplaced")
    return path


def write_out(options: Options, name: str, content: bytes) -> Path:
    """Write the file of this name; where it is. Raises RuleBroken as ``target`` does, or "output_unwritable"."""
    path = target(options, name)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise RuleBroken("output_unwritable", file=str(path)) from error
    return path
