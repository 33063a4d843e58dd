"""How long a paper stays valid, and what Space makes of a paper that is on file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.domain.catalogue.models import Paper, Words
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.on_file import Given, counts, months_later, toggled
from counter_tui.services.reference.catalogue import load_catalogue

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
DRAFT = Draft(draft_id="00", visit="00")


def paper(months: int | None) -> Paper:
    """A paper that stays valid so many months."""
    name = Words(zh="产权", en="Property")
    return Paper(
        code="deed",
        name=name,
        classes=("resident",),
        timing="deferrable",
        due_before="answer",
        keeps_months=months,
        source="规则",
    )


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 11, 20), 1, date(2025, 12, 20)),
        (date(2025, 11, 20), 2, date(2026, 1, 20)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 1, 20), -1, date(2024, 12, 20)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_there_is(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@given(DAYS, st.integers(-120, 120))
def test_months_later_is_in_that_month_and_no_later_in_it(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(DAYS, st.integers(1, 120))
def test_looking_back_so_many_months_misses_no_paper_that_still_counts(today: date, months: int) -> None:
    """The store is asked only for what was given since then."""
    since = months_later(today, -months)
    before = Given("deed", "1", since - timedelta(days=1), "", "")
    assert not counts(paper(months), before, today)


def test_a_paper_counts_from_the_day_it_was_given_to_its_last_day() -> None:
    today = date(2025, 11, 20)
    days = [date(2024, 11, 19), date(2024, 11, 20), today, date(2025, 11, 21)]
    assert [counts(paper(12), Given("deed", "1", day, "", ""), today) for day in days] == [
        False,
        True,
        True,
        False,
    ]
    assert not counts(paper(None), Given("deed", "1", today, "", ""), today)
    assert not counts(paper(12), Given("lease", "1", today, "", ""), today)


def test_space_asks_anew_then_says_that_it_is_here_then_goes_back() -> None:
    asked = toggled(DRAFT, "deed", on_file=True)
    assert (asked.asked_anew, asked.papers_shown) == (("deed",), ())
    here = toggled(asked, "deed", on_file=False)
    assert (here.asked_anew, here.papers_shown) == (("deed",), ("deed",))
    assert toggled(here, "deed", on_file=False) == DRAFT


def test_a_letter_of_authority_is_asked_each_time() -> None:
    """What is given for one matter alone stays valid for no other."""
    papers = {paper.code: paper for kind in load_catalogue().kinds for paper in kind.papers}
    assert papers["authority"].keeps_months is None
    assert papers["property"].keeps_for == "place"
    assert papers["commitment"].keeps_months is None
