"""The site card: somebody who is here answers for the station, and it is inspected in its rhythm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.checks import CheckAnswer
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.views.site_card import CardView
from support.looking import looked_over
from support.stations import LI, WANG, SmallStation, open_small_station

HEAD = Actor("106", "赵所", "head")
PHONE = "0571-86612345"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path, empty=True)
    station.services.staff.add(WANG, HEAD.staff_no, HEAD.name, HEAD.role, "729461")
    yield station
    station.services.close()


def filled(small: SmallStation, who: str = "103", deputy: str = "106", days: int = 7) -> CardView:
    """The card, filled in by 王强."""
    return small.services.site_card.set(WANG, who, deputy, PHONE, days)


def waits(small: SmallStation) -> str:
    """What the first screen of the lead says first of what the brief has as rows."""
    found = small.services.home.view(WANG).card_gap
    rows = small.services.brief.of(WANG).brief.figure("site_card").rows or ()
    groups = {row.group for row in rows}
    assert groups == set(small.services.site_card.view(WANG).gaps)
    assert found in groups or not (found or groups)
    assert small.services.home.view(LI).card_gap == ""
    return found


def test_leads_are_told_until_somebody_is_named(small: SmallStation) -> None:
    assert waits(small) == "nobody"
    view = filled(small)
    assert view.card is not None
    assert (view.card.responsible_name, view.card.deputy_name, view.card.set_by) == ("刘伟", "赵所", "王强")
    assert (view.gaps, waits(small)) == ((), "")
    assert looked_over(small.home).clean


def test_every_state_of_the_card_is_kept_and_saving_it_unchanged_writes_nothing(small: SmallStation) -> None:
    filled(small)
    assert len(filled(small).history) == 1
    small.clock.advance(timedelta(hours=1))
    view = filled(small, "102")
    assert [each.responsible for each in view.history] == ["102", "103"]


def test_who_has_left_answers_for_nothing_and_leads_are_told(small: SmallStation) -> None:
    filled(small, "103", "106")
    small.services.staff.leave(WANG, "106")
    assert waits(small) == "deputy_left"
    small.services.staff.leave(WANG, "103")
    assert waits(small) == "left"
    assert small.services.site_card.view(LI).gaps == ("left", "deputy_left")


@pytest.mark.parametrize("list_code", ["weekly", "monthly"])
def test_a_weekly_or_monthly_check_is_the_inspection_the_rhythm_asks_for(
    small: SmallStation, list_code: str
) -> None:
    assert filled(small, days=3).due_on == date(2025, 11, 23)
    small.clock.advance(timedelta(days=2))
    assert waits(small) == ""
    small.clock.advance(timedelta(days=1))
    assert waits(small) == "inspection"
    items = next(each for each in small.services.checks.lists(WANG) if each.list == list_code).items
    answers = [CheckAnswer(item=each.item, result="ok") for each in items if each.required]
    small.services.checks.done(WANG, list_code, answers[:-1])
    assert waits(small) == "inspection"
    small.services.checks.done(WANG, list_code, answers[-1:])
    view = small.services.site_card.view(LI)
    assert (waits(small), view.inspected_on, view.due_on) == ("", date(2025, 11, 23), date(2025, 11, 26))


def test_a_daily_check_is_no_inspection(small: SmallStation) -> None:
    filled(small, days=1)
    small.clock.advance(timedelta(days=1))
    items = next(each for each in small.services.checks.lists(WANG) if each.list == "five_s").items
    small.services.checks.done(WANG, "five_s", [CheckAnswer(item=each.item, result="ok") for each in items])
    assert waits(small) == "inspection"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("", "", PHONE, 7), "card_nobody"),
        (("999", "", PHONE, 7), "staff_unknown"),
        (("103", "103", PHONE, 7), "card_deputy_same"),
        (("103", "", "", 7), "card_phone_missing"),
        (("103", "", "12", 7), "unit_phone_unfit"),
        (("103", "", PHONE, 0), "card_rhythm"),
        (("103", "", PHONE, 93), "card_rhythm"),
    ],
)
def test_what_is_no_card_is_refused_and_nothing_is_written(
    small: SmallStation, given: tuple[str, str, str, int], code: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        small.services.site_card.set(WANG, *given)
    assert broken.value.code == code
    assert small.services.site_card.view(WANG).card is None


def test_the_sheet_of_a_week_names_who_answered_for_the_station_at_its_end(small: SmallStation) -> None:
    monday = date(2025, 11, 17)
    assert "服务站负责人" not in small.services.sheets.text(WANG, "weekly", monday)
    filled(small)
    small.clock.advance(timedelta(days=7))
    filled(small, "102")
    head = "服务站负责人：{}，电话 0571-86612345"
    for day, name in ((monday, "刘伟"), (monday + timedelta(days=7), "李敏")):
        assert head.format(name) in small.services.sheets.text(WANG, "weekly", day).replace("\n", "")
    assert "服务站负责人" not in small.services.sheets.text(WANG, "daily", monday + timedelta(days=7))
