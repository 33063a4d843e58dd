"""Who answers in the end: chains of stand-ins, rounds that only two PCs can make, and whose lead it comes to."""

from __future__ import annotations

import itertools

import pytest

from counter_tui.domain.staff.absence import Colleague, Standing, standing


def test_who_is_here_answers_for_himself_and_a_chain_is_followed_to_its_end() -> None:
    now = Standing({"1": "2", "2": "3"}, "9")
    assert [now.answering(who) for who in ("1", "2", "3", "4")] == ["3", "3", "3", "4"]
    assert now.stands_in_for("3") == {"1", "2"}
    assert now.stands_in_for("9") == frozenset()


@pytest.mark.parametrize("length", [2, 3, 4, 5])
def test_a_round_of_any_length_ends_at_the_lead_from_wherever_it_is_entered(length: int) -> None:
    ring = [str(each) for each in range(length)]
    away = dict(itertools.pairwise([*ring, ring[0]])) | {"8": "0"}
    now = Standing(away, "9")
    assert {now.answering(who) for who in away} == {"9"}
    assert now.stands_in_for("9") == set(away)


def test_without_any_lead_the_first_contact_answers_himself() -> None:
    assert Standing({"1": "2", "2": "1"}).answering("1") == "1"


def test_the_lead_is_who_signed_in_last_as_one_and_is_here() -> None:
    people = [
        Colleague("1", "head"),
        Colleague("2", "lead", stand_in="3"),
        Colleague("3", "lead"),
        Colleague("4", "lead"),
        Colleague("5", "clerk", active=False),
    ]
    assert standing(people, "4").lead == "4"
    assert standing(people, "2").lead == "3"
    assert standing(people).lead == "3"
    assert standing(people[:2]).lead == "1"
    assert standing(people[4:]).answering("5") == "5"
    # No lead is here: whoever stands in for one, and at last the lead himself.
    away = [
        Colleague("1", "lead", stand_in="2"),
        Colleague("2", "clerk"),
        Colleague("3", "clerk", active=False),
    ]
    assert standing(away, "1").answering("3") == "2"
    round_ = [Colleague("1", "lead", stand_in="2"), Colleague("2", "clerk", stand_in="1")]
    assert standing(round_, "1").answering("2") == "1"
    assert standing(people, "4").answering("5") == "4"
