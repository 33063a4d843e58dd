"""One key after another, also when the screen a key was sent to goes away."""

from __future__ import annotations

import asyncio
from inspect import isawaitable
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from counter_tui.widgets.burst import GAP, BurstFilter, Scan, Stroke, code_shaped, seen_at_once
from counter_tui.widgets.key_flow import LOOK_AGAIN, SETTLED_AFTER, KeyFlow, Typed


class Pump:
    """A queue that keeps what it is asked to do later, and may be closed."""

    def __init__(self, parent: Pump | None = None) -> None:
        self.is_running, self._parent = True, parent
        self.later: list[Any] = []
        self.timers: list[Any] = []

    def call_later(self, then: Any, *details: Any) -> None:
        """Keep it."""
        self.later.append((then, details))

    def set_timer(self, seconds: float, then: Any) -> Any:
        """No time passes here but by ``ring``."""
        del seconds
        self.timers.append(then)
        return SimpleNamespace()

    async def ring(self) -> None:
        """Let every timer that is set run out."""
        timers, self.timers = self.timers, []
        for then in timers:
            await then()

    async def turn(self) -> None:
        """Do what was put off, in order."""
        later, self.later = self.later, []
        for then, details in later:
            done = then(*details)
            if isawaitable(done):
                await done


class Counter:
    """A desk with one screen in front."""

    def __init__(self) -> None:
        self.own, self.screen = Pump(), Pump()
        self.ready = True

    def ready_for_keys(self) -> bool:
        """While it is."""
        return self.ready

    def takes_as_text(self, event: Typed) -> bool:
        """Every key is a command here."""
        del event
        return False

    def echo(self, event: Typed) -> None:
        """A command is not shown."""
        raise AssertionError(f"shown: {event}")

    def end_echo(self) -> None:
        """Nothing was shown."""

    def take_scan(self, text: str) -> bool:
        """Nobody wants one."""
        del text
        return False

    def pump(self) -> Any:
        """The app's own."""
        return self.own

    def target(self) -> Any:
        """The screen itself has the focus."""
        return self.screen

    def front(self) -> Any:
        """The one screen."""
        return self.screen


class Keys:
    """A flow over the desk, what it has sent, and a clock that is moved by hand."""

    def __init__(self) -> None:
        self.desk, self.now = Counter(), 0.0
        self.sent: list[str] = []
        self.flow = KeyFlow(self.desk, self._send, None, lambda: self.now)

    async def _send(self, event: Typed) -> None:
        assert isinstance(event, events.Key)
        self.sent.append(event.key)
        event._set_forwarded()


async def test_a_key_waits_until_the_one_before_has_been_answered() -> None:
    """The second goes out when the first has come back, not before."""
    keys, first = Keys(), events.Key("down", None)
    await keys.flow.arrived(first)
    await keys.flow.arrived(events.Key("enter", None))
    assert keys.sent == ["down"]
    await keys.flow.came_back(first)
    assert keys.sent == ["down"]
    await keys.desk.own.turn()
    assert keys.sent == ["down", "enter"]


async def test_keys_that_were_held_up_wait_for_what_the_apps_queue_holds_already() -> None:
    """A screen that was busy says where the focus goes and that it is ready: the focus has moved before a key goes."""
    keys = Keys()
    keys.desk.ready = False
    await keys.flow.arrived(events.Key("x", "x"))
    keys.desk.own.call_later(keys.sent.append, "focus")
    keys.desk.ready = True
    await keys.flow.arrived(events.Key("z", "z"))
    assert keys.sent == []
    await keys.desk.own.turn()
    assert keys.sent == ["focus", "x"]


async def test_many_keys_held_up_are_looked_at_again_by_one_timer() -> None:
    """Somebody who leans on the keyboard does not make the PC work harder for each key; and none is forgotten."""
    keys = Keys()
    keys.desk.ready = False
    for _key in range(50):
        await keys.flow.arrived(events.Key("down", None))
    for _look in range(3):
        assert len(keys.desk.own.timers) == 1
        await keys.desk.own.ring()
    keys.desk.ready = True
    await keys.desk.own.ring()
    await keys.desk.own.turn()
    assert keys.sent == ["down"]
    assert len(keys.desk.own.timers) == 1


