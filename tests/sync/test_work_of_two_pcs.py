"""The work of a station with two PCs: what is taken down at one is found, handed over and answered at the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import Receiver
from support.looking import looked_over
from support.prices import charged, take_book
from support.station_pair import Pair, pair_in
from support.stations import BILL, LI, LIU, WANG


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with pair_in(tmp_path) as pair:
        yield pair


def bill(pair: Pair) -> str:
    """A matter accepted at the first PC."""
    return pair.one.accept(
        LI, BILL, name="何静", phone="13812340009", fields={"content": "10 月电费比上月多"}
    )


def views(pair: Pair, matter: str) -> tuple[object, object]:
    """The matter as both PCs show it to the lead."""
    pair.one.clock.set(pair.other.clock.now())
    one, other = (each.services.matters.view(WANG, matter) for each in (pair.one, pair.other))
    return (one.line, one.timeline, one.charges), (other.line, other.timeline, other.charges)


def test_a_matter_accepted_at_one_pc_is_handed_over_and_answered_at_the_other(pair: Pair) -> None:
    matter = bill(pair)
    pair.meet()
    pair.other.services.matters.hand_over(LI, matter, Receiver(staff_no=LIU.staff_no), "not_my_duty")
    pair.meet()
    inbox = pair.one.services.home.view(LIU).inbox
    assert matter in {line.matter_id for line in inbox}
    pair.one.services.matters.take(LIU, matter)
    pair.meet()
    pair.other.services.matters.answer(LIU, matter, "10 月电费含空调用电，电量无误。")
    pair.meet()
    one, other = views(pair, matter)
    assert one == other
    for each in (pair.one, pair.other):
        assert looked_over(each.home).findings == ()


def test_numbers_given_at_two_pcs_on_one_day_are_never_the_same(pair: Pair) -> None:
    numbers = []
    for _each in range(3):
        for small in (pair.one, pair.other):
            small.clock.advance(timedelta(seconds=3))
            matter = small.accept(
                LI, BILL, name="何静", phone="13812340009", fields={"content": "10 月电费比上月多"}
            )
            numbers.append(small.services.matters.view(LI, matter).line.number)
        pair.meet()
    assert len(set(numbers)) == 6
    ordinals = {(number.split("-")[1], number.split("-")[3]) for number in numbers}
    assert {("D", f"{each:04}") for each in (1, 2, 3)} <= ordinals


def test_a_charge_by_a_book_the_other_pc_does_not_have_comes_there_all_the_same(pair: Pair) -> None:
    take_book(pair.one)
    matter = charged(pair.one)
    pair.meet()
    one, other = views(pair, matter)
    assert one == other
    assert pair.other.services.matters.view(WANG, matter).charges
    for each in (pair.one, pair.other):
        assert looked_over(each.home).findings == ()


def test_what_two_pcs_did_on_a_matter_without_knowing_of_each_other_is_kept_alike_on_both(pair: Pair) -> None:
    matter = bill(pair)
    pair.meet()
    pair.one.services.matters.answer(LI, matter, "电量无误。")
    pair.other.clock.advance(timedelta(minutes=1))
    pair.other.services.matters.withdraw(LI, matter, "客户说不办了")
    pair.meet()
    one, other = views(pair, matter)
    assert one == other
    with pytest.raises(RuleBroken):
        pair.one.services.matters.answer(LI, matter, "再答一次")
