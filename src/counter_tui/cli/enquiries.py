"""``enquiries``: what was asked at the counter on a day, by topic."""

from __future__ import annotations

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.i18n import _, language
from counter_tui.services.wording.enquiry import say_enquiry_state


def run(options: Options) -> int:
    """The topics of the day with their counts; with ``--json`` one object for each enquiry, without its words."""
    with opened(options) as services:
        zone = services.station.zone
        view = services.enquiries.day(actor_of(services, options), options.date)
        if options.json:
            for line in view.lines:
                say_object(
                    {
                        "asked": line.asked_at.astimezone(zone).isoformat(timespec="minutes"),
                        "topic": line.topic.say(language()),
                        "state": line.state,
                        "first_contact": line.first_contact,
                        "seconds": line.seconds,
                        "number": line.number,
                    }
                )
        else:
            for _code, name, count in view.topics:
                say(f"{count:5}  {name.say(language())}")
        counted = {"answered": view.answered, "open": view.open, "carried": view.carried}
        said = _(", ").join(f"{say_enquiry_state(state)} {count}" for state, count in counted.items())
        remark(_("{day}: {total} asked: {counts}").format(day=view.day, total=view.total, counts=said))
    return DONE
