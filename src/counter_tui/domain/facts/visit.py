"""What happens to a visit's rating: one customer, one visit to the counter, one single-use token."""

from __future__ import annotations

from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact

Series = Literal["counter", "visit", "callback", "third_party"]


class TokenArmed(Fact, frozen=True, kw_only=True):
    """The visit earned its rating token; the clerk who served is fixed from now on."""

    type: ClassVar[str] = "TokenArmed"

    clerk: str
    matter: str
    series: Series = "counter"


class RatingGiven(Fact, frozen=True, kw_only=True):
    """The customer rated the visit: 5 (very satisfied) to 1 (very dissatisfied), with a reason code or none."""

    type: ClassVar[str] = "RatingGiven"

    level: int
    reason: str = ""
    latency_ms: int = 0


class RatingDeclined(Fact, frozen=True, kw_only=True):
    """The customer did not want to rate."""

    type: ClassVar[str] = "RatingDeclined"


class RatingTimedOut(Fact, frozen=True, kw_only=True):
    """Nobody pressed anything in time."""

    type: ClassVar[str] = "RatingTimedOut"


class PressRefused(Fact, frozen=True, kw_only=True):
    """Somebody pressed again after the token was used; the press counts for nothing and is kept."""

    type: ClassVar[str] = "PressRefused"

    level: int
