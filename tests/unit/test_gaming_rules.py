"""The rules on a month's ratings, one sentence each: what raises a flag, what does not, and what the flag says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.gaming.assess import assess, flags
from counter_tui.domain.gaming.chance import all_at_once, tail
from counter_tui.domain.gaming.rules import parse_rules
from counter_tui.domain.gaming.visits import Called, Month, Visit
from counter_tui.i18n import set_language
from counter_tui.services.reference.files import shipped
from counter_tui.services.wording.gaming import say_flag
from support.gaming import FIRST, RULES, hall, plain, raised, visit, with_these

CLOSE_MONTH = [
    visit(
        "101",
        each,
        state="timed_out" if each % 4 == 3 else "rated",
        latency_ms=1_500 if each % 8 == 1 else 4_000 + 397 * (each * 7 % 13),
    )
    for each in range(120)
]
"""Fifteen presses too soon, which is not enough for a flag."""


def test_an_ordinary_hall_has_no_flag_and_an_empty_month_has_none() -> None:
    assert flags(Month(()), RULES) == ()
    assert flags(Month(tuple(hall())), RULES) == ()


def test_a_month_of_few_tokens_says_nothing_however_it_looks() -> None:
    few = [visit("101", each, latency_ms=300, level=5, served_s=5) for each in range(RULES.fewest - 1)]
    assert raised(hall(few)) == {}


def test_presses_before_the_question_can_be_read_say_how_many_of_how_many() -> None:
    found = raised(hall(with_these("101", usual=2, times=7, latency_ms=900)))["fast"]
    set_language("en")
    assert say_flag(found, RULES).startswith("7 of 9 good presses came within 2 s of the question")
    set_language("zh")
    assert say_flag(found, RULES).startswith("9 次好评里有 7 次在题面出现后 2 秒内按下")
    assert len(found.visits) == 7


def test_one_day_of_presses_too_soon_is_enough_and_is_named() -> None:
    month = [*plain("101", 100), *(visit("101", 100 + each, latency_ms=700) for each in range(6))]
    found = raised(hall(month))["fast"]
    assert found.signs[0].day is not None
    set_language("en")
    assert say_flag(found, RULES).startswith(found.signs[0].day.isoformat())


def test_a_few_quick_customers_are_nobody_s_fault() -> None:
    assert raised(hall(with_these("101", usual=57, times=3, latency_ms=1_500))) == {}


def test_where_everybody_s_customers_press_soon_nobody_is_flagged() -> None:
    quick = [
        [
            visit(clerk, each, latency_ms=1_500 if each % 5 == 0 else 4_000 + 397 * (each * 7 % 13))
            for each in range(60)
        ]
        for clerk in ("101", "201", "202", "203")
    ]
    assert "fast" not in raised([each for month in quick for each in month])


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("short", {"served_s": 12}),
        ("late", {"shown_at": FIRST + timedelta(days=9)}),
        ("contradicted", {"refused": (1,), "presses_refused": 1}),
        ("again", {"refused": (5,), "presses_refused": 1}),
        ("stalled", {"state": "timed_out", "shown_at": FIRST + timedelta(days=9)}),
    ],
)
def test_a_rule_sees_what_it_is_about_and_shows_the_visits(rule: str, said: dict[str, Any]) -> None:
    month = with_these("101", times=14, **said)
    found = raised(hall(month))[rule]
    assert set(found.visits) <= {each.visit for each in month[-14:]}
    assert len(found.visits) >= 12


def test_ratings_closer_together_than_anybody_can_be_served() -> None:
    close = [
        visit("101", 50 + each, armed_at=FIRST + timedelta(days=9, seconds=20 * each)) for each in range(8)
    ]
    assert len(raised(hall([*plain("101", 40), *close]))["burst"].visits) == 8


def test_fives_that_come_only_while_nobody_else_is_in_the_hall() -> None:
    evening = FIRST + timedelta(hours=11)
    alone = [visit("101", 50 + each, level=5, armed_at=evening + timedelta(days=each)) for each in range(22)]
    assert "alone" in raised(hall([*plain("101", 40), *alone]))


def test_a_clerk_who_is_always_alone_is_compared_with_nothing() -> None:
    alone = [visit("101", each, level=5) for each in range(40)]
    assert "alone" not in raised(alone)


def test_questions_that_are_missing_where_a_bad_rating_was_due() -> None:
    due: dict[str, Any] = {"state": "unexplained", "shown_at": None, "sore": ("complaint",)}
    month = [visit("101", each, **(due if each % 5 == 1 else {})) for each in range(80)]
    assert len(raised(hall(month))["hidden"].visits) == 16


def test_visits_that_went_badly_and_were_rated_are_no_sign() -> None:
    assert "hidden" not in raised(hall(with_these("101", times=9, level=2, sore=("complaint",))))


def test_questions_that_were_never_shown() -> None:
    gone = [
        visit("101", each, state="unexplained", shown_at=None) if each % 2 else visit("101", each)
        for each in range(60)
    ]
    assert len(raised(hall(gone))["unshown"].visits) == 30


def test_days_on_which_a_pad_showed_nothing_at_all_are_a_broken_pad() -> None:
    broken = [visit("101", 60 + each, state="unexplained", shown_at=None) for each in range(20)]
    assert raised(hall([*plain("101", 60), *broken])) == {}


def test_the_turned_screen_beside_a_running_pad() -> None:
    turned = [visit("101", each, pad="turned" if each % 2 else "screen") for each in range(40)]
    assert "turned" in raised(hall(turned))


def test_the_turned_screen_where_no_pad_runs_is_the_way_of_the_hall() -> None:
    turned = [visit("101", each, pad="turned") for each in range(40)]
    assert "turned" not in raised(hall(turned))


def test_presses_in_one_tempo_name_it() -> None:
    steady = [visit("101", 40 + each, latency_ms=2_800 + 15 * each) for each in range(25)]
    found = raised(hall([*plain("101", 40), *steady]))
    assert "tempo" in found
    set_language("en")
    assert "(2.8 - 4.8 s)" in say_flag(found["tempo"], RULES)


def test_ratings_odd_in_two_ways_at_once_need_be_few() -> None:
    soon: dict[str, Any] = {"latency_ms": 1_900, "served_s": 40}
    twice: dict[str, Any] = {"presses_refused": 1, "refused": (5,), "served_s": 40}
    gone: dict[str, Any] = {"state": "declined"}
    odd = [
        visit("101", each, **{1: soon, 6: twice, 3: gone, 8: gone}.get(each % 10, {})) for each in range(70)
    ]
    found = raised(hall(odd))
    assert set(found) == {"odd"}
    assert len(found["odd"].visits) == 14


def test_several_weak_signs_make_one_flag_that_names_each_of_them() -> None:
    odd: dict[int, dict[str, Any]] = {
        1: {"latency_ms": 1_900},
        2: {"refused": (5,), "presses_refused": 1},
        5: {"pad": "turned"},
        7: {"state": "device_down"},
    }
    weak = [
        visit(
            "101",
            each,
            **(odd.get(each % 10, {}) if each % 4 != 3 else {"state": "timed_out"}),
        )
        for each in range(180)
    ]
    found = raised(hall(weak))
    assert set(found) == {"together"}
    set_language("en")
    said = say_flag(found["together"], RULES)
    assert said.startswith("None of these would do alone")
    assert len(found["together"].signs) >= 2


def test_questions_not_shown_and_bad_ratings_that_are_missing_are_taken_together() -> None:
    """Where others have bad ratings; a clerk who only forgets to ask has his share of them."""
    others = [
        [visit(clerk, each, level=2 if each % 8 == 0 else 5) for each in range(120)]
        for clerk in ("201", "202", "203")
    ]
    for level, rule in ((5, {"dodged"}), (2, set())):
        own = [
            visit(
                "101",
                each,
                **(
                    {"state": "unexplained", "shown_at": None}
                    if each % 4 == 3
                    else {"level": level if each % 8 == 0 else 5}
                ),
            )
            for each in range(120)
        ]
        assert set(raised([each for month in (own, *others) for each in month])) & {"dodged"} == rule


def test_the_same_customers_coming_again_and_again() -> None:
    found = raised(hall(with_these("101", times=20, sore=("came_again",))))["returned"]
    assert len(found.visits) >= 20


def test_questions_refused_sooner_than_anybody_reads_them() -> None:
    def refused(after: float) -> list[Visit]:
        own = plain("101", 40)
        for each in range(40, 60):
            at = FIRST + timedelta(days=each // 20, minutes=20 * (each % 20))
            said = {
                "armed_at": at,
                "shown_at": at,
                "decided_at": at + timedelta(seconds=after),
                "state": "declined",
            }
            own.append(visit("101", each, **said))
        return own

    assert len(raised(hall(refused(1.0)))["waved"].visits) == 20
    assert "waved" not in raised(hall(refused(6.0)))


def test_a_clerk_who_always_turns_the_screen_late_keeps_nobody_waiting() -> None:
    slow = [
        visit("101", each, shown_at=FIRST + timedelta(days=each // 20, minutes=20 * (each % 20) + 3))
        for each in range(80)
    ]
    assert {"late", "stalled"} & set(raised(hall(slow))) == set()


def test_the_discontented_who_are_kept_waiting_until_they_go_are_taken_together() -> None:
    """Whatever it is that drives them off: of the troubled none rates, and nobody who rates is discontented."""
    others = [
        [visit(clerk, each, level=2 if each % 8 == 0 else 5) for each in range(120)]
        for clerk in ("201", "202", "203")
    ]
    gone: dict[str, Any] = {"state": "timed_out", "sore": ("complaint",)}
    own = [visit("101", each, **({"level": 5} if each % 4 else gone)) for each in range(120)]
    assert "left" in raised([each for month in (own, *others) for each in month])


def reasoned(clerk: str, often: int, state: str = "rated", **said: Any) -> list[Visit]:
    """Sixty visits: one in so many gives a reason, every second one is what is said."""
    given = {"state": state, **said}
    return [
        visit(clerk, each, reason="" if each % often else "517", **(given if each % 2 else {}))
        for each in range(60)
    ]


def reasoning_hall(own: list[Visit]) -> list[Visit]:
    """Among others one in three of whose customers gives a reason, and one in four walks off."""
    others = [
        replace(each, reason="" if number % 3 else "517")
        for clerk in ("201", "202", "203")
        for number, each in enumerate(plain(clerk))
    ]
    return [*others, *own]


def test_nearly_everybody_rating_with_one_reason_is_taken_together() -> None:
    """Whatever the tempo."""
    found = raised(reasoning_hall(reasoned("101", often=5)))
    assert "pressed" in found
    set_language("zh")
    assert say_flag(found["pressed"], RULES).startswith("单看都不算")


def test_what_speaks_for_a_clerk_is_taken_off_what_speaks_against_him() -> None:
    """As few reasons, but every second customer walks off."""
    assert "pressed" not in raised(reasoning_hall(reasoned("101", often=5, state="timed_out")))


def test_high_levels_with_one_reason_are_taken_together_also_where_customers_walk_off() -> None:
    own = [
        visit(
            "101",
            each,
            level=5 if each % 9 else 4,
            reason="" if each % 5 else "517",
            state="timed_out" if each % 3 == 0 else "rated",
        )
        for each in range(120)
    ]
    assert "coached" in raised(reasoning_hall(own))


@pytest.mark.parametrize(
    ("outcomes", "flagged"),
    [
        (["denied"], False),
        (["denied", "denied"], True),
        (["other_level", "other_level"], False),
        (["confirmed", "not_reached"], False),
        (["denied", "denied", *["confirmed"] * 9], False),
        ([*["denied"] * 4, *["confirmed"] * 9], True),
        ([*["told"] * 3, "confirmed"], True),
        (["told", *["confirmed"] * 9], False),
    ],
)
def test_so_many_who_tell_otherwise_that_they_cannot_all_have_forgotten_are_a_flag(
    outcomes: list[Any], flagged: bool
) -> None:
    """Also in a small month; one has mostly forgotten, and of many two."""
    for month in (plain("101", 20), hall(plain("101"))):
        rated = [each for each in month if each.clerk == "101" and each.good]
        calls = [Called(one.visit, "101", said) for one, said in zip(rated, outcomes, strict=False)]
        assert bool({"denied", "told"} & set(raised(month, *calls))) == flagged


def asked(month: list[Visit], *said: Any, rated: bool = True) -> list[Called]:
    """What so many of the first clerk's customers say, with a rating or without one."""
    fitting = [each for each in month if each.clerk == "101" and (each.good if rated else each.unrated)]
    return [
        Called(one.visit, "101", *(each if isinstance(each, tuple) else (each,)))
        for one, each in zip(fitting, said, strict=False)
    ]


