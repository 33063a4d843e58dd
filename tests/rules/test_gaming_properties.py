"""What holds for the rules on ratings whatever a month looks like."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from counter_tui.domain.gaming.assess import Closer, flags
from counter_tui.domain.gaming.sample import CLOSELY, EVERYBODY, draw
from counter_tui.domain.gaming.signs import signs_of
from counter_tui.domain.gaming.visits import Called, Month, Visit
from support.gaming import FIRST, RULES, plain, visit

EVIDENCE: dict[str, dict[str, Any]] = {
    "fast": {"latency_ms": 600},
    "short": {"served_s": 9},
    "contradicted": {"refused": (1,), "presses_refused": 1},
    "again": {"refused": (5,), "presses_refused": 1},
    "hidden": {"state": "unexplained", "shown_at": None, "sore": ("complaint",)},
    "down": {"state": "device_down"},
    "slow": {"latency_ms": 70_000},
    "late": {"shown_at": FIRST + timedelta(days=20)},
}
"""One more visit that speaks for each of these rules."""


def months(seed: int) -> list[Visit]:
    """A hall of a few clerks with anything in it; the first of them shows more of one sign."""
    random = Random(seed)
    found = []
    for clerk in range(101, 102 + random.randint(0, 3)):
        odd = random.choice(sorted(EVIDENCE)) if clerk == 101 else ""
        for number in range(random.randint(0, 60)):
            said: dict[str, Any] = EVIDENCE[odd] if odd and random.random() < 0.3 else {}
            if not said and random.random() < 0.3:
                said = {"state": random.choice(["declined", "timed_out", "unexplained", "device_down"])}
            found.append(visit(str(clerk), number, **said))
    return found


def raised(visits: list[Visit]) -> set[str]:
    return {each.clerk for each in flags(Month(tuple(visits)), RULES)}


@pytest.mark.parametrize("seed", range(16))
def test_more_of_the_same_evidence_never_takes_a_flag_away(seed: int) -> None:
    """Each further visit of a sort makes its sign no weaker, and once that is strong enough the clerk stays flagged.

    They come on days on which the pad worked: a day without a single question is a broken pad. Between two failures it
    worked as well: those in a row are one.
    """
    rule = sorted(EVIDENCE)[seed % len(EVIDENCE)]
    limit = RULES.limit_of(next(each.share for each in RULES.rules if each.code == rule))
    base = [each for each in months(seed) if each.clerk != "101"]
    own, before, flagged = plain("101", 100), 1.0, False
    for more in range(40):
        at = FIRST + timedelta(days=more % 5, hours=7, minutes=10 + more)
        own.append(visit("101", 100 + more, **{"armed_at": at, "day": at.date(), **EVIDENCE[rule]}))
        if rule == "down":
            between = at + timedelta(seconds=40)
            own.append(visit("101", 200 + more, armed_at=between, shown_at=between, day=at.date()))
        month = Month((*base, *own))
        chance = min(
            (each.chance for each in signs_of(month, RULES)["101"] if each.rule == rule), default=1.0
        )
        assert chance <= before * (1 + 1e-9), (rule, more)
        before, flagged = chance, chance <= limit
        assert not flagged or "101" in raised([*base, *own])
    assert flagged


@pytest.mark.parametrize("seed", range(12))
def test_flags_do_not_depend_on_the_order_of_the_rows_and_name_only_the_clerk_s_own(seed: int) -> None:
    found = months(seed)
    before = flags(Month(tuple(found)), RULES)
    Random(seed).shuffle(found)
    assert flags(Month(tuple(found)), RULES) == before
    owner = {each.visit: each.clerk for each in found}
    assert all(owner[each] == flag.clerk for flag in before for each in flag.visits)
    assert all(flag.visits and flag.signs for flag in before)


@pytest.mark.parametrize("seed", range(6))
def test_a_clerk_with_few_tokens_is_never_flagged_by_a_rule(seed: int) -> None:
    found = [each for each in months(seed) if each.clerk != "101"]
    few = [each for each in months(seed) if each.clerk == "101"][: RULES.fewest - 1]
    assert "101" not in raised([*found, *few])


@pytest.mark.parametrize("seed", range(6))
def test_who_is_called_what_he_says_flags_nobody_but_who_served_him(seed: int) -> None:
    found = months(seed)
    before = raised(found)
    clerk = next(each.clerk for each in found if each.good)
    some = [each for each in found if each.good and each.clerk == clerk][:2]
    month = Month(tuple(found), called=tuple(Called(each.visit, clerk, "denied") for each in some))
    assert {each.clerk for each in flags(month, RULES)} <= before | {clerk}
    assert len(some) < 2 or clerk in {each.clerk for each in flags(month, RULES)}


def seeds(until: int) -> dict[date, bytes]:
    """A hash for each of so many days."""
    days = [date(2025, 11, 3) + timedelta(days=each) for each in range(until)]
    return {day: sha256(day.isoformat().encode()).digest() for day in days}


def test_what_was_drawn_stays_drawn_as_the_month_goes_on() -> None:
    found = [visit(clerk, each) for clerk in ("101", "102") for each in range(520)]
    drawn: tuple[Visit, ...] = ()
    for until in range(1, 27):
        now = draw(found, seeds(until))
        assert set(drawn) <= set(now)
        drawn = now
    for clerk in ("101", "102"):
        assert sum(each.clerk == clerk for each in drawn) == EVERYBODY[True].reach


def called_all(found: list[Visit], reached: Callable[[Visit], bool], closely: bool) -> list[Called]:
    """Everybody drawn is called until nobody more is drawn; who is reached rated so."""
    closer = {"101": Closer(rated=True, unrated=True)} if closely else {}
    said: dict[str, Called] = {}
    while more := [each for each in draw(found, seeds(27), said.values(), closer) if each.visit not in said]:
        for each in more:
            said[each.visit] = Called(each.visit, each.clerk, "confirmed" if reached(each) else "not_reached")
    return list(said.values())


@pytest.mark.parametrize("closely", [False, True])
@pytest.mark.parametrize("good", [True, False])
def test_for_who_is_not_reached_another_is_drawn_until_so_many_were_tried(closely: bool, good: bool) -> None:
    found = [visit("101", each, state="rated" if good else "declined") for each in range(520)]
    some, more = EVERYBODY[good], CLOSELY[good]
    reach = some.reach + (more.reach if closely else 0)
    tries = some.tries + (more.tries if closely else 0)
    assert len(called_all(found, lambda _each: True, closely)) == reach
    assert len(called_all(found, lambda _each: False, closely)) == tries


def test_what_is_drawn_of_everybody_does_not_change_when_a_clerk_is_looked_at_closely() -> None:
    found = [visit(clerk, each) for clerk in ("101", "102") for each in range(300)]
    some = draw(found, seeds(20))
    said = [Called(each.visit, each.clerk, "confirmed") for each in some]
    more = draw(found, seeds(20), said, {"101": Closer(rated=True, unrated=False)})
    assert set(some) <= set(more)
    assert {each.clerk for each in set(more) - set(some)} == {"101"}


def test_the_end_of_a_month_is_called_about_as_its_beginning() -> None:
    """Who helps ratings along in the last week alone is not safe because enough was drawn before."""
    found = [visit("101", each) for each in range(520)]
    days = [each.day.day for each in draw(found, seeds(28))]
    assert min(days) <= 6
    assert max(days) >= 24


def test_visits_behind_a_sign_are_drawn_sooner_than_others() -> None:
    found = [visit("101", each, latency_ms=5_000) for each in range(520)]
    behind = frozenset(each.visit for each in found[::4])
    closer = {"101": Closer(rated=True, unrated=False, first=behind)}
    said = [Called(each.visit, "101", "confirmed") for each in found if each in draw(found, seeds(27))]
    for _batch in range(5):
        known = {each.visit for each in said}
        more = [each for each in draw(found, seeds(27), said, closer) if each.visit not in known]
        said += [Called(each.visit, "101", "confirmed") for each in more]
    later = said[EVERYBODY[True].reach :]
    assert len(later) == 20
    assert sum(each.visit in behind for each in later) >= 8


def test_nothing_is_drawn_of_a_day_that_is_not_over_and_only_good_ratings_are() -> None:
    found = [visit("101", each, level=5 if each % 2 else 1) for each in range(60)]
    assert draw(found, {}) == ()
    assert all(each.good for each in draw(found, seeds(9)))


def test_another_end_of_the_day_draws_others() -> None:
    """Nobody knows which before the last fact of the day is written."""
    found = [visit("101", each) for each in range(20)]
    day = found[0].day
    picks = {draw(found, {day: bytes([each]) * 32})[0].visit for each in range(60)}
    assert len(picks) > 12


def test_each_good_rating_of_a_day_is_drawn_about_as_often() -> None:
    found = [visit("101", each, latency_ms=5_000) for each in range(10)]
    day = found[0].day
    times = dict.fromkeys((each.visit for each in found), 0)
    for each in range(1_000):
        for drawn in draw(found, {day: sha256(b"%d" % each).digest()}):
            times[drawn.visit] += 1
    assert min(times.values()) > 140
    assert max(times.values()) < 270


def test_who_may_have_more_to_tell_is_drawn_sooner() -> None:
    """Whose press came late, when somebody may have talked to him, and who never saw the question."""
    for said, plainly in (
        ({"latency_ms": 9_000}, {"latency_ms": 5_000}),
        ({"state": "unexplained", "shown_at": None}, {"state": "timed_out"}),
    ):
        found = [visit("101", each, **(said if each % 4 == 0 else plainly)) for each in range(520)]
        behind = {each.visit for each in found[::4]}
        drawn = [each for each in draw(found, seeds(27)) if each.visit in behind]
        assert len(drawn) >= EVERYBODY["latency_ms" in said].reach * 0.5


def test_a_later_good_rating_does_not_change_what_was_drawn_before() -> None:
    found = [visit("101", each) for each in range(40)]
    late = replace(found[39], level=5)
    assert draw([*found[:39], late], seeds(1)) == draw(found, seeds(1))
