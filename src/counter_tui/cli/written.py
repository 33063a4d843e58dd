"""Where what a command made is written: the file that somebody named, else one of its own in the folder for papers."""

from __future__ import annotations

from pathlib import Path

from counter_tui.cli.acting import home_of
from counter_tui.cli.options import Options
from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import is_inside, named_path, papers_folder
from counter_tui.settings import read_settings


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


def report_file(options: Options, what: str) -> Path:
    """Where the report of an import goes: where it was asked for, else the folder for papers, by the time it is now.

    Raises RuleBroken("report_misplaced") for a file in the station's own folder, and for the file that is read.
    """
    home = home_of(options)
    if options.report:
        path = named_path(options.report)
        if is_inside(path, home.folder) or path.resolve() == named_path(options.file).resolve():
            raise RuleBroken("report_misplaced")
        return path
    from datetime import datetime

    folder = papers_folder(read_settings(home.settings).papers_folder)
    stem = f"{what}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    names = (f"{stem}.csv", *(f"{stem}-{number}.csv" for number in range(2, 1000)))
    return folder / next((name for name in names if not (folder / name).exists()), names[0])
