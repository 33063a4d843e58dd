"""What happens to an enquiry: a question at the counter, without identity or account."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from counter_tui.domain.facts.base import Fact


class EnquiryAnswered(Fact, frozen=True, kw_only=True):
    """A question was answered: at once, or later where the enquiry stood open.

    ``seconds`` is how long it took from the first word to this fact, at once only. ``contact`` is the account or
    phone the customer gave, if any; ``words`` what was asked, ``answer`` what the customer was told.
    """

    type: ClassVar[str] = "EnquiryAnswered"
    personal: ClassVar[frozenset[str]] = frozenset({"words", "contact", "answer"})

    topic: str
    first_contact: str
    words: str = ""
    contact: str = ""
    answer: str = ""
    seconds: int = 0


class EnquiryLeftOpen(Fact, frozen=True, kw_only=True):
    """A question could not be answered at once: the answer is promised by ``due_at``, and somebody answers for it.

    The promise is that of the kind of matter the topic belongs to, counted from when it was asked.
    """

    type: ClassVar[str] = "EnquiryLeftOpen"
    personal: ClassVar[frozenset[str]] = frozenset({"words", "contact"})

    topic: str
    first_contact: str
    words: str = ""
    contact: str = ""
    seconds: int = 0
    due_at: datetime


class EnquiryCarriedOn(Fact, frozen=True, kw_only=True):
    """The enquiry became the matter with this id (hex) and number."""

    type: ClassVar[str] = "EnquiryCarriedOn"

    matter: str
    number: str
