"""Flags and drawn good ratings of a station's month: who sees them, who looks into them, what the check is worth."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from counter_tui.db import ledger
from counter_tui.db.reading import gaming as rows
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.gaming import FlagChecked
from counter_tui.domain.gaming.decide import is_for_head
from counter_tui.domain.staff.absence import Colleague
from counter_tui.services.ratings.gaming import find, unchecked
from counter_tui.services.reference.gaming import load_gaming
from counter_tui.services.wording.gaming import say_flag, say_row
from support.clocks import NOON
from support.gaming_station import flagged_station, serve, unrated
from support.looking import looked_over
from support.roles import HEAD, staffed
from support.stations import LI, WANG, ZHAO, SmallStation

MONTH = "2025-11"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """A station with a flag on a clerk's month."""
    station = flagged_station(tmp_path)
    yield station
    assert looked_over(station.home).clean
    station.services.close()


def test_a_flag_says_its_figures_and_shows_the_visits_behind_it(small: SmallStation) -> None:
    (line,) = small.services.gaming.month(ZHAO, MONTH).flags
    assert (line.clerk, line.flag.rule, line.check) == (LI.staff_no, "fast", None)
    rules = load_gaming()
    assert (
        say_flag(line.flag, rules)
        .removeprefix("2025-11-20：")
        .startswith("10 次好评里有 10 次在题面出现后 2 秒内按下")
    )
    said = say_row(line.rows[0], NOON, small.services.station.zone)
    assert "0.4 秒" in said
    assert "办了 120 秒" in said
    assert all(row.number and row.level == 5 and row.served_s == 120 for row in line.rows)


def test_a_customer_who_comes_again_is_told_as_a_visit_that_went_badly(small: SmallStation) -> None:
    """The second question of one customer about the same bill within the days that link them."""
    with small.services.base.store.reading() as connection:
        found = find(small.services.base, connection, MONTH, load_gaming())
    assert any("came_again" in each.sore for each in found.read.visits)


def test_nobody_sees_what_is_drawn_or_flagged_of_the_own_ratings(small: SmallStation) -> None:
    drawn = {each.clerk for each in small.services.gaming.month(ZHAO, MONTH).samples}
    assert drawn >= {LI.staff_no, WANG.staff_no}
    assert {each.clerk for each in small.services.gaming.month(WANG, MONTH).samples} == drawn - {
        WANG.staff_no
    }
    with pytest.raises(RuleBroken, match="not_allowed"):
        small.services.gaming.month(LI, MONTH)


def test_a_flag_bars_from_the_award_until_another_lead_found_it_in_order(small: SmallStation) -> None:
    gaming = small.services.gaming
    assert gaming.unchecked(ZHAO, MONTH) == {LI.staff_no}
    with pytest.raises(RuleBroken, match="flag_words_missing"):
        gaming.check(WANG, MONTH, LI.staff_no, "fast", "clean", "  ")
    gaming.check(WANG, MONTH, LI.staff_no, "fast", "unclear", "录像已覆盖")
    with small.services.base.store.reading() as connection:
        assert unchecked(small.services.base, connection, MONTH) == {LI.staff_no}
    gaming.check(HEAD, MONTH, LI.staff_no, "fast", "clean", "问过三位客户，都是自己按的")
    gaming.check(HEAD, MONTH, LI.staff_no, "fast", "clean", "问过三位客户，都是自己按的")
    assert gaming.unchecked(ZHAO, MONTH) == frozenset()
    (line,) = gaming.month(ZHAO, MONTH).flags
    assert line.settled
    assert line.check is not None
    assert line.check.by == HEAD.staff_no
    with small.services.base.store.reading() as connection:
        told = ledger.facts_of(connection, rows.gaming_subject(MONTH))
    assert [each.fact.finding for each in told if isinstance(each.fact, FlagChecked)] == ["unclear", "clean"]
    with pytest.raises(RuleBroken, match="flag_unknown"):
        gaming.check(HEAD, MONTH, WANG.staff_no, "fast", "clean", "没有的标记")


def test_what_a_customer_said_is_kept_and_a_reached_one_is_not_called_twice(
    small: SmallStation,
) -> None:
    gaming = small.services.gaming
    drawn = {each.clerk: each for each in gaming.month(ZHAO, MONTH).samples if each.level}
    own = drawn[WANG.staff_no]
    with pytest.raises(RuleBroken, match="sample_own"):
        gaming.called(WANG, MONTH, own.visit, "confirmed")
    gaming.called(HEAD, MONTH, own.visit, "not_reached")
    with pytest.raises(RuleBroken, match="flag_words_missing"):
        gaming.called(HEAD, MONTH, own.visit, "denied")
    gaming.called(HEAD, MONTH, own.visit, "denied", "客户说当天没有评过")
    with pytest.raises(RuleBroken, match="sample_called"):
        gaming.called(HEAD, MONTH, own.visit, "confirmed")
    with pytest.raises(RuleBroken, match="sample_unknown"):
        gaming.called(HEAD, MONTH, "00" * 16, "confirmed")
    with pytest.raises(RuleBroken, match="sample_outcome"):
        gaming.called(HEAD, MONTH, drawn[LI.staff_no].visit, "kept", level=2)
    view = gaming.month(ZHAO, MONTH)
    assert [each.tries for each in view.samples if each.clerk == WANG.staff_no] == [2]
    assert all(each.clerk != WANG.staff_no for each in view.flags), "one customer may have forgotten"


