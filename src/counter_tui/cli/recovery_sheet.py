"""Giving out the recovery sheet of a station that is set up or joined."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from counter_tui.cli.streams import remark, say
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.paths import Home, named_path

if TYPE_CHECKING:
    from counter_tui.services.set_up.setting_up import Opened


def sheet_file(home: Home, name: str | None) -> Path | None:
    """The file for the recovery sheet, made empty before the station is; None when the sheet is to be shown."""
    if not name:
        return None
    path = named_path(name)
    if home.folder.resolve() in path.resolve().parents:
        raise RuleBroken("sheet_inside_home")
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise RuleBroken("sheet_exists", file=name) from None
    except OSError as error:
        raise RuleBroken("sheet_unwritable", file=name) from error
    return path


def give_sheet(made: Opened, sheet: Path | None) -> None:
    """Give the recovery sheet out: into its file, through to the disk, or shown once.

    Raises RuleBroken("sheet_unwritable") when nobody has it then.
    """
    from counter_tui.services.set_up.recovery_sheet import recovery_sheet

    text = recovery_sheet(made)
    try:
        if sheet is None:
            remark(_("This is the recovery sheet. Write it down or print it now; it is not shown again."))
            say(text)
            return
        with sheet.open("w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise RuleBroken("sheet_unwritable", file=sheet or "-") from error


def say_made(made: Opened, sheet: Path | None, papers: str) -> None:
    """Say where the recovery sheet and the key are, and where papers go."""
    if sheet is not None:
        words = _("The recovery sheet is in {file}: print it, lock it away, delete the file.")
        remark(words.format(file=sheet))
    place = (
        _("the key store of the system")
        if made.key_place == "keyring"
        else _("the file {file}, which only its owner may read").format(file=made.home.key_file)
    )
    remark(
        _("The station {name} is set up. The key of its store is in {place}.").format(
            name=made.name, place=place
        )
    )
    remark(_("Papers go to {folder}.").format(folder=papers))
