"""A key is seen in its field before it is known whether a reader sent it, and nothing but the eye takes note of it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets.input import Selection

from counter_tui.app import CounterApp
from counter_tui.screens.find.screen import FindScreen
from counter_tui.screens.sign_in.screen import SignInScreen
from counter_tui.widgets.burst import GAP, code_shaped
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList
from pilot.conftest import MakeApp
from pilot.trial import FormScreen, lines
from support.acceptance_form import form_screen, press
from support.apps import app_on, settled, signed_in
from support.stations import CONNECTION, LI, SmallStation, open_small_station

IDENTITY = "11010519491231002X"
METER = "1234567890123456789012"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


class Hand:
    """Keys struck at times that are set by hand: a burst lasts until ``pause`` says that it has ended."""

    def __init__(self) -> None:
        self.now = 0.0

    def seconds(self) -> float:
        """The time of the app."""
        return self.now

    async def strike(self, pilot: Pilot[None], *keys: str) -> None:
        """Strike keys a thousandth of a second apart."""
        for key in keys:
            self.now += 0.001
            event = events.Key(key, key if len(key) == 1 else None)
            event.time = self.now
            pilot.app.post_message(event)
        await _rest(pilot)

    async def pause(self, pilot: Pilot[None]) -> None:
        """Let a moment pass without a key."""
        app = pilot.app
        assert isinstance(app, CounterApp)
        self.now += 2 * GAP
        await app._flow._tick()
        await _rest(pilot)


async def _rest(pilot: Pilot[None]) -> None:
    for _round in range(3):
        await pilot.pause()


def _seen(field: LineInput) -> str:
    return field.render_line(0).text.rstrip()


def _stands(field: LineInput) -> tuple[str, Selection]:
    return field.value, field.selection


async def test_a_key_is_seen_at_once_and_in_the_field_after_the_pause(make_app: MakeApp) -> None:
    """The picture stays as it is when the key arrives, the value comes with it."""
    hand = Hand()
    app = make_app(first="form", looks_like_code=code_shaped, seconds=hand.seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        form = app.screen
        assert isinstance(form, FormScreen)
        field = form.query_one("#identity", LineInput)
        await hand.strike(pilot, "7")
        assert (_seen(field), form.text("identity")) == ("7", "")
        before = lines(app)
        assert "7" in "".join(before)
        await hand.pause(pilot)
        assert (form.text("identity"), lines(app)) == ("7", before)
        assert field.cursor_position == 1


STOOD = (
    ("identity", "", (0, 0), "1"),
    ("phone", "", (0, 0), "1"),
    ("name", "王建国", (3, 3), "王建国1"),
    ("name", "王建国", (1, 3), "王1"),
    ("name", "王建国", (3, 1), "王1"),
    ("name", "王建国", (0, 3), "1"),
    ("name", "王建国", (0, 0), "1王建国"),
    ("name", "一二三四五六", (6, 6), "一二三四五六"),
    ("name", "一二三四五六", (2, 4), "一二1五六"),
)
"""A field, what stands in it, its selection, and what is seen there while a number is being read."""


async def test_a_scan_leaves_the_field_with_the_focus_as_it_was(make_app: MakeApp) -> None:
    """Value, cursor and selection: full or empty, at the beginning, in the middle, at the end."""
    hand = Hand()
    app = make_app(first="form", looks_like_code=code_shaped, seconds=hand.seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        form = app.screen
        assert isinstance(form, FormScreen)
        for id, text, selection, seen in STOOD:
            field = form.query_one(f"#{id}", LineInput)
            field.focus()
            field.value, field.selection = text, Selection(*selection)
            await _rest(pilot)
            stood = _stands(field)
            await hand.strike(pilot, *IDENTITY)
            assert (_seen(field), _stands(field), form.scans) == (seen, stood, [])
            await hand.strike(pilot, "enter")
            await hand.pause(pilot)
            assert form.scans == [IDENTITY]
            assert form.text("identity") == IDENTITY
            if id != "identity":
                assert (_seen(field), _stands(field)) == (text, stood)
            form.scans.clear()


async def test_a_scan_beside_a_choice_leaves_the_choice(make_app: MakeApp) -> None:
    """The list to pick from has seen nothing of it: neither the choice nor the list is touched."""
    hand = Hand()
    app = make_app(first="form", looks_like_code=code_shaped, seconds=hand.seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        form = app.screen
        assert isinstance(form, FormScreen)
        pick = form.query_one("#kind", PickList)
        pick.choose("gh")
        pick.focus()
        await _rest(pilot)
        field = pick.query_one(LineInput)
        stood = _stands(field)
        assert stood == ("过户", Selection(0, 2))
        await hand.strike(pilot, *IDENTITY)
        assert (_seen(field), pick.is_open) == ("1", False)
        await hand.strike(pilot, "enter")
        assert (_seen(field), _stands(field), pick.is_open) == ("过户", stood, False)
        assert pick.chosen is not None
        assert (pick.chosen.id, form.scans) == ("gh", [IDENTITY])


async def test_a_scan_the_screen_does_not_want_stands_once_in_the_field(make_app: MakeApp) -> None:
    """What was seen of it is neither lost nor doubled, and it takes the place of what was selected."""
    hand = Hand()
    app = make_app(first="form", looks_like_code=code_shaped, seconds=hand.seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        form = app.screen
        assert isinstance(form, FormScreen)
        form.takes_scans = False
        field = form.query_one("#identity", LineInput)
        field.value, field.selection = "abc", Selection(1, 3)
        await hand.strike(pilot, *IDENTITY, "enter")
        await hand.pause(pilot)
        assert (form.text("identity"), _seen(field)) == ("a" + IDENTITY, "a" + IDENTITY)


async def test_a_word_committed_right_before_a_scan_stands_in_its_field(make_app: MakeApp) -> None:
    """The word is seen whole; the number behind it goes to its own field."""
    hand = Hand()
    app = make_app(first="form", looks_like_code=code_shaped, seconds=hand.seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        form = app.screen
        assert isinstance(form, FormScreen)
        field = form.query_one("#name", LineInput)
        field.focus()
        await _rest(pilot)
        await hand.strike(pilot, *"王建国", *IDENTITY)
        assert (_seen(field), field.value) == ("王建国", "")
        await hand.strike(pilot, "enter")
        await hand.pause(pilot)
        assert (form.text("name"), form.text("identity")) == ("王建国", IDENTITY)
        assert _seen(field) == "王建国"


async def test_a_command_that_is_a_character_is_held_and_not_shown(make_app: MakeApp) -> None:
    """On a list 7 is no text: it does its work after the pause."""
    from pilot.trial import ListScreen

    hand = Hand()
    app = make_app(looks_like_code=code_shaped, seconds=hand.seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = lines(app)
        await hand.strike(pilot, "7")
        screen = app.screen
        assert isinstance(screen, ListScreen)
        assert (screen.sevens, lines(app)) == (0, before)
        await hand.pause(pilot)
        assert screen.sevens == 1


async def test_keys_typed_ahead_of_a_screen_leave_no_trace_but_their_text(make_app: MakeApp) -> None:
    """Keys for a form that is still being opened, the last of them held: it is seen where it belongs."""
    hand = Hand()
    app = make_app(looks_like_code=code_shaped, seconds=hand.seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await hand.strike(pilot, "f2", *"44", "tab", "王")
        await hand.pause(pilot)
        form = app.screen
        assert isinstance(form, FormScreen)
        assert (form.text("identity"), form.text("name")) == ("44", "王")
        shown = {each.id: _seen(each) for each in form.query(LineInput)}
        assert (shown["identity"], shown["name"], shown["phone"]) == ("44", "王", "")


async def test_a_key_whose_field_lost_the_focus_is_seen_where_it_arrives_only(make_app: MakeApp) -> None:
    """Something moved the focus within the moment the key was held."""
    hand = Hand()
    app = make_app(first="form", looks_like_code=code_shaped, seconds=hand.seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        form = app.screen
        assert isinstance(form, FormScreen)
        await hand.strike(pilot, "7")
        form.query_one("#name", LineInput).focus()
        await _rest(pilot)
        await hand.pause(pilot)
        assert (form.text("identity"), form.text("name")) == ("", "7")
        assert [_seen(form.query_one(f"#{id}", LineInput)) for id in ("identity", "name")] == ["", "7"]


async def test_a_key_held_while_another_screen_comes_in_front_leaves_its_field(make_app: MakeApp) -> None:
    """It goes to the screen in front; nothing of it stands in the form below."""
    hand = Hand()
    app = make_app(first="form", looks_like_code=code_shaped, seconds=hand.seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        below = app.screen
        await hand.strike(pilot, "7")
        app.go("form")
        await _rest(pilot)
        await hand.pause(pilot)
        form = app.screen
        assert isinstance(form, FormScreen)
        assert isinstance(below, FormScreen)
        assert form is not below
        assert (below.text("identity"), form.text("identity")) == ("", "7")
        assert _seen(below.query_one("#identity", LineInput)) == ""


async def test_a_pin_is_seen_as_a_star_and_a_scan_leaves_it(small: SmallStation) -> None:
    """No digit of it is shown; a number read by mistake is typed, since the sign-in wants no scans."""
    hand = Hand()
    app = app_on(small, looks_like_code=code_shaped, seconds=hand.seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await _rest(pilot)
        assert isinstance(app.screen, SignInScreen)
        pin = app.screen.query_one("#pin", LineInput)
        pin.focus()
        pin.value = "12"
        await _rest(pilot)
        await hand.strike(pilot, "7")
        assert (_seen(pin), pin.value) == ("***", "12")
        await hand.pause(pilot)
        assert (_seen(pin), pin.value) == ("***", "127")


async def test_a_number_scanned_into_the_search_words_is_searched_once(small: SmallStation) -> None:
    """Find wants its scans typed: they stand there whole, and nothing was looked up for their beginning."""
    hand = Hand()
    app = app_on(small, looks_like_code=code_shaped, seconds=hand.seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await _rest(pilot)
        await signed_in(pilot, LI, "find")
        screen = app.screen
        assert isinstance(screen, FindScreen)
        words = screen.query_one("#find-words", LineInput)
        await hand.strike(pilot, *METER)
        assert (_seen(words), words.value, screen._timer) == ("1", "", None)
        await hand.strike(pilot, "enter")
        await hand.pause(pilot)
        assert (_seen(words), words.value) == (METER, METER)


async def test_a_key_is_drawn_while_the_time_of_the_next_picture_has_not_come(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual leaves a sixtieth of a second between two pictures; a key does not wait for it."""
    hand, pictures = Hand(), list[str]()
    draw = Screen._compositor_refresh

    def drawn(screen: Screen[object]) -> None:
        if isinstance(screen, FormScreen):
            pictures.append(_seen(screen.query_one("#identity", LineInput)))
        draw(screen)

    app = make_app(first="form", looks_like_code=code_shaped, seconds=hand.seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        monkeypatch.setattr(Screen, "_compositor_refresh", drawn)
        monkeypatch.setattr(app.screen._update_timer, "resume", lambda: None)
        event = events.Key("7", "7")
        event.time = hand.now
        app.post_message(event)
        for _turn in range(100):
            await asyncio.sleep(0)
        assert pictures == ["7"]


@pytest.mark.parametrize("columns", [80, 160])
async def test_a_key_in_the_form_lays_nothing_out_anew(
    small: SmallStation, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the character nor what is made of the form afterwards: the next key would wait for it."""
    layouts = 0
    lay_out = Screen._refresh_layout

    def counted(screen: Screen[object], *given: Any, **named: Any) -> None:
        nonlocal layouts
        layouts += 1
        lay_out(screen, *given, **named)

    app = app_on(small)
    async with app.run_test(size=(columns, 40)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await _typed_and_judged(pilot, "4")
        monkeypatch.setattr(Screen, "_refresh_layout", counted)
        await _typed_and_judged(pilot, "4", "backspace", "1")
        assert layouts == 0
        await _typed_and_judged(pilot, "tab", *"王")
        assert layouts == 0


async def _typed_and_judged(pilot: Pilot[None], *keys: str) -> None:
    await press(pilot, *keys)
    form_screen(pilot).judge_now()
    await settled(pilot)


class OneField(App[None]):
    """A narrow field and nothing else."""

    def compose(self) -> ComposeResult:
        """The field."""
        field = LineInput(id="field")
        field.styles.width = 12
        yield field


async def test_what_is_seen_early_looks_like_what_stands_there_afterwards() -> None:
    """Any text, cursor, selection and limit, scrolled or not: no cell changes when the key arrives."""
    chance = random.Random(20251121)
    app = OneField()
    async with app.run_test(size=(80, 24)) as pilot:
        field = app.query_one("#field", LineInput)
        field.focus()
        for _turn in range(40):
            text = "".join(chance.choice("ab王李1 ") for _sign in range(chance.randint(0, 16)))
            field.password, field.max_cells = chance.random() < 0.2, chance.choice([0, 0, 14, 20])
            field.value = text
            ends = [chance.randint(0, len(text)) for _end in range(2)]
            field.selection = Selection(ends[0], ends[chance.randint(0, 1)])
            await pilot.pause()
            stood = (*_stands(field), field.scroll_x)
            key = events.Key("x", chance.choice("x王"))
            field.echo(key)
            early = field.render_line(0)
            assert (*_stands(field), field.scroll_x) == stood
            field.post_message(key)
            await pilot.pause()
            assert field.render_line(0) == early, (stood, key.character)