def test_two_customers_who_deny_raise_a_flag_which_the_clerk_does_not_see(tmp_path: Path) -> None:
    small = staffed(tmp_path)
    for _each in range(6):
        serve(small, WANG, latency_ms=6_000)
    small.clock.advance(timedelta(days=1))
    gaming = small.services.gaming
    assert gaming.month(ZHAO, MONTH).flags == ()
    drawn = [each for each in gaming.month(ZHAO, MONTH).samples if each.clerk == WANG.staff_no and each.level]
    for line in drawn[:2]:
        gaming.called(HEAD, MONTH, line.visit, "denied", "客户说当天没有评过")
    view = gaming.month(ZHAO, MONTH)
    assert [each.flag.rule for each in view.flags if each.clerk == WANG.staff_no] == ["denied"]
    assert all(each.clerk != WANG.staff_no for each in gaming.month(WANG, MONTH).flags)
    gaming.check(HEAD, MONTH, WANG.staff_no, "denied", "manipulated", "录像里是本人按的")
    assert gaming.unchecked(ZHAO, MONTH) >= {WANG.staff_no}
    small.services.close()


def test_who_did_not_rate_is_called_as_well_and_says_how_content_he_was(tmp_path: Path) -> None:
    small = staffed(tmp_path)
    visits = [unrated(small, LI) for _each in range(3)]
    small.clock.advance(timedelta(days=1))
    gaming = small.services.gaming
    drawn = [each for each in gaming.month(ZHAO, MONTH).samples if each.visit in visits]
    one = drawn[0]
    assert (one.level, one.answers) == (0, ("let_be", "kept", "not_reached"))
    unfit: Any = (("kept", 0), ("let_be", 6), ("confirmed", 0), ("not_reached", 3))
    for outcome, level in unfit:
        with pytest.raises(RuleBroken, match="sample_outcome"):
            gaming.called(HEAD, MONTH, one.visit, outcome, level=level)
    gaming.called(HEAD, MONTH, one.visit, "kept", level=2)
    (line,) = (each for each in gaming.month(ZHAO, MONTH).samples if each.visit == one.visit)
    assert (line.outcome, line.content, line.waits) == ("kept", 2, False)
    small.services.close()


def test_what_is_about_a_lead_is_for_the_head_while_there_is_one(tmp_path: Path) -> None:
    small = flagged_station(tmp_path)
    for each in range(10):
        serve(small, WANG, latency_ms=400 + each)
    small.clock.advance(timedelta(days=1))
    services, gaming = small.services, small.services.gaming
    services.staff.add(HEAD, "120", "周平", "lead", "618350")
    other = services.staff.sign_in("120", "618350")
    lines = {each.clerk: each for each in gaming.month(other, MONTH).flags}
    assert {clerk: each.for_head for clerk, each in lines.items()} == {
        LI.staff_no: False,
        WANG.staff_no: True,
    }
    about: Any = (MONTH, WANG.staff_no, lines[WANG.staff_no].flag.rule, "clean", "看过录像")
    for lead, code in ((WANG, "flag_own"), (other, "flag_of_lead")):
        with pytest.raises(RuleBroken, match=code):
            gaming.check(lead, *about)
    for line in gaming.month(HEAD, MONTH).flags:
        if line.clerk == WANG.staff_no:
            gaming.check(HEAD, MONTH, WANG.staff_no, line.flag.rule, "clean", "看过录像")
    assert WANG.staff_no not in gaming.unchecked(ZHAO, MONTH)
    services.close()


def test_while_the_head_is_away_another_lead_looks_into_a_leads_ratings() -> None:
    lead, clerk = Colleague("101", "lead"), Colleague("102", "clerk")
    head = Colleague("106", "head")
    assert is_for_head("101", [lead, clerk, head])
    assert not is_for_head("102", [lead, clerk, head])
    assert not is_for_head("106", [lead, clerk, head])
    for gone in (replace(head, stand_in="101"), replace(head, active=False)):
        assert not is_for_head("101", [lead, clerk, gone])
    assert not is_for_head("101", [lead, clerk])


def test_more_visits_behind_a_checked_flag_open_it_again(small: SmallStation) -> None:
    gaming = small.services.gaming
    gaming.check(HEAD, MONTH, LI.staff_no, "fast", "clean", "问过客户")
    serve(small, LI, latency_ms=500)
    (line,) = (each for each in gaming.month(ZHAO, MONTH).flags if each.clerk == LI.staff_no)
    assert line.check is None
    assert line.before is not None
    assert line.before.words == "问过客户"


@pytest.mark.parametrize(
    ("month", "code"), [("11", "month_unknown"), ("2025-13", "month_unknown"), ("2026-01", "month_ahead")]
)
def test_a_month_that_is_none_or_has_not_begun_is_refused(small: SmallStation, month: str, code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        small.services.gaming.month(ZHAO, month)


def test_a_month_without_ratings_is_empty(small: SmallStation) -> None:
    view = small.services.gaming.month(ZHAO, "2025-09")
    assert (view.tokens, view.flags, view.samples, view.barred) == (0, (), (), ())
