"""One search over customers and matters, as one types."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.app import CounterApp
from counter_tui.i18n import set_language
from counter_tui.screens.find import screen as find
from counter_tui.screens.find.screen import FindScreen, Results
from counter_tui.widgets.line_input import LineInput
from support.apps import app_on, settled, shown, signed_in, typed
from support.elsewhere import opened, with_forms_elsewhere
from support.stations import LI, SmallStation, open_small_station


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "PAUSE", 3600)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    small = open_small_station(tmp_path)
    yield small
    small.services.close()
    set_language("zh")


async def looked_up(app: CounterApp, text: str) -> None:
    """Look up what stands in the field, without waiting for the pause in typing."""
    screen = app.screen
    assert isinstance(screen, FindScreen)
    assert screen.query_one("#find-words", LineInput).value == text
    screen._look(text)


async def test_customers_and_matters_stand_below_what_is_typed(small: SmallStation) -> None:
    """Initials find both, each with how many there are; names and phones are masked."""
    app = with_forms_elsewhere(app_on(small))
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "find")
        await typed(pilot, "wjg")
        await looked_up(app, "wjg")
        await settled(pilot)
        text = "\n".join(shown(app))
        assert "客户  1" in text
        assert "事项  1" in text
        assert "138****0001" in text
        assert "王建国" not in text
        assert "13812340001" not in text


async def test_down_goes_into_the_results_and_up_comes_back(small: SmallStation) -> None:
    """From the typed line through customers to matters and back, without Tab."""
    app = with_forms_elsewhere(app_on(small))
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "find", "wjg")
        await looked_up(app, "wjg")
        await settled(pilot)
        await pilot.press("down")
        assert app.focused is app.screen.query_one("#find-customers")
        await pilot.press("down")
        assert app.focused is app.screen.query_one("#find-matters")
        await pilot.press("up", "up")
        assert app.focused is app.screen.query_one("#find-words")


async def test_enter_on_a_customer_opens_the_form_for_the_account(small: SmallStation) -> None:
    """Enter from the typed line goes into the list, Enter there takes the customer."""
    app = with_forms_elsewhere(app_on(small))
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "find")
        await typed(pilot, "单zy")
        await looked_up(app, "单zy")
        await settled(pilot)
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert opened(app) == (None, "", "", "0417000042", "")


async def test_enter_on_a_matter_opens_it_and_esc_comes_back_to_the_results(small: SmallStation) -> None:
    """The words are still there."""
    app = with_forms_elsewhere(app_on(small))
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "find", "1117-0002")
        await looked_up(app, "1117-0002")
        await settled(pilot)
        wanted = app.screen.query_one("#find-matters", Results).marked
        app.screen.query_one("#find-matters").focus()
        await pilot.press("enter")
        await settled(pilot)
        assert opened(app) == (wanted,)
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen.query_one("#find-words", LineInput).value == "1117-0002"


async def test_nothing_found_is_said_in_words_and_an_empty_line_shows_nothing(small: SmallStation) -> None:
    """Taking the words away takes the message away."""
    app = with_forms_elsewhere(app_on(small))
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "find", "zzzzzz")
        await looked_up(app, "zzzzzz")
        await settled(pilot)
        assert "没有找到" in "\n".join(shown(app))
        app.screen.query_one("#find-words", LineInput).value = ""
        await looked_up(app, "")
        await settled(pilot)
        assert "没有找到" not in "\n".join(shown(app))


async def test_f2_accepts_for_the_marked_customer(small: SmallStation) -> None:
    """Also while the focus is in the typed line."""
    app = with_forms_elsewhere(app_on(small))
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "find", "fdh")
        await looked_up(app, "fdh")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert opened(app)[3] == "0417000068"


async def test_the_language_changes_with_the_results_shown(small: SmallStation) -> None:
    """Headings change, the words and rows stay."""
    app = with_forms_elsewhere(app_on(small))
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "find", "wjg")
        await looked_up(app, "wjg")
        await settled(pilot)
        await app.action_other_language()
        await settled(pilot)
        text = "\n".join(shown(app))
        assert "Customers  1" in text
        assert "Accepted" in text
        assert app.screen.query_one("#find-words", LineInput).value == "wjg"
