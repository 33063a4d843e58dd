"""``survey``: taking in a third party's yearly scores, and two years of them side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import BAD_USAGE, DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.i18n import _, language
from counter_tui.services.reference.survey import load_dimensions
from counter_tui.services.wording.surveys import say_own, say_points, say_survey_problem
from counter_tui.widgets.cells import pad

if TYPE_CHECKING:
    from counter_tui.bootstrap import Services
    from counter_tui.domain.staff.roles import Actor
    from counter_tui.services.ratings.surveys import Own, SurveyLine, SurveyRead, SurveyView

_NAME, _NUMBER = 20, 9


def run(options: Options) -> int:
    """Take a table in whole or not at all, or show what was taken in."""
    with opened(options) as services:
        actor = actor_of(services, options)
        return (
            _import(services, actor, options)
            if options.action == "import"
            else _show(services, actor, options)
        )


def _import(services: Services, actor: Actor, options: Options) -> int:
    source = options.source or ""
    done = services.surveys.take_file(actor, Path(options.file), source=source, dry_run=options.dry_run)
    for problem in done.problems:
        if options.json:
            say_object({"row": problem.row, "field": problem.field, "code": problem.code, **problem.facts})
        else:
            say(say_survey_problem(problem))
    if any(problem.code == "unknown" for problem in done.problems):
        names = _(", ").join(each.name.say(language()) for each in load_dimensions())
        remark(_("The dimensions are: {names}").format(names=names))
    if done.problems:
        remark(_("Nothing was taken in: put right what is named, then give the whole table again"))
        return BAD_USAGE
    _taken(done, options)
    return DONE


def _taken(done: SurveyRead, options: Options) -> None:
    if options.json:
        counts = {"scores": done.scores, "years": list(done.years), "corrected": done.corrected}
        say_object({**counts, "again": done.again, "dry_run": bool(options.dry_run)})
        return
    years = _(", ").join(map(str, done.years))
    say(_("Survey: scores {count}, years {years}").format(count=done.scores, years=years))
    if done.again:
        say(_("These scores were taken in before: nothing was changed"))
    elif done.corrected:
        say(_("Scores that were otherwise before: {count}").format(count=done.corrected))
    if options.dry_run:
        say(_("Dry run, nothing was changed"))


def _show(services: Services, actor: Actor, options: Options) -> int:
    view = services.surveys.view(actor, options.year)
    if options.json:
        say_object(_object(view))
    elif view.now is None:
        say(_("No survey has been taken in yet: counter-tui survey import FILE"))
    else:
        _say(view)
    return DONE


def _say(view: SurveyView) -> None:
    titles = (str(view.before or "-"), str(view.now), _("Change"))
    say(pad(_("Dimension"), _NAME) + "".join(pad(each, _NUMBER) for each in titles).rstrip())
    for each in view.lines:
        line = each.line
        numbers = (say_points(line.before), say_points(line.now), say_points(line.change, signed=True))
        cells = "".join(pad(number, _NUMBER) for number in numbers)
        say((pad(line.dimension.name.say(language()), _NAME) + cells + _beside(each)).rstrip())
    remark(_("The counter's figure is on a scale of its own: side by side, never counted together."))


def _beside(each: SurveyLine) -> str:
    own = (each.own_before, each.own_now)
    if not any(figure and figure.whole for figure in own):
        return ""
    return _("counter: satisfied {before} → {now}").format(before=say_own(own[0]), now=say_own(own[1]))


def _object(view: SurveyView) -> dict[str, object]:
    return {
        "before": view.before,
        "now": view.now,
        "source": view.source or None,
        "dimensions": [_line(each) for each in view.lines],
    }


def _line(each: SurveyLine) -> dict[str, object]:
    line = each.line
    return {
        "code": line.dimension.code,
        "name": line.dimension.name.say(language()),
        "before": _score(line.before),
        "now": _score(line.now),
        "change": _score(line.change),
        "counter": {"figure": each.own, "before": _own(each.own_before), "now": _own(each.own_now)}
        if each.own
        else None,
    }


def _score(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100


def _own(own: Own | None) -> dict[str, object] | None:
    return None if own is None else {"part": own.part, "whole": own.whole, "percent": own.percent}
