"""The question before one customer: which step it is at, and what a key or the time makes of it.

Nothing is drawn and nothing is written here: what is to be written comes back as a ``Deed``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from counter_tui.domain.visit.rating import PRESS_WITHIN

if TYPE_CHECKING:
    from counter_tui.domain.catalogue.ratings import RatingReason, RatingScale
    from counter_tui.services.views.visit import TokenView

Step = Literal["opening", "levels", "reasons", "saving", "thanks", "finished"]
"""``thanks``: what was pressed is being acknowledged; ``finished``: the customer is done."""

WAITS = PRESS_WITHIN.total_seconds()
THANKS_FOR = 2.0
"""Seconds for which the customer is thanked."""
A_PAGE = 6
"""Reasons shown at once; 9 turns the page, so at most eight fit."""
_LEVELS = "12345"


class Deed(Struct, frozen=True):
    """What the customer did, or nobody did in time, to be written by the pad."""

    what: Literal["press", "decline", "time_out"]
    level: int = 0
    reason: str = ""
    latency_ms: int = 0


class Asked:
    """One question, from the levels to the thanks. ``seconds`` is a clock that only runs forward."""

    def __init__(self, scale: Callable[[], RatingScale], seconds: Callable[[], float]) -> None:
        self._scale, self._seconds = scale, seconds
        self.step: Step = "opening"
        self.token: TokenView | None = None
        self.level = self.page = 0
        self.again = False
        self.turns = 0
        """How often the question has gone to a step: what it shows is another after each."""
        self._latency_ms = 0
        self._since = self._shown_at = 0.0

    @property
    def scale(self) -> RatingScale:
        """The levels and their reasons."""
        return self._scale()

    @property
    def open(self) -> bool:
        """Is a press awaited?"""
        return self.step in ("levels", "reasons")

    def begin(self, token: TokenView) -> None:
        """The question of this token stands before the customer from now on."""
        self.token, self.level = token, 0
        self._shown_at = self._seconds()
        self.go("levels")

    def go(self, step: Step, *, again: bool = False) -> None:
        """Go to a step; the time that is counted starts anew. ``again``: the press was not recorded."""
        self.step, self.again = step, again
        self.turns += 1
        self._since = self._seconds()

    def saved(self, token: TokenView) -> None:
        """What was done is kept; this became of the token."""
        self.token = token
        self.go("thanks")

    def reasons(self) -> tuple[RatingReason, ...]:
        """The reasons of the level that was pressed."""
        return self.scale.reasons_for(self.level)

    def pressed(self, key: str, character: str) -> Deed | None:
        """What a key makes of the question; None where there is nothing to write."""
        if self.step == "levels":
            return self._level_pressed(character)
        if self.step == "reasons":
            return self._reason_pressed(key, character)
        if self.step in ("thanks", "finished") and character and character in _LEVELS:
            # A level pressed again is kept as refused.
            return Deed("press", int(character))
        return None

    def _level_pressed(self, character: str) -> Deed | None:
        if character == "0":
            return Deed("decline")
        if not character or character not in _LEVELS:
            return None
        self.level = int(character)
        self._latency_ms = int((self._seconds() - self._shown_at) * 1000)
        if not self.scale.level(self.level).negative:
            return self._rated("")
        self.page = 0
        self.go("reasons")
        return None

    def _reason_pressed(self, key: str, character: str) -> Deed | None:
        reasons = self.reasons()
        if key in ("backspace", "delete"):
            self.go("levels")
        elif character == "0":
            return self._rated("")
        elif character == "9" and len(reasons) > A_PAGE:
            self.page = (self.page + 1) % -(-len(reasons) // A_PAGE)
            self.go("reasons")
        elif character and character in "12345678":
            place = self.page * A_PAGE + int(character) - 1
            if place < len(reasons):
                return self._rated(reasons[place].code)
        return None

    def _rated(self, reason: str) -> Deed:
        return Deed("press", self.level, reason, self._latency_ms)

    def ended(self) -> Deed | None:
        """What is kept when nobody answers any more: a level without its reason counts, nothing is no rating."""
        if self.step == "levels":
            return Deed("time_out")
        return self._rated("") if self.step == "reasons" else None

    def waited(self) -> Deed | None:
        """At every tick: what is to be written once the time for a press is over; the thanks end by themselves."""
        passed = self._seconds() - self._since
        if self.open and passed >= WAITS:
            return self.ended()
        if self.step == "thanks" and passed >= THANKS_FOR:
            self.go("finished")
        return None
