"""``bundle``: sync by stick where there is no line: writing what waits, taking in what the centre sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE, FOUND
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.i18n import _, ngettext
from counter_tui.services.wording.bundles import GOOD, say_returned, say_size

if TYPE_CHECKING:
    from counter_tui.bootstrap import Services
    from counter_tui.domain.staff.roles import Actor
    from counter_tui.services.centre.bundles import Returned


def run(options: Options) -> int:
    """Do the one that was asked for."""
    with opened(options) as services:
        actor = actor_of(services, options)
        does = {"export": _export, "import": _import, "receipt": _import, "status": _status}
        return does[options.action](services, actor, options)


def _export(services: Services, actor: Actor, options: Options) -> int:
    written = services.bundles.export(actor, options.folder, everything=options.all)
    if options.json:
        say_object(
            {
                "folder": str(written.folder),
                "files": written.files,
                "facts": written.facts,
                "bytes": written.size,
            }
        )
        return DONE
    if not written.files:
        say(_("Nothing to write: the centre has everything."))
        return DONE
    facts = ngettext("{count} fact", "{count} facts", written.facts).format(count=written.facts)
    say(f"{written.folder}  {facts}  {say_size(written.size)}")
    say(_("Written and read back. The stick is safe to remove."))
    return DONE


def _import(services: Services, actor: Actor, options: Options) -> int:
    returned = services.bundles.take_back(actor, options.folder)
    for each in returned:
        if options.json:
            say_object({"file": each.name, "verdict": each.verdict, **_release_of(each)})
        else:
            say(f"{each.name}  {say_returned(each)}")
    if not returned:
        remark(_("No files of the centre are on the stick."))
    return DONE if all(each.verdict in GOOD for each in returned) else FOUND


def _release_of(returned: Returned) -> dict[str, object]:
    release = returned.release
    return {"kind": release.kind, "number": release.number, "state": release.state} if release else {}


def _status(services: Services, actor: Actor, options: Options) -> int:
    waiting = services.bundles.status(actor)
    at = waiting.received_at
    if options.json:
        say_object({"waiting": waiting.facts, "received_at": at.isoformat() if at else None})
        return DONE
    facts = ngettext("{count} fact waits", "{count} facts wait", waiting.facts).format(count=waiting.facts)
    newest = f"{at.astimezone(services.station.zone):%Y-%m-%d %H:%M}" if at else _("none yet")
    say(f"{facts}   " + _("newest receipt of the centre: {at}").format(at=newest))
    return DONE
