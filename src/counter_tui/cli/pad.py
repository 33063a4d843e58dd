"""``pad``: the rating pad of this PC, in a window of its own until that is closed."""

from __future__ import annotations

import sys

from counter_tui.cli.acting import home_of, opened
from counter_tui.cli.exits import STORE_UNUSABLE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark
from counter_tui.i18n import _
from counter_tui.terminal import prepare_environment


def run(options: Options) -> int:
    """Take the station's one pad in hand, and ask whoever has been served; on a tablet where that was asked for."""
    if options.tablet:
        from counter_tui.cli import pad_tablet

        return pad_tablet.run(options)
    if not _at_terminal():
        remark(_("The rating pad needs a terminal window."))
        return STORE_UNUSABLE
    with opened(options) as services, services.pad.hold("screen") as hold:
        # Textual reads its switches when it is imported, so the terminal is looked at first.
        terminal = prepare_environment()
        from counter_tui.bootstrap.pad import run_pad

        return run_pad(home_of(options), services, hold, terminal, language=options.lang, touch=options.touch)


def _at_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
