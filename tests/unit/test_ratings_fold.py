"""A visit's token is the fold of its facts: used once, whatever order they come in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import visit as facts
from counter_tui.domain.facts.base import Erased, Fact, Recorded, Subject
from counter_tui.domain.visit.rating import (
    OPEN_FOR,
    PRESS_WITHIN,
    REASON_WITHIN,
    Token,
    decide_failed,
    decide_no_press,
    decide_press,
    decide_reason,
    decide_show,
    fold,
    standing,
)
from counter_tui.services.reference.catalogue import load_ratings

AT = datetime(2025, 11, 20, 4, 0, tzinfo=UTC)
SHOWN = facts.TokenShown(pad="screen")
NO_PRESS: tuple[Literal["declined", "timed_out"], ...] = ("declined", "timed_out")
ARMED = facts.TokenArmed(clerk="102", matter="0f" * 16)


def told(*what: Fact, epoch: bytes = b"e") -> list[Recorded]:
    """These facts, a second apart."""
    return [
        Recorded(
            fact=fact,
            fact_id=bytes([seq]) * 16,
            subject=Subject("visit", b"v" * 16),
            epoch=epoch,
            seq=seq,
            hlc=f"{seq:015d}.00000.0a",
            at=AT + timedelta(seconds=seq),
            actor="customer",
            seen=b"",
            hash=sha256(bytes([seq])).digest(),
        )
        for seq, fact in enumerate(what, 1)
    ]


def token(*what: Fact) -> Token:
    folded = fold(told(*what))
    assert folded is not None
    return folded


def test_before_it_was_armed_there_is_no_token() -> None:
    assert fold([]) is None
    assert fold(told(facts.RatingGiven(level=5))) is None


def test_an_armed_token_has_no_level() -> None:
    armed = token(ARMED)
    assert (armed.state, armed.level, armed.clerk, armed.decided_at) == ("armed", None, "102", None)
    assert (armed.visit, armed.matter, armed.series) == (b"v" * 16, "0f" * 16, ARMED.series)
    assert (armed.armed_at, armed.facts, armed.head) == (AT + timedelta(seconds=1), 1, b"\1" * 16)


def test_a_rating_keeps_its_reason_and_its_time_and_the_token_the_newest_fact() -> None:
    rated = token(ARMED, facts.RatingGiven(level=2, reason="209"), facts.PressRefused(level=1))
    assert (rated.state, rated.level, rated.reason) == ("rated", 2, "209")
    assert (rated.decided_at, rated.presses_refused) == (AT + timedelta(seconds=2), 1)
    assert (rated.facts, rated.head) == (3, b"\3" * 16)
    for fact, state in ((facts.RatingDeclined(), "declined"), (facts.RatingTimedOut(), "timed_out")):
        other = token(ARMED, fact)
        assert (other.state, other.decided_at, other.level) == (state, AT + timedelta(seconds=2), None)


@pytest.mark.parametrize(
    ("first", "state", "level"),
    [
        (facts.RatingGiven(level=1, reason="slow"), "rated", 1),
        (facts.RatingDeclined(), "declined", None),
        (facts.RatingTimedOut(), "timed_out", None),
    ],
)
def test_the_first_use_settles_it_and_later_presses_count_for_nothing(
    first: Fact, state: str, level: int | None
) -> None:
    """Also a rating that another PC took while this one had settled the token."""
    used = token(
        ARMED, first, facts.PressRefused(level=5), facts.RatingGiven(level=5), facts.RatingDeclined()
    )
    assert (used.state, used.level, used.presses_refused, used.facts) == (state, level, 2, 5)
    assert used.decided_at == AT + timedelta(seconds=2)


def test_a_second_arming_changes_nothing() -> None:
    again = token(ARMED, replace_clerk(), facts.RatingGiven(level=4))
    assert (again.clerk, again.state, again.level) == ("102", "rated", 4)


def replace_clerk() -> facts.TokenArmed:
    return facts.TokenArmed(clerk="103", matter="0e" * 16)


USES = st.lists(
    st.one_of(
        st.builds(facts.RatingGiven, level=st.integers(1, 5)),
        st.builds(facts.PressRefused, level=st.integers(1, 5)),
        st.builds(facts.ReasonGiven, reason=st.sampled_from(("E101", "E201"))),
        st.just(facts.RatingDeclined()),
        st.just(facts.RatingTimedOut()),
        st.just(facts.TokenShown(pad="turned")),
        st.just(facts.PadFailed(pad="turned")),
        st.just(replace_clerk()),
        st.just(Erased(original="RatingGiven")),
    ),
    max_size=8,
)


@given(USES, st.randoms(use_true_random=False))
def test_the_fold_is_the_same_in_any_order_and_a_level_is_the_customers_first(
    uses: list[Fact], random: Random
) -> None:
    recorded = told(ARMED, *uses)
    folded = fold(recorded)
    assert folded == fold(random.sample(recorded, len(recorded)))
    assert folded is not None
    assert folded.facts == len(recorded)
    assert folded.clerk == "102"
    settling = [
        each
        for each in uses
        if isinstance(each, (facts.RatingGiven, facts.RatingDeclined, facts.RatingTimedOut, facts.PadFailed))
    ]
    first = settling[0] if settling else None
    assert folded.level == (first.level if isinstance(first, facts.RatingGiven) else None)
    assert (folded.state == "armed") == (first is None)
    after = uses[uses.index(first) :] if isinstance(first, facts.RatingGiven) else []
    said = [each.reason for each in after if isinstance(each, facts.ReasonGiven)]
    assert folded.reason == (said[0] if said else "")


def test_a_press_is_decided_by_the_token_and_the_scale() -> None:
    scale = load_ratings()
    shown = token(ARMED, SHOWN)
    given_ = decide_press(shown, scale, "screen", 5, "", -3)
    assert given_ == facts.RatingGiven(level=5, latency_ms=0, pad="screen")
    late = decide_press(shown, scale, "screen", 4, "", 1200)
    assert late == facts.RatingGiven(level=4, latency_ms=1200, pad="screen")
    again = decide_press(token(ARMED, SHOWN, given_), scale, "turned", 1, "", 0)
    assert again == facts.PressRefused(level=1, pad="turned")
    for level in (0, 6):
        with pytest.raises(RuleBroken) as refused:
            decide_press(shown, scale, "screen", level, "", 0)
        assert (refused.value.code, refused.value.facts) == ("level_unknown", {"level": level})
    with pytest.raises(RuleBroken) as refused:
        decide_press(shown, scale, "screen", 5, "none", 0)
    assert (refused.value.code, refused.value.facts) == ("reason_unknown", {"reason": "none"})
    with pytest.raises(RuleBroken) as refused:
        decide_press(None, scale, "screen", 5, "", 0)
    assert (refused.value.code, refused.value.facts) == ("no_token", {})


@pytest.mark.parametrize("told_", [(ARMED,), (ARMED, facts.TokenShown(pad="turned"))])
def test_a_press_counts_only_on_the_pad_that_shows_the_question(told_: tuple[Fact, ...]) -> None:
    with pytest.raises(RuleBroken, match="not_shown"):
        decide_press(token(*told_), load_ratings(), "screen", 5, "", 0)
    for outcome in NO_PRESS:
        with pytest.raises(RuleBroken, match="not_shown"):
            decide_no_press(token(*told_), "screen", outcome)


def test_a_low_level_counts_before_its_reason_which_is_added_once_and_in_time() -> None:
    scale, at = load_ratings(), AT + timedelta(seconds=3)
    pressed = decide_press(token(ARMED, SHOWN), scale, "screen", 2, "", 900)
    rated = token(ARMED, SHOWN, pressed)
    assert (rated.state, rated.level, rated.reason, rated.decided_at) == ("rated", 2, "", at)
    said = decide_reason(rated, scale, "screen", "E201", at + REASON_WITHIN)
    assert said == facts.ReasonGiven(reason="E201", pad="screen")
    known = token(ARMED, SHOWN, pressed, said)
    assert (known.state, known.level, known.reason, known.decided_at) == ("rated", 2, "E201", at)
    assert known.presses_refused == 0
    over = at + REASON_WITHIN + timedelta(milliseconds=1)
    for wrong, pad, reason, when, code in (
        (None, "screen", "E201", at, "no_token"),
        (token(ARMED, SHOWN), "screen", "E201", at, "not_rated"),
        (token(ARMED, SHOWN, facts.RatingDeclined()), "screen", "E201", at, "not_rated"),
        (rated, "turned", "E201", at, "not_shown"),
        (known, "screen", "E201", at, "reason_said"),
        (rated, "screen", "E201", over, "reason_late"),
        (rated, "screen", "E101", at, "reason_unknown"),
        (rated, "screen", "", at, "reason_unknown"),
    ):
        with pytest.raises(RuleBroken) as refused:
            decide_reason(wrong, scale, pad, reason, when)  # type: ignore[arg-type]
        assert refused.value.code == code


def test_every_reason_of_a_level_is_taken_with_it() -> None:
    scale = load_ratings()
    taken = [
        decide_press(token(ARMED, SHOWN), scale, "screen", level.level, reason.code, 0)
        for level in scale.levels
        if level.level > 0
        for reason in scale.reasons_for(level.level)
    ]
    assert taken
    assert all(isinstance(fact, facts.RatingGiven) and fact.reason for fact in taken)


def test_a_used_token_is_neither_declined_nor_timed_out() -> None:
    shown = token(ARMED, SHOWN)
    assert decide_no_press(shown, "screen", "declined") == facts.RatingDeclined(pad="screen")
    assert decide_no_press(shown, "screen", "timed_out") == facts.RatingTimedOut(pad="screen")
    with pytest.raises(RuleBroken) as refused:
        decide_no_press(token(ARMED, facts.RatingGiven(level=5)), "screen", "declined")
    assert (refused.value.code, refused.value.facts) == ("token_used", {"state": "rated"})
    with pytest.raises(RuleBroken) as refused:
        decide_no_press(None, "screen", "declined")
    assert (refused.value.code, refused.value.facts) == ("no_token", {})


def test_the_question_is_shown_once_the_token_is_armed_and_while_the_customer_is_there() -> None:
    armed = token(ARMED)
    assert decide_show(armed, "tablet", armed.armed_at + OPEN_FOR) == facts.TokenShown(pad="tablet")
    for wrong, when, code in (
        (None, armed.armed_at, "no_token"),
        (token(ARMED, facts.RatingGiven(level=5)), armed.armed_at, "token_used"),
        (armed, armed.armed_at + OPEN_FOR + timedelta(seconds=1), "token_over"),
    ):
        with pytest.raises(RuleBroken, match=code):
            decide_show(wrong, "tablet", when)


def test_a_pad_failed_when_nobody_answered_in_the_time_for_a_press() -> None:
    shown = token(ARMED, SHOWN)
    assert shown.shown_at is not None
    over = shown.shown_at + PRESS_WITHIN + timedelta(seconds=1)
    assert decide_failed(shown, over) == facts.PadFailed(pad="screen")
    assert decide_failed(shown, shown.shown_at + PRESS_WITHIN) is None
    for other in (None, token(ARMED), token(ARMED, SHOWN, facts.RatingDeclined())):
        assert decide_failed(other, over) is None


def test_what_nobody_answered_has_no_explanation_or_its_pad_stopped() -> None:
    at = token(ARMED).armed_at
    over = at + OPEN_FOR + timedelta(seconds=1)
    assert standing("armed", at, False, at + OPEN_FOR) == "armed"
    assert standing("armed", at, False, over) == "unexplained"
    assert standing("armed", at, True, over) == "device_down"
    assert standing("declined", at, True, over) == "declined"
