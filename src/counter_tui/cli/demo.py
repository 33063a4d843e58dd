"""``demo``: a station to try things out, made the first time and opened every time."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from counter_tui.cli.exits import DONE
from counter_tui.cli.open import open_app
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark
from counter_tui.i18n import _
from counter_tui.paths import Home, demo_folder

_LINES = 10
"""So many lines of progress where nothing can be drawn."""

Progress = Callable[[int, int], None]


def run(options: Options) -> int:
    """Make the demo station unless it is there, then open it."""
    home = Home(demo_folder(options.home, os.environ))
    from counter_tui.services.demo.station import is_made

    if not is_made(home):
        _make(home, options)
    elif options.no_open:
        remark(_("The demo station is there already: {folder}").format(folder=home.folder))
    if options.no_open:
        return DONE
    from counter_tui.bootstrap.demo_centre import beside_a_centre

    with beside_a_centre(home):
        return open_app(home, home, options)


def _make(home: Home, options: Options) -> None:
    from counter_tui.bootstrap import open_services
    from counter_tui.services.demo.station import (
        DEFAULT_CUSTOMERS,
        DEFAULT_MATTERS,
        Wish,
        ensure_demo,
        require_demo_home,
        today_here,
    )

    require_demo_home(home)
    wish = Wish(
        today=options.today or today_here(),
        seed=options.seed,
        matters=options.matters or DEFAULT_MATTERS,
        customers=options.customers or DEFAULT_CUSTOMERS,
    )
    remark(_("Making the demo station in {folder}").format(folder=home.folder))
    with _progress() as on_progress:
        ensure_demo(home, wish, open_services, on_progress=on_progress)
    remark(_("The demo station is ready."))


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar where there is a terminal, else a line now and then."""
    if not sys.stderr.isatty():
        yield _by_lines
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_("Matters"), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _by_lines(done: int, total: int) -> None:
    step = max(1, total // _LINES)
    if done % step == 0 or done == total:
        remark(_("Matters: {done} of {total}").format(done=done, total=total))
