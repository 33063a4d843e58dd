"""The best clerk of a month: named once, by others, of a month that is over; three months in a row are told once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.awards import AwardFigures, AwardGiven, AwardWithdrawn
from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.matter.context import Context
from counter_tui.domain.ratings_month.award import awards, decide_award, decide_withdrawal, withdrawn
from counter_tui.domain.ratings_month.rank import Conditions, Place, places
from counter_tui.domain.staff.roles import Actor
from support.month_tokens import of

LEAD, HEAD = Actor("101", "王强", "lead"), Actor("106", "赵所", "head")
CLERK = Actor("102", "李敏", "clerk")
NOW = datetime(2026, 12, 1, 1, tzinfo=UTC)
MONTH = "2026-11"


def ranked() -> tuple[Place, ...]:
    """Two clerks and the lead with ratings enough, one with three."""
    clerks = [of("102", *[5] * 60), of("103", *[5] * 40), of("101", *[4] * 35), of("104", 5, 5, 5)]
    return places(clerks, Conditions(30, 60), (), frozenset())


def named(clerk: str, proposer: Actor = LEAD, confirmer: Actor = HEAD, **changed: Any) -> AwardGiven:
    """What naming somebody comes to."""
    values: dict[str, Any] = {
        "month": MONTH,
        "found": ranked(),
        "given": (),
        "today": NOW.date(),
        "words": "",
    }
    values |= changed
    context: Any = Context(None, proposer, NOW)  # type: ignore[arg-type]
    return decide_award(context, clerk=clerk, confirmer=confirmer, **values)


def told(*months: tuple[str, str], by: str = "106") -> list[Recorded]:
    """The best clerks of these months, as facts; a month with a minus before it is withdrawn."""
    figures = AwardFigures(armed=60, levels=(60, 0, 0, 0, 0), lower=9400, rank=1)
    return [
        Recorded(
            fact=AwardWithdrawn(month=month[1:], clerk=clerk, asked_by="101", words="查实")
            if month.startswith("-")
            else AwardGiven(month=month, clerk=clerk, proposed_by="101", figures=figures),
            fact_id=bytes([seq]) * 16,
            subject=Subject("award", month.encode()),
            epoch=b"e",
            seq=seq,
            hlc=f"{seq:015d}.00000.0a",
            at=NOW,
            actor=by,
            seen=b"",
            hash=bytes([seq]) * 32,
        )
        for seq, (month, clerk) in enumerate(months, 1)
    ]


def test_the_first_is_named_with_the_figures_as_they_are() -> None:
    fact = named("102")
    assert (fact.month, fact.clerk, fact.proposed_by, fact.words) == (MONTH, "102", "101", "")
    assert fact.figures == AwardFigures(armed=60, levels=(60, 0, 0, 0, 0), lower=9398, rank=1)


def test_another_than_the_first_is_named_only_with_words() -> None:
    with pytest.raises(RuleBroken, match="award_words_missing"):
        named("103", words="  ")
    assert named("103", words=" 第一名\n调走了 ").words == "第一名 调走了"
    with pytest.raises(RuleBroken, match="reason_too_long"):
        named("103", words="长" * 201)


@pytest.mark.parametrize(
    ("code", "clerk", "changed"),
    [
        ("not_allowed", "102", {"proposer": CLERK}),
        ("not_allowed", "102", {"confirmer": CLERK}),
        ("month_not_over", "102", {"today": date(2026, 11, 30)}),
        ("award_given", "102", {"given": {MONTH}}),
        ("award_own", "101", {}),
        ("award_own", "106", {}),
        ("award_nobody", "109", {}),
        ("award_lacking", "104", {}),
    ],
)
def test_who_may_not_be_named_is_not(code: str, clerk: str, changed: dict[str, Any]) -> None:
    with pytest.raises(RuleBroken, match=code):
        named(clerk, **changed)


def test_three_months_in_a_row_are_told_in_the_third_and_once() -> None:
    months = ["2026-09", "2026-10", "2026-11", "2026-12", "2027-01", "2027-02"]
    found = awards(told(*((month, "102") for month in months)))
    assert [found[month].row for month in months] == [1, 2, 3, 4, 5, 6]
    assert [month for month in months if found[month].streak] == ["2026-11", "2027-02"]


def test_a_month_without_an_award_or_with_another_clerk_breaks_the_row() -> None:
    found = awards(told(("2026-08", "102"), ("2026-09", "102"), ("2026-11", "102"), ("2026-12", "103")))
    assert [each.row for each in found.values()] == [1, 2, 1, 1]
    assert not any(each.streak for each in found.values())


def test_a_withdrawn_month_breaks_the_row_and_may_be_given_anew() -> None:
    months = ["2026-09", "2026-10", "2026-11"]
    three = [(month, "102") for month in months]
    found = awards(told(*three, ("-2026-10", "102")))
    assert {month: each.row for month, each in found.items()} == {"2026-09": 1, "2026-11": 1}
    anew = awards(told(*three, ("-2026-10", "102"), ("2026-10", "102")))
    assert [anew[month].row for month in months] == [1, 2, 3]
    other = awards(told(*three, ("-2026-10", "102"), ("2026-10", "103")))
    assert [other[month].row for month in months] == [1, 1, 1]


def test_a_withdrawal_of_somebody_who_was_not_named_changes_nothing() -> None:
    for wrong in (("-2026-11", "103"), ("-2026-10", "102")):
        assert awards(told((MONTH, "102"), wrong))[MONTH].given.clerk == "102"
    assert awards(told(("-2026-11", "102"), (MONTH, "102")))[MONTH].given.clerk == "102"
    assert withdrawn(told((MONTH, "102")), MONTH) is None


def test_a_naming_is_withdrawn_by_who_leads_with_a_reason() -> None:
    award = awards(told((MONTH, "102")))[MONTH]

    def back(proposer: Actor = LEAD, confirmer: Actor = HEAD, **changed: Any) -> AwardWithdrawn:
        context: Any = Context(None, proposer, NOW)  # type: ignore[arg-type]
        values: dict[str, Any] = {"award": award, "words": " 查实\n代按 ", **changed}
        return decide_withdrawal(context, MONTH, confirmer, **values)

    assert back() == AwardWithdrawn(month=MONTH, clerk="102", asked_by="101", words="查实 代按")
    for code, changed in (
        ("not_allowed", {"proposer": CLERK}),
        ("not_allowed", {"confirmer": CLERK}),
        ("award_none", {"award": None}),
        ("award_reason_missing", {"words": " \n"}),
        ("reason_too_long", {"words": "长" * 201}),
    ):
        with pytest.raises(RuleBroken, match=code):
            back(**changed)


def test_of_two_namings_of_a_month_the_first_counts() -> None:
    found = awards(told((MONTH, "103"), (MONTH, "102")))
    assert (found[MONTH].given.clerk, found[MONTH].by) == ("103", "106")