def test_customers_who_rated_themselves_take_off_what_only_the_manner_said() -> None:
    month = reasoning_hall(reasoned("101", often=5))
    assert "pressed" in raised(month)
    assert "pressed" not in raised(month, *asked(month, *["confirmed"] * 14))
    assert "pressed" in raised(month, *asked(month, *["confirmed"] * 6, *["denied"] * 3))


def test_who_was_content_and_let_it_be_takes_off_that_many_do_not_answer() -> None:
    gone = [visit("101", each, state="timed_out" if each % 5 else "rated") for each in range(120)]
    assert "declined" in raised(hall(gone))
    assert "declined" not in raised(hall(gone), *asked(gone, *[("let_be", 5)] * 14, rated=False))


def test_discontented_who_say_that_they_were_kept_from_rating_are_a_flag() -> None:
    """One of them blames anybody; a content customer without a rating says nothing against the clerk."""
    month = hall(plain("101", 100))
    sour: Any = [("kept", 2)] * 4
    assert "kept" in raised(month, *asked(month, *sour, ("let_be", 5), rated=False))
    assert "kept" not in raised(month, *asked(month, *sour[:1], *[("let_be", 5)] * 6, rated=False))
    assert raised(month, *asked(month, *[("kept", 5)] * 6, rated=False)) == {}


