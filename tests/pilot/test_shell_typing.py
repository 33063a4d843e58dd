"""Typing: ahead of the screen, fast, by readers, pasted, while the window is too small."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from textual import events
from textual.keys import _character_to_key

from counter_tui.app import CounterApp
from counter_tui.widgets.burst import code_shaped
from counter_tui.widgets.line_input import LineInput
from pilot.conftest import MakeApp
from pilot.trial import FormScreen, ListScreen
from support.apps import settled
from support.idle import idle

IDENTITY = "11010519491231002X"
A_BLINK = 0.01
PATIENCE = 120.0
"""Seconds, for a machine with much else to do."""


def at_once(app: CounterApp, *keys: str) -> None:
    """Let all keys arrive in one moment, as a terminal sends what was typed while the program was busy."""
    for key in keys:
        if len(key) == 1:
            name = key if key.isalnum() else _character_to_key(key)
            app.post_message(events.Key(name, key))
        else:
            app.post_message(events.Key(key, None))


async def settle(app: CounterApp) -> None:
    """Wait until every key has been answered."""
    async with asyncio.timeout(PATIENCE):
        await idle()
        while app.keys_waiting:
            await asyncio.sleep(A_BLINK)
            await idle()


async def test_keys_typed_ahead_reach_the_fields_they_were_meant_for(make_app: MakeApp) -> None:
    """F2 and a whole form in one moment: every text is in its own field."""
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        at_once(app, "f2", *"4403", "tab", *"王建国", "enter", *"xz", "enter", *"138", "f10")
        await settle(app)
        form = app.screen
        assert isinstance(form, FormScreen)
        assert (form.text("identity"), form.text("name"), form.text("phone")) == ("4403", "王建国", "138")
        assert form.submitted == 1


async def test_a_reader_reaches_its_field_whichever_has_the_focus(make_app: MakeApp) -> None:
    """The burst is one scan for the screen, and no character of it lands in the name."""
    app = make_app(first="form", looks_like_code=code_shaped)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.screen.query_one("#name", LineInput).focus()
        await pilot.pause()
        at_once(app, *IDENTITY, "enter")
        await settle(app)
        form = app.screen
        assert isinstance(form, FormScreen)
        assert form.scans == [IDENTITY]
        assert (form.text("identity"), form.text("name")) == (IDENTITY, "")
        assert app.focused is form.query_one("#name")


async def test_a_scan_into_the_focused_field_goes_on_to_the_next_like_enter(make_app: MakeApp) -> None:
    """A number a script types with Enter at once is no different from one typed slowly; twice is not doubled."""
    app = make_app(first="form", looks_like_code=code_shaped)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        at_once(app, *IDENTITY, "enter", *"王", "shift+tab", *IDENTITY, "enter", *"强")
        await settle(app)
        form = app.screen
        assert isinstance(form, FormScreen)
        assert (form.text("identity"), form.text("name")) == (IDENTITY, "王强")


async def test_a_scan_the_screen_does_not_want_is_typed(make_app: MakeApp) -> None:
    """Everything arrives in the focused field, then Enter moves on."""
    app = make_app(first="form", looks_like_code=code_shaped)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        form = app.screen
        assert isinstance(form, FormScreen)
        form.takes_scans = False
        at_once(app, *IDENTITY, "enter", "z")
        await settle(app)
        assert (form.scans, form.text("identity"), form.text("name")) == ([], IDENTITY, "z")


async def test_fast_text_that_is_no_code_lands_where_it_is_typed(make_app: MakeApp) -> None:
    """A script that sends a whole name and Enter at once types it into the focused field."""
    app = make_app(first="form", looks_like_code=code_shaped)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        at_once(app, "tab", *"wangjianguo", "enter")
        await settle(app)
        form = app.screen
        assert isinstance(form, FormScreen)
        assert form.text("name") == "wangjianguo"


async def test_a_persons_key_is_held_back_for_a_blink_only(make_app: MakeApp) -> None:
    """A single key arrives without another one following it."""
    app = make_app(looks_like_code=code_shaped)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        at_once(app, "7")
        await settle(app)
        assert isinstance(app.screen, ListScreen)
        assert app.screen.sevens == 1


@effort(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text("09aXz|王李 ", max_size=9), min_size=3, max_size=3))
def test_three_texts_typed_at_once_fill_three_fields(make_app: MakeApp, texts: list[str]) -> None:
    """Whatever is typed, nothing is lost and nothing changes its place."""

    async def run() -> None:
        app = make_app(first="form", looks_like_code=code_shaped)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            app.screen.query_one("#name", LineInput).max_cells = 0
            first, second, third = texts
            at_once(app, *first, "tab", *second, "tab", "tab", *third)
            await settle(app)
            form = app.screen
            assert isinstance(form, FormScreen)
            assert [form.text(each) for each in ("identity", "name", "phone")] == texts

    asyncio.run(run())


async def test_a_pasted_text_is_one_line_and_keeps_its_place(make_app: MakeApp) -> None:
    """Lines are joined, control characters dropped, and keys before and after stay before and after."""
    app = make_app(first="form", looks_like_code=code_shaped)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        at_once(app, "a")
        app.post_message(events.Paste("[/b] 王\n\x07建国\n"))
        at_once(app, "z")
        await settle(app)
        form = app.screen
        assert isinstance(form, FormScreen)
        assert form.text("identity") == "a[/b] 王 建国z"


async def test_a_field_takes_no_more_cells_than_it_has(make_app: MakeApp) -> None:
    """Six characters of Chinese fill twelve cells; the seventh is refused, and one deleted makes room again."""
    app = make_app(first="form")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("tab", *"一二三四五六七")
        form = app.screen
        assert isinstance(form, FormScreen)
        assert form.text("name") == "一二三四五六"
        await pilot.press("backspace", "八")
        assert form.text("name") == "一二三四五八"


async def test_the_terminals_cursor_stands_in_the_focused_field_from_the_start(make_app: MakeApp) -> None:
    """An input method opens its window at the terminal's cursor."""
    app = make_app(first="form")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        focused = app.focused
        assert isinstance(focused, LineInput)
        assert app.cursor_position == focused.cursor_screen_offset
        assert app.cursor_position.y > 1


