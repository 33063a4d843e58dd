"""``check keys``: what is wrong with the file of keys, and which commands have which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import home_of
from counter_tui.cli.exits import DONE, FOUND
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say
from counter_tui.i18n import _, ngettext

if TYPE_CHECKING:
    from counter_tui.commands.keymap import Keymap


def run(options: Options) -> int:
    """Say every mistake of ``keys.toml``, one a line; exit code 1 when there is one."""
    from counter_tui.commands.keymap import read_keys, say_problem

    file = home_of(options).keys
    read = read_keys(file)
    if options.list:
        _show_all(read.keys)
    for problem in read.problems:
        say(say_problem(problem))
    if read.problems:
        remark(_("The usual keys are used until this is put right in {file}").format(file=file))
        return FOUND
    if not file.exists():
        remark(_("No {file}: the usual keys are used.").format(file=file))
    else:
        count = len(read.keys)
        words = ngettext("{count} command has other keys.", "{count} commands have other keys.", count)
        remark(words.format(count=count))
    return DONE


def _show_all(keys: Keymap) -> None:
    from counter_tui.commands import key_name
    from counter_tui.commands.document import areas

    for area in areas():
        for command in area.commands:
            shown = " ".join(key_name(key) for key in keys.get(command.id, command.keys))
            say(f"{command.id}\t{shown}\t{_(command.label)}")
