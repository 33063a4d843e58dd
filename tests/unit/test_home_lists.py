"""How the first screen's lists say when something is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from counter_tui.i18n import Language, _, set_language
from counter_tui.screens.home.columns import fitting_day, room
from counter_tui.screens.home.lists import KINDS
from counter_tui.services.wording.actions import say_origin
from counter_tui.widgets.cells import width


@pytest.fixture(params=["zh", "en"], autouse=True)
def spoken(request: pytest.FixtureRequest) -> Iterator[Language]:
    """One of the two languages; Chinese again afterwards."""
    language: Language = request.param
    set_language(language)
    yield language
    set_language("zh")


@pytest.mark.parametrize("day", [date(2027, 1, 4), date(2026, 11, 30), date(2027, 12, 31), date(2028, 2, 29)])
def test_a_day_of_another_year_is_whole_and_fits_its_column(day: date) -> None:
    said = fitting_day(day, date(2026, 12, 30))
    assert width(said) <= room()
    assert str(day.day) in said
    assert day.year == 2026 or str(day.year) in said


def test_headings_and_words_of_one_sense_are_not_lent_to_another() -> None:
    """In Chinese a paper owed is no printer's paper, who calls is no first contact, a hall's check compares nothing."""
    set_language("zh")
    assert _(KINDS["papers"].headings[1]) == _(KINDS["stopped"].headings[1]) == "材料"
    assert _(KINDS["calls"].headings[2]) == "上报人"
    assert say_origin("check") == "厅堂检查"
    assert _("came back within 30 days") == "30 天内再现"