async def test_a_key_whose_screen_has_closed_holds_up_nothing() -> None:
    """Nobody will report it back: the flow is free at once, by no clock."""
    keys = Keys()
    await keys.flow.arrived(events.Key("down", None))
    assert keys.flow.waiting
    keys.desk.screen.is_running = False
    assert not keys.flow.waiting
    keys.desk.screen = Pump()
    await keys.flow.arrived(events.Key("enter", None))
    assert keys.sent == ["down", "enter"]


async def test_a_key_nobody_answers_holds_up_the_next_for_half_a_second_only() -> None:
    """A lost report costs a moment, never the keyboard."""
    keys = Keys()
    await keys.flow.arrived(events.Key("down", None))
    await keys.flow.arrived(events.Key("enter", None))
    for _look in range(SETTLED_AFTER - 1):
        await keys.desk.own.ring()
    assert keys.sent == ["down"]
    await keys.desk.own.ring()
    assert keys.sent == ["down", "enter"]
    assert round(SETTLED_AFTER * LOOK_AGAIN, 6) == 0.5


async def test_a_key_waits_for_the_one_before_however_long_the_whole_program_stood_still() -> None:
    """On a slow PC Enter may take seconds to be answered: what was typed behind it belongs into the next field."""
    keys, enter = Keys(), events.Key("enter", None)
    await keys.flow.arrived(enter)
    for key in "xz":
        keys.now += 3
        await keys.flow.arrived(events.Key(key, key))
    await keys.desk.own.ring()
    assert keys.sent == ["enter"]
    await keys.flow.came_back(enter)
    await keys.desk.own.turn()
    assert keys.sent[:2] == ["enter", "x"]


async def test_a_key_that_is_stopped_on_its_way_up_holds_up_nothing() -> None:
    """A screen that takes the digits itself lets nobody else report them: they are looked for on the same way."""
    keys, first = Keys(), events.Key("1", "1")
    field, row = Pump(), Pump(keys.desk.screen)
    field._parent = row
    keys.desk.target = lambda: field  # type: ignore[method-assign]
    await keys.flow.arrived(first)
    await keys.flow.arrived(events.Key("2", "2"))
    await field.turn()
    await row.turn()
    first.stop()
    assert keys.sent == ["1"]
    await keys.desk.screen.turn()
    await keys.desk.own.turn()
    await keys.desk.own.turn()
    assert keys.sent == ["1", "2"]


class Form(Counter):
    """A desk whose focused field takes every character, and that takes scans."""

    def __init__(self) -> None:
        super().__init__()
        self.scans: list[str] = []
        self.shown: list[Typed] = []

    def echo(self, event: Typed) -> None:
        """Remember what is shown before it is sent."""
        if event not in self.shown:
            self.shown.append(event)

    def end_echo(self) -> None:
        """Forget it."""
        self.shown.clear()

    def takes_as_text(self, event: Typed) -> bool:
        """Every character is text."""
        return isinstance(event, events.Key) and event.character is not None

    def take_scan(self, text: str) -> bool:
        """It is wanted."""
        self.scans.append(text)
        return True


async def test_a_scan_waits_until_what_was_typed_before_it_stands_in_its_field() -> None:
    """Else a name on the card would be put there first and the typed characters behind it."""
    desk, sent = Form(), list[str]()

    async def send(event: Typed) -> None:
        assert isinstance(event, events.Key)
        sent.append(event.key)
        event._set_forwarded()

    flow = KeyFlow(desk, send, BurstFilter(code_shaped), lambda: 0.03)
    for place, key in enumerate([*"王", *"110101197503051811", "enter"]):
        event = events.Key(key, key if len(key) == 1 else None)
        event.time = place * 0.001
        await flow.arrived(event)
    assert (sent, desk.scans) == (["王"], [])
    then, details = desk.screen.later.pop()
    then(*details)
    await desk.own.turn()
    await desk.own.turn()
    assert (sent, desk.scans) == (["王"], ["110101197503051811"])
    assert not flow.waiting


