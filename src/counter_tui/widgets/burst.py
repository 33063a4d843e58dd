"""Telling an ID reader or a scanner, which types like a keyboard, from a person's typing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

Event = TypeVar("Event")

GAP = 0.03
"""Seconds between two keys of one burst at most; a person's keys are further apart."""
LEAST = 6
"""Characters of a burst at least."""
LONGEST = 1024
"""More than any reader sends in one line; after so many the keys are let go as typed."""


class Stroke(Struct, Generic[Event], frozen=True):
    """A key as it came: its name, its printable character or None, when (monotonic seconds), and the event itself."""

    key: str
    character: str | None
    time: float
    event: Event


class Scan(Struct, Generic[Event], frozen=True):
    """What a reader sent in one burst, without its ending, and the strokes it came in."""

    text: str
    strokes: tuple[Stroke[Event], ...]


class BurstFilter(Generic[Event]):
    """Holds characters back for a moment and decides whether they are a burst that is a code.

    A burst ends with Enter, or with Tab and a pause. It is one ``Scan`` when it is long enough and
    ``looks_like_code`` says so of its text. Words an input method committed right before it come out as typed,
    the rest as the scan; everything else comes out as the same strokes in the same order. Time is passed in.
    """

    def __init__(self, looks_like_code: Callable[[str], bool], gap: float = GAP, least: int = LEAST) -> None:
        self._looks_like_code = looks_like_code
        self._gap, self._least = gap, least
        self._held: list[Stroke[Event]] = []
        self._scan_ended: float | None = None

    @property
    def deadline(self) -> float | None:
        """When the held strokes are to be let go if no other comes; None when none is held."""
        return self._held[-1].time + self._gap if self._held else None

    @property
    def held(self) -> Sequence[Stroke[Event]]:
        """The strokes that are not decided yet, in order."""
        return self._held

    def feed(self, stroke: Stroke[Event]) -> list[Stroke[Event] | Scan[Event]]:
        """Take a stroke; what is decided by it comes out, in order."""
        out = self.expire(stroke.time)
        if self._is_echo(stroke):
            return out
        if stroke.key == "enter" and self._held:
            return out + self._close((stroke,))
        if stroke.character is not None and stroke.character.isprintable():
            self._held.append(stroke)
            return out + self._close() if len(self._held) >= LONGEST else out
        if stroke.key == "tab" and self._held:
            self._held.append(stroke)
            return out
        return [*out, *self.release(), stroke]

    def expire(self, now: float) -> list[Stroke[Event] | Scan[Event]]:
        """Let go what is held if the pause since its last stroke is too long for a burst."""
        deadline = self.deadline
        return self._close() if deadline is not None and now > deadline else []

    def release(self) -> list[Stroke[Event] | Scan[Event]]:
        """Let go whatever is held, as typed."""
        held, self._held = self._held, []
        return list(held)

    def _close(self, ending: tuple[Stroke[Event], ...] = ()) -> list[Stroke[Event] | Scan[Event]]:
        held, self._held = self._held, []
        strokes = (*held, *ending)
        body = strokes[:-1] if strokes[-1].key in ("enter", "tab") else ()
        text = "".join("\t" if each.key == "tab" else each.character or "" for each in body)
        words = 0 if self._looks_like_code(text) else words_before_code(text)
        code = text[words:]
        if len(code) >= self._least and self._looks_like_code(code):
            self._scan_ended = strokes[-1].time
            return [*strokes[:words], Scan(code, strokes[words:])]
        return list(strokes)

    def _is_echo(self, stroke: Stroke[Event]) -> bool:
        """Is this the second half of a reader's line ending (carriage return, then line feed)?"""
        ended, self._scan_ended = self._scan_ended, None
        return ended is not None and stroke.key == "ctrl+j" and stroke.time - ended <= self._gap


# Not compiled here: the first key may wait for that, the first frame not.
_CODE = r"(?a:\d{17}[\dXx]|[0-9A-HJ-NPQRTUWXY]{18}|\d{22}|\d{16}|\d{13}|[A-Z]{3}\d{12}|[HM]\d{8}(\d{2})?)"
_PART = re.compile(r"[|,;^\t]")
_RECEIPT, _RECEIPT_BARS = "CT1|", 6
"""How the text in a receipt's QR code begins, and how many bars are in it (``domain.receipt.proof``)."""
_IDENTITY = 18
_OLD_CARD = 15
"""Characters of a foreigner's permanent residence card before 2023."""
_COMMITTED = "[\u3400-\u9fff\U00020000-\U0003ffff·•]+"


def code_shaped(text: str) -> bool:
    """Has the text the shape of an identity number, a company code, a meter's or an account number?

    A line of several parts counts when one of them is an identity number or a company code; so does what the QR code
    of a receipt says.
    """
    if text.startswith(_RECEIPT) and text.count("|") == _RECEIPT_BARS:
        return True
    parts = [part.strip() for part in _PART.split(text)]
    if len(parts) == 1:
        return re.fullmatch(_CODE, parts[0]) is not None
    return any(len(part) in (_IDENTITY, _OLD_CARD) and re.fullmatch(_CODE, part) for part in parts)


def seen_at_once(held: Sequence[Stroke[Event]]) -> Sequence[Stroke[Event]]:
    """The strokes that may be seen in their field while they are held: the first, and Chinese that came with it.

    A person's key is alone, an input method sends a word at once. Of what a reader sends one character is seen for a
    moment, or the name it begins with.
    """
    words = 0
    while words < len(held) and re.fullmatch(_COMMITTED, held[words].character or ""):
        words += 1
    return held[: max(words, 1)]


def words_before_code(text: str) -> int:
    """How many Chinese characters stand right before an identity number or company code, 0 for none.

    No reader puts a name against a number without anything between: an input method committed these a moment before.
    Codes without a check digit do not count, they might be what a person has pasted behind the words.
    """
    committed = re.match(_COMMITTED, text)
    if committed is None:
        return 0
    code = _PART.split(text[committed.end() :], maxsplit=1)[0]
    return committed.end() if len(code) == _IDENTITY and re.fullmatch(_CODE, code) else 0
