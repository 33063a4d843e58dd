"""What happens to an action item: what somebody is to put right by a day, until another has looked at it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact

Origin = Literal["meeting", "check", "close", "rating", "lead", "relay", "comment"]
"""Where an action item comes from: the meeting, a failed check, the day's close, a rating, the lead
alone, a line refused at the relay, or an anonymous comment."""


class ActionItemSet(Fact, frozen=True, kw_only=True):
    """A problem was named: ``owner`` is to put it right by ``due``, and ``check`` says how that will be looked at.

    ``about`` is what the problem is of, as a code (an item of a checklist, say), empty for one of its own: the same
    problem again within thirty days opens this item anew.
    """

    type: ClassVar[str] = "ActionItemSet"

    words: str
    owner: str
    due: date
    check: str
    origin: Origin
    about: str = ""


class ActionItemReported(Fact, frozen=True, kw_only=True):
    """The owner said that it is done, in these words."""

    type: ClassVar[str] = "ActionItemReported"

    words: str


class ActionItemVerified(Fact, frozen=True, kw_only=True):
    """Somebody other than the owner looked, as ``check`` said, and it is done."""

    type: ClassVar[str] = "ActionItemVerified"

    words: str = ""


class ActionItemSentBack(Fact, frozen=True, kw_only=True):
    """Somebody other than the owner looked and it is not done: why, and the day by which it is to be."""

    type: ClassVar[str] = "ActionItemSentBack"

    reason: str
    due: date


class ActionItemMoved(Fact, frozen=True, kw_only=True):
    """The day by which it is to be done was moved, with a reason; the day first given stays known."""

    type: ClassVar[str] = "ActionItemMoved"

    due: date
    reason: str


class ActionItemGiven(Fact, frozen=True, kw_only=True):
    """Somebody else owns it from now on."""

    type: ClassVar[str] = "ActionItemGiven"

    owner: str
    reason: str


class ActionItemCameBack(Fact, frozen=True, kw_only=True):
    """The same problem came up again within thirty days after it was verified: it is open again, by a new day."""

    type: ClassVar[str] = "ActionItemCameBack"

    words: str
    owner: str
    due: date
    origin: Origin
