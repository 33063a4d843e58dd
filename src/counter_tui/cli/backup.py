"""``backup``: a verified copy of the store in every place there is, or in a folder of somebody's choice."""

from __future__ import annotations

from counter_tui.cli.acting import home_of
from counter_tui.cli.exits import DONE, STORE_UNUSABLE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say
from counter_tui.cli.unlocking import passphrase_of
from counter_tui.paths import named_path


def run(options: Options) -> int:
    """Make the copies; what failed in one place does not stop the other."""
    from counter_tui.services.backup.backups import back_up, back_up_to
    from counter_tui.services.clock import SystemClock
    from counter_tui.services.wording.backup import say_same_disk
    from counter_tui.services.wording.rules import say_rule

    home, passphrase = home_of(options), passphrase_of(options)
    if options.to:
        folder = named_path(options.to).absolute()
        say(str(back_up_to(home, folder, SystemClock(), passphrase)))
        return DONE
    code = DONE
    for each in back_up(home, SystemClock(), passphrase=passphrase):
        if each.problem is not None:
            remark(say_rule(each.problem))
            code = STORE_UNUSABLE
        else:
            say(str(each.file))
        if each.place.same_disk:
            remark(say_same_disk(each.place.folder))
    return code
