"""``station``: the site card; the key that proves receipts, renewed, and shared between the PCs by a sealed file."""

from __future__ import annotations

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import is_terminal, remark
from counter_tui.cli.unlocking import new_passphrase, read_passphrase
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _, ngettext
from counter_tui.paths import named_path

_OPTION = "--join-passphrase-file"


def run(options: Options) -> int:
    """Renew, share or take it, and say what to do next."""
    from counter_tui.domain.staff.roles import require

    with opened(options) as services:
        actor = actor_of(services, options)
        if options.action == "card":
            from counter_tui.cli.site_card import card

            return card(services, actor, options)
        require(actor, "share_key")
        if options.action == "renew-key":
            services.station_keys.renew(actor)
            remark(_("A new key proves receipts from now on; those printed before stay true."))
            remark(_("Share it with the station's other PCs now: station share-key."))
            return DONE
        file = named_path(options.file)
        if options.action == "share-key":
            passphrase = new_passphrase(options.join_passphrase_file, _OPTION)
            letter, code = options.device or "", options.enrolment or ""
            letter = services.station_keys.share(actor, passphrase, file, letter=letter, enrolment=code)
            remark(_("Written: {file}").format(file=file))
            remark(_("A new PC of the station becomes {letter} by it: init --join").format(letter=letter))
            remark(_("Take it to the other PC, then destroy it; tell the passphrase by word of mouth only."))
        else:
            taken = services.station_keys.take(actor, join_passphrase(options), file)
            words = ngettext(
                "{count} key taken: receipts of the whole station can be checked here.",
                "{count} keys taken: receipts of the whole station can be checked here.",
                taken.count,
            )
            had = _("This PC had the station's key already.")
            remark(words.format(count=taken.count) if taken.count else had)
            if taken.outdated:
                remark(_("The other PC's key was renewed since: share this PC's key with it."))
    return DONE


def join_passphrase(options: Options) -> str:
    """The passphrase of the file, typed once."""
    if options.join_passphrase_file:
        return read_passphrase(options.join_passphrase_file)
    if not is_terminal():
        raise RuleBroken("options_missing", options=_OPTION)
    from getpass import getpass

    return getpass(_("Passphrase of the join file") + ": ")
