"""Reading a table of scores: whole or not at all, and each row that does not fit is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.facts.survey import SurveyScore
from counter_tui.domain.intake.columns import Columns
from counter_tui.domain.intake.folding import as_text, plain, whole
from counter_tui.domain.intake.headings import Headings
from counter_tui.domain.intake.records import Cell, RawRecord
from counter_tui.domain.survey.models import Dimension

COLUMNS = Columns(
    {
        "year": ("年度", "年份", "年", "year"),
        "dimension": ("维度", "指标", "评价维度", "dimension"),
        "score": ("得分", "分数", "score"),
    },
    ("year", "dimension", "score"),
)
"""The columns of a table, with their headings."""

FIRST_YEAR, MOST = 2000, 500
_SCORE = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
_YEAR = re.compile(r"(\d{4}) ?年?度?")
_HIGHEST = 100


class Problem(Struct, frozen=True):
    """What does not fit: in which row (0: the table as a whole), in which field, which rule, and what of it.

    Rows are counted as whoever opens the file sees them: those above the headings and the headings too.
    """

    row: int
    field: str
    code: str
    facts: Mapping[str, object] = {}


class ReadScores(Struct, frozen=True):
    """The scores of a table where nothing is wrong with it, else what is."""

    scores: tuple[SurveyScore, ...]
    problems: tuple[Problem, ...] = ()


def read_scores(
    headings: Headings,
    records: Iterable[RawRecord],
    dimensions: Sequence[Dimension],
    this_year: int,
    *,
    above: int,
) -> ReadScores:
    """The scores in the rows of a table; rows without anything in them are passed by.

    ``above`` is how many rows stand above the first of them.
    """
    problems: list[Problem] = []
    rows: dict[tuple[int, str], int] = {}
    scores: list[SurveyScore] = []
    for each in records:
        record = replace(each, row=each.row + above)
        if not any(plain(as_text(cell)) for cell in record.cells):
            continue
        score = _score(record, headings, dimensions, this_year, problems)
        if score is None:
            continue
        first = rows.setdefault((score.year, score.dimension), record.row)
        if first != record.row:
            problems.append(Problem(record.row, "dimension", "repeated", {"first_row": first}))
        scores.append(score)
    if not scores and not problems:
        problems.append(Problem(0, "", "empty"))
    if len(scores) > MOST:
        problems.append(Problem(0, "", "many", {"most": MOST}))
    return ReadScores((), tuple(problems)) if problems else ReadScores(tuple(scores))


def _score(
    record: RawRecord,
    headings: Headings,
    dimensions: Sequence[Dimension],
    this_year: int,
    problems: list[Problem],
) -> SurveyScore | None:
    cells = dict(enumerate(record.cells))
    said = {name: _text(cells.get(place)) for name, place in headings.columns.items()}
    wrong = [Problem(record.row, name, "missing") for name in COLUMNS.must if not said[name]]
    year, points = _year(said["year"]), _points(said["score"])
    dimension = next((each for each in dimensions if each.is_named(said["dimension"])), None)
    if said["year"] and (year is None or not FIRST_YEAR <= year <= this_year):
        wrong.append(Problem(record.row, "year", "year_unfit", {"first": FIRST_YEAR, "last": this_year}))
    if said["dimension"] and dimension is None:
        wrong.append(Problem(record.row, "dimension", "unknown", {"said": said["dimension"]}))
    if said["score"] and points is None:
        wrong.append(Problem(record.row, "score", "score_unfit", {"most": _HIGHEST}))
    problems += wrong
    if wrong or year is None or dimension is None or points is None:
        return None
    return SurveyScore(year=year, dimension=dimension.code, score=points)


def _text(cell: Cell) -> str:
    return whole(plain(as_text(cell)))


def _year(text: str) -> int | None:
    match = _YEAR.fullmatch(text)
    return int(match[1]) if match else None


def _points(text: str) -> int | None:
    """Points as hundredths; None for anything but 0 to 100 with at most two places."""
    if not _SCORE.fullmatch(text.removesuffix("分").strip()):
        return None
    points = Decimal(text.removesuffix("分").strip())
    return int(points * 100) if points <= _HIGHEST else None
