"""Esc in any small window with lines to write in: words are thrown away only after a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.domain.facts.calls import Place
from counter_tui.screens.dialogs import Confirm
from counter_tui.screens.home.screen import HomeScreen
from counter_tui.screens.leaving import Leaving
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.line_input import LineInput
from support.apps import app_on, settled, signed_in, typed
from support.matter_screen import press
from support.stations import LI, WANG, SmallStation

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from counter_tui.app import CounterApp


async def stays_until_answered(
    app: CounterApp, pilot: Pilot[None], field: str, text: str = "写了一半"
) -> None:
    """Esc twice leaves the words where they are; Esc and yes leaves without them."""
    window = app.screen
    assert isinstance(window, Leaving), window
    window.query_one(f"#{field}", LineInput).focus()
    await typed(pilot, text)
    await press(pilot, "escape")
    assert [type(each) for each in app.screen_stack[-2:]] == [type(window), Confirm], field
    await press(pilot, "escape")
    assert app.screen is window
    assert window.query_one(f"#{field}", LineInput).value == text
    await press(pilot, "escape", "down", "enter")
    assert not window.is_attached


async def test_what_a_clerk_wrote(small: SmallStation) -> None:
    enquiry = small.services.enquiries.new(LI)
    small.services.enquiries.leave_open(LI, enquiry, "bill", words="电费怎么多了")
    small.services.calls.conflict(LI, Place(screen="home"))
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await press(pilot, "w", "1")
        await stays_until_answered(app, pilot, "words")
        await press(pilot, "f9")
        await stays_until_answered(app, pilot, "note")
        assert isinstance(app.screen, HomeScreen)
        app.screen.show_list("enquiries")
        await settled(pilot)
        await press(pilot, "enter")
        await stays_until_answered(app, pilot, "answer")
        await press(pilot, "w", "1", "escape")
        assert isinstance(app.screen, HomeScreen), "a topic is no words"
    assert small.services.enquiries.day(LI).total == 1


async def test_what_a_lead_wrote(small: SmallStation) -> None:
    windows = {
        "units": (("f2", "answers"), ("enter", "person")),
        "labels": (("f2", "evidence-1"),),
        "staff": (("f2", "phone"), ("f4", "phone"), ("f7", "reason"), ("f8", "until")),
        "voice": (("f2", "title"),),
    }
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        for screen, doors in windows.items():
            await signed_in(pilot, WANG, screen)
            if screen == "staff":
                app.screen.query_one("#staff-list", FactTable).mark("102")
            for key, field in doors:
                await press(pilot, key)
                await stays_until_answered(app, pilot, field)


async def test_a_pin_is_not_asked_about(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "staff")
        await press(pilot, "f6")
        window = app.screen
        await typed(pilot, "618350")
        await press(pilot, "escape")
        assert not window.is_attached
