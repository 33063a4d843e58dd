"""``praise``: the praise register, the newest first; ``--month`` only what was given in a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.i18n import _
from counter_tui.services.wording.praise import say_praise_source, say_praise_state, say_praised

if TYPE_CHECKING:
    from counter_tui.services.ratings.praise import PraiseLine


def run(options: Options) -> int:
    """One praise in two lines or one object; how many count as a remark."""
    with opened(options) as services:
        actor = actor_of(services, options)
        lines = services.praise.lines(actor)
    if options.month is not None:
        lines = tuple(each for each in lines if each.day.replace(day=1) == options.month)
    for line in lines:
        if options.json:
            say_object(_object(line))
        else:
            _say(line)
    counts = sum(each.counts for each in lines)
    remark(_("Praise {all}, counts {counts}").format(all=len(lines), counts=counts))
    return DONE


def _say(line: PraiseLine) -> None:
    state = say_praise_state(line.state, proven=bool(line.proof))
    parts = (line.day.isoformat(), say_praised(line.about_name), say_praise_source(line.source), state)
    say("  ".join(parts))
    proof = _("proof: {proof}").format(proof=line.proof) if line.proof else ""
    say("    " + "  ".join(filter(None, (line.words, line.customer, proof, line.reason))))


def _object(line: PraiseLine) -> dict[str, object]:
    return {
        "id": line.praise_id,
        "day": line.day.isoformat(),
        "about": line.about or None,
        "about_name": line.about_name or None,
        "source": line.source,
        "words": line.words,
        "proof": line.proof or None,
        "customer": line.customer or None,
        "state": line.state,
        "counts": line.counts,
        "noted_by": line.noted_by,
        "decided_by": line.decided_by or None,
        "reason": line.reason or None,
    }
