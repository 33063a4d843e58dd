"""``print``: the page on which the printer of this PC shows what it can do."""

from __future__ import annotations

from counter_tui.cli.acting import home_of
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark
from counter_tui.i18n import _
from counter_tui.paths import named_path
from counter_tui.settings import read_settings


def run(options: Options) -> int:
    """Print the self-test page; nobody need act, and the station need not open."""
    from counter_tui.services.papers.printer_test import print_test

    to = named_path(options.to) if options.to else None
    settings = read_settings(home_of(options).settings)
    where = print_test(settings, profile=options.profile, paper=options.paper, to=to)
    remark(
        _("The test page is in {where}").format(where=where)
        if to
        else _("Sent to {where}").format(where=where)
    )
    return DONE
