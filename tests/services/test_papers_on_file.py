"""Papers a customer has given before: not asked again while they stay valid, unless the clerk asks for them anew."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from counter_tui.domain.matter.draft import Draft
from counter_tui.services.views.matter import MatterView
from support.stations import LI, WANG, SmallStation, open_small_station

OWNER = {
    "id_kind": "resident_id",
    "id_number": "110101199003074477",
    "name": "王建国",
    "address": "和平路12号",
}
OTHER = {
    "id_kind": "resident_id",
    "id_number": "110101197503051811",
    "name": "郑小满",
    "address": "和平路12号",
}
FIRM = {
    "id_kind": "uscc",
    "id_number": "913301007853256723",
    "name": "万泉饲料厂",
    "fields": {"capacity": "30"},
}
HOME, FIRM_SUPPLY = "BZ101", "BZ103"
TWO_YEARS = timedelta(days=729)


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    """A small station without matters."""
    return open_small_station(tmp_path, empty=True)


def earlier(small: SmallStation, kind: str = HOME, **values: Any) -> str:
    """A matter whose papers were all collected, a month ago; its number."""
    matter = small.accept(LI, kind, **values)
    for paper in small.services.matters.view(LI, matter).papers:
        if paper.state == "owed":
            small.services.matters.collect(LI, matter, paper.paper)
    small.clock.advance(timedelta(days=30))
    return small.services.matters.view(LI, matter).line.number


def draft(small: SmallStation, kind: str = HOME, **values: Any) -> Draft:
    """A new request."""
    return small.services.drafts.new(LI, kind=kind).with_values(**values)


def submitted(small: SmallStation, made: Draft) -> MatterView:
    """The matter that comes of a draft, which is what the form had said."""
    said = small.services.acceptance.assess(LI, made).assessment
    view = small.services.matters.view(LI, small.services.acceptance.submit(LI, made).matter_id)
    assert view.on_file == said.on_file
    assert [paper.paper for paper in view.papers] == [paper.paper for paper in said.deferred]
    return view


def on_file(small: SmallStation, kind: str = HOME, **values: Any) -> list[str]:
    """The papers a new request finds on file."""
    return [paper.paper for paper in submitted(small, draft(small, kind, **values)).on_file]


def test_a_paper_given_before_is_not_asked_again_and_nothing_is_to_be_signed(small: SmallStation) -> None:
    """It says of which matter and which day; where nothing else is owed there is no letter either."""
    number = earlier(small, **OWNER)
    view = submitted(small, draft(small, **OWNER))
    assert [(paper.paper, paper.number, paper.given_on.isoformat()) for paper in view.on_file] == [
        ("property", number, "2025-11-20")
    ]
    assert view.papers == ()
    assert "letter" not in view.can
    assert f"已在档：{view.on_file[0].name_zh}" in view.timeline[-1].what
    assert "已在档材料" in small.services.receipts.preview(LI, view.line.matter_id)


def test_a_paper_shown_at_the_acceptance_counts_as_one_collected_later(small: SmallStation) -> None:
    small.accept(LI, HOME, **OWNER, papers_shown=("property",))
    assert on_file(small, **OWNER) == ["property"]


@pytest.mark.parametrize("act", ["waive", "owe", "undo"])
def test_what_was_never_given_is_not_on_file(small: SmallStation, act: str) -> None:
    matter = small.accept(LI, HOME, **OWNER)
    if act == "waive":
        small.services.matters.waive(WANG, matter, "property", "已核验")
    if act == "undo":
        small.services.matters.collect(LI, matter, "property")
        small.services.matters.undo(LI, matter)
    assert on_file(small, **OWNER) == []


def test_another_customer_of_the_same_address_or_account_is_asked(small: SmallStation) -> None:
    """A flat changes hands: what the owner before gave proves nothing of the next one."""
    earlier(small, **OWNER, account="0417000018")
    assert on_file(small, **OTHER, account="0417000018") == []


@pytest.mark.parametrize(
    ("place", "kept"),
    [
        ({"address": "和平路12号"}, True),
        ({"address": " 和平路１２号"}, True),
        ({"address": "和平路13号"}, False),
        ({"address": "别处", "account": "0417000018"}, True),
        ({"address": "别处", "account": "0417000026"}, False),
    ],
)
def test_a_property_paper_counts_only_for_its_place(
    small: SmallStation, place: dict[str, str], kept: bool
) -> None:
    earlier(small, **OWNER, account="0417000018")
    assert on_file(small, **{**OWNER, **place}) == (["property"] if kept else [])


def test_the_paper_of_a_person_counts_at_every_place(small: SmallStation) -> None:
    """The legal representative is the same at the firm's other plant; the property is not."""
    earlier(small, FIRM_SUPPLY, **FIRM, address="解放路21号")
    assert on_file(small, FIRM_SUPPLY, **FIRM, address="解放路22号") == ["legal_representative"]
    view = submitted(small, draft(small, FIRM_SUPPLY, **FIRM, address="解放路22号"))
    assert [(paper.paper, paper.letter) for paper in view.papers] == [
        ("property", False),
        ("commitment", True),
    ]


