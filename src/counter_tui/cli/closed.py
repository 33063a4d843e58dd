"""What every command says on a PC that the centre has closed down; ``sync`` also tells the centre so."""

from __future__ import annotations

from counter_tui.cli.exits import STORE_UNUSABLE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark
from counter_tui.paths import Home
from counter_tui.services.centre.closed_pc import go_on_removing, tell_centre
from counter_tui.services.wording.closing import say_closed


def run(home: Home, options: Options) -> int | None:
    """Go on removing what is left, and say it; None where the note is of another home."""
    noted = go_on_removing(home)
    if noted is None:
        return None
    if options.command == "sync":
        tell_centre(home)
    for line in say_closed(home, noted):
        remark(line)
    return STORE_UNUSABLE
