"""What a brief makes of rows and facts: how far a time is believed, what counts once, what comes first."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from counter_tui.domain.brief.compile import compiled, first_day, told_by_facts, undone
from counter_tui.domain.brief.models import FIGURES, Figure, Item
from counter_tui.domain.brief.rank import WEIGHTS, rank
from counter_tui.domain.brief.served import length_of, mark, typical
from counter_tui.domain.facts.base import Fact, Recorded, Subject
from counter_tui.domain.facts.matter import ActUndone, MatterCorrected
from counter_tui.domain.facts.voice import WordingHeld
from counter_tui.services.reference.calendar import load_calendar

AT = datetime(2025, 11, 20, 2, tzinfo=UTC)


def item(id_: str, *, opens: str = "", count: int = 0, late: bool = False, group: str = "") -> Item:
    """A row about a matter."""
    return Item(
        id=id_, kind="matter", opens=opens or id_, name=id_, count=count, late=late, group=group, at=AT
    )


def entry(number: int, fact: Fact, actor: str = "102") -> Recorded:
    """A fact as it stands in the ledger."""
    id_ = bytes([number]) * 16
    return Recorded(fact, id_, Subject("matter", b"m" * 16), b"e", number, f"{number}", AT, actor, b"", b"")


def correction(number: int, actor: str = "102") -> Recorded:
    """A particular was put right."""
    return entry(number, MatterCorrected(field="phone", was="1", now="2"), actor)


@pytest.mark.parametrize(
    ("seconds", "typed", "clock_ok", "said"),
    [
        (90, False, True, "measured"),
        (1, False, True, "measured"),
        (0, False, True, "unknown"),
        (1800, False, True, "measured"),
        (1801, False, True, "idle"),
        (90, False, False, "unknown"),
        (90, True, False, "edited"),
    ],
)
def test_a_length_says_how_far_it_can_be_believed(
    seconds: int, typed: bool, clock_ok: bool, said: str
) -> None:
    assert mark(timedelta(seconds=seconds), typed=typed, clock_ok=clock_ok) == said


def test_a_clock_that_went_back_gives_no_negative_length() -> None:
    assert length_of(AT, AT - timedelta(seconds=5)) == 0


def test_the_middle_length_leaves_out_what_was_not_measured() -> None:
    rows = [item(str(n), count=n, group="measured") for n in (10, 20, 90)] + [
        item("x", count=9999, group="idle")
    ]
    assert typical(rows) == 20
    assert typical(rows[3:]) is None


def test_only_ones_own_act_is_taken_back() -> None:
    acts = [correction(1), correction(2)]
    takes = [
        entry(3, ActUndone(undone=acts[0].fact_id.hex()), "103"),
        entry(4, ActUndone(undone=acts[1].fact_id.hex()), "102"),
    ]
    taken_back = undone([*acts, *takes])
    assert taken_back == {acts[1].fact_id.hex()}
    rows = told_by_facts([*acts, *takes], taken_back, {}, {})
    assert [row.id for row in rows["corrections"]] == [acts[0].fact_id.hex()]
    assert len(rows["undone"]) == 2


def test_words_that_were_held_and_then_let_go_count_once() -> None:
    held = WordingHeld(about="aa", place="answer", rule="cold", piece="不知道", words="不知道")
    rows = told_by_facts(
        [entry(1, held), entry(2, replace(held, let_by="101"))], frozenset(), {"aa": "N"}, {}
    )
    assert [(row.name, row.kind, row.group) for row in rows["wording_held"]] == [("N", "matter", "cold")]


def test_words_held_for_what_became_no_matter_open_their_visit() -> None:
    held = WordingHeld(about="aa", place="answer", rule="cold", piece="不知道", words="不知道")
    rows = told_by_facts([entry(1, held)], frozenset(), {}, {})
    assert [(row.kind, row.opens) for row in rows["wording_held"]] == [("visit", (b"m" * 16).hex())]


def test_what_weighs_by_two_reasons_is_one_case_and_comes_before_its_equals() -> None:
    figures = [
        Figure("complaints", "yesterday", (item("c", opens="m2"), item("d", opens="m3"))),
        Figure("corrections", "yesterday", (item("e", opens="m3"),)),
        Figure("bounced", "yesterday", (item("a", opens="m1", count=2), item("b", opens="m1", count=2))),
        Figure("actions", "today", (item("f"), item("g", late=True, count=3), item("h", late=True, count=9))),
        Figure("calls", "today", None),
    ]
    assert [(case.item.id, case.why, case.weight) for case in rank(figures)] == [
        ("a", ("bounced_twice",), 70),
        ("h", ("action_late",), 60),
        ("g", ("action_late",), 60),
        ("d", ("complaint", "corrected"), 50),
        ("c", ("complaint",), 50),
    ]


def test_the_weights_stand_in_their_order_and_weigh_figures_that_there_are() -> None:
    assert [each.weight for each in WEIGHTS] == sorted((each.weight for each in WEIGHTS), reverse=True)
    assert {each.figure for each in WEIGHTS} <= set(FIGURES)
    first = ["promise_broken", "low_rating", "refusal_held", "bounced_twice", "action_late"]
    assert [each.why for each in WEIGHTS][:5] == first


def test_rows_stand_in_an_order_of_their_own() -> None:
    rows = [item(name) for name in "bca"]
    day = date(2025, 11, 20)
    assert compiled(day, day, {"accepted": rows}) == compiled(day, day, {"accepted": rows[::-1]})


@pytest.mark.parametrize(
    ("day", "first"),
    [
        ("2025-11-20", "2025-11-19"),
        ("2025-11-24", "2025-11-21"),
        ("2025-10-09", "2025-09-30"),
        ("2025-09-29", "2025-09-28"),
    ],
)
def test_a_brief_looks_back_to_the_working_day_before(day: str, first: str) -> None:
    """Over a weekend, over the holidays of October, to a Sunday that was worked."""
    found = first_day(date.fromisoformat(day), load_calendar())
    assert found == date.fromisoformat(first)
