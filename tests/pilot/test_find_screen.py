"""One search over customers and matters, as one types."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.app import CounterApp
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import set_language
from counter_tui.screens.find import looking
from counter_tui.screens.find.parts import Results, shares
from counter_tui.screens.find.screen import FindScreen
from counter_tui.screens.sign_in.screen import SignInScreen
from counter_tui.services.views.found import Found
from counter_tui.widgets.line_input import LineInput
from support.apps import app_on, rushed, settled, shown, signed_in, typed
from support.elsewhere import opened, with_forms_elsewhere
from support.stations import LI, SmallStation, open_small_station


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "PAUSE", 3600)


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
    screen.look(text)


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
    """Enter from the typed line goes into the list when there are several, Enter there takes the customer."""
    app = with_forms_elsewhere(app_on(small))
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "find")
        await typed(pilot, "解放路")
        await looked_up(app, "解放路")
        await settled(pilot)
        found = small.services.find.find(LI, "解放路")
        await pilot.press("enter")
        await settled(pilot)
        assert app.focused is app.screen.query_one("#find-customers")
        await pilot.press("down", "enter")
        await settled(pilot)
        assert opened(app) == (None, "", "", found.customers[1].account, "")


@pytest.mark.parametrize("answered", [True, False])
async def test_enter_opens_what_was_found_alone_at_once(small: SmallStation, answered: bool) -> None:
    """The one customer, or the one matter; also typed ahead of the answer, and found again after Esc."""
    app = with_forms_elsewhere(app_on(small))
    async with app.run_test(size=(80, 24)) as pilot:
        for text, wanted in (("单zy", "0417000042"), ("1117-0002", None)):
            await signed_in(pilot, LI, "find")
            await typed(pilot, text)
            if answered:
                await looked_up(app, text)
                await settled(pilot)
            await rushed(pilot, ["enter"])
            found = small.services.find.find(LI, text)
            matters = tuple(matter.matter_id for matter in found.matters)
            assert opened(app) == ((None, "", "", wanted, "") if wanted else matters)
            await pilot.press("escape", "enter")
            await settled(pilot)
            assert opened(app) == ((None, "", "", wanted, "") if wanted else matters)


async def test_enter_never_takes_the_answer_to_what_was_typed_before(small: SmallStation) -> None:
    """The one customer found is replaced by other words: Enter waits for their answer, and so do the keys after it."""
    app = with_forms_elsewhere(app_on(small))
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "find")
        await typed(pilot, "单zy")
        await looked_up(app, "单zy")
        await settled(pilot)
        await rushed(pilot, [*["backspace"] * 3, *"解放路", "enter", "down", "enter"])
        assert opened(app)[3] == small.services.find.find(LI, "解放路").customers[1].account
        await signed_in(pilot, LI, "find", "单zy")
        app.screen.query_one("#find-words", LineInput).value = "zzzzzz"
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, FindScreen)
        assert "没有找到" in "\n".join(shown(app))


@pytest.mark.parametrize(
    ("keys", "account"),
    [
        (["f2"], "0417000084"),
        (["down", "down", "enter"], "0417000092"),
        (["tab", "down", "enter"], "0417000092"),
        ([*["backspace"] * 3, "f2"], ""),
    ],
)
async def test_no_key_acts_on_the_list_of_what_was_typed_before(
    small: SmallStation, keys: list[str], account: str
) -> None:
    """F2, Down and Tab wait for the answer to the words as they stand, and so do the keys after them."""
    app = with_forms_elsewhere(app_on(small))
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "find")
        await typed(pilot, "单zy")
        await looked_up(app, "单zy")
        await settled(pilot)
        await rushed(pilot, [*["backspace"] * 3, *"解放路", *keys])
        assert opened(app)[3] == account


async def test_after_an_answer_that_failed_the_keys_work_again(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Enter waited for it in vain; the words can be changed."""

    def refuse(*_given: object) -> None:
        raise RuleBroken("store_busy")

    app = with_forms_elsewhere(app_on(small))
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "find")
        with monkeypatch.context() as broken:
            broken.setattr(type(small.services.find), "find", refuse)
            await rushed(pilot, [*"wjg", "enter", "1"])
        assert app.screen.query_one("#find-words", LineInput).value == "wjg1"
        await rushed(pilot, ["backspace", "enter"])
        assert app.focused is app.screen.query_one("#find-customers")


async def test_a_screen_covered_meanwhile_opens_nothing(small: SmallStation) -> None:
    """Enter, then the lock: the answer does not lay a matter over the sign-in."""
    app = with_forms_elsewhere(app_on(small))
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "find", "1117-0002")
        screen = app.screen
        assert isinstance(screen, FindScreen)
        found = small.services.find.find(LI, "1117-0002")
        screen._asked = screen._waited_for = "1117-0002"
        screen._then = screen._go_on
        app.action_lock()
        await settled(pilot)
        screen._answer("1117-0002", found)
        await settled(pilot)
        assert isinstance(app.screen, SignInScreen)


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


async def test_an_empty_line_offers_no_key_that_has_nothing_to_do(small: SmallStation) -> None:
    """Opening comes with words, the way back to them from the results."""
    app = with_forms_elsewhere(app_on(small))
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "find")
        assert ("打开" in shown(app)[-1], "改条件" in shown(app)[-1]) == (False, False)
        await typed(pilot, "wjg")
        await looked_up(app, "wjg")
        await settled(pilot)
        assert ("打开" in shown(app)[-1], "改条件" in shown(app)[-1]) == (True, False)
        await pilot.press("down")
        await settled(pilot)
        assert ("打开" in shown(app)[-1], "改条件" in shown(app)[-1]) == (True, True)


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


async def test_two_long_lists_share_the_room_and_leave_no_line_of_it_empty(small: SmallStation) -> None:
    """Nine customers above four matters at 80 x 24; of two long lists the ends of both can be seen."""
    app = with_forms_elsewhere(app_on(small))
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "find", "w")
        screen = app.screen
        assert isinstance(screen, FindScreen)
        found = screen._found
        assert found is not None
        customers = tuple(replace(found.customers[0], account=f"33{n:08}") for n in range(30))
        matters = tuple(replace(found.matters[0], matter_id=f"{n:032x}") for n in range(30))
        for count, shown_customers, shown_matters in ((4, 9, 4), (30, 8, 5), (0, 16, 0)):
            screen.show_found(Found(customers, 30, matters[:count], count))
            await settled(pilot)
            heights = [each.size.height - 1 for each in screen.query(Results) if each.row_count]
            assert heights == [shown_customers, shown_matters][: len(heights)]
            last = screen.query_one("#find-matters-box" if count else "#find-customers-box")
            assert last.region.bottom == screen.query_one("#find-columns").region.bottom


def test_neither_list_is_given_more_than_it_needs() -> None:
    """Whole where there is room; else the second whole, unless the first would have less than three fifths."""
    assert shares(16, 5, 6) == (5, 6)
    assert shares(16, 40, 6) == (10, 6)
    assert shares(16, 40, 40) == (9, 7)
    assert shares(16, 3, 40) == (3, 13)
    assert shares(16, 0, 40) == (0, 16)
