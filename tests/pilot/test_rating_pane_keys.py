"""While the rating pane is up every key goes to it, and none of them to anything else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events

from counter_tui.screens.matter.screen import MatterScreen
from counter_tui.screens.rating.screen import RatingScreen
from counter_tui.widgets.burst import code_shaped
from support.apps import app_on, settled
from support.matter_screen import (
    Seconds,
    app_of,
    pane_of,
    press,
    strike,
    tick,
    view_of,
)
from support.random_keys import RANDOM_KEYS
from support.rating import just_served, last_facts, token_of, turned
from support.stations import LI, SmallStation, open_small_station

CUSTOMER = "客户"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


async def test_no_other_key_does_anything_and_none_reaches_the_clerks_screens(small: SmallStation) -> None:
    """F-keys, palette, quit, help, Esc, Tab, Enter, letters, a pasted text: the pane stays, nothing is written."""
    matter = just_served(small)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        pane, before = app.screen, len(last_facts(small, matter))
        keys = [*(f"f{number}" for number in range(1, 13)), "escape", "tab", "shift+tab", "enter", "space"]
        keys += [
            "ctrl+p",
            "ctrl+q",
            "ctrl+c",
            "ctrl+b",
            "ctrl+t",
            "colon",
            "question_mark",
            "slash",
            "up",
            "down",
        ]
        for key in [*keys, *"abcehknruvwxyz6789"]:
            await press(pilot, key)
            assert app.screen is pane, key
        app.post_message(events.Paste("5"))
        await settled(pilot)
        assert app.screen is pane
        assert pane.step == "levels"  # type: ignore[attr-defined]
        assert len(last_facts(small, matter)) == before
        assert app.return_code is None


async def test_a_readers_burst_rates_nothing(small: SmallStation) -> None:
    """An identity card laid on the reader while the pane is up."""
    matter = just_served(small)
    app = app_on(small, looks_like_code=code_shaped)
    async with app.run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        for key in (*"110101199003074477", "enter"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        assert token_of(small, matter).state == "armed"
        assert pane_of(pilot).step == "levels"


async def test_full_width_digits_of_an_input_method_count(small: SmallStation) -> None:
    """５ is 5."""
    matter = just_served(small)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        app.post_message(events.Key("５", "５"))
        await settled(pilot)
    assert token_of(small, matter).level == 5


async def test_a_level_can_be_clicked(small: SmallStation) -> None:
    """On a screen that can be touched."""
    matter = just_served(small)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        await pilot.click(".level.at-4")
        await settled(pilot)
    assert token_of(small, matter).level == 4


async def test_the_clerk_gets_the_screen_back_only_by_the_key_twice(small: SmallStation) -> None:
    """F4 once, or with another key between, or too slowly, is not enough; its twin is."""
    matter, seconds = just_served(small), Seconds()
    async with app_on(small, seconds=seconds).run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        await press(pilot, "f4", "f4", "4")
        assert isinstance(app_of(pilot).screen, RatingScreen)
        seconds.value += 2
        await tick(pilot)
        await press(pilot, "f4", "x", "f4")
        assert isinstance(app_of(pilot).screen, RatingScreen)
        seconds.value += 3
        await press(pilot, "f4", "enter", "escape")
        assert isinstance(app_of(pilot).screen, RatingScreen)
        await press(pilot, "ctrl+t", "ctrl+t")
        assert isinstance(app_of(pilot).screen, MatterScreen)


async def test_random_keys_never_leave_the_pane(small: SmallStation) -> None:
    """Whatever is pressed before the clerk's key twice: the pane is in front and the matter has no new fact."""
    matter, seconds = just_served(small), Seconds()
    rng = random.Random(7)
    keys = [
        *"abcdefghijklmnopqrstuvwxyz0123456789:?/[",
        "enter",
        "escape",
        "tab",
        "up",
        "f1",
        "f2",
        "f3",
        "f5",
    ]
    keys += ["f10", "f12", "ctrl+p", "ctrl+q", "ctrl+y", "ctrl+s", "backspace", "delete", "space", "home"]
    app = app_on(small, seconds=seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        before = [line for line in view_of(small, LI, matter).timeline if line.who != CUSTOMER]
        for _turn in range(RANDOM_KEYS // 20):
            strike(pilot, [rng.choice(keys) for _key in range(20)])
            await settled(pilot)
            seconds.value += 1
            await tick(pilot)
            assert isinstance(app.screen, RatingScreen)
        lines = view_of(small, LI, matter).timeline
        assert [line for line in lines if line.who != CUSTOMER] == before
        assert len(lines) == len(before) + 1
        assert app.return_code is None
    assert token_of(small, matter).state != "armed"


async def test_the_clerk_need_not_wait_for_the_thanks_to_end(small: SmallStation) -> None:
    """F4 twice while the customer is thanked, or once then and once after: the screen is the clerk's again."""
    matter, seconds = just_served(small), Seconds()
    async with app_on(small, seconds=seconds).run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        await press(pilot, "4")
        assert pane_of(pilot).step == "thanks"
        await press(pilot, "f4", "f4")
        assert isinstance(app_of(pilot).screen, MatterScreen)
    assert token_of(small, matter).level == 4
    matter = just_served(small)
    async with app_on(small, seconds=seconds).run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        await press(pilot, "5")
        seconds.value += 1.5
        await press(pilot, "f4")
        seconds.value += 0.5
        await tick(pilot)
        assert pane_of(pilot).step == "finished"
        await press(pilot, "f4")
        assert isinstance(app_of(pilot).screen, MatterScreen)
