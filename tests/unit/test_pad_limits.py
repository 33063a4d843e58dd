"""Who may ask the tablet's page how much, and who is spoken with at all."""

from __future__ import annotations

import pytest

from counter_tui.services.pad_web.guard import is_near
from counter_tui.services.pad_web.limits import ADDRESSES, Limits


def test_what_one_address_is_refused_takes_nothing_from_the_others() -> None:
    limits = Limits()
    assert sum(limits.take("192.168.1.9", 100.0) for _ in range(1_000)) == 30
    assert limits.take("192.168.1.8", 100.0)
    assert sum(limits.take("192.168.1.9", 101.0) for _ in range(1_000)) == 10
    assert limits.refused_since() == (970 + 990, "192.168.1.9")
    assert limits.refused_since()[0] == 0


def test_a_flood_from_everywhere_leaves_the_tablet_its_own_share_and_is_not_remembered_for_ever() -> None:
    limits = Limits()
    everywhere = [f"10.0.{place // 250}.{place % 250}" for place in range(3 * ADDRESSES)]
    assert sum(limits.take(each, 100.0) for each in everywhere) == 120
    assert limits.take("192.168.1.7", 100.0, tablet=True)
    assert limits.remembered <= ADDRESSES


@pytest.mark.parametrize(
    "address",
    [
        "192.168.1.9",
        "10.1.2.3",
        "172.16.0.1",
        "169.254.3.4",
        "127.0.0.1",
        "::1",
        "fe80::1%2",
        "::ffff:10.0.0.1",
    ],
)
def test_the_hall_is_near(address: str) -> None:
    assert is_near(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "114.114.114.114", "::ffff:8.8.8.8", "2400:3200::1", "", "nobody"]
)
def test_the_internet_is_not(address: str) -> None:
    assert not is_near(address)
