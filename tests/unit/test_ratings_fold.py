"""A visit's token is the fold of its facts: used once, whatever order they come in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import visit as facts
from counter_tui.domain.facts.base import Erased, Fact, Recorded, Subject
from counter_tui.domain.visit.rating import Token, decide_no_press, decide_press, fold
from counter_tui.services.reference.catalogue import load_ratings

AT = datetime(2025, 11, 20, 4, 0, tzinfo=UTC)
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
    assert (armed.armed_at, armed.facts, armed.head) == (AT + timedelta(seconds=1), 1, sha256(b"\1").digest())


def test_a_rating_keeps_its_reason_and_its_time_and_the_token_the_newest_fact() -> None:
    rated = token(ARMED, facts.RatingGiven(level=2, reason="209"), facts.PressRefused(level=1))
    assert (rated.state, rated.level, rated.reason) == ("rated", 2, "209")
    assert (rated.decided_at, rated.presses_refused) == (AT + timedelta(seconds=2), 1)
    assert (rated.facts, rated.head) == (3, sha256(b"\3").digest())
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
        st.just(facts.RatingDeclined()),
        st.just(facts.RatingTimedOut()),
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
        u for u in uses if isinstance(u, (facts.RatingGiven, facts.RatingDeclined, facts.RatingTimedOut))
    ]
    first = settling[0] if settling else None
    assert folded.level == (first.level if isinstance(first, facts.RatingGiven) else None)
    assert (folded.state == "armed") == (first is None)


def test_a_press_is_decided_by_the_token_and_the_scale() -> None:
    scale = load_ratings()
    armed = token(ARMED)
    given_ = decide_press(armed, scale, 5, "", -3)
    assert given_ == facts.RatingGiven(level=5, latency_ms=0)
    assert decide_press(armed, scale, 4, "", 1200) == facts.RatingGiven(level=4, latency_ms=1200)
    assert decide_press(token(ARMED, given_), scale, 1, "", 0) == facts.PressRefused(level=1)
    for level in (0, 6):
        with pytest.raises(RuleBroken) as refused:
            decide_press(armed, scale, level, "", 0)
        assert (refused.value.code, refused.value.facts) == ("level_unknown", {"level": level})
    with pytest.raises(RuleBroken) as refused:
        decide_press(armed, scale, 5, "none", 0)
    assert (refused.value.code, refused.value.facts) == ("reason_unknown", {"reason": "none"})
    with pytest.raises(RuleBroken) as refused:
        decide_press(None, scale, 5, "", 0)
    assert (refused.value.code, refused.value.facts) == ("no_token", {})


def test_every_reason_of_a_level_is_taken_with_it() -> None:
    scale = load_ratings()
    taken = [
        decide_press(token(ARMED), scale, level.level, reason.code, 0)
        for level in scale.levels
        if level.level > 0
        for reason in scale.reasons_for(level.level)
    ]
    assert taken
    assert all(isinstance(fact, facts.RatingGiven) and fact.reason for fact in taken)


def test_a_used_token_is_neither_declined_nor_timed_out() -> None:
    assert decide_no_press(token(ARMED), "declined") == facts.RatingDeclined()
    assert decide_no_press(token(ARMED), "timed_out") == facts.RatingTimedOut()
    with pytest.raises(RuleBroken) as refused:
        decide_no_press(token(ARMED, facts.RatingGiven(level=5)), "declined")
    assert (refused.value.code, refused.value.facts) == ("token_used", {"state": "rated"})
    with pytest.raises(RuleBroken) as refused:
        decide_no_press(None, "declined")
    assert (refused.value.code, refused.value.facts) == ("no_token", {})
