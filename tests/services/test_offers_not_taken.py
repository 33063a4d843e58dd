"""Offers nobody takes: who is told, from which minute on, and that only an answer ends the waiting."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.bootstrap import open_services
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.staff.roles import Actor
from counter_tui.settings import read_settings, write_settings
from support.looking import looked_over
from support.stations import BILL, LI, LIU, WANG, SmallStation, open_small_station

OUTSIDE = Receiver(person="马师傅", phone="13912345678", unit="抢修班")


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


def offered(small: SmallStation, to: Receiver, by: Actor = LI) -> str:
    """A question about a bill, offered to somebody."""
    matter = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
    small.services.matters.hand_over(by, matter, to, "needs_site")
    return matter


def given(small: SmallStation, actor: Actor) -> list[str]:
    """The offers nobody has taken that this person is told of."""
    return [line.matter_id for line in small.services.home.view(actor).given]


def red(small: SmallStation, actor: Actor) -> list[str]:
    """The offers that are an alarm for this person, made or received."""
    view, now = small.services.home.view(actor), small.clock.now()
    return [line.matter_id for line in (*view.given, *view.inbox) if line.untaken(now)]


@pytest.mark.parametrize(
    ("to", "allowed"), [(Receiver("103"), timedelta(minutes=15)), (OUTSIDE, timedelta(hours=4))]
)
def test_an_offer_is_an_alarm_from_the_minute_its_time_is_over(
    small: SmallStation, to: Receiver, allowed: timedelta
) -> None:
    matter = offered(small, to)
    small.clock.advance(allowed - timedelta(seconds=1))
    assert given(small, LI) == [matter]
    assert red(small, LI) == red(small, LIU) == []
    view = small.services.matters.view(LI, matter)
    assert view.offer is not None
    assert not view.offer.untaken(small.clock.now())
    small.clock.advance(timedelta(seconds=1))
    assert red(small, LI) == [matter]
    assert red(small, LIU) == ([matter] if to.staff_no else [])
    assert view.offer.untaken(small.clock.now())
    assert (view.line.handler, view.line.first_contact) == ("李敏", "李敏")


def test_notes_do_not_begin_the_time_anew_and_only_an_answer_ends_it(small: SmallStation) -> None:
    """Silence counts, not what stands in the fields meanwhile."""
    matter = offered(small, Receiver("103"))
    small.clock.advance(timedelta(minutes=14))
    small.services.matters.note(LIU, matter, "一会儿看")
    small.clock.advance(timedelta(minutes=4))
    assert red(small, LI) == red(small, LIU) == [matter]
    small.services.matters.take(LIU, matter)
    assert red(small, LI) == red(small, LIU) == given(small, LI) == []
    assert looked_over(small.home).clean


def test_giver_first_contact_and_handler_are_told_and_the_receiver_in_the_inbox_only(
    small: SmallStation,
) -> None:
    """The lead hands the first contact's matter over: both wait. Given back to the first contact, it waits for him."""
    matter = offered(small, Receiver("103"), by=WANG)
    assert given(small, LI) == given(small, WANG) == [matter]
    assert [small.services.home.view(each).offers_waiting for each in (LI, WANG, LIU)] == [1, 1, 0]
    assert given(small, LIU) == []
    assert [line.matter_id for line in small.services.home.view(LIU).inbox] == [matter]
    small.services.matters.take(LIU, matter)
    small.services.matters.hand_over(LIU, matter, Receiver("101"), "not_my_duty")
    assert given(small, LIU) == given(small, LI) == [matter]
    assert given(small, WANG) == []


def test_the_times_are_set_on_each_pc(small: SmallStation) -> None:
    settings = replace(read_settings(small.home.settings), take_over_minutes=30, take_over_hours_outside=8)
    write_settings(small.home.settings, settings)
    small.services.close()
    services = open_services(small.home, small.clock)
    small = replace_services(small, services)
    for to, allowed in ((Receiver("103"), timedelta(minutes=30)), (OUTSIDE, timedelta(hours=8))):
        view = small.services.matters.view(LI, offered(small, to))
        assert view.offer is not None
        assert view.offer.take_by - view.offer.offered_at == allowed
        assert view.line.take_by == view.offer.take_by
    services.close()


def replace_services(small: SmallStation, services: object) -> SmallStation:
    """The station opened anew."""
    return SmallStation(services, small.clock, small.home)  # type: ignore[arg-type]