def test_forgetting_to_ask_whomever_it_is_keeps_nobody_from_rating() -> None:
    """As many say that they were not asked: of one clerk the discontented, of the other anybody."""
    month = hall(plain("101", 200))
    anybody: Any = [*[("kept", 5)] * 7, *[("kept", 4)] * 6, *[("let_be", 5)] * 6, *[("let_be", 4)] * 4]
    only_sour: Any = [*[("kept", 4)] * 5, *[("kept", 2)] * 8, *[("let_be", 5)] * 6, *[("let_be", 4)] * 4]
    assert "kept" not in raised(month, *asked(month, *anybody, rated=False))
    assert "kept" in raised(month, *asked(month, *only_sour, rated=False))


def test_a_few_accounts_that_rate_a_clerk_again_and_again_are_seen_whatever_they_come_for() -> None:
    def of_accounts(count: int) -> list[Visit]:
        return [visit("101", each, account=f"{each % count:010d}", kind=f"BZ{each}") for each in range(60)]

    assert "regulars" in raised(hall(of_accounts(20)))
    assert "regulars" not in raised(hall(of_accounts(60)))


def test_who_has_his_share_of_bad_ratings_keeps_hardly_anybody_from_rating() -> None:
    """The same is said of both; one has as many bad ratings as the others or more, the other none."""
    others = [
        [visit(clerk, each, level=2 if each % 8 == 0 else 5) for each in range(120)]
        for clerk in ("201", "202", "203")
    ]

    def said(every: int) -> set[str]:
        own = [
            visit(
                "101",
                each,
                **({"state": "timed_out"} if each % 4 == 3 else {"level": 5 if each % every else 2}),
            )
            for each in range(120)
        ]
        sour: Any = [*[("kept", 2)] * 3, *[("let_be", 5)] * 5]
        return set(
            raised([each for month in (own, *others) for each in month], *asked(own, *sour, rated=False))
        )

    assert "kept" in said(every=1000)
    assert "kept" not in said(every=6)


