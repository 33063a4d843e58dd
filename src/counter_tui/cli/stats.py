"""``stats``: how many customers can be reached, what customers said of a month, and which ratings look made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import say, say_object
from counter_tui.i18n import _

if TYPE_CHECKING:
    from counter_tui.bootstrap import Services


def run(options: Options) -> int:
    """Say the figures that were asked for."""
    with opened(options) as services:
        if options.action == "ratings":
            from counter_tui.cli import rating_stats

            rating_stats.run(services, options)
        elif options.action == "flags":
            from counter_tui.cli import gaming

            gaming.run(services, options)
        else:
            _contacts(services, options)
    return DONE


def _contacts(services: Services, options: Options) -> None:
    """How many customers on file confirmed a number within a year; without customers there is no share."""
    found = services.contacts.coverage(actor_of(services, options))
    share = round(100 * found.verified / found.customers, 2) if found.customers else None
    if options.json:
        say_object({"verified": found.verified, "customers": found.customers, "percent": share})
        return
    words = _("{verified} of {customers} customers on file confirmed a number within a year").format(
        verified=found.verified, customers=found.customers
    )
    say(words if share is None else f"{words} ({share:.2f}%)")
