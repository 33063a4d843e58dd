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
"""``reasons``: a low level is kept, and its reason asked for; ``thanks``: what was pressed is being acknowledged;
``finished``: the customer is done."""

WAITS = PRESS_WITHIN.total_seconds()
THANKS_FOR = 2.0
"""Seconds for which the customer is thanked."""
A_PAGE = 6
"""Reasons shown at once; 9 turns the page, so at most eight fit."""
_LEVELS = "12345"


class Deed(Struct, frozen=True):
    """What the customer did, or nobody did in time, to be written by the pad."""

    what: Literal["press", "say_why", "decline", "time_out"]
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
        self.kept = False
        """Is a press of this customer kept?"""
        self.again = False
        self.turns = 0
        """How often the question has gone to a step: what it shows is another after each."""
        self._since = self._shown_at = 0.0

    @property
    def scale(self) -> RatingScale:
        """The levels and their reasons."""
        return self._scale()

    @property
    def open(self) -> bool:
        """Is a press or its reason awaited?"""
        return self.step in ("levels", "reasons")

    def begin(self, token: TokenView) -> None:
        """The question of this token stands before the customer from now on."""
        self.token, self.level, self.kept = token, 0, False
        self._shown_at = self._seconds()
        self.go("levels")

    def go(self, step: Step, *, again: bool = False) -> None:
        """Go to a step; the time that is counted starts anew. ``again``: the press was not recorded."""
        self.step, self.again = step, again
        self.turns += 1
        self._since = self._seconds()

    def saved(self, token: TokenView) -> None:
        """What was done is kept; this became of the token. A low level just kept is asked about."""
        first = token.state == "rated" and not self.kept
        self.token, self.kept = token, token.state == "rated"
        self.page = 0
        self.go("reasons" if first and self.scale.level(self.level).negative else "thanks")

    def not_saved(self) -> None:
        """What was done could not be kept: the same is asked once more."""
        self.go("reasons" if self.kept else "levels", again=True)

    def reasons(self) -> tuple[RatingReason, ...]:
        """The reasons of the level that was pressed."""
        return self.scale.reasons_for(self.level)

    def pressed(self, character: str) -> Deed | None:
        """What a key makes of the question; None where there is nothing to write."""
        if self.step == "levels":
            return self._level_pressed(character)
        if self.step == "reasons":
            return self._reason_pressed(character)
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
        return Deed("press", self.level, latency_ms=int((self._seconds() - self._shown_at) * 1000))

    def _reason_pressed(self, character: str) -> Deed | None:
        reasons = self.reasons()
        if character == "0":
            self.go("thanks")
        elif character == "9" and len(reasons) > A_PAGE:
            self.page = (self.page + 1) % -(-len(reasons) // A_PAGE)
            self.go("reasons")
        elif character and character in "12345678":
            place = self.page * A_PAGE + int(character) - 1
            if place < len(reasons):
                return Deed("say_why", reason=reasons[place].code)
        return None

    def ended(self) -> Deed | None:
        """What is to be written when nobody answers any more: a level without its reason is kept already."""
        return Deed("time_out") if self.step == "levels" else None

    def waited(self) -> Deed | None:
        """At every tick: what is to be written once the time for a press is over; the thanks end by themselves."""
        passed = self._seconds() - self._since
        if self.step == "levels" and passed >= WAITS:
            return self.ended()
        if (self.step == "reasons" and passed >= WAITS) or (self.step == "thanks" and passed >= THANKS_FOR):
            self.go("finished")
        return None