def test_customers_who_were_told_and_discontented_ones_who_did_not_rate_are_taken_together() -> None:
    month = hall(plain("101", 200))
    told = asked(month, *["told"] * 2, *["confirmed"] * 9)
    sour: Any = [*[("kept", 2)] * 2, *[("let_be", 5)] * 3]
    left = asked(month, *sour, rated=False)
    assert "leaned" not in raised(month, *told)
    found = raised(month, *told, *left)
    set_language("en")
    assert say_flag(found["leaned"], RULES).startswith("of 16 customers who were reached, 4 were told")


def test_more_customers_are_called_of_a_month_close_to_a_flag_until_it_is_settled() -> None:
    close, others = CLOSE_MONTH, hall()
    assert "101" in assess(Month(tuple(hall(close))), RULES).closely
    blatant = hall(with_these("101", times=20, latency_ms=600))
    assert "101" in assess(Month(tuple(blatant)), RULES).closely
    certain = tuple(asked(blatant, *["denied"] * 6))
    assert "101" not in assess(Month(tuple(blatant), called=certain), RULES).closely
    told = Called(next(each.visit for each in others if each.clerk == "201" and each.good), "201", "denied")
    assert "201" in assess(Month(tuple(others), called=(told,)), RULES).closely


def test_some_who_deny_and_some_who_were_told_are_taken_together() -> None:
    """Who has the pad in his own hand is seen by some of the customers and not by others."""
    month = hall(plain("101", 100))
    said = (*["denied"] * 2, *["told"] * 2, *["confirmed"] * 8)
    set_language("en")
    found = raised(month, *asked(month, *said))
    assert say_flag(found["handled"], RULES).startswith(
        "of 12 customers with a good rating who were reached, 4 had not"
    )
    assert "handled" not in raised(month, *asked(month, "denied", "told", *["confirmed"] * 18))


