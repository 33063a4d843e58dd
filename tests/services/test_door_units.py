"""A request of somebody else's: passed to another unit of the company, or its body outside the company named."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.db.subjects import VISIT
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.door import RequestEnded
from counter_tui.domain.matter.draft import Draft
from support.stations import BILL, LI, WANG, SmallStation, open_small_station

TOLD = "路灯由城管负责，已告知电话"
HELP = "代客户拨打了电话"


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


def ended(small: SmallStation, draft: Draft) -> list[RequestEnded]:
    """How the request of a visit ended."""
    with small.services.base.store.reading() as connection:
        found = ledger.facts_of(connection, Subject(VISIT, bytes.fromhex(draft.visit)))
    return [entry.fact for entry in found if isinstance(entry.fact, RequestEnded)]


def refusal(small: SmallStation, draft: Draft, *given: str, **more: str) -> str:
    with pytest.raises(RuleBroken) as broken:
        small.services.door.end(LI, draft, *given, **more)
    assert ended(small, draft) == []
    return broken.value.code


def test_a_body_outside_is_named_explained_and_help_is_given(small: SmallStation) -> None:
    draft = small.draft(LI, "", name="何静", phone="13812340009")
    small.services.door.end(LI, draft, "outside", TOLD, unit="lamps", help_given=HELP)
    (fact,) = ended(small, draft)
    assert (fact.outcome, fact.unit, fact.name_zh) == ("outside", "LAMPS", "城管（路灯管理）")
    assert (fact.words, fact.help) == (TOLD, HELP)


@pytest.mark.parametrize("place", range(0, 60, 7))
def test_no_kind_of_the_catalogue_goes_outside_the_company(small: SmallStation, place: int) -> None:
    kinds = small.services.station.catalogue.kinds
    draft = small.draft(LI, kinds[place % len(kinds)].code, name="何静", phone="13812340009")
    assert refusal(small, draft, "outside", TOLD, unit="LAMPS", help_given=HELP) == "kind_is_ours"


def test_what_is_lacking_is_said_and_nothing_ends(small: SmallStation) -> None:
    draft = small.draft(LI, "", name="何静", phone="13812340009")
    assert refusal(small, draft, "outside", TOLD, help_given=HELP) == "unit_missing"
    assert refusal(small, draft, "outside", TOLD, unit="LAMPS") == "help_missing"
    assert refusal(small, draft, "outside", TOLD, unit="METERING", help_given=HELP) == "unit_other_side"
    assert refusal(small, draft, "outside", TOLD, unit="NOBODY", help_given=HELP) == "unit_unknown"
    assert refusal(small, draft, "outside", "不归我管", unit="LAMPS", help_given=HELP) == "wording_improper"
    excuse = "没表了，请过几天再来"
    assert refusal(small, draft, "outside", excuse, unit="LAMPS", help_given=HELP) == "reason_forbidden"


def test_another_unit_that_took_it_is_kept_with_the_phone_the_customer_was_told(small: SmallStation) -> None:
    draft = small.draft(LI, BILL, name="何静", phone="13812340009")
    who = "周工当面接走"
    assert refusal(small, draft, "taken_along", who) == "unit_missing"
    assert refusal(small, draft, "taken_along", who, unit="METERING") == "unit_phone_missing"
    assert refusal(small, draft, "taken_along", who, unit="WATER", phone="5551234") == "unit_other_side"
    small.services.units.enter(WANG, "METERING", phone="66218801")
    small.services.door.end(LI, draft, "taken_along", who, unit="METERING")
    (fact,) = ended(small, draft)
    assert (fact.unit, fact.phone, fact.words, fact.kind) == ("METERING", "66218801", who, BILL)
