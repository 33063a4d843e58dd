"""The station's passphrase for a command: from a file, or asked at the terminal; never an argument."""

from __future__ import annotations

import os

from counter_tui.cli.options import Options
from counter_tui.cli.streams import is_terminal, remark
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.paths import Home, home_folder, named_path

VARIABLE = "COUNTER_PASSPHRASE_FILE"
"""Names the file of the passphrase where ``--passphrase-file`` does not."""


def passphrase_of(options: Options, *, needed: bool = True) -> str:
    """The passphrase of the station these options mean; empty where it has none.

    Asked at the terminal once a command. Raises RuleBroken("passphrase_needed") where nobody can be asked, unless it is
    not ``needed``, and "passphrase_file_unreadable".
    """
    from counter_tui.db.keys.key_store import is_sealed

    if not is_sealed(Home(home_folder(options.home, os.environ))):
        return ""
    known: str | None = getattr(options, "passphrase", None)
    if known is None:
        known = given_passphrase(options)
        if known is None and is_terminal():
            known = _asked(_("Passphrase of the station"))
        options.passphrase = known
    if not known and needed:
        raise RuleBroken("passphrase_needed")
    return known or ""


def given_passphrase(options: Options) -> str | None:
    """The passphrase in the file that the option or the environment names; None where neither does."""
    name = options.passphrase_file or os.environ.get(VARIABLE)
    return read_passphrase(name) if name else None


def read_passphrase(name: str) -> str:
    """The one line of a file; warns when others may read it. Raises RuleBroken("passphrase_file_unreadable")."""
    path = named_path(name)
    try:
        text = path.read_text("utf-8-sig").strip()
        mode = path.stat().st_mode
    except (OSError, UnicodeDecodeError):
        raise RuleBroken("passphrase_file_unreadable", file=name) from None
    if os.name == "posix" and mode & 0o077:
        remark(_("Others may read the file of the passphrase: chmod 600 {file}").format(file=name))
    return text


def new_passphrase(name: str | None, option: str) -> str:
    """A new passphrase from a file, else typed twice. Raises RuleBroken("passphrase_differs") or "options_missing"."""
    if name:
        return read_passphrase(name)
    if not is_terminal():
        raise RuleBroken("options_missing", options=option)
    remark(
        _(
            "12 characters or more, or four words. Nobody can tell it you again: only the recovery sheet helps then."
        )
    )
    typed = _asked(_("New passphrase"))
    if _asked(_("The same passphrase again")) != typed:
        raise RuleBroken("passphrase_differs")
    return typed


def _asked(prompt: str) -> str:
    from getpass import getpass

    return getpass(f"{prompt}: ")
