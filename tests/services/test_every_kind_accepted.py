"""Every kind of the catalogue can be accepted with one paper, or none where none is due, for each class it serves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.bootstrap import Services, open_services
from counter_tui.domain.catalogue.models import CustomerClass, Kind
from counter_tui.domain.catalogue.queries import papers_for
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.draft import Draft
from counter_tui.paths import Home
from counter_tui.services.reference.catalogue import load_catalogue
from counter_tui.services.set_up.setting_up import init_station
from counter_tui.services.views.matter import MatterView, PaperView
from counter_tui.services.wording.papers import say_place
from support.clocks import SHANGHAI, StillClock
from support.least_drafts import least_draft
from support.stations import ENVIRON, LI, PINS, WANG, open_small_station

KINDS = load_catalogue().kinds
CASES = [
    pytest.param(kind, customer_class, id=f"{kind.code}-{customer_class}")
    for kind in KINDS
    for customer_class in kind.classes
]
ONE_PAPER = [
    pytest.param(kind, customer_class, id=f"{kind.code}-{customer_class}")
    for kind in KINDS
    for customer_class in kind.classes
    if kind.identity == "one_paper"
]


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """A station of its own for each case, so that nothing is on file from another."""
    small = open_small_station(tmp_path, empty=True)
    yield small.services
    small.services.close()


def owed_of(services: Services, draft: Draft) -> dict[str, PaperView]:
    """Submit it as it is; what is owed then, each with who collects it, before what and by which day."""
    assessed = services.acceptance.assess(LI, draft)
    assert assessed.assessment.problems == ()
    view = services.matters.view(LI, services.acceptance.submit(LI, draft).matter_id)
    assert (view.line.state, view.customer.customer_class) == ("accepted", draft.customer_class)
    today = services.station.now().astimezone(services.station.zone).date()
    stages = {"answer", *(stage.code for stage in (view.kind.stages if view.kind else ()))}
    for paper in view.papers:
        assert paper.state == "owed"
        assert paper.collector in ("first_contact", "surveyor", "installer")
        assert say_place(paper.collector) != paper.collector
        assert paper.before in stages
        assert paper.due_day >= today
    letters = [paper.paper for paper in view.papers if paper.letter]
    assert len(letters) == (len(view.papers) > 0)
    assert ("letter" in view.can) == bool(letters)
    return {paper.paper: paper for paper in view.papers}


@pytest.mark.parametrize(("kind", "customer_class"), CASES)
def test_one_paper_or_none_is_enough(services: Services, kind: Kind, customer_class: CustomerClass) -> None:
    """Accepted with nothing shown but the one paper; every other the kind asks for is owed, none was demanded."""
    draft = least_draft(services, kind, customer_class)
    assert draft.papers_shown == ()
    shown = services.acceptance.assess(LI, draft).assessment.now_papers
    assert len(shown) == (kind.identity == "one_paper")
    owed = owed_of(services, draft)
    asked = papers_for(kind, customer_class, draft.fields)
    assert {code for code, paper in owed.items() if not paper.letter} == {
        paper.code for paper in asked if paper.timing == "deferrable"
    }
    if kind.identity != "one_paper":
        assert owed == {}


@pytest.mark.parametrize(("kind", "customer_class"), ONE_PAPER)
def test_somebody_who_acts_for_the_owner_needs_no_paper_more_either(
    services: Services, kind: Kind, customer_class: CustomerClass
) -> None:
    """His own paper and the owner's letter of authority are owed; with his number taken down only the letter is."""
    draft = least_draft(services, kind, customer_class).with_values(agent_name="丁代办")
    without = owed_of(services, draft)
    assert {"agent_identity", "authority"} <= without.keys()
    with_number = least_draft(services, kind, customer_class).with_values(
        agent_name="丁代办", agent_id_number="110101199003074477"
    )
    assert without.keys() - owed_of(services, with_number).keys() == {"agent_identity"}


@pytest.mark.parametrize(("kind", "customer_class"), ONE_PAPER)
def test_the_next_stage_or_the_answer_waits_for_what_is_due_before_it(
    services: Services, kind: Kind, customer_class: CustomerClass
) -> None:
    """It stops the work and never the acceptance: once the papers are here the work goes on."""
    draft = least_draft(services, kind, customer_class)
    matter = services.acceptance.submit(LI, draft).matter_id
    matters, step = services.matters, kind.stages[0].code if kind.stages else "answer"

    def go_on() -> MatterView:
        return matters.reach_stage(LI, matter) if kind.stages else matters.answer(LI, matter, "已办妥")

    first = [paper for paper in matters.view(LI, matter).papers if paper.before == step]
    if first:
        with pytest.raises(RuleBroken, match=r"paper_owed|paper_before_answer"):
            go_on()
        assert matters.view(LI, matter).line.state == "accepted"
    for paper in first:
        matters.collect(LI, matter, paper.paper)
    gone_on = go_on()
    assert gone_on.stage == kind.stages[0].name if kind.stages else gone_on.answer == "已办妥"


def test_a_far_station_of_the_southern_grid_accepts_them_all_as_well(tmp_path: Path) -> None:
    """Every kind and class on one paper at most, with the promises of its own grid on the receipt, of no other's."""
    home, clock = Home(tmp_path / "home"), StillClock()
    init_station(
        home, code="0532K", name="云岭供电所", area="remote", profile="southern_grid", device="A",
        lead_no="101", lead_name="王强", lead_pin=PINS["101"], lead_phone="13812340001",
        papers_folder=str(tmp_path / "papers"), clock=clock, environ=ENVIRON,
    )  # fmt: skip
    services = open_services(home, clock)
    services.staff.sign_in("101", PINS["101"])
    given: dict[str, set[str]] = {}
    for kind in KINDS:
        for customer_class in kind.classes:
            accepted = services.acceptance.submit(WANG, least_draft(services, kind, customer_class))
            view = services.matters.view(WANG, accepted.matter_id)
            receipt = services.receipts.preview(WANG, accepted.matter_id)
            public = [promise for promise in view.promises if promise.standing == "public"]
            due = [promise.due_day or promise.due_at.astimezone(SHANGHAI).date() for promise in public]
            for day in {*due, *(paper.due_day for paper in view.papers)}:
                assert f"{day.year}年{day.month}月{day.day}日" in receipt
            assert ("我们承诺" in receipt, "请您补交" in receipt) == (bool(due), bool(view.papers))
            assert "13812340001" in receipt
            given.setdefault(kind.code, set()).update(promise.source for promise in view.promises)
    services.close()
    assert given.keys() == {kind.code for kind in KINDS}
    assert given["BZ601"] == {"南方电网公司服务承诺（2017）", "供电监管办法"}
    state_grid = re.compile("十项承诺|国家电网|95598")
    assert [title for titles in given.values() for title in titles if state_grid.search(title)] == []


def test_they_all_stand_in_the_export(services: Services) -> None:
    """Each kind that was accepted is exported under its code."""
    kind = load_catalogue().kinds[0]
    services.acceptance.submit(LI, least_draft(services, kind, kind.classes[0]))
    assert kind.code in {matter["kind_code"] for matter in services.exports.matters(WANG)}
