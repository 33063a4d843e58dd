"""Legal pauses: the closed list of reasons for which a promise may stand still."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from counter_tui.domain.errors import RuleBroken


class PauseReason(Struct, frozen=True):
    """A reason that stops a promise: its code and the title of the rule it comes from.

    An empty ``source`` marks a proposal of this program for which no rule text was found; a station
    confirms it with its company before relying on it. ``worded`` reasons need words: what the customer said, which
    approval is awaited, what happened.
    """

    code: str
    source: str = ""
    worded: bool = False


PAUSE_REASONS: tuple[PauseReason, ...] = (
    PauseReason("customer_site_not_ready"),
    PauseReason("customer_works"),
    PauseReason("customer_papers_awaited"),
    PauseReason("customer_requested", worded=True),
    PauseReason("awaiting_government_approval", worded=True),
    PauseReason("force_majeure", worded=True),
)
_CODES = frozenset(reason.code for reason in PAUSE_REASONS)


class Pause(Struct, frozen=True):
    """A time during which a promise stands still, from ``from_`` to ``until``.

    Both are on the same time line as the start of the promise they belong to: naive local, or aware. ``until`` is
    ``None`` while the pause goes on: it moves the due time only once it has ended. A pause of no length moves
    nothing.
    Raises ``RuleBroken``: ``pause_reason_unknown`` (``reason``), ``pause_ends_before_it_begins``.
    """

    reason: str
    from_: datetime
    until: datetime | None = None

    def __post_init__(self) -> None:
        if self.reason not in _CODES:
            raise RuleBroken("pause_reason_unknown", reason=self.reason)
        if self.until is not None and self.until < self.from_:
            raise RuleBroken("pause_ends_before_it_begins", from_=self.from_, until=self.until)
