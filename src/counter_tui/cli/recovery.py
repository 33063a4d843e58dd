"""``recovery``: the bad ratings that are not made good yet; with ``--all`` those of the last month that are, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.i18n import _, language, ngettext
from counter_tui.services.wording.ratings import say_level, say_token_state
from counter_tui.services.wording.recovery import say_cause, say_finding, say_remedy, say_step

if TYPE_CHECKING:
    from counter_tui.domain.catalogue.ratings import RatingScale
    from counter_tui.domain.recovery.measures import Measures
    from counter_tui.services.views.recovery import RecoveryLine, SaidView


def run(options: Options) -> int:
    """One bad rating in two lines or one object, the most urgent first; the count as a remark."""
    with opened(options) as services:
        actor, recoveries = actor_of(services, options), services.recoveries
        lines = recoveries.open(actor)
        if options.all:
            lines += recoveries.closed(actor)
        scale, measures = services.station.scale, recoveries.measures
    for line in lines:
        if options.json:
            say_object(_object(line))
        else:
            _say(line, scale, measures)
    running = [line for line in lines if not line.closed]
    count = ngettext("{count} bad rating open", "{count} bad ratings open", len(running))
    late = _("late: {count}").format(count=sum(line.late for line in running))
    remark(f"{count.format(count=len(running))}   {late}")
    return DONE


def _say(line: RecoveryLine, scale: RatingScale, measures: Measures) -> None:
    rated = say_level(scale, line.level) if line.level else _("rated; shown later")
    parts = [line.due.isoformat(), say_step(line.step), line.clerk, rated]
    if line.reason:
        parts.append(line.reason.say(language()))
    say("  ".join((*parts, line.short, line.kind.say(language()))))
    plan = []
    if line.cause:
        plan = [f"{say_cause(measures, line.cause)} → {say_remedy(measures, line.remedy)}"]
    plan.append(_("calls back: {name}").format(name=line.caller))
    if line.finding:
        plan.append(say_finding(line.finding))
    if line.second:
        plan.append(_("rated again: {what}").format(what=_second(line, scale)))
    say("    " + "  ".join(plan))


def _second(line: RecoveryLine, scale: RatingScale) -> str:
    return say_level(scale, line.second_level) if line.second_level else say_token_state(line.second)


def _object(line: RecoveryLine) -> dict[str, object]:
    return {
        "visit": line.visit,
        "matter": line.matter_id,
        "number": line.short,
        "series": line.series,
        "clerk": line.clerk_no,
        "level": line.level,
        "pressed_at": line.pressed_at.isoformat(),
        "step": line.step,
        "due": line.due.isoformat(),
        "late": line.late,
        "cause": line.cause,
        "remedy": line.remedy,
        "caller": line.caller_no,
        "call_by": line.call_by.isoformat(),
        "correct_by": line.correct_by.isoformat(),
        "call_limit": line.call_limit.isoformat(),
        "correct_limit": line.correct_limit.isoformat(),
        "calls": [
            {"at": each.at.isoformat(), "outcome": each.outcome, "told": each.told or None}
            for each in line.calls
        ],
        "corrected_at": _at(line.corrected),
        "appealed_at": _at(line.appealed),
        "ground": line.ground,
        "finding": line.finding,
        "second": line.second,
        "second_level": line.second_level,
        "closed_at": _at(line.closed),
    }


def _at(said: SaidView | None) -> str | None:
    return said.at.isoformat() if said else None