def test_a_paper_stays_valid_as_long_as_the_catalogue_says(small: SmallStation) -> None:
    earlier(small, **OWNER)
    small.clock.advance(TWO_YEARS - timedelta(days=30))
    assert on_file(small, **OWNER) == ["property"]
    small.clock.advance(timedelta(days=2))
    assert on_file(small, **OWNER) == []


def test_what_is_on_file_is_not_given_again_by_being_on_file(small: SmallStation) -> None:
    """Validity counts from the paper itself, however often it spared the customer."""
    earlier(small, **OWNER)
    small.clock.advance(timedelta(days=600))
    assert on_file(small, **OWNER) == ["property"]
    small.clock.advance(timedelta(days=110))
    assert on_file(small, **OWNER) == []


def test_the_newest_counts_where_a_paper_was_given_twice(small: SmallStation) -> None:
    earlier(small, **OWNER)
    again = submitted(small, draft(small, **OWNER, asked_anew=("property",)))
    small.services.matters.collect(LI, again.line.matter_id, "property")
    small.clock.advance(timedelta(days=1))
    assert submitted(small, draft(small, **OWNER)).on_file[0].number == again.line.number


def test_the_clerk_may_ask_for_it_anew(small: SmallStation) -> None:
    earlier(small, **OWNER)
    view = submitted(small, draft(small, **OWNER, asked_anew=("property",)))
    assert view.on_file == ()
    assert [paper.paper for paper in view.papers] == ["property", "commitment"]


def test_a_number_that_does_not_fit_finds_nothing(small: SmallStation) -> None:
    earlier(small, **OWNER)
    typed = draft(small, **{**OWNER, "id_number": "11010119900307447"})
    assert small.services.acceptance.assess(LI, typed).assessment.on_file == ()


def test_a_corrected_identity_takes_its_papers_along(small: SmallStation) -> None:
    """The number was typed wrongly: the papers belong to whom it belongs to."""
    matter = small.accept(LI, HOME, **OTHER, papers_shown=("property",))
    assert on_file(small, **OWNER) == []
    small.services.matters.correct(LI, matter, "id_number", OWNER["id_number"], "输错")
    assert on_file(small, **OWNER) == ["property"]


def test_the_question_is_answered_by_an_index(small: SmallStation) -> None:
    """Among any number of matters only those of this customer are read."""
    with small.services.base.store.reading() as connection:
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT * FROM given_paper WHERE identity_key = ? AND paper IN (?, ?) AND given_ms >= ?",
            ("k", "a", "b", 0),
        ).fetchall()
    assert all("given_by_identity" in row[3] for row in plan), plan
