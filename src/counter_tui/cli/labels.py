"""``labels``: the labels of special customers that hold, or the record of all there were."""

from __future__ import annotations

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import say, say_object
from counter_tui.i18n import language
from counter_tui.services.wording.labels import say_label_state


def run(options: Options) -> int:
    """One label a line, the customer masked."""
    with opened(options) as services:
        actor = actor_of(services, options)
        for label in services.labels.list(actor, record=options.record):
            if options.json:
                say_object(
                    {
                        "kind": label.kind.say(language()),
                        "number": label.number,
                        "name": label.name,
                        "state": label.state,
                        "evidence": {name.say(language()): text for name, text in label.evidence},
                        "approved_by": label.approved_by,
                        "given_by": label.given_by,
                        "given_on": label.given_on.isoformat(),
                        "review_on": label.review_on.isoformat(),
                        "until": label.until.isoformat(),
                    }
                )
            else:
                state, until = say_label_state(label.state), label.until.isoformat()
                say(f"{label.kind.say(language())}  {label.number}  {label.name}  {state}  {until}")
    return DONE
