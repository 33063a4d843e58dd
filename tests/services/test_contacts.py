"""How customers can be reached: who is asked and when, what counts afterwards, and how many can be reached at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from counter_tui.db.customers import contacts as contact_rows
from counter_tui.domain.errors import RuleBroken
from counter_tui.services.customers.contacts import ContactView, Coverage
from counter_tui.services.views.acceptance import Assessed
from support.looking import looked_over
from support.stations import BILL, CUSTOMERS, LI, LIU, WANG, ZHAO, SmallStation, open_small_station

NEW = "13999990001"
HE, ACCOUNT = "何静", "0417000092"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """A station with customers on file."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


def come(small: SmallStation, phone: str = NEW, account: str = ACCOUNT, name: str = HE) -> str:
    """The customer comes with a question about a bill; the matter's id."""
    return small.accept(LI, BILL, name=name, phone=phone, account=account, fields={"content": "电费多了"})


def seen(small: SmallStation, matter: str) -> ContactView:
    """What is known of how to reach the customer."""
    view = small.services.contacts.view(LI, matter)
    assert view is not None
    return view


def typed(small: SmallStation, **values: str) -> Assessed:
    """What the form makes of it."""
    return small.services.acceptance.assess(
        LI, small.services.drafts.new(LI, kind=BILL).with_values(**values)
    )


def test_a_customer_on_file_is_asked_once_in_a_while(small: SmallStation) -> None:
    matter = come(small)
    assert seen(small, matter).due
    small.services.contacts.refresh(LI, matter, "yes", "no")
    told = seen(small, come(small))
    assert (told.due, told.app, told.e_bill, told.verified_by, told.stale) == (
        False,
        "yes",
        "no",
        "李敏",
        False,
    )
    small.clock.advance(timedelta(days=90))
    assert seen(small, matter).due


def test_who_was_asked_while_the_clock_was_years_ahead_is_asked_again(small: SmallStation) -> None:
    small.clock.advance(timedelta(days=900))
    matter = come(small)
    small.services.contacts.put_off(LI, matter)
    assert not seen(small, matter).due
    small.clock.advance(timedelta(days=-900))
    assert seen(small, matter).due


def test_who_does_not_want_to_say_is_not_asked_again_either(small: SmallStation) -> None:
    matter = come(small)
    small.services.contacts.put_off(LI, matter)
    told = seen(small, matter)
    assert (told.due, told.verified_at, told.app) == (False, None, "")


def test_nobody_is_asked_who_is_on_no_file(small: SmallStation) -> None:
    matter = come(small, account="", name="周新")
    assert small.services.contacts.view(LI, matter) is None
    with pytest.raises(RuleBroken, match="contact_no_account"):
        small.services.contacts.refresh(LI, matter, "yes")


def test_the_confirmed_number_fills_the_next_form_and_finds_the_customer(small: SmallStation) -> None:
    small.services.contacts.refresh(LI, come(small))
    assert [each.phone for each in typed(small, account=ACCOUNT).on_file] == [NEW]
    assert [each.account for each in typed(small, phone=NEW).on_file] == [ACCOUNT]
    assert small.services.find.customer(LI, ACCOUNT).phone == NEW


def test_find_finds_the_customer_by_the_confirmed_number_and_shows_it(small: SmallStation) -> None:
    """By its end, with a part of the name, and still by the register's; another customer's words do not fit."""
    find, masked = small.services.find, "139****0001"
    assert find.customers(LI, NEW) == ((), 0)
    small.services.contacts.refresh(LI, come(small))
    for text in (NEW, "139 9999 0001", "0001", f"{NEW} 何", "hj 90001", "13812340009"):
        lines, total = find.customers(LI, text)
        found = [each.phone for each in lines if each.account == ACCOUNT]
        assert (found, total) == ([masked], len(lines)), text
    assert find.customers(LI, f"{NEW} 王建国") == ((), 0)
    assert find.find(LI, NEW).customer_count == 1


