"""A step of the question on the tablet: what the page shows, what it sends, and what it is told of that.

Each step has a nonce that answers it once.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Literal

from msgspec import UNSET, Struct, UnsetType

from counter_tui.domain.catalogue.models import Words

if TYPE_CHECKING:
    from counter_tui.services.views.visit import TokenView

Face = Literal["rest", "levels", "reasons", "thanks"]
Said = Literal["kept", "next", "again", "late", "gone", "used"]
"""``kept``: it was written; ``next``: the question goes on; ``again``: nothing was written, the same question stands;
``late``: nothing was written, and the question is over; ``gone``: it is over, and something of it may have been
written, also by a server before this one; ``used``: the nonce was used for another press."""


class Press(Struct, frozen=True, forbid_unknown_fields=True):
    """What the page says was touched: one of a level, a reason (empty: rather none), or rather not rate.

    ``ms`` is the time from the question to the touch as the page measured it.
    """

    nonce: str
    level: int = 0
    reason: str | UnsetType = UNSET
    decline: bool = False
    ms: int = 0


class State(Struct, frozen=True):
    """What the page shows. A level that was pressed is in it only while its reason is asked for."""

    rev: int
    face: Face
    nonce: str = ""
    level: int = 0
    about: Words | None = None
    rated: bool = False


class Answer(Struct, frozen=True):
    """What the page is told of a press, and what it shows now."""

    said: Said
    state: State


class Question:
    """The question that stands on the tablet."""

    def __init__(self, token: TokenView, now: float) -> None:
        self.token = token
        self.nonce = new_nonce()
        self.handed = now
        self.shown: float | None = None
        self.level = 0

    def turn(self, level: int, now: float) -> None:
        """Go on to the reasons of a level, which is kept."""
        self.level, self.nonce, self.shown = level, new_nonce(), now


class Past(Struct):
    """A press that was answered; ``settled`` says that its visit's token is used."""

    press: Press
    answer: Answer
    visit: str
    settled: bool
    refused: bool = False


def new_nonce() -> str:
    """What answers one step, once."""
    return secrets.token_urlsafe(16)
