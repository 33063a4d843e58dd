"""Until when an offer has to be taken, and how long it has waited in words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from counter_tui.domain.matter.hand_over import take_by
from counter_tui.domain.matter.patience import Patience
from counter_tui.i18n import set_language
from counter_tui.services.wording.dates import say_span
from support.clocks import NOON
from support.two_pcs import LI, Pc, live, sound, told


@pytest.mark.parametrize(("pick", "waits"), [(1, timedelta(minutes=15)), (2, timedelta(hours=4))])
def test_a_colleague_has_a_quarter_of_an_hour_and_anybody_else_four_hours(
    pick: int, waits: timedelta
) -> None:
    pc = Pc("A")
    live([("offer", LI, 0, pick, 60, False)], (pc, pc), sound)
    offer = told(pc).offer
    assert offer is not None
    assert take_by(offer, Patience()) - offer.at == waits
    assert take_by(offer, Patience(elsewhere=waits, hall=waits * 2)) - offer.at == waits * (3 - pick)
    later = replace(offer, at=NOON)
    assert take_by(later, Patience()) == NOON + waits


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        (timedelta(minutes=-3), "0 分钟", "0 min"),
        (timedelta(seconds=59), "0 分钟", "0 min"),
        (timedelta(minutes=18, seconds=59), "18 分钟", "18 min"),
        (timedelta(minutes=59), "59 分钟", "59 min"),
        (timedelta(minutes=60), "1 小时", "1 h"),
        (timedelta(hours=23, minutes=59), "23 小时", "23 h"),
        (timedelta(hours=24), "1 天", "1 d"),
        (timedelta(days=12, hours=23), "12 天", "12 d"),
    ],
)
def test_a_span_is_said_in_its_largest_whole_unit(span: timedelta, zh: str, en: str) -> None:
    set_language("zh")
    assert say_span(span) == zh
    set_language("en")
    try:
        assert say_span(span) == en
    finally:
        set_language("zh")
