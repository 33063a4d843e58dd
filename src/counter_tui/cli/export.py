"""``export matters``: every matter as one object a line, masked."""

from __future__ import annotations

import argparse

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.streams import say_object


def run(options: argparse.Namespace) -> int:
    """Write the matters out."""
    with opened(options) as services:
        for matter in services.exports.matters(actor_of(services, options)):
            say_object(matter)
    return DONE
