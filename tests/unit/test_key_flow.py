"""One key after another, also when the screen a key was sent to goes away."""

from __future__ import annotations

from inspect import isawaitable
from typing import Any

from textual import events

from counter_tui.widgets.burst import BurstFilter, code_shaped
from counter_tui.widgets.key_flow import SETTLED_AFTER, KeyFlow, Typed


class Pump:
    """A queue that keeps what it is asked to do later, and may be closed."""

    def __init__(self) -> None:
        self.is_running = True
        self.later: list[Any] = []

    def call_later(self, then: Any, *details: Any) -> None:
        """Keep it."""
        self.later.append((then, details))

    def set_timer(self, seconds: float, then: Any) -> None:
        """No time passes here."""
        del seconds, then

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
    keys.now = SETTLED_AFTER
    await keys.flow.go_on()
    assert keys.sent == ["down", "enter"]


class Form(Counter):
    """A desk whose focused field takes every character, and that takes scans."""

    def __init__(self) -> None:
        super().__init__()
        self.scans: list[str] = []

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
