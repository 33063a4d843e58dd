"""Opening the station in the app: without a command, and after ``demo``."""

from __future__ import annotations

import gc
import os
import sys

from counter_tui.cli.acting import home_of
from counter_tui.cli.exits import STORE_UNUSABLE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark
from counter_tui.cli.unlocking import given_passphrase
from counter_tui.i18n import _
from counter_tui.paths import Home, demo_folder
from counter_tui.terminal import prepare_environment


def run(options: Options) -> int:
    """Open the station of the home; without one the app asks what is to be set up."""
    home = home_of(options)
    return open_app(home, Home(demo_folder(options.home, os.environ)), options)


def open_app(home: Home, demo_home: Home, options: Options) -> int:
    """Run the app until somebody leaves it, in the language asked for or the station's own.

    A passphrase that no file gives is asked for by the app. Without a terminal there is nothing to draw on.
    """
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        remark(_("The counter needs a terminal. For scripts see counter-tui --help"))
        return STORE_UNUSABLE
    # Nearly everything made while the app is loaded stays: looking for what does not takes a tenth of the start.
    gc.disable()
    # Textual reads its switches when it is imported, so the terminal is looked at first.
    terminal = prepare_environment()
    from counter_tui.bootstrap import run_app

    return run_app(
        home, terminal, demo_home=demo_home, language=options.lang, passphrase=given_passphrase(options) or ""
    )
