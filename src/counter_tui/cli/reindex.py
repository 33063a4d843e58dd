"""``reindex``: the customers' search index made anew where the doctor finds it broken."""

from __future__ import annotations

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.progress import Bar
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.i18n import _


def run(options: Options) -> int:
    """Look the index over and make anew what is broken; a whole index stays as it is."""
    from counter_tui.services.intake.search_index import RenewingStopped

    bar = Bar()
    with opened(options) as services:
        actor = actor_of(services, options)
        remark(_("Looking the search index over …"))
        try:
            renewed = services.customers.renew_index(
                actor, lambda done, total: bar.draw(_("Writing"), done, total)
            )
        except RenewingStopped as stopped:
            bar.clear()
            words = _(
                "Interrupted. Found again by search: {done} of {total} customers. The same command goes on from there"
            )
            remark(words.format(done=stopped.done, total=stopped.total))
            raise
        finally:
            bar.clear()
    if options.json:
        say_object(renewed._asdict())
    elif renewed.parts or renewed.customers:
        words = _(
            "Made anew: {parts} parts of the search index, with {customers} customers. Run doctor once more"
        )
        say(words.format(**renewed._asdict()))
    else:
        say(_("The search index is whole: nothing was changed"))
    return DONE
