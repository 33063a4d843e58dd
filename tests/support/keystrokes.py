"""The work at the counter as sequences of keys: replayed in the app, counted, and timed by the keystroke-level model.

A sequence is written as a person would note it down: ``M F2 · M {id} ⏎ · M x z ⏎``. ``M`` is a moment of thought, ``H``
a hand that moves to the keyboard or pad, ``R1.5`` a wait of 1.5 seconds for a reader; ``{id}`` is data typed (names,
numbers, free text), which counts neither as keys nor as time; everything else is one key. The dots part what belongs
together and mean nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping

from msgspec import Struct

KEY, THOUGHT, HAND = 0.28, 1.35, 0.40
"""Seconds for one key of an average typist, a moment of thought, a hand moved (Card, Moran and Newell)."""

_KEYS = {"⏎": "enter", "Esc": "escape", "^R": "ctrl+r", "Home": "home", "Space": "space"}

Press = Callable[..., Awaitable[None]]
"""Presses keys by their names and waits until they are answered."""


class Flow(Struct, frozen=True):
    """A piece of work: what it is, its keys, and how many keys and seconds it may take at most."""

    does: str
    sequence: str
    most_keys: int
    most_seconds: float

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of the sequence without the dots between them."""
        return tuple(mark for mark in self.sequence.split() if mark != "·")

    @property
    def keys(self) -> int:
        """How many keys it takes."""
        return sum(_is_key(mark) for mark in self.marks)

    @property
    def seconds(self) -> float:
        """How long it takes in the model, without the typing of data."""
        return round(sum(_seconds(mark) for mark in self.marks), 2)


def _is_data(mark: str) -> bool:
    return mark.startswith("{")


def _is_wait(mark: str) -> bool:
    return mark.startswith("R") and mark[1:].replace(".", "").isdigit()


def _is_key(mark: str) -> bool:
    return mark not in ("M", "H") and not _is_data(mark) and not _is_wait(mark)


def _seconds(mark: str) -> float:
    if _is_data(mark):
        return 0.0
    if _is_wait(mark):
        return float(mark[1:])
    return {"M": THOUGHT, "H": HAND}.get(mark, KEY)


def _pressed(flow: Flow, data: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for mark in flow.marks:
        if _is_data(mark):
            yield tuple(data[mark.strip("{}")])
        elif _is_key(mark):
            yield (_KEYS.get(mark, mark if len(mark) == 1 else mark.lower()),)


async def replay(flow: Flow, press: Press, **data: str) -> None:
    """Press the keys of a sequence one after the other, with this data typed where the sequence says so."""
    for keys in _pressed(flow, data):
        await press(*keys)


ACCEPT_KNOWN = Flow(
    "accept a new connection of a customer on file, to the printed receipt and letter",
    "M F2 R1.5 · M {id} ⏎ · M x z ⏎ · M ⏎ · M ⏎ · M ⏎ · M ⏎ · M F10 · ⏎",
    11,
    20,
)
ACCEPT_STRANGER = Flow(
    "accept a new connection of somebody unknown with one identity paper",
    "M F2 · M {id} ⏎ · M {name} ⏎ · M x z ⏎ · M {phone} ⏎ · M {address} ⏎ · M F10 · ⏎",
    11,
    20,
)
PEAK_KNOWN = Flow(
    "accept at peak a new connection of a customer on file, to the printed receipt and letter",
    "M F2 R1.5 · M {id} ⏎ · M x z ⏎ · M F10 · ⏎",
    7,
    12,
)
PEAK_STRANGER = Flow(
    "accept at peak a new connection of somebody unknown, to its number",
    "M F2 · M {id} ⏎ · M {name} ⏎ · M x z ⏎ · M {phone} F10",
    7,
    12,
)
HAND_OVER = Flow("hand a matter over to a colleague", "M h · M l w ⏎ · M 2 · M F10", 6, 9)
TAKE_OVER = Flow("take over what a colleague gives", "M a", 1, 2)
HELD_BACK = Flow("turn a refusal that was held back into an acceptance", "M 1", 3, 4)
RATE_GOOD = Flow("the customer rates the visit", "H M 5", 1, 2.5)
RATE_BAD = Flow("the customer is not content and says why", "H M 1 · M 2", 2, 5)

ASK_BY_DIGIT = Flow("log a question answered at once, its topic by a digit", "M w · M 1 · ⏎", 4, 5)
ASK_BY_INITIALS = Flow("log a question answered at once, its topic by initials", "M w · M d j ⏎", 4, 5)

NAME_PROBLEM = Flow(
    "name a problem on the list of action items, with who puts it right",
    "M n · M {words} ⏎ · M l m ⏎ · M F10",
    6,
    9,
)

CLOSE_DAY = Flow(
    "close a day on which money was taken, from the first screen",
    "M F12 · M ⏎ · M {cash} ⏎ · M F10 · M {pin} ⏎",
    9,
    12,
)
MEET = Flow(
    "run the morning meeting of six people with two new action items, to the last signature",
    "M m · M ⏎ · M ⏎ · M ⏎ · M ⏎ · M Space · M n {first} ⏎ · M {second} ⏎ · M F10 · M ⏎ · M Space · M ⏎ · "
    "⏎ M 1 · ⏎ M 1 · ⏎ M 1 · Space · Space · {p1} ⏎ · {p2} ⏎ · {p3} ⏎ · {p4} ⏎ · {p5} ⏎ · {p6} ⏎",
    50,
    60,
)

TAKE_PACK = Flow(
    "take over forty things of six kinds with one signature",
    "M h · M ⏎ ⏎ ⏎ ⏎ ⏎ ⏎ · M F10 · M {pin} ⏎",
    12,
    10,
)

PLAN_RECOVERY = Flow(
    "plan how a bad rating is made good, from its alert on the first screen",
    "M F8 · M 3 · M 2 · ⏎ · M F10",
    5,
    7,
)

FLOWS = (
    *(ACCEPT_KNOWN, ACCEPT_STRANGER, PEAK_KNOWN, PEAK_STRANGER),
    *(HAND_OVER, TAKE_OVER, HELD_BACK, RATE_GOOD, RATE_BAD),
    *(ASK_BY_DIGIT, ASK_BY_INITIALS, NAME_PROBLEM, CLOSE_DAY, MEET),
    TAKE_PACK,
    PLAN_RECOVERY,
)


def table() -> str:
    """The sequences as the table of docs/keystrokes.md."""
    rows = (
        f"| {flow.does} | `{flow.sequence}` | {flow.keys} | {flow.most_keys} "
        f"| {flow.seconds:g} | {flow.most_seconds:g} |"
        for flow in FLOWS
    )
    return "\n".join(
        (
            "| work | sequence | keys | at most | seconds | at most |",
            "| --- | --- | --- | --- | --- | --- |",
            *rows,
        )
    )
