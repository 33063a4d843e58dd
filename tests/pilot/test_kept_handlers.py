"""Handlers are kept by kind of widget and message: every message has those that Textual itself would find."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any, cast

import pytest
from textual import events, on
from textual._on import OnNoWidget
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import Widget
from textual.widgets import Input, Label

from counter_tui.app.handlers import handlers_of, parameters_of
from support.apps import app_on, settled, signed_in
from support.stations import CONNECTION, LI, SmallStation

Found = list[tuple[type, Callable[..., Any]]]


def read_anew(name: str) -> Any:
    """A module of Textual's as it stands in its file, whatever was put in its place."""
    spec = find_spec(name)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TEXTUALS: Callable[..., Iterable[tuple[type, Callable[..., Any]]]]
TEXTUALS = read_anew("textual.message_pump").MessagePump._get_dispatch_methods
COUNTED: Callable[..., int] = read_anew("textual._callback").count_parameters


async def test_every_message_of_a_form_being_filled_in_has_the_handlers_textual_would_find(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered: list[int] = []

    def both(pump: MessagePump, name: str, message: Message) -> Any:
        wanted: Found = list(TEXTUALS(pump, name, message))
        assert list(handlers_of(pump, name, message)) == wanted
        answered.append(len(wanted))
        return handlers_of(pump, name, message)

    app = app_on(small)
    monkeypatch.setattr(MessagePump, "_get_dispatch_methods", both)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        app.go("acceptance", None, CONNECTION)
        await settled(pilot)
        await pilot.press(*"1101", "tab", *"wang", "down", "tab", "ctrl+n")
        await settled(pilot)
        await pilot.press("escape", "escape")
        await settled(pilot)
        await pilot.resize_terminal(120, 36)
        await settled(pilot)
    assert len([count for count in answered if count]) > 100
    assert max(answered) > 1


class _Field(Input):
    """Answers by its name, privately and by what it listens to."""

    def on_key(self, event: events.Key) -> None:
        event.prevent_default()

    @on(events.Focus)
    def _focused(self) -> None:
        pass

    @on(events.Event)
    @on(events.Focus)
    def _any(self) -> None:
        pass

    @on(events.Blur)
    def on_blur(self) -> None:
        """By its name too, which counts once."""


class _Two(App[None]):
    """Two fields, of which a handler asks for one."""

    def compose(self) -> Iterable[Widget]:
        yield from (_Field(id="one"), _Field(id="two"), Label())

    @on(Input.Changed, "#one")
    def _of_one(self) -> None:
        pass

    @on(Input.Changed)
    @on(Input.Submitted)
    def _of_any(self) -> None:
        pass

    def on_input_changed(self) -> None:
        """By its name."""


async def test_handlers_that_ask_for_a_sender_and_those_of_bases_are_found_as_textual_finds_them() -> None:
    async with _Two().run_test() as pilot:
        app = pilot.app
        one, two = app.query_one("#one", _Field), app.query_one("#two", _Field)
        sent: list[tuple[MessagePump, Message]] = [
            *((app, Input.Changed(field, "x").set_sender(field)) for field in (one, two)),
            *((app, Input.Submitted(field, "x").set_sender(field)) for field in (one, two)),
            *((one, each) for each in (events.Focus(), events.Blur(), events.Key("a", "a"), events.Idle())),
        ]
        for pump, message in sent:
            name = message.handler_name
            wanted = list(TEXTUALS(pump, name, message))
            assert list(handlers_of(pump, name, message)) == wanted
        named = [[method.__name__ for _kind, method in handlers_of(*_asked(each))] for each in sent[:3]]
        assert named == [
            ["_of_one", "_of_any", "on_input_changed"],
            ["_of_any", "on_input_changed"],
            ["_of_any"],
        ]


def _asked(each: tuple[MessagePump, Message]) -> tuple[MessagePump, str, Message]:
    return each[0], each[1].handler_name, each[1]


async def test_who_answers_may_say_that_the_bases_do_not() -> None:
    async with _Two().run_test() as pilot:
        one, key = pilot.app.query_one("#one", _Field), events.Key("a", "a")
        given: list[type] = []
        for kind, method in handlers_of(one, key.handler_name, key):
            given.append(kind)
            if method.__name__ == "on_key":
                method(key)
        assert given == [_Field, _Field]


async def test_what_is_no_widget_cannot_be_asked_for() -> None:
    class Odd(Message):
        sign = 7

    class Asking(Widget):
        @on(events.Event)
        def _any(self) -> None:
            pass

    cast(Any, Asking)._decorated_handlers = {Odd: [(Asking._any, {"sign": ()})]}
    async with _Two().run_test() as pilot:
        one, odd = Asking(), Odd()
        odd._sender = pilot.app
        for found in (handlers_of, TEXTUALS):
            with pytest.raises(OnNoWidget):
                list(found(one, "on_odd", odd))


def test_a_callback_takes_as_many_arguments_as_textual_counts() -> None:
    def three(_one: int, _two: int, _three: int) -> None: ...

    path = Path()
    callbacks = (
        three,
        partial(three, 1),
        partial(three, 1, _three=3),
        partial(partial(three, 1), 2),
        path.joinpath,
        partial(path.rename, "x"),
        partial(path.rename),
        lambda: None,
        partial(print, 1),
        partial(Path, "a"),
    )
    for callback in callbacks:
        assert [parameters_of(callback) for _turn in range(2)] == [COUNTED(callback)] * 2
