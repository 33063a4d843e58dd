"""What the counter shows of a pad of its own: that it asks, and what became of it; never the level."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.bootstrap import Services, open_services
from counter_tui.screens.acceptance import AcceptedScreen
from counter_tui.screens.home.screen import HomeScreen
from support.apps import app_on, pressed, settled, shown, signed_in
from support.matter_screen import app_of, tick
from support.rating import just_served, token_of
from support.stations import BILL, LI, SmallStation, open_small_station

ASKED = "评价器正在请客户评价"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


@pytest.fixture
def beside(small: SmallStation) -> Iterator[Services]:
    """The pad's process: services of its own on the same store."""
    services = open_services(small.home, small.clock)
    yield services
    services.close()


async def test_the_clerk_sees_that_the_pad_asks_and_that_it_was_answered(
    small: SmallStation, beside: Services
) -> None:
    """After submitting: the panel says it line by line; back on the first screen it is told once, without the level."""
    draft = small.draft(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
    accepted = small.services.acceptance.submit(LI, draft)
    with beside.pad.hold("screen") as hold:
        async with app_on(small).run_test(size=(80, 24)) as pilot:
            app = app_of(pilot)
            await signed_in(pilot, LI)
            app.push_screen(AcceptedScreen(accepted, draft))
            await settled(pilot)
            assert ASKED not in "\n".join(shown(app))
            beside.pad.show(hold, accepted.visit)
            await tick(pilot)
            assert ASKED in "\n".join(shown(app))
            await pressed(pilot, "f4")
            assert isinstance(app.screen, AcceptedScreen)
            assert _told(app) == ["本机已有评价器在用，请客户在评价器上按"]
            app.back()
            await settled(pilot)
            assert isinstance(app.screen, HomeScreen)
            assert f"评价：{ASKED}" in _told(app)
            beside.pad.press(hold, accepted.visit, 1)
            await tick(pilot)
            await tick(pilot)
            assert [each for each in _told(app) if each == "评价：已评价"] == ["评价：已评价"]
            assert "满意" not in "\n".join([*_told(app), *shown(app)])
            app.push_screen(AcceptedScreen(accepted, draft))
            await settled(pilot)
            text = "\n".join(shown(app))
            assert "已评价" in text
            assert "满意" not in text
            late = just_served(small)
            small.clock.advance(timedelta(minutes=6))
            app.start_over("home")
            await settled(pilot)
            await pressed(pilot, "f4")
            assert _told(app)[-1] == "受理已超过 5 分钟，评价器不再自己问：先关掉评价器，再按 F4"
            assert token_of(small, late).shown_at is None


def _told(app: object) -> list[str]:
    return [note.message for note in app._notifications]  # type: ignore[attr-defined]
