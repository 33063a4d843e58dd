"""The words of surveys: what is wrong with a table, and two years side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.domain.survey.reading import Problem
from counter_tui.i18n import N_, _
from counter_tui.services.wording.codes import say_code

if TYPE_CHECKING:
    from counter_tui.services.ratings.surveys import Own

WORDS = {"survey_unknown": N_("No survey of {year} has been taken in")}
"""The words of the rules by code."""

_PROBLEMS = {
    "missing": N_("empty"),
    "year_unfit": N_("a year from {first} to {last} such as 2024"),
    "unknown": N_("no dimension is called {said}"),
    "score_unfit": N_("a score from 0 to {most} with at most two places behind the point"),
    "repeated": N_("this year and dimension are in row {first_row} already"),
    "empty": N_("the table has no score"),
    "many": N_("a table has at most {most} scores"),
}
_FIELDS = {"year": N_("Year"), "dimension": N_("Dimension"), "score": N_("Score")}


def say_survey_problem(problem: Problem) -> str:
    """What is wrong with a row of a table, and in which column."""
    words = _(_PROBLEMS[problem.code]).format(**problem.facts)
    if problem.field:
        words = _("{column}: {words}").format(column=say_code(_FIELDS, problem.field), words=words)
    return _("Row {row}: {words}").format(row=problem.row, words=words) if problem.row else words


def say_points(score: int | None, *, signed: bool = False) -> str:
    """Hundredths as points, without places that say nothing; a dash where there is none."""
    if score is None:
        return "-"
    text = f"{score / 100:+.2f}" if signed else f"{score / 100:.2f}"
    return text.rstrip("0").rstrip(".")


def say_own(own: Own | None) -> str:
    """The counter's share with what it is of; a dash without a rating."""
    if own is None or own.percent is None:
        return "-"
    return f"{own.percent:g}% ({own.part}/{own.whole})"
