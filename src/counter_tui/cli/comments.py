"""``comments``: how many anonymous comments came when; ``--words`` gives them to who may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import say, say_object
from counter_tui.i18n import _
from counter_tui.services.wording.actions import say_action_state
from counter_tui.services.wording.comments import say_came

if TYPE_CHECKING:
    from counter_tui.services.ratings.comments import BatchCount, CommentLine


def run(options: Options) -> int:
    """Counts of each batch, or every comment in full; never when somebody wrote one."""
    with opened(options) as services:
        actor = actor_of(services, options)
        if options.words:
            for line in services.comments.lines(actor):
                say_object(_object(line)) if options.json else _say(line)
            return DONE
        for batch in services.comments.counts(actor):
            say_object(_count(batch)) if options.json else _say_count(batch)
    return DONE


def _say(line: CommentLine) -> None:
    became = line.settled or (say_action_state(line.item) if line.item else _("not dealt with"))
    say(f"{line.day.isoformat()}  {say_came(line.came)}  {line.words}")
    say(f"    {became}")


def _say_count(batch: BatchCount) -> None:
    words = _("{day}  {came}  comments {count}, open {open}")
    say(
        words.format(day=batch.day.isoformat(), came=say_came(batch.came), count=batch.count, open=batch.open)
    )


def _object(line: CommentLine) -> dict[str, object]:
    return {
        "day": line.day.isoformat(),
        "came": line.came,
        "words": line.words,
        "settled": line.settled or None,
        "action_item": line.item or None,
    }


def _count(batch: BatchCount) -> dict[str, object]:
    return {"day": batch.day.isoformat(), "came": batch.came, "count": batch.count, "open": batch.open}
