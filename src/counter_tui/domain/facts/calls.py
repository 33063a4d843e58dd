"""What happens to a call for the lead: a report upward, or a conflict called quietly."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from counter_tui.domain.facts.base import Fact, Part


class Place(Part, frozen=True, kw_only=True):
    """Where somebody was when the lead was called: no personal data beyond the matter's id.

    ``screen`` is the name of the screen, ``field`` the key of the field that had the focus, ``matter`` and ``draft``
    ids (hex), ``number`` that of the matter.
    """

    screen: str
    field: str = ""
    matter: str = ""
    number: str = ""
    draft: str = ""


class ReportSent(Fact, frozen=True, kw_only=True):
    """A problem was reported upward (上报): the lead answers by ``due_at``. ``lead`` is who led then."""

    type: ClassVar[str] = "ReportSent"
    personal: ClassVar[frozenset[str]] = frozenset({"words"})

    words: str
    place: Place
    lead: str
    due_at: datetime


class ConflictCalled(Fact, frozen=True, kw_only=True):
    """A clerk called the lead quietly because a customer is getting angry. ``lead`` is who led then."""

    type: ClassVar[str] = "ConflictCalled"

    place: Place
    lead: str


class CallNoted(Fact, frozen=True, kw_only=True):
    """What happened, in the words of whoever called."""

    type: ClassVar[str] = "CallNoted"
    personal: ClassVar[frozenset[str]] = frozenset({"words"})

    words: str


class CallAnswered(Fact, frozen=True, kw_only=True):
    """A lead answered: in words to a report; with none to a conflict, where coming is the answer."""

    type: ClassVar[str] = "CallAnswered"
    personal: ClassVar[frozenset[str]] = frozenset({"words"})

    words: str = ""


class AnswerSeen(Fact, frozen=True, kw_only=True):
    """Whoever reported has seen the answer."""

    type: ClassVar[str] = "AnswerSeen"