def test_nobody_is_called_about_what_calls_cannot_settle() -> None:
    """However content those were before whom the pad failed, it may have been made to: a further one says no more."""
    own = [
        replace(each, state="device_down", level=None, latency_ms=0) if at % 8 == 1 else each
        for at, each in enumerate(plain("101", 120))
    ]
    month = hall(own)
    closer = assess(Month(tuple(month)), RULES).closely["101"]
    assert closer.unrated
    content = (*asked(month, *[("let_be", 5)] * 30, rated=False), *asked(month, *["confirmed"] * 20))
    assert "101" not in assess(Month(tuple(month), called=content), RULES).closely


def test_half_days_that_end_without_a_question_are_seen() -> None:
    """The pad worked before on each of them; a clerk who forgets one now and then is not one who takes it away."""
    dark = [
        visit("101", each, **({"state": "unexplained", "shown_at": None} if each % 40 > 36 else {}))
        for each in range(240)
    ]
    assert "dark" in raised(hall(dark))
    some = [
        visit("101", each, **({"state": "unexplained", "shown_at": None} if each % 20 in (3, 11) else {}))
        for each in range(120)
    ]
    assert "dark" not in raised(hall(some))


def test_a_pad_that_is_broken_for_a_while_has_failed_once() -> None:
    """At every visit of that while there is no question, whoever sits before it; one that works in between is odd."""
    broken = [
        visit("101", each, **({"state": "device_down"} if 60 <= each < 70 else {})) for each in range(120)
    ]
    assert "down" not in raised(hall(broken))
    scattered = [
        visit("101", each, **({"state": "device_down"} if each % 4 == 1 else {})) for each in range(120)
    ]
    assert len(raised(hall(scattered))["down"].visits) >= 5


def test_those_before_a_pad_that_failed_take_off_that_it_was_made_to() -> None:
    month = hall(
        [visit("101", each, **({"state": "device_down"} if each % 8 == 1 else {})) for each in range(120)]
    )
    assert "down" in raised(month)
    assert "down" not in raised(month, *asked(month, *[("let_be", 5)] * 14, rated=False))


def test_who_is_quick_all_day_is_held_against_the_own_pace() -> None:
    """A desk for questions that take forty seconds is no clerk of whose visits some take a tenth of the others."""
    quick = [
        visit(
            "101",
            each,
            kind="ask",
            served_s=(24, 33, 41, 52)[each % 4],
            armed_at=FIRST + timedelta(seconds=50 * each),
        )
        for each in range(120)
    ]
    others = [visit(clerk, each, kind="ask") for clerk in ("201", "202") for each in range(12)]
    assert not {"short", "burst", "odd", "made"} & set(raised([*hall(quick), *others]))
    some = [visit("101", each, kind="ask", served_s=150 if each % 4 else 12) for each in range(120)]
    assert "short" in raised([*hall(some), *others])


def test_short_work_is_held_against_others_work_of_its_kind() -> None:
    """Who does the quick work only is as quick as the others are at it."""
    others = [
        visit(clerk, each, kind="long" if each % 4 else "quick", served_s=300 if each % 16 else 20)
        for clerk in ("201", "202", "203")
        for each in range(120)
    ]
    own = [visit("101", each, kind="quick", served_s=300 if each % 3 else 20) for each in range(60)]
    assert "short" not in raised([*others, *own])
    assert "short" in raised([*others, *(replace(each, kind="long") for each in own)])


def test_all_rules_share_one_budget_of_false_flags() -> None:
    shares = [RULES.limit_of(each.share) for each in RULES.rules]
    shares += [RULES.limit_of(each.share) for each in RULES.joined]
    shares.append(RULES.limit_of(RULES.together))
    assert sum(shares) == pytest.approx(RULES.budget)
    assert RULES.budget <= 0.085


def test_the_chance_of_as_many_hits_is_that_of_counting_them_out() -> None:
    assert tail(3, 3, 0.5, 0.001) == pytest.approx(0.125, rel=0.01)
    assert tail(1, 4, 0.5, 0.001) == 1.0
    assert tail(9, 10, 0.5, 0.2) > tail(9, 10, 0.5, 0.01)
    assert all_at_once([0.5]) == pytest.approx(0.5)
    assert all_at_once([0.04, 0.04]) < 0.04


def test_a_sentence_that_names_a_figure_nobody_has_is_refused() -> None:
    with pytest.raises(CatalogueBroken):
        parse_rules(shipped("gaming.toml").replace("{k} of {n} good presses", "{m} of {n} good presses"))
    with pytest.raises(CatalogueBroken):
        parse_rules(shipped("gaming.toml").replace('code = "rhythm"', 'code = "fast"'))
