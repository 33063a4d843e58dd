"""The sixth set of rating months: its halls are whole, its cheats do what they are named for, its customers answer."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest

from support.clerks_hall import Visit
from support.clerks_sixth import HALLS, SEEDS, SixthMonth, Trick, called, month_of, plan, tricks
from support.clerks_sixth_said import says

_HEAVY = [trick for place, trick in enumerate(tricks()) if place // 2 % 3 == 2]


@pytest.fixture(scope="module")
def months() -> list[SixthMonth]:
    """Each way at its strongest, two in a hall."""
    pairs = zip(_HEAVY[::2], _HEAVY[1::2], strict=True)
    return [month_of(f"sixth test {place}", pair) for place, pair in enumerate(pairs)]


def test_the_plan_has_every_way_as_often_and_is_the_same_each_time() -> None:
    planned = list(plan(SEEDS[0], HALLS))
    assert planned == list(plan(SEEDS[0], HALLS)) != list(plan(SEEDS[1], HALLS))
    turns = Counter(trick for _, some in planned for trick in some)
    assert set(turns) == set(tricks())
    assert max(turns.values()) - min(turns.values()) <= 1
    assert sum(not some for _, some in planned) >= HALLS // 3


def test_a_month_follows_from_its_name() -> None:
    name, cheats = "sixth test again", (("two", "careful", 0.7),)
    assert _all_of(month_of(name, cheats)) == _all_of(month_of(name, cheats))
    assert _all_of(month_of(name, cheats)) != _all_of(month_of("sixth test other", cheats))


def test_a_month_is_in_order_and_within_its_calendar(months: list[SixthMonth]) -> None:
    for month in months:
        armed = [each.armed_at for each in month.visits]
        assert armed == sorted(armed)
        assert {at.date() for at in armed} <= set(month.days())
        assert all(each.opened_at < each.armed_at for each in month.visits)


def test_what_became_of_a_question_fits_what_is_kept_of_it(months: list[SixthMonth]) -> None:
    for visit in (each for month in months for each in month.visits):
        assert (visit.level in range(1, 6)) == (visit.state == "rated")
        assert (visit.shown_at is None) <= (visit.state in ("device_down", "unexplained"))
        assert (visit.state == "unexplained") == (visit.decided_at is None)
        if visit.state in ("rated", "declined"):
            assert visit.shown_at is not None
            assert visit.decided_at is not None
            stood = (visit.decided_at - visit.shown_at) / timedelta(milliseconds=1)
            assert visit.latency_ms == pytest.approx(stood, abs=1.1)


def test_no_question_of_a_clerk_stands_while_another_does(months: list[SixthMonth]) -> None:
    for month in months:
        free: dict[str, datetime] = {}
        for visit in month.visits:
            assert visit.armed_at >= free.get(visit.clerk, visit.armed_at)
            free[visit.clerk] = visit.decided_at or visit.armed_at


def test_every_cheat_touches_visits_and_no_honest_clerk_does(months: list[SixthMonth]) -> None:
    found = {truth.style: truth for month in months for truth in month.truths.values()}
    assert set(found) == {"", *(f"{way} {skill}" for way, skill, _ in tricks())}
    for month in months:
        for truth in month.truths.values():
            assert (truth.touched > 0) == bool(truth.style)
            assert truth.touched <= truth.tokens
            assert not truth.to_find or truth.touched >= 8


def test_the_customers_say_the_same_whenever_they_are_called() -> None:
    month = next(found for found in map(_village, range(40)) if found.town.size == "village")
    said = called(month)
    assert said
    assert said == called(month)


@pytest.mark.parametrize(
    ("done", "state", "outcome", "most"),
    [
        ("pressed", "rated", "denied", 0.5),
        ("begged", "rated", "told", 0.45),
        ("", "rated", "confirmed", 0.9),
        ("kept", "timed_out", "kept", 0.5),
        ("", "timed_out", "let_be", 0.8),
    ],
)
def test_what_customers_say_follows_from_what_was_done(
    done: str, state: str, outcome: str, most: float
) -> None:
    at = datetime.fromisoformat("2025-11-20T10:00+08:00")
    visit = Visit("301", "BZ501", "0417000001", at, at, state=state, felt=4, done=done)
    answers = Counter(says(visit, "middling", Random(each), careful=False)[0] for each in range(2000))
    reached = answers.total() - answers["not_reached"]
    assert 0.55 < reached / answers.total() < 0.7
    assert answers[outcome] / reached > most  # type: ignore[index]


def _village(place: int) -> SixthMonth:
    cheats: tuple[Trick, ...] = (("begs", "clumsy", 0.8),)
    return month_of(f"sixth village {place}", cheats)


def _all_of(month: SixthMonth) -> list[tuple[Visit, int, str]]:
    return [(each, each.felt, each.done) for each in month.visits]