async def test_too_small_a_window_says_so_and_loses_nothing(make_app: MakeApp) -> None:
    """Text still goes into its field, no command is given, and everything is there afterwards."""
    app = make_app(first="form")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*"44")
        await pilot.resize_terminal(60, 18)
        await pilot.pause()
        form = app.screen
        assert isinstance(form, FormScreen)
        assert form.query_one("#too-small").display
        await pilot.press("0", "f10", "tab", "escape")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not form.query_one("#too-small").display
        assert (form.text("identity"), form.submitted) == ("440", 0)
        assert app.focused is form.query_one("#identity")


async def test_a_list_to_pick_from_by_initials_digit_arrows_and_mouse(make_app: MakeApp) -> None:
    """Each way ends with the same choice; text that means nothing stays and chooses nothing."""
    from counter_tui.widgets.pick_list import PickList

    app = make_app(first="form")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        pick = app.screen.query_one("#kind", PickList)
        for keys in (("g", "h", "enter"), ("2", "enter"), ("down", "enter")):
            pick.restore(("", ""))
            pick.chosen = None
            app.screen.query_one("#name").focus()
            await pilot.press("tab", *keys)
            assert pick.chosen is not None, keys
            assert pick.chosen.id == "gh", keys
            assert app.focused is app.screen.query_one("#phone")
        await pilot.press("shift+tab", *"zzz", "enter")
        assert (pick.chosen, pick.typed) == (None, "zzz")


@pytest.mark.parametrize("text", ["[/", "[b", "[/b]", "】[red", "\\[", "[@click=app.exit]x[/]"])
async def test_text_is_never_read_as_markup(make_app: MakeApp, text: str) -> None:
    """Brackets in fields, verdicts, toasts and headings are only brackets."""
    from counter_tui.widgets.field_row import FieldRow
    from counter_tui.widgets.lines import Line

    app = make_app(first="form")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        app.screen.query_one("#identity", LineInput).value = text
        app.screen.query(FieldRow).first().judge(text)
        app.screen.query_one("#second-line", Line).show([text])
        app.tell(text)
        await settled(pilot)
        shown = "".join(part.text for strip in app.screen._compositor.render_strips() for part in strip)
        assert shown.count(text) == 4


async def test_keys_still_on_their_way_when_the_app_closes_go_nowhere(make_app: MakeApp) -> None:
    """The last screen is gone before the last key."""
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.ready_for_keys()
    assert not app.screen_stack
    assert not app.ready_for_keys()
