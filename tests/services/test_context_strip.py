"""What the form tells around a request: what the customer came with of late, and what goes on in the district."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from counter_tui.services.views.context import Strip
from counter_tui.services.views.matter import MatterView
from support.looking import looked_over
from support.stations import (
    BILL,
    COMPLAINT,
    CONNECTION,
    LI,
    LIU,
    METER_TEST,
    REPAIR,
    SmallStation,
    open_small_station,
)

HE = {"name": "何静", "phone": "13812340009"}
FU = {"name": "符大海", "phone": "13812340006", "address": "万泉村4组"}


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """A station with customers on file and a week of matters."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


def strip(small: SmallStation, kind: str = "", **values: Any) -> Strip:
    """What is told of this form."""
    services = small.services
    draft = services.drafts.new(LI, kind=kind).with_values(**values)
    whose = services.acceptance.assess(LI, draft).whose
    assert whose is not None
    return services.context.strip(LI, whose)


def accept(small: SmallStation, kind: str = BILL, **values: Any) -> MatterView:
    """Accept it; the matter."""
    fields = {"content": "电费多了"} if kind in (BILL, REPAIR, COMPLAINT) else {}
    return small.services.matters.view(LI, small.accept(LI, kind, fields=fields, **values))


def test_a_request_of_the_same_sort_within_thirty_days_comes_up_again(small: SmallStation) -> None:
    told = strip(small, BILL, **HE)
    assert [line.short for line in told.repeats] == [line.short for line in told.came]
    assert len(told.repeats) == 1


def test_another_sort_of_request_is_told_and_is_no_repeat(small: SmallStation) -> None:
    told = strip(small, METER_TEST, **HE)
    assert len(told.came) == 1
    assert told.repeats == ()


def test_before_a_kind_is_chosen_nothing_is_said_to_repeat(small: SmallStation) -> None:
    assert strip(small, **HE).repeats == ()
    assert len(strip(small, **HE).came) == 1


def test_what_is_older_than_thirty_days_comes_up_no_more(small: SmallStation) -> None:
    small.clock.advance(timedelta(days=28))
    assert len(strip(small, BILL, **HE).repeats) == 1
    small.clock.advance(timedelta(days=3))
    assert strip(small, BILL, **HE).came == ()


def test_an_ended_matter_comes_up_all_the_same(small: SmallStation) -> None:
    first = accept(small, name="万泉粮油店", phone="13812340010")
    small.services.matters.withdraw(LI, first.line.matter_id, "客户说不用查了")
    again = accept(small, name="万泉粮油店", phone="13812340010")
    assert [each.number for each in again.linked] == [first.line.number]


def test_the_third_time_is_linked_to_both_before_and_merged_with_none(small: SmallStation) -> None:
    first = accept(small, **FU, kind=REPAIR)
    second = accept(small, **FU, kind=REPAIR)
    third = accept(small, **FU, kind=REPAIR)
    # 符大海 had one of last week already.
    assert [each.later for each in third.linked] == [False, False, False]
    seen = small.services.matters.view(LI, first.line.matter_id)
    assert [(each.number, each.later) for each in seen.linked][1:] == [
        (second.line.number, True),
        (third.line.number, True),
    ]
    assert seen.line.state == "accepted"
    assert "30 天内第 4 次" in third.timeline[-1].what


def test_a_phone_that_another_name_answers_links_nothing(small: SmallStation) -> None:
    told = strip(small, BILL, name="孙小明", phone="13812340009")
    assert told.came == ()


def test_the_account_tells_the_district_and_what_went_on_there(small: SmallStation) -> None:
    accept(small, name="何静", phone="13812340009", account="0417000092")
    accept(small, name="万泉粮油店", phone="13812340010", account="0417000109")
    told = strip(small, COMPLAINT, account="0417000125")
    assert told.whose.district == "解放路#3"
    counts = {each.what.zh: each.count for each in told.events}
    assert counts["电费咨询"] == 3
    small.clock.advance(timedelta(days=8))
    assert strip(small, COMPLAINT, account="0417000125").events == ()


@pytest.mark.parametrize(
    ("address", "district"),
    [
        ("和平路14号", "和平路#2"),
        ("和平路12号2单元605", "和平路#2"),
        ("万泉县和平路99号", ""),
        ("平路14号", "和平路#2"),
        ("街8号", ""),
        ("村3组3号", ""),
        ("路", ""),
        ("", ""),
    ],
)
def test_a_new_customer_s_district_is_that_of_the_house(
    small: SmallStation, address: str, district: str
) -> None:
    told = strip(small, CONNECTION, name="周新", phone="13912345678", address=address)
    assert told.whose.district == district


def test_a_customer_on_file_who_asks_for_another_place_is_placed_there(small: SmallStation) -> None:
    known = {
        "name": "王建国",
        "phone": "13812340001",
        "id_kind": "resident_id",
        "id_number": "110101199003074477",
    }
    assert strip(small, CONNECTION, **known, address="和平路12号2单元301").whose.district == "和平路#2"
    assert strip(small, CONNECTION, **known, address="建设街8号").whose.district == "建设街#1"
    assert strip(small, CONNECTION, **known, address="桃花岛1号").whose.district == ""


def test_the_district_known_at_the_acceptance_stays_with_the_matter(small: SmallStation) -> None:
    accept(small, name="何静", phone="13812340009", account="0417000092")
    with small.services.base.store.reading() as connection:
        rows = connection.execute("SELECT district FROM matter ORDER BY accepted_ms DESC LIMIT 1").fetchall()
    assert rows == [("解放路#3",)]
    assert looked_over(small.home).findings == ()


def test_a_colleague_s_form_is_told_the_same(small: SmallStation) -> None:
    whose = small.services.acceptance.assess(
        LIU, small.services.drafts.new(LIU, kind=BILL).with_values(**HE)
    ).whose
    assert whose is not None
    assert small.services.context.strip(LIU, whose) == strip(small, BILL, **HE)
