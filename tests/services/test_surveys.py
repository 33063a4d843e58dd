"""A third party's survey: two years by dimension, read whole or not at all, never mixed with the counter's figure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.survey.models import parse_dimensions
from counter_tui.services.ratings.surveys import Own, SurveyRead
from counter_tui.services.reference.survey import load_dimensions
from support.closing import a_day
from support.looking import looked_over
from support.stations import LI, WANG, SmallStation
from support.surveys import TWO_YEARS, survey_file


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = a_day(tmp_path)
    yield station
    station.services.close()


def took(small: SmallStation, text: str, encoding: str = "utf-8") -> SurveyRead:
    """What became of a table."""
    return small.services.surveys.take_file(WANG, survey_file(small.home.folder.parent, text, encoding))


def table(*rows: str) -> str:
    """A table of these rows."""
    return "年度,维度,得分\n" + "".join(f"{row}\n" for row in rows)


def test_two_years_stand_side_by_side_by_dimension(small: SmallStation) -> None:
    done = took(small, TWO_YEARS, "gb18030")
    assert (done.scores, done.years, done.again) == (6, (2013, 2014), False)
    view = small.services.surveys.view(WANG)
    assert (view.before, view.now) == (2013, 2014)
    changes = {each.line.dimension.name.zh: each.line.change for each in view.lines}
    assert changes == {"总体满意度": 900, "供电可靠": -50, "问题处理": 1100}
    assert looked_over(small.home).findings == ()


def test_the_same_table_twice_is_once_and_a_corrected_one_counts(small: SmallStation) -> None:
    took(small, TWO_YEARS)
    before = looked_over(small.home).counts["facts"]
    assert took(small, TWO_YEARS).again
    assert looked_over(small.home).counts["facts"] == before
    done = took(small, table("2014,问题处理,74.25"))
    assert (done.again, done.corrected) == (False, 1)
    lines = {each.line.dimension.code: each.line for each in small.services.surveys.view(WANG).lines}
    assert (lines["S7"].now, lines["total"].now) == (7425, 7100)


def test_the_counters_own_figure_stands_beside_the_total_alone(small: SmallStation) -> None:
    took(small, table("2024,总分,70", "2025,总分,72", "2025,停电信息,60"))
    view = small.services.surveys.view(WANG)
    total, outages = view.lines
    assert (total.own, total.own_now, total.own_before) == ("satisfied", Own(1, 1), Own(0, 0))
    assert (total.line.now, total.line.change) == (7200, 200), (
        "the score is the survey's, whatever the counter has"
    )
    assert (outages.own, outages.own_now, outages.line.change) == ("", None, None)


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        ("2014,态度,70", "dimension", "unknown"),
        ("2014,,70", "dimension", "missing"),
        ("14,总分,70", "year", "year_unfit"),
        ("2026,总分,70", "year", "year_unfit"),
        ("2014,总分,100.5", "score", "score_unfit"),
        ("2014,总分,七十", "score", "score_unfit"),
        ("2014,总分,70.123", "score", "score_unfit"),
        ("2014,总分,-1", "score", "score_unfit"),
        ("2013,综合,70", "dimension", "repeated"),
    ],
)
def test_a_row_that_does_not_fit_is_named_and_nothing_is_taken_in(
    small: SmallStation, row: str, field: str, code: str
) -> None:
    done = took(small, table("2013,总分,62", row))
    assert [(each.row, each.field, each.code) for each in done.problems] == [(3, field, code)]
    assert small.services.surveys.view(WANG).now is None


def test_an_empty_table_and_one_year_alone(small: SmallStation) -> None:
    assert [each.code for each in took(small, "年度,维度,得分\n").problems] == ["empty"]
    took(small, table("2014,总分,71分"))
    view = small.services.surveys.view(WANG)
    assert (view.before, view.now, view.lines[0].line.before, view.lines[0].line.change) == (
        None,
        2014,
        None,
        None,
    )
    with pytest.raises(RuleBroken, match="survey_unknown"):
        small.services.surveys.view(WANG, 2013)
    with pytest.raises(RuleBroken, match="not_allowed"):
        small.services.surveys.view(LI)


def test_no_name_of_a_dimension_means_two_of_them() -> None:
    dimensions = load_dimensions()
    for each in dimensions:
        for said in (each.code, each.name.zh, each.name.en, *each.also):
            assert [known.code for known in dimensions if known.is_named(said)] == [each.code]
    block = '[[dimension]]\ncode = "A"\nname = { zh = "甲", en = "A" }\n'
    assert len(parse_dimensions(block)) == 1
    with pytest.raises(Exception, match="twice"):
        parse_dimensions(block * 2)
