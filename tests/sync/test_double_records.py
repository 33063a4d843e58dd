"""What two PCs recorded on one matter without knowing of each other is put before the lead, who settles it in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.db.travel import in_step
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from support.later_program import KettleBoiled, later_program
from support.looking import looked_over
from support.station_pair import Pair, pair_in
from support.stations import BILL, LI, WANG


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with pair_in(tmp_path) as pair:
        yield pair


@pytest.fixture
def matter(pair: Pair) -> str:
    """A matter answered at one PC and withdrawn at the other, which did not know."""
    matter = pair.one.accept(
        LI, BILL, name="何静", phone="13812340009", fields={"content": "10 月电费比上月多"}
    )
    pair.meet()
    pair.one.services.matters.withdraw(LI, matter, "客户说不办了")
    pair.other.clock.advance(timedelta(minutes=1))
    pair.other.services.matters.answer(WANG, matter, "电量无误。")
    pair.meet()
    return matter


def test_both_records_are_shown_with_who_and_when_on_both_pcs(pair: Pair, matter: str) -> None:
    for each in (pair.one, pair.other):
        (line,) = each.services.attention.waiting(WANG).unfit
        assert line.matter_id == matter
        assert (line.what.who, line.what.at) == ("王强", pair.other.clock.now())
        assert "电量无误" in line.what.what
        assert [told.who for told in line.before] == ["李敏"]
        assert each.services.home.view(WANG).attention == 1
        assert each.services.home.view(LI).attention == 0


def test_what_a_lead_settled_at_one_pc_waits_at_neither(pair: Pair, matter: str) -> None:
    (line,) = pair.one.services.attention.waiting(WANG).unfit
    before = pair.one.services.matters.view(WANG, matter).line.state
    pair.one.services.attention.settle(WANG, matter, line.fact_id, "以撤回为准，已电话告知客户")
    pair.meet()
    for each in (pair.one, pair.other):
        assert each.services.attention.waiting(WANG).unfit == ()
        view = each.services.matters.view(WANG, matter)
        assert view.line.state == before
        assert "以撤回为准" in view.timeline[0].what
        assert any(told.doubtful for told in view.timeline)
        assert looked_over(each.home).findings == ()


def test_it_is_settled_once_by_a_lead_and_in_words(pair: Pair, matter: str) -> None:
    attention = pair.one.services.attention
    (line,) = attention.waiting(WANG).unfit
    with pytest.raises(RuleBroken, match="not_allowed"):
        attention.settle(LI, matter, line.fact_id, "以撤回为准")
    with pytest.raises(RuleBroken, match="text_missing"):
        attention.settle(WANG, matter, line.fact_id, "  ")
    attention.settle(WANG, matter, line.fact_id, "以撤回为准")
    with pytest.raises(RuleBroken, match="attention_settled"):
        attention.settle(WANG, matter, line.fact_id, "再来一次")


def test_two_leads_who_settled_it_on_two_pcs_leave_one_settlement_and_no_new_record(
    pair: Pair, matter: str
) -> None:
    (line,) = pair.one.services.attention.waiting(WANG).unfit
    for each in (pair.one, pair.other):
        each.services.attention.settle(WANG, matter, line.fact_id, "以撤回为准")
    pair.meet()
    for each in (pair.one, pair.other):
        assert each.services.attention.waiting(WANG).unfit == ()
    one, other = (each.services.matters.view(WANG, matter).timeline for each in (pair.one, pair.other))
    assert one == other


def test_a_fact_only_a_later_program_understands_is_listed_and_cannot_be_settled(pair: Pair) -> None:
    matter = pair.one.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多"})
    pair.meet()
    subject = Subject("matter", bytes.fromhex(matter))
    with later_program(), pair.other.services.base.store.writing() as writing:
        history = ledger.facts_of(writing.connection, subject)
        writing.append(subject, [KettleBoiled(cups=2)], "101", history[-1].fact_id, history)
    pair.meet()
    services = pair.one.services
    view = services.attention.waiting(WANG)
    told = [(each.type, each.reason, each.who, each.device) for each in view.unread]
    assert told == [("KettleBoiled", "unknown", "王强", "D")]
    assert view.unfit == ()
    assert services.home.view(WANG).attention == 1
    assert services.matters.view(WANG, matter).timeline
    with later_program(), services.base.store.writing() as writing:
        assert in_step.take_up_parked(writing) == 1
    assert services.attention.waiting(WANG).unread == ()