class Typist:
    """A flow over the form that reads bursts; a sent character ends its own echo, as in the field it reaches."""

    def __init__(self) -> None:
        self.desk, self.now = Form(), 0.0
        self.sent: list[Typed] = []
        self.flow = KeyFlow(self.desk, self._send, BurstFilter(code_shaped), lambda: self.now)

    async def _send(self, event: Typed) -> None:
        self.sent.append(event)
        if event in self.desk.shown:
            self.desk.shown.remove(event)

    async def strike(self, key: str, wait: float = 0.0) -> events.Key:
        """A key after so many seconds."""
        self.now += wait
        event = events.Key(key, key if len(key) == 1 else None)
        event.time = self.now
        await self.flow.arrived(event)
        for _turn in range(3):
            await self._turn()
        return event

    async def pause(self) -> None:
        """Longer than a burst is waited for."""
        self.now += 2 * GAP
        await self.flow._tick()
        await self._turn()

    async def _turn(self) -> None:
        await self.desk.screen.turn()
        await self.desk.own.turn()


async def test_a_persons_key_is_shown_before_the_pause_after_it_and_sent_behind_it() -> None:
    """What it means waits as long as a reader may go on; the eye does not."""
    typist = Typist()
    key = await typist.strike("7")
    assert (typist.desk.shown, typist.sent) == ([key], [])
    await typist.pause()
    assert (typist.desk.shown, typist.sent) == ([], [key])


async def test_of_a_readers_burst_one_character_is_shown_until_the_scan_is_taken() -> None:
    """No number runs through a field that is not its own."""
    typist = Typist()
    for number in "110101197503051811":
        await typist.strike(number, 0.001)
        assert [each.key for each in typist.desk.shown if isinstance(each, events.Key)] == ["1"]
    await typist.strike("enter", 0.001)
    assert (typist.desk.shown, typist.sent) == ([], [])
    assert typist.desk.scans == ["110101197503051811"]


async def test_a_word_of_an_input_method_is_shown_whole() -> None:
    """It comes in one moment and is nobody's number."""
    typist = Typist()
    word = [await typist.strike(each) for each in "王建国"]
    assert typist.desk.shown == word


@pytest.mark.parametrize("held_up", ["screen", "key"])
async def test_a_key_that_has_to_wait_for_something_else_is_not_shown(held_up: str) -> None:
    """Nobody knows yet which field it will reach."""
    typist = Typist()
    if held_up == "screen":
        typist.desk.ready = False
    else:
        command = events.Key("f2", None)
        command._set_forwarded()
        await typist.flow.arrived(command)
    await typist.strike("7")
    assert typist.desk.shown == []


_KEYS = st.sampled_from([*"17X|王a", "110101197503051811", "91350100M000100Y43", "enter", "tab", "f2"])
_WAITS = st.sampled_from([0.0, 0.001, 0.02, GAP, 0.04, 0.2])


@given(st.lists(st.tuples(_KEYS, _WAITS), max_size=30))
def test_what_is_shown_early_changes_nothing_of_what_is_sent(typed: list[tuple[str, float]]) -> None:
    """Whatever is struck when: the same keys and scans in the same order as the filter alone lets through.

    What is shown early is at any time the beginning of what is held, and nothing of it is left in the end.
    """

    async def run() -> None:
        typist, alone = Typist(), BurstFilter[Typed](code_shaped)
        wanted: list[Stroke[Typed] | Scan[Typed]] = []
        for keys, wait in typed:
            for key in keys if keys.isalnum() and keys[0].isdigit() else [keys]:
                event = await typist.strike(key, wait)
                wanted += alone.feed(Stroke(event.key, event.character, event.time, event))
                held = [each.event for each in alone.held]
                assert typist.desk.shown == held[: len(typist.desk.shown)]
                assert len(typist.desk.shown) <= max(1, sum(each.key == "王" for each in alone.held))
                wait = min(wait, 0.02)
        await typist.pause()
        wanted += alone.expire(typist.now)
        assert typist.sent == [each.event for each in wanted if isinstance(each, Stroke)]
        assert typist.desk.scans == [each.text for each in wanted if isinstance(each, Scan)]
        assert typist.desk.shown == []

    asyncio.run(run())


@given(st.lists(st.sampled_from("17Xa|王李·"), max_size=12).map("".join))
def test_only_a_beginning_of_what_is_held_is_seen_at_once(text: str) -> None:
    """The first character, and further ones only of a word that stands first."""
    held = [Stroke(each, each, 0.0, each) for each in text]
    seen = "".join(each.key for each in seen_at_once(held))
    assert text.startswith(seen)
    assert bool(seen) == bool(text)
    assert len(seen) <= 1 or not set(seen) - set("王李·")
