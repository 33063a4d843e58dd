"""``passphrase``: the station's passphrase set, changed or removed."""

from __future__ import annotations

from counter_tui.cli.acting import actor_of, home_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark
from counter_tui.cli.unlocking import new_passphrase
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _


def run(options: Options) -> int:
    """Do it, and say what opens the store from now on."""
    from counter_tui.db.keys.key_store import is_sealed
    from counter_tui.domain.staff.roles import require
    from counter_tui.services.set_up.passphrase import change_passphrase, remove_passphrase, set_passphrase

    if options.action == "set" and is_sealed(home_of(options)):
        raise RuleBroken("passphrase_exists")
    forgotten = True
    with opened(options) as services:
        actor = actor_of(services, options)
        require(actor, "set_passphrase")
        if options.action == "remove":
            remove_passphrase(services.base, actor)
        elif options.action == "change":
            new = new_passphrase(options.new_passphrase_file, "--new-passphrase-file")
            forgotten = change_passphrase(services.base, actor, new)
        else:
            new = new_passphrase(options.passphrase_file, "--passphrase-file")
            forgotten = set_passphrase(services.base, actor, new)
    _tell(options.action, forgotten)
    return DONE


def _tell(action: str, forgotten: bool) -> None:
    if action == "remove":
        remark(_("The station opens without a passphrase again."))
    else:
        remark(_("From now on the station opens with this passphrase only; windows that are open stay open."))
        remark(_("Copies made before of the home with its key file still open without it: destroy them."))
    if not forgotten:
        remark(
            _(
                "The system's key store still has the old key: delete the entries of counter-tui that are left."
            )
        )
    remark(_("The recovery sheet stays the same and still opens the store: keep it locked away."))
