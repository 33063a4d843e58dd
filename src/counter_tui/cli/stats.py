"""``stats contacts``: how many customers can be reached."""

from __future__ import annotations

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import say, say_object
from counter_tui.i18n import _


def run(options: Options) -> int:
    """Say how many customers on file confirmed a number within a year; without customers there is no share."""
    with opened(options) as services:
        found = services.contacts.coverage(actor_of(services, options))
    share = round(100 * found.verified / found.customers, 2) if found.customers else None
    if options.json:
        say_object({"verified": found.verified, "customers": found.customers, "percent": share})
        return DONE
    words = _("{verified} of {customers} customers on file confirmed a number within a year").format(
        verified=found.verified, customers=found.customers
    )
    say(words if share is None else f"{words} ({share:.2f}%)")
    return DONE
