"""A phone somebody else is known by: said, and never enough to make that person's matters this customer's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counter_tui.services.views.acceptance import Assessed
from support.stations import BILL, CONNECTION, LI, SmallStation, open_small_station

KNOWN, STRANGER = "110101199003074477", "110101197503051811"
PHONE = "13812340001"
"""王建国's, who is on file and has a matter open."""
ACCOUNT = "0417000018"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


def assessed(small: SmallStation, picked: str = "", **values: Any) -> Assessed:
    """What a draft with these values is told."""
    draft = small.services.drafts.new(LI, kind=CONNECTION).with_values(**values)
    return small.services.acceptance.assess(LI, draft, picked)


def test_a_phone_known_by_another_name_is_said_and_brings_no_open_matters(small: SmallStation) -> None:
    made = assessed(small, name="郑小满", phone=PHONE)
    assert (made.phone_of, made.open_matters) == ("王**", ())
    assert [each.account for each in made.on_file] == [ACCOUNT]
    made = assessed(small, name="郑小满", phone=PHONE, id_kind="resident_id", id_number=STRANGER)
    assert (made.phone_of, made.open_matters) == ("王**", ())


@pytest.mark.parametrize("name", ["", "王建国", " 王建国 "])
def test_the_same_name_or_none_yet_is_the_customer_on_file(small: SmallStation, name: str) -> None:
    made = assessed(small, name=name, phone=PHONE)
    assert made.phone_of == ""
    assert len(made.open_matters) == 1


def test_identity_and_account_are_surer_than_any_name(small: SmallStation) -> None:
    """A customer whose name was mistyped still has the open matters; that the phone's name differs is said."""
    for numbers in ({"id_kind": "resident_id", "id_number": KNOWN}, {"account": ACCOUNT}):
        made = assessed(small, name="王建囯", phone=PHONE, **numbers)
        assert (made.phone_of, len(made.open_matters)) == ("王**", 1)


def test_the_customer_a_clerk_picks_is_the_customer(small: SmallStation) -> None:
    made = assessed(small, ACCOUNT, name="王建国之子", phone=PHONE)
    assert (made.phone_of, len(made.open_matters), made.picked) == ("", 1, ACCOUNT)


def test_what_is_stored_is_what_was_typed_and_lists_stay_apart(small: SmallStation) -> None:
    """The new customer's matter has the typed name and the phone, no account, and is not the other's open matter."""
    question = {"content": "电费怎么算"}
    mine = small.accept(LI, BILL, name="郑小满", phone=PHONE, fields=question)
    customer = small.services.matters.reveal(LI, mine, "核对").customer
    assert (customer.name, customer.phone, customer.account) == ("郑小满", PHONE, "")
    theirs = assessed(small, name="王建国", phone=PHONE).open_matters
    assert mine not in {line.matter_id for line in theirs}
    assert [line.matter_id for line in assessed(small, name="郑小满", phone=PHONE).open_matters] == [mine]


def test_a_phone_known_from_an_earlier_matter_only_is_said_too(small: SmallStation) -> None:
    small.accept(LI, BILL, name="郑小满", phone="13900001234", fields={"content": "电费怎么算"})
    made = assessed(small, name="丁一", phone="13900001234")
    assert (made.phone_of, made.on_file, made.open_matters) == ("郑**", (), ())
