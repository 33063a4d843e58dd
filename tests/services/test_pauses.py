"""A promise stands still for a lawful reason only, by who works on the matter, and no excuse goes into its words."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from counter_tui.db import sql
from counter_tui.db.tables.ledger import FactRow
from counter_tui.domain.door.models import Resource
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.promise import PAUSE_REASONS
from counter_tui.domain.staff.roles import Actor
from support.roles import GUIDE, HEAD, staffed
from support.stations import BILL, LI, LIU, WANG, ZHAO, SmallStation

WORDED = [each.code for each in PAUSE_REASONS if each.worded]


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return staffed(tmp_path)


def bill(small: SmallStation) -> str:
    return small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})


def kept(small: SmallStation, kind: str) -> int:
    """How many facts of a kind there are."""
    with small.services.base.store.reading() as connection:
        return len(sql.read(connection, FactRow, "WHERE type = ?", (kind,)))


@pytest.mark.parametrize("reason", ["", "busy", "no_meter", "meter", "capacity", "people", "other"])
def test_what_the_station_lacks_stops_no_clock(small: SmallStation, reason: str) -> None:
    matter = bill(small)
    with pytest.raises(RuleBroken, match="pause_unlawful"):
        small.services.matters.pause(WANG, matter, reason)
    assert not {each.code for each in PAUSE_REASONS} & set(get_args(Resource) or ())
    assert not small.services.matters.view(LI, matter).line.paused


@pytest.mark.parametrize("words", ["工作忙，过几天再说", "没有表箱", "容量不够"])
@pytest.mark.parametrize("reason", ["customer_site_not_ready", "force_majeure"])
def test_an_excuse_in_the_words_is_held_back_and_kept(small: SmallStation, reason: str, words: str) -> None:
    matter, before = bill(small), kept(small, "RefusalHeld")
    with pytest.raises(RuleBroken, match="reason_forbidden"):
        small.services.matters.pause(LI, matter, reason, words)
    assert not small.services.matters.view(LI, matter).line.paused
    assert kept(small, "RefusalHeld") == before + 1


@pytest.mark.parametrize("reason", WORDED)
def test_a_reason_nobody_can_see_needs_words(small: SmallStation, reason: str) -> None:
    matter = bill(small)
    with pytest.raises(RuleBroken, match="pause_words_missing"):
        small.services.matters.pause(LI, matter, reason, "  ")
    view = small.services.matters.pause(LI, matter, reason, "客户说月底回来再办")
    assert view.line.paused
    assert view.timeline[0].what.endswith("客户说月底回来再办")


@pytest.mark.parametrize("actor", [LIU, GUIDE, ZHAO])
def test_nobody_stops_the_clock_of_a_matter_that_is_not_his(small: SmallStation, actor: Actor) -> None:
    matter, before = bill(small), kept(small, "RefusalHeld")
    for words in ("", "没有表箱"):
        with pytest.raises(RuleBroken, match=r"not_allowed|not_your_matter"):
            small.services.matters.pause(actor, matter, "customer_works", words)
    assert kept(small, "RefusalHeld") == before


def test_its_handler_and_who_leads_may(small: SmallStation) -> None:
    for actor in (LI, WANG, HEAD):
        assert small.services.matters.pause(actor, bill(small), "customer_works").line.paused
