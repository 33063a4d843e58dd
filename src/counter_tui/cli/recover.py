"""``recover``: the key of the store put back from the recovery sheet."""

from __future__ import annotations

from counter_tui.cli.acting import home_of
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import is_terminal, remark
from counter_tui.domain.backup.sheet import ROWS, join_rows, read_row, read_sheet
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.paths import named_path


def run(options: Options) -> int:
    """Read the sheet, try its key, and put it where the key of this home is looked for."""
    from counter_tui.db.keys.key_store import is_sealed
    from counter_tui.services.set_up.recovery import recover_key

    home = home_of(options)
    key = key_of_sheet(options.recovery_file)
    copy = named_path(options.copy) if options.copy else None
    had_passphrase = is_sealed(home)
    place, was_lost = recover_key(home, key, copy=copy)
    if not was_lost:
        remark(_("The key of the sheet is in its place already: nothing to do."))
    elif place == "keyring":
        remark(_("The key is back in the system's key store."))
    else:
        remark(_("The key is back in the file {file}.").format(file=home.key_file))
    if had_passphrase:
        remark(_("The station opens without a passphrase now: set a new one with passphrase set."))
    return DONE


def key_of_sheet(name: str | None) -> bytes:
    """The key in a file of the sheet, or typed row by row at the terminal.

    Raises RuleBroken("input_unreadable"), "options_missing" without either, or what is wrong with the sheet.
    """
    if name:
        try:
            return read_sheet(named_path(name).read_text("utf-8-sig"))
        except (OSError, UnicodeDecodeError):
            raise RuleBroken("input_unreadable", file=name) from None
    if not is_terminal():
        raise RuleBroken("options_missing", options="--recovery-file")
    remark(_("Type the four rows of the recovery sheet, each with its check in brackets."))
    return join_rows([_asked(number) for number in range(1, ROWS + 1)])


def _asked(number: int) -> bytes:
    """One row, asked until it fits its check."""
    from counter_tui.services.wording.rules import say_rule

    while True:
        try:
            return read_row(input(_("Row {number}: ").format(number=number)), number)
        except RuleBroken as broken:
            remark(say_rule(broken))
