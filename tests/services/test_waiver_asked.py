"""A paper that stops the work: the lead is asked, sees it on the first screen, and decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.views.matter import PaperView
from support.stations import CONNECTION, LI, LIU, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    """A small station without matters."""
    return open_small_station(tmp_path, empty=True)


def connection(small: SmallStation) -> str:
    """A connection that waits for the property paper and the signed letter."""
    return small.accept(
        LI,
        CONNECTION,
        id_kind="resident_id",
        id_number="110101199003074477",
        name="王建国",
        address="和平路12号",
    )


def stopped(small: SmallStation, actor: Actor) -> list[str]:
    """The matters whose papers this person's first screen says the lead has to decide."""
    return [line.matter_id for line in small.services.home.view(actor).stopped]


def property_of(small: SmallStation, matter: str) -> PaperView:
    """How the property paper stands."""
    return next(each for each in small.services.matters.view(LI, matter).papers if each.paper == "property")


def test_what_is_asked_stands_on_the_leads_first_screen_until_it_is_decided(small: SmallStation) -> None:
    """With whose work it is too, and with nobody else; the waiver lets the work go on."""
    matters, matter = small.services.matters, connection(small)
    with pytest.raises(RuleBroken, match="paper_owed"):
        matters.reach_stage(LI, matter)
    assert stopped(small, WANG) == []
    view = matters.ask_waiver(LI, matter, "property", "房产证在银行抵押")
    assert view.timeline[0].what == "请值长决定免交“用电地址物权证件”：房产证在银行抵押"
    # Asking is no waiver: the stage waits for the lead's word.
    with pytest.raises(RuleBroken, match="paper_owed") as broken:
        matters.reach_stage(LI, matter)
    assert broken.value.facts["paper_zh"] == "用电地址物权证件"
    assert [stopped(small, actor) for actor in (WANG, LI, LIU)] == [[matter], [matter], []]
    assert property_of(small, matter).asked
    matters.waive(WANG, matter, "property", "银行抵押证明已看")
    assert stopped(small, WANG) == []
    assert not property_of(small, matter).asked
    assert matters.reach_stage(LI, matter).stage is not None


@pytest.mark.parametrize("end", ["collect", "withdraw", "undo"])
def test_a_question_that_has_settled_itself_waits_no_more(small: SmallStation, end: str) -> None:
    matters, matter = small.services.matters, connection(small)
    matters.ask_waiver(LI, matter, "property", "证件在外地")
    if end == "collect":
        matters.collect(LI, matter, "property")
    elif end == "withdraw":
        matters.withdraw(LI, matter, "不办了")
    else:
        matters.undo(LI, matter)
    assert stopped(small, WANG) == []


def test_it_is_asked_once_and_for_a_reason_about_a_paper_that_is_owed(small: SmallStation) -> None:
    matters, matter = small.services.matters, connection(small)
    for paper, why, code in (
        ("property", "  ", "reason_missing"),
        ("passport", "在外地", "paper_not_owed"),
    ):
        with pytest.raises(RuleBroken, match=code):
            matters.ask_waiver(LI, matter, paper, why)
    matters.ask_waiver(LI, matter, "property", "在外地")
    with pytest.raises(RuleBroken, match="waiver_asked"):
        matters.ask_waiver(LI, matter, "property", "在外地")
    with pytest.raises(RuleBroken, match="not_your_matter"):
        matters.ask_waiver(LIU, matter, "commitment", "在外地")


def test_each_paper_is_asked_about_by_itself(small: SmallStation) -> None:
    """Once all were asked about the act is offered no more."""
    matters, matter = small.services.matters, connection(small)
    assert "ask_waiver" in matters.ask_waiver(LI, matter, "property", "在外地").can
    view = matters.ask_waiver(LI, matter, "commitment", "客户已走")
    assert "ask_waiver" not in view.can
    assert view.refusals["ask_waiver"].code == "waiver_asked"
    assert stopped(small, WANG) == [matter, matter]


def test_the_matter_closes_only_after_the_waiver(small: SmallStation) -> None:
    """Asking alone opens nothing."""
    matters, matter = small.services.matters, connection(small)
    matters.answer(LI, matter, "小区未交房", "not_possible")
    matters.inform(LI, matter, "phone")
    matters.ask_waiver(LI, matter, "property", "不再需要")
    with pytest.raises(RuleBroken, match="papers_owed"):
        matters.close(LI, matter)
    matters.waive(WANG, matter, "property", "不再办理")
    assert matters.close(LI, matter).line.state == "closed"
