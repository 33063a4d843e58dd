"""``restore``: going back to a copy of the store, and what is lost by it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from counter_tui.cli.acting import actor_of, home_of, opened, read_pin
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.cli.unlocking import passphrase_of
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import N_, _
from counter_tui.paths import named_path

if TYPE_CHECKING:
    from counter_tui.domain.staff.roles import Actor
    from counter_tui.services.backup.restores import Restored

_CLOSED = frozenset({"store_missing", "station_missing", "store_unusable", "store_newer"})
"""Why a store in place cannot say who acts; then the copy does."""

_STEPS = {
    "copy": N_("Fetching the copy …"),
    "verify": N_("Looking the copy over …"),
    "compare": N_("Comparing it with the store in place …"),
    "place": N_("Putting it in place …"),
}
_CHANGES = {
    "StaffAdded": N_("{number} was added"),
    "StaffPhoneChanged": N_("The phone of {number} was changed"),
    "StaffLeft": N_("{number} has left"),
    "StandInNamed": N_("{number} is away"),
    "CameBack": N_("{number} is back"),
    "PinReset": N_("{number} has a new PIN"),
    "PinRecovered": N_("{number} has a new PIN"),
}


def run(options: Options) -> int:
    """Put the copy in the place of the store and say what is not in it."""
    from counter_tui.bootstrap import boot_id
    from counter_tui.services.backup.restore_asker import Wanted
    from counter_tui.services.backup.restores import restore_store
    from counter_tui.services.clock import SystemClock
    from counter_tui.settings import read_settings

    home = home_of(options)
    zone = ZoneInfo(read_settings(home.settings).timezone)
    actor = _actor_in_place(options)
    pin = read_pin(options.pin_file) if actor is None and options.pin_file else ""
    restored = restore_store(
        home,
        named_path(options.file).absolute(),
        Wanted(actor, options.staff or "", pin),
        SystemClock(),
        zone,
        boot_id=boot_id(),
        on_step=lambda step: remark(_(_STEPS[step])) if step in _STEPS else None,
        passphrase=passphrase_of(options),
    )
    if options.json:
        say_object(_as_object(restored))
    else:
        _tell(restored, zone)
    return DONE


def _actor_in_place(options: Options) -> Actor | None:
    """Who acts, as the store in place knows it; None when it cannot be opened any more."""
    try:
        with opened(options) as services:
            return actor_of(services, options)
    except RuleBroken as broken:
        if broken.code not in _CLOSED:
            raise
    if not options.staff or not options.pin_file:
        raise RuleBroken("actor_missing")
    return None


def _as_object(restored: Restored) -> dict[str, object]:
    fact = restored.fact
    return {
        "restored": fact.copy_name,
        "facts": fact.parent_seq,
        "set_aside": str(restored.aside) if restored.aside else None,
        "compared": fact.store_read,
        "facts_left": fact.facts_left,
        "since": fact.since.isoformat() if fact.since else None,
        "matters_left": list(fact.matters_left),
    }


def _tell(restored: Restored, zone: ZoneInfo) -> None:
    fact, left = restored.fact, restored.left
    if restored.again:
        say(_("An earlier run had put the copy in place already."))
    say(_("The store is back from {file}.").format(file=fact.copy_name))
    if restored.aside is not None:
        say(_("The store that was in place is kept in {folder}.").format(folder=restored.aside))
    if left is None:
        say(_("Nobody can say what happened after the copy was made: enter it again from the receipts."))
        say(_("Today's numbers go on with a gap, so that none is given twice."))
        return
    if not left.facts:
        say(_("Nothing is missing: the copy holds everything."))
        return
    since = f"{fact.since.astimezone(zone):%Y-%m-%d %H:%M}" if fact.since else "-"
    say(_("Not in the copy: {count} facts, since {since}.").format(count=left.facts, since=since))
    if left.matters:
        say(_("Matters to look at again, {count}:").format(count=len(left.matters)))
        for number in left.matters:
            say(f"  {number}")
    for kind, number in left.people:
        say(_("To do again in the staff: {change}").format(change=_(_CHANGES[kind]).format(number=number)))
