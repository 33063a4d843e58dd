"""``doctor``: what is wrong with the store and its backups, and where."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from counter_tui.cli.acting import home_of
from counter_tui.cli.exits import DONE, FOUND
from counter_tui.cli.streams import say, say_object
from counter_tui.i18n import _, ngettext

if TYPE_CHECKING:
    from counter_tui.domain.matter.state import Matter


def run(options: argparse.Namespace) -> int:
    """Look everything over; repairs and moves nothing."""
    from counter_tui.db.key_store import key_place
    from counter_tui.services.doctor import examine
    from counter_tui.services.wording.doctor import say_finding

    home = home_of(options)
    report = examine(home, keys_of_matter)
    place = key_place(home)
    if options.json:
        findings: list[dict[str, object]] = [
            {"code": each.code, "where": each.where, "message": say_finding(each)} for each in report.findings
        ]
        counts = {"engine": report.engine, "key": place, **report.counts}
        say_object({"clean": report.clean, "findings": findings, **counts})
        return DONE if report.clean else FOUND
    for finding in report.findings:
        say(say_finding(finding))
    say(
        _("SQLite {engine}; files {files}, facts {facts}, matters {matters}, visits {visits}").format(
            engine=report.engine, **report.counts
        )
    )
    say(
        _("The key is in the system's key store.") if place == "keyring" else _("The key is in the key file.")
    )
    if report.clean:
        say(_("Everything is in order."))
        return DONE
    found = len(report.findings)
    say(ngettext("{count} thing is wrong.", "{count} things are wrong.", found).format(count=found))
    return FOUND


def keys_of_matter(matter: Matter) -> Iterable[str]:
    """The texts by which a matter is found, for the doctor's comparison."""
    from counter_tui.domain.matter.keys import keys_of
    from counter_tui.services.reference.readings import load_readings

    return keys_of(matter, load_readings())
