"""Every kind of the catalogue can be accepted with one paper, or none where none is due, for each class it serves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.bootstrap import Services
from counter_tui.domain.catalogue.models import CustomerClass, FormField, Kind
from counter_tui.domain.matter.draft import Draft
from counter_tui.services.reference.catalogue import load_catalogue
from support.stations import LI, WANG, open_small_station

PAPERS: dict[CustomerClass, dict[str, str]] = {
    "resident": {"id_kind": "resident_id", "id_number": "110101197503051811", "name": "郑小满"},
    "business": {"id_kind": "uscc", "id_number": "913301007853256723", "name": "万泉饲料厂"},
    "small_business": {"id_kind": "uscc", "id_number": "913301007853256723", "name": "万泉粮油店"},
    "institution": {"id_kind": "approval_document", "id_number": "万政函2025第12号", "name": "万泉小学"},
}
VALUES = {"number": "10", "date": "2026-03-01", "phone": "13900001234", "text": "说明"}
CASES = [
    pytest.param(kind, customer_class, id=f"{kind.code}-{customer_class}")
    for kind in load_catalogue().kinds
    for customer_class in kind.classes
]


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """One station for all kinds."""
    folder: Path = tmp_path_factory.mktemp("kinds")
    small = open_small_station(folder, empty=True)
    yield small.services
    small.services.close()


def asked_for(field: FormField) -> str:
    """What has to be typed into a field: nothing unless it is asked for and nothing is usual."""
    if not field.required or field.default:
        return ""
    return field.choices[0].code if field.choices else VALUES[field.type]


def least_draft(services: Services, kind: Kind, customer_class: CustomerClass) -> Draft:
    """The least a clerk has to type for this kind and class."""
    draft = services.drafts.new(LI, kind=kind.code)
    typed = {field.code: asked_for(field) for field in kind.fields if asked_for(field)}
    place = "村东头变压器旁" if kind.place != "none" else ""
    draft = draft.with_values(customer_class=customer_class, fields=typed, address=place)
    if kind.identity == "one_paper":
        return draft.with_values(**PAPERS[customer_class])
    return draft.with_values(account="0417000018") if kind.identity == "account" else draft


@pytest.mark.parametrize(("kind", "customer_class"), CASES)
def test_one_paper_or_none_is_enough(services: Services, kind: Kind, customer_class: CustomerClass) -> None:
    """The matter is accepted, nothing but the one paper was shown, everything else is owed with a day."""
    draft = least_draft(services, kind, customer_class)
    assessed = services.acceptance.assess(LI, draft)
    assert assessed.assessment.problems == ()
    shown = assessed.assessment.now_papers
    assert len(shown) == (kind.identity == "one_paper")
    accepted = services.acceptance.submit(LI, draft)
    view = services.matters.view(LI, accepted.matter_id)
    assert (view.line.state, view.customer.customer_class) == ("accepted", customer_class)
    today = services.station.now().astimezone(services.station.zone).date()
    assert all(paper.due_day >= today for paper in view.papers)
    if kind.identity != "one_paper":
        assert view.papers == ()


def test_they_all_stand_in_the_export(services: Services) -> None:
    """Each kind that was accepted is exported under its code."""
    kind = load_catalogue().kinds[0]
    services.acceptance.submit(LI, least_draft(services, kind, kind.classes[0]))
    assert kind.code in {matter["kind_code"] for matter in services.exports.matters(WANG)}
