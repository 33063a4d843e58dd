"""The customer's rating: one token a visit, one press, and nothing that staff could press for him."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from counter_tui.db.reading import tokens as rows
from counter_tui.domain.errors import RuleBroken
from counter_tui.services.views.visit import TokenView
from support.looking import looked_over
from support.pressing import declined, rated, timed_out
from support.stations import BILL, LI, LIU, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


def accepted(small: SmallStation, visit: str = "") -> str:
    """A bill question taken down; its visit."""
    draft = small.services.drafts.new(LI, visit=visit, kind=BILL)
    draft = draft.with_values(name="何静", phone="13812340009", fields={"content": "电费多了"})
    return small.services.acceptance.submit(LI, draft).visit


def state(small: SmallStation, visit: str) -> tuple[str, int | None, int]:
    with small.services.base.store.reading() as connection:
        row = rows.of_visits(connection, [bytes.fromhex(visit)])[bytes.fromhex(visit)]
    return row.state, row.level, row.presses_refused


def test_a_second_matter_of_the_visit_arms_no_second_token(small: SmallStation) -> None:
    visit = accepted(small)
    assert accepted(small, visit) == visit
    with small.services.base.store.reading() as connection:
        assert rows.of_visits(connection, [bytes.fromhex(visit)])[bytes.fromhex(visit)].facts == 1


def test_the_first_press_counts_and_a_second_is_kept_as_refused(small: SmallStation) -> None:
    visit = accepted(small)
    assert rated(small.services, visit, 2, latency_ms=-5).state == "rated"
    assert rated(small.services, visit, 5).state == "rated"
    assert state(small, visit) == ("rated", 2, 1)
    with pytest.raises(RuleBroken, match="token_used"):
        declined(small.services, visit)
    assert looked_over(small.home).clean


@pytest.mark.parametrize(("ending", "word"), [(declined, "declined"), (timed_out, "timed_out")])
def test_a_visit_without_a_press_is_never_a_good_rating(
    small: SmallStation, ending: Callable[[Any, str], TokenView], word: str
) -> None:
    visit = accepted(small)
    assert ending(small.services, visit).state == word
    assert rated(small.services, visit, 5).state == word
    assert state(small, visit) == (word, None, 1)
    assert looked_over(small.home).clean


def test_levels_and_reasons_are_those_of_the_scale(small: SmallStation) -> None:
    visit = accepted(small)
    for level in (0, 6, -1):
        with pytest.raises(RuleBroken, match="level_unknown"):
            rated(small.services, visit, level)
    with pytest.raises(RuleBroken, match="reason_unknown"):
        rated(small.services, visit, 5, "no_such_reason")
    assert state(small, visit)[0] == "armed"


@pytest.mark.parametrize("visit", ["", "zz", "11" * 16])
def test_a_visit_without_a_token_cannot_be_rated(small: SmallStation, visit: str) -> None:
    with pytest.raises(RuleBroken, match="no_token"):
        rated(small.services, visit, 5)


def test_the_screen_is_turned_for_the_clerks_latest_visit_of_the_last_two_hours(small: SmallStation) -> None:
    accepted(small)
    small.clock.advance(timedelta(minutes=5))
    second = accepted(small)
    token = small.services.ratings.open_token(LI)
    assert token is not None
    assert (token.visit, token.clerk) == (second, "李敏")
    assert small.services.ratings.open_token(LIU) is None
    small.clock.advance(timedelta(hours=3))
    assert small.services.ratings.open_token(LI) is None


def test_two_tokens_are_used_each_on_its_own(small: SmallStation) -> None:
    first = accepted(small)
    small.clock.advance(timedelta(minutes=5))
    second = accepted(small)
    rated(small.services, second, 5)
    token = small.services.ratings.open_token(LI)
    assert token is not None
    assert token.visit == first
    rated(small.services, first, 1)
    assert (state(small, first), state(small, second)) == (("rated", 1, 0), ("rated", 5, 0))
