"""The export of matters: complete, masked, in batches, and on record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from counter_tui.db import ledger
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.station import DataExported
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.exports import service as exports
from support.pressing import rated
from support.stations import (
    BILL,
    COMPLAINT,
    CONNECTION,
    CUSTOMERS,
    LI,
    LIU,
    REPAIR,
    WANG,
    ZHAO,
    SmallStation,
    open_small_station,
)

KEYS = [
    "number",
    "kind_code",
    "state",
    "first_contact",
    "handler",
    "accepted_at",
    "promises",
    "deferred",
    "rating",
]
RESIDENT = {
    "id_kind": "resident_id",
    "id_number": "110101199003074477",
    "name": "王建国",
    "phone": "13812340001",
    "address": "和平路12号",
}
BILL_OF_HE = {"name": "何静", "phone": "13812340009", "fields": {"content": "电费"}}


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    """A small station without matters."""
    return open_small_station(tmp_path, empty=True)


def exported(small: SmallStation, actor: Actor = WANG) -> list[dict[str, Any]]:
    """Everything that is exported now."""
    return list(small.services.exports.matters(actor))


def recorded(small: SmallStation) -> list[DataExported]:
    """The exports on record, oldest first."""
    with small.services.base.store.reading() as connection:
        entries = ledger.latest(connection, DataExported.type, limit=100)
    return [entry.fact for entry in reversed(entries) if isinstance(entry.fact, DataExported)]


def promise(row: dict[str, Any], code: str) -> dict[str, Any]:
    """A promise of a matter by its code."""
    return next(each for each in row["promises"] if each["code"] == code)


def test_a_connection_stands_there_with_what_is_promised_and_owed(small: SmallStation) -> None:
    small.accept(LI, CONNECTION, **RESIDENT)
    (row,) = exported(small)
    assert list(row) == KEYS
    assert row["number"].startswith("0417A-C-251120-0001-")
    assert {key: row[key] for key in KEYS[1:6]} == {
        "kind_code": "BZ101",
        "state": "accepted",
        "first_contact": "102",
        "handler": "102",
        "accepted_at": "2025-11-20T10:42:00+08:00",
    }
    assert promise(row, "whole_process") == {
        "code": "whole_process",
        "due": "2025-11-27",
        "state": "running",
        "provisional": False,
    }
    assert {paper["paper"]: paper for paper in row["deferred"]}["property"] == {
        "paper": "property",
        "due": "2025-11-25",
        "collector": "surveyor",
        "state": "owed",
    }
    assert row["rating"] == {"state": "armed", "level": None, "reason": None, "series": "counter"}


def test_promises_in_minutes_have_a_local_time_without_an_offset(small: SmallStation) -> None:
    small.accept(
        LI, REPAIR, name="符大海", phone="13812340006", address="万泉村4组", fields={"content": "半户没电"}
    )
    dues = [each["due"] for row in exported(small) for each in row["promises"]]
    assert "2025-11-20T11:27:00" in dues


def test_the_rating_of_the_visit_stands_there_once_it_is_given(small: SmallStation) -> None:
    matter = small.accept(LI, BILL, **BILL_OF_HE)
    token = small.services.ratings.open_token(LI)
    assert token is not None
    rated(small.services, token.visit, 2, "214", 900)
    (row,) = exported(small)
    assert row["rating"] == {"state": "rated", "level": 2, "reason": "214", "series": "counter"}
    assert matter


def test_a_kind_that_is_not_rated_has_no_rating(small: SmallStation) -> None:
    catalogue = small.services.station.catalogue
    unrated = {kind.code for kind in catalogue.kinds if not kind.rated}
    small.accept(LI, COMPLAINT, name="吴秀英", phone="13812340007", fields={"content": "抄表"})
    (row,) = exported(small)
    assert (row["rating"] is None) == (COMPLAINT in unrated)


def test_every_state_of_a_promise_is_that_of_the_screen_in_the_four_words_scripts_know(
    small: SmallStation,
) -> None:
    services, clock = small.services, small.clock
    met = small.accept(LI, BILL, **BILL_OF_HE)
    services.matters.answer(LI, met, "电量无误")
    services.matters.inform(LI, met, "phone")
    paused = small.accept(LI, CONNECTION, **RESIDENT)
    services.matters.pause(LI, paused, "customer_requested", "客户说等外出回来")
    withdrawn = small.accept(LI, BILL, **BILL_OF_HE)
    services.matters.withdraw(LI, withdrawn, "不问了")
    closed = small.accept(LI, CONNECTION, **RESIDENT)
    for paper in ("property", "commitment"):
        services.matters.collect(LI, closed, paper)
    services.matters.answer(LI, closed, "改在乡下办", "not_possible")
    services.matters.inform(LI, closed, "phone")
    services.matters.close(LI, closed)
    late = small.accept(LI, BILL, **BILL_OF_HE)
    clock.advance(timedelta(days=3))
    late_pause = small.accept(
        LI, REPAIR, name="符大海", phone="13812340006", address="万泉村4组", fields={"content": "没电"}
    )
    clock.advance(timedelta(days=30))
    services.matters.pause(LI, late_pause, "force_majeure", "暴雨冲断道路")
    rows = {row["number"]: row for row in exported(small)}
    seen = set()
    for matter in (met, paused, withdrawn, closed, late, late_pause):
        view = services.matters.view(LI, matter)
        row = rows[view.line.number]
        on_screen = [each.state for each in view.promises]
        assert [each["state"] for each in row["promises"]] == [
            "met" if state == "ended" else state for state in on_screen
        ]
        assert row["state"] == view.line.state
        seen |= set(on_screen)
    assert seen == {"met", "paused", "broken", "ended"}


def test_a_letter_nobody_needs_any_more_is_waived_to_a_script(small: SmallStation) -> None:
    matter = small.accept(LI, CONNECTION, **RESIDENT)
    view = small.services.matters.collect(LI, matter, "property")
    assert {paper.paper: paper.state for paper in view.papers}["commitment"] == "lapsed"
    (row,) = exported(small)
    assert {paper["paper"]: paper["state"] for paper in row["deferred"]} == {
        "property": "collected",
        "commitment": "waived",
    }


def test_papers_that_were_collected_or_waived_say_so(small: SmallStation) -> None:
    matter = small.accept(LI, CONNECTION, **RESIDENT)
    small.services.matters.waive(WANG, matter, "commitment", "已存档")
    small.services.matters.collect(LI, matter, "property")
    (row,) = exported(small)
    assert {paper["paper"]: paper["state"] for paper in row["deferred"]} == {
        "property": "collected",
        "commitment": "waived",
    }


def test_the_handler_changes_with_a_hand_over_and_the_first_contact_never(tmp_path: Path) -> None:
    small = open_small_station(tmp_path)
    (offered,) = [line.matter_id for line in small.services.home.view(LI).inbox]
    small.services.matters.take(LI, offered)
    number = small.services.matters.view(LI, offered).line.number
    row = next(row for row in exported(small) if row["number"] == number)
    assert (row["first_contact"], row["handler"], row["state"]) == (LIU.staff_no, LI.staff_no, "working")


def test_no_personal_data_of_a_customer_leaves(tmp_path: Path) -> None:
    text = json.dumps(exported(open_small_station(tmp_path)), ensure_ascii=False)
    cells = [cell for line in CUSTOMERS.splitlines()[1:] for cell in line.split(",")]
    secrets = {cell for cell in cells if len(cell) > 1 and not cell.endswith(("#1", "#2", "#3"))}
    assert not [secret for secret in secrets if secret in text]


@pytest.mark.parametrize("batch", [1, 3, 200])
def test_matters_come_in_the_order_of_acceptance_whatever_the_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(exports, "BATCH", batch)
    small = open_small_station(tmp_path)
    rows = exported(small)
    accepted = [row["accepted_at"] for row in rows]
    assert accepted == sorted(accepted)
    assert len({row["number"] for row in rows}) == len(rows) == recorded(small)[-1].rows > 5


def test_the_export_is_on_record_before_its_first_row_is_read(small: SmallStation) -> None:
    small.accept(LI, BILL, **BILL_OF_HE)
    rows: Iterator[dict[str, Any]] = small.services.exports.matters(ZHAO)
    assert recorded(small) == [DataExported(what="matters", rows=1, format="jsonl")]
    small.accept(LI, BILL, **BILL_OF_HE)
    assert len(list(rows)) == 1


def test_an_empty_station_exports_nothing_and_says_so(small: SmallStation) -> None:
    assert exported(small) == []
    assert recorded(small) == [DataExported(what="matters", rows=0, format="jsonl")]


def test_a_clerk_may_not_export_and_leaves_no_record(small: SmallStation) -> None:
    with pytest.raises(RuleBroken, match="not_allowed"):
        small.services.exports.matters(LI)
    assert recorded(small) == []


def test_an_export_says_of_each_promise_what_the_screen_says(tmp_path: Path) -> None:
    """Also of one met during a pause, after the day on which it would have been due."""
    small = open_small_station(tmp_path, empty=True)
    matter_id = small.accept(
        LI, "BZ501", name="王建国", phone="13800138001", fields={"content": "电费怎么算"}
    )
    matters = small.services.matters
    matters.pause(LI, matter_id, "customer_works")
    small.clock.advance(timedelta(days=30))
    matters.answer(LI, matter_id, "已解释")
    matters.inform(LI, matter_id, "phone")
    matters.resume(LI, matter_id)
    small.clock.advance(timedelta(days=30))
    shown = [promise.state for promise in matters.view(LI, matter_id).promises]
    exported = [promise["state"] for promise in next(iter(small.services.exports.matters(WANG)))["promises"]]
    assert exported == shown
    assert "met" in shown