def test_the_search_by_confirmed_numbers_goes_by_their_ends(small: SmallStation) -> None:
    plans: list[str] = []

    class Overheard:
        def execute(self, text: str, values: Any) -> Any:
            plans.extend(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {text}", values))
            return connection.execute(text, values)

    with small.services.base.store.reading() as connection:
        assert contact_rows.with_number_end(Overheard(), ["0001"], 10) == []  # type: ignore[arg-type]
    assert ["contact_by_phone" in plan for plan in plans] == [True, True], plans


@pytest.mark.parametrize(
    ("reason", "shown"), [("", "139****0001/139****0002"), ("audit", f"{NEW}/13999990002")]
)
def test_an_export_has_the_confirmed_number_beside_the_registers(
    small: SmallStation, reason: str, shown: str
) -> None:
    services = small.services
    told = {"name": HE, "account": ACCOUNT, "fields": {"content": "电费多了"}}
    matter = small.accept(LI, BILL, phone=NEW, phone2="13999990002", **told)
    services.contacts.refresh(LI, matter)
    export = services.exports.export(WANG, "customers", "jsonl", unmasked=bool(reason), reason=reason)
    rows = {row["account"]: row for row in export.records}
    assert (rows[ACCOUNT]["confirmed_phone"], rows[ACCOUNT]["confirmed_on"]) == (shown, "2025-11-20")
    assert rows[ACCOUNT]["mobile1"] in ("138****0009", "13812340009")
    assert {row["confirmed_phone"] for account, row in rows.items() if account != ACCOUNT} == {None}


def test_the_second_number_stays_where_none_was_given(small: SmallStation) -> None:
    services = small.services
    first = small.accept(
        LI,
        BILL,
        name=HE,
        phone=NEW,
        phone2="13999990002",
        account=ACCOUNT,
        fields={"content": "电费多了"},
    )
    services.contacts.refresh(LI, first)
    services.contacts.refresh(LI, come(small, phone="13999990003"))
    (on_file,) = typed(small, account=ACCOUNT).on_file
    assert (on_file.phone, on_file.phone2) == ("13999990003", "13999990002")


def test_a_newer_delivery_of_the_register_goes_before_what_was_said(
    small: SmallStation, tmp_path: Path
) -> None:
    small.services.contacts.refresh(LI, come(small))
    file = tmp_path / "newer.csv"
    head, *lines = CUSTOMERS.splitlines()
    line = next(each for each in lines if ACCOUNT in each).replace("13812340009", "13777770001")
    file.write_text(f"{head},更新日期\n{line},2025-11-19\n", "utf-8")
    small.services.customers.import_file(WANG, file)
    assert [each.phone for each in typed(small, account=ACCOUNT).on_file] == [NEW]
    small.clock.advance(timedelta(days=3))
    file.write_text(f"{head},更新日期\n{line},2025-11-22\n", "utf-8")
    small.services.customers.import_file(WANG, file)
    assert [each.phone for each in typed(small, account=ACCOUNT).on_file] == ["13777770001"]
    assert seen(small, come(small)).verified_at is None


def test_a_number_confirmed_long_ago_is_stale(small: SmallStation) -> None:
    matter = come(small)
    assert seen(small, matter).stale
    small.services.contacts.refresh(LI, matter)
    small.clock.advance(timedelta(days=365))
    assert not seen(small, matter).stale
    small.clock.advance(timedelta(days=1))
    assert seen(small, matter).stale


def test_how_many_can_be_reached_counts_customers_on_file_and_a_year(small: SmallStation) -> None:
    services = small.services
    assert services.contacts.coverage(ZHAO) == Coverage(0, 12)
    services.contacts.refresh(LI, come(small))
    services.contacts.refresh(LI, come(small))
    services.contacts.put_off(LI, come(small, account="0417000034", name="陈志强"))
    assert services.contacts.coverage(ZHAO) == Coverage(1, 12)
    small.clock.advance(timedelta(days=366))
    assert services.contacts.coverage(ZHAO) == Coverage(0, 12)


def test_masked_on_the_panel_and_held_by_the_doctor(small: SmallStation) -> None:
    matter = come(small)
    small.services.contacts.refresh(LIU, matter, e_bill="yes")
    told = seen(small, matter)
    assert NEW not in told.phone
    assert told.verified_by == "刘伟"
    assert looked_over(small.home).findings == ()
