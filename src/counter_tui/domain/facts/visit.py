"""What happens to a visit's rating: one customer, one visit to the counter, one single-use token."""

from __future__ import annotations

from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact

Series = Literal["counter", "visit", "callback", "third_party"]
"""Where a rating comes from; series are never counted together."""

PadKind = Literal["screen", "tablet", "turned", ""]
"""A pad of its own on the same PC, one in a browser of the hall, or the counter's own screen turned round."""


class TokenArmed(Fact, frozen=True, kw_only=True):
    """The visit earned its rating token; the clerk who served is fixed from now on.

    ``follows`` is the visit (hex) whose bad rating was made good before this token was armed, empty otherwise.
    """

    type: ClassVar[str] = "TokenArmed"

    clerk: str
    matter: str
    series: Series = "counter"
    follows: str = ""


class TokenShown(Fact, frozen=True, kw_only=True):
    """A pad put the question before the customer: from now on a press can answer it."""

    type: ClassVar[str] = "TokenShown"

    pad: PadKind


class RatingGiven(Fact, frozen=True, kw_only=True):
    """The customer rated the visit: 5 (very satisfied) to 1 (very dissatisfied), with a reason code or none.

    A pad asks for the reason when the press is kept: it comes as a ``ReasonGiven``, or never. ``latency_ms``
    is the time from the question to the press, as the pad measured it.
    """

    type: ClassVar[str] = "RatingGiven"

    level: int
    reason: str = ""
    latency_ms: int = 0
    pad: PadKind = ""


class ReasonGiven(Fact, frozen=True, kw_only=True):
    """The customer said why he had pressed a low level: the press was kept before he was asked."""

    type: ClassVar[str] = "ReasonGiven"

    reason: str
    pad: PadKind = ""


class RatingDeclined(Fact, frozen=True, kw_only=True):
    """The customer did not want to rate."""

    type: ClassVar[str] = "RatingDeclined"

    pad: PadKind = ""


class RatingTimedOut(Fact, frozen=True, kw_only=True):
    """Nobody pressed anything in time."""

    type: ClassVar[str] = "RatingTimedOut"

    pad: PadKind = ""


class PadFailed(Fact, frozen=True, kw_only=True):
    """The pad that had shown the question was gone before anybody answered; found by the next one that started."""

    type: ClassVar[str] = "PadFailed"

    pad: PadKind


class PressRefused(Fact, frozen=True, kw_only=True):
    """Somebody pressed again after the token was used; the press counts for nothing and is kept."""

    type: ClassVar[str] = "PressRefused"

    level: int
    pad: PadKind = ""
