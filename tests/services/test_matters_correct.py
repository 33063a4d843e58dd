"""Putting right what was taken down, and what the timeline says of a rating, through the services."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import Receiver
from support.pressing import rated
from support.stations import LI, LIU, open_small_station

CONNECTION = {
    "id_kind": "resident_id",
    "id_number": "11010519491231002X",
    "name": "王建国",
    "phone": "13800138001",
    "address": "村东头变压器旁",
}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", "1380013800"),
        ("id_number", "110105194912310021"),
        ("account", "04170001"),
        ("field:capacity", "很多"),
    ],
)
def test_a_correction_that_an_acceptance_would_refuse_is_refused_and_changes_nothing(
    tmp_path: Path, field: str, value: str
) -> None:
    station = open_small_station(tmp_path)
    matter_id = station.accept(LI, "BZ101", **CONNECTION)
    before = station.services.matters.reveal(LI, matter_id, "核对")
    with pytest.raises(RuleBroken) as refused:
        station.services.matters.correct(LI, matter_id, field, value)
    assert refused.value.code == "value_unfit"
    assert station.services.matters.reveal(LI, matter_id, "核对").customer == before.customer


def test_a_corrected_number_is_kept_folded_and_a_text_as_it_was_written(tmp_path: Path) -> None:
    station = open_small_station(tmp_path)
    matter_id = station.accept(LI, "BZ101", **CONNECTION)
    station.services.matters.correct(LI, matter_id, "phone", "＋86 138 0013 8002")
    station.services.matters.correct(LI, matter_id, "address", "万泉村（东头）８号")
    customer = station.services.matters.reveal(LI, matter_id, "核对").customer
    assert (customer.phone, customer.address) == ("13800138002", "万泉村（东头）8号")


def test_the_name_cannot_be_corrected_to_nothing_or_to_a_number(tmp_path: Path) -> None:
    station = open_small_station(tmp_path)
    matter_id = station.accept(LI, "BZ101", **CONNECTION)
    with pytest.raises(RuleBroken, match="name_missing"):
        station.services.matters.correct(LI, matter_id, "name", " \u200b ")
    with pytest.raises(RuleBroken, match="value_unfit"):
        station.services.matters.correct(LI, matter_id, "name", "13812340001")


def test_the_timeline_tells_that_the_customer_rated_and_never_how(tmp_path: Path) -> None:
    station = open_small_station(tmp_path)
    matter_id = station.accept(LI, "BZ101", **CONNECTION)
    view = station.services.matters.view(LI, matter_id)
    rated(station.services, view.visit, 1, "115")
    newest = station.services.matters.view(LI, matter_id).timeline[0]
    assert (newest.who, newest.what) == ("客户", "对本次服务作了评价")


def test_an_act_can_be_taken_back_although_a_receipt_was_printed_after_it(tmp_path: Path) -> None:
    station = open_small_station(tmp_path)
    matter_id = station.accept(
        LI, "BZ501", name="王建国", phone="13800138001", fields={"content": "电费怎么算"}
    )
    station.services.matters.answer(LI, matter_id, "已解释")
    station.services.matters.reveal(LI, matter_id, "核对")
    assert station.services.matters.undo(LI, matter_id).line.state == "accepted"


def test_a_withdrawn_matter_leaves_no_offer_open(tmp_path: Path) -> None:
    station = open_small_station(tmp_path)
    matter_id = station.accept(
        LI, "BZ501", name="王建国", phone="13800138001", fields={"content": "电费怎么算"}
    )
    station.services.matters.hand_over(LI, matter_id, Receiver(staff_no="103"), "not_my_duty")
    withdrawn = station.services.matters.withdraw(LI, matter_id, "不办了")
    assert (withdrawn.line.state, withdrawn.offer) == ("withdrawn", None)
    assert station.services.home.view(LIU).inbox == ()


def test_an_address_that_is_needed_can_be_corrected_and_not_taken_away(tmp_path: Path) -> None:
    station = open_small_station(tmp_path)
    correct = station.services.matters.correct
    needed = station.accept(LI, "BZ101", **CONNECTION)
    with pytest.raises(RuleBroken, match="value_unfit"):
        correct(LI, needed, "address", "  ")
    correct(LI, needed, "address", "村西头")
    on_account = station.accept(LI, "BZ601", address="和平路12号", account="0417000018")
    correct(LI, on_account, "address", "")
    assert station.services.matters.reveal(LI, on_account, "核对").customer.address == ""
