"""One voice: notices to the staff, the cards customers are answered from, and words that were held back."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact
from counter_tui.domain.role import Role

ToldBy = Literal["shown", "printed"]


class NoticePublished(Fact, frozen=True, kw_only=True):
    """A notice was given out to the people of some roles; the subject is the notice, ``edition`` counts its texts.

    ``supersedes`` are the codes of other notices that end with it.
    """

    type: ClassVar[str] = "NoticePublished"

    notice: str
    edition: int
    title: str
    summary: str
    text: str = ""
    audience: tuple[Role, ...]
    valid_from: date
    valid_until: date | None = None
    supersedes: tuple[str, ...] = ()


class NoticeRead(Fact, frozen=True, kw_only=True):
    """The person who recorded this has read a notice.

    ``given`` is the id (hex) of the fact that gave the text out, said where two PCs gave out texts under one number.
    """

    type: ClassVar[str] = "NoticeRead"

    notice: str
    edition: int
    given: str = ""


class NoticeHeard(Fact, frozen=True, kw_only=True):
    """A person was told a notice in the morning meeting of a day: his receipt for it, though he did not read alone.

    ``given`` as for ``NoticeRead``.
    """

    type: ClassVar[str] = "NoticeHeard"

    notice: str
    edition: int
    staff_no: str
    day: date
    given: str = ""


class NoticeWithdrawn(Fact, frozen=True, kw_only=True):
    """A notice holds no more from a day on: it was taken back for a reason, or another notice stands in its place."""

    type: ClassVar[str] = "NoticeWithdrawn"

    notice: str
    edition: int
    over_from: date
    reason: str = ""
    superseded_by: str = ""


class CardIssued(Fact, frozen=True, kw_only=True):
    """What customers are told to a question, from a day on; the subject is the card, ``edition`` counts its texts.

    ``notice`` and ``notice_edition`` name the notice it rests on: without that the card may be used no more.
    """

    type: ClassVar[str] = "CardIssued"

    card: str
    edition: int
    topics: tuple[str, ...] = ()
    title_zh: str
    title_en: str = ""
    text_zh: str
    text_en: str = ""
    source: str = ""
    notice: str = ""
    notice_edition: int = 0
    valid_from: date
    valid_until: date | None = None


class CardWithdrawn(Fact, frozen=True, kw_only=True):
    """A card is used no more: what it says is wrong or holds no longer."""

    type: ClassVar[str] = "CardWithdrawn"

    card: str
    edition: int
    reason: str


class CardTold(Fact, frozen=True, kw_only=True):
    """A customer was told what a card says: read out from the screen, or printed. ``words`` are those that were told.

    The subject is this telling: a card is told thousands of times. ``matter`` is the id (hex) of the matter it was
    told for, ``enquiry`` that of an enquiry; both empty where nothing is known of who asked.
    """

    type: ClassVar[str] = "CardTold"

    card: str
    edition: int
    how: ToldBy
    words: str
    matter: str = ""
    enquiry: str = ""


class ToldPutRight(Fact, frozen=True, kw_only=True):
    """Whoever was told what a card said before knows what is right now; the subject is the telling.

    ``words`` say how, or why nobody has to be told any more.
    """

    type: ClassVar[str] = "ToldPutRight"
    personal: ClassVar[frozenset[str]] = frozenset({"words"})

    words: str


class WordingRulesTaken(Fact, frozen=True, kw_only=True):
    """From now on words to customers are judged by these rules of the station; empty ones bring the shipped ones back.

    ``file`` is what the text was called, ``text`` the whole of it: so the rules of any day can be read.
    """

    type: ClassVar[str] = "WordingRulesTaken"

    file: str = ""
    text: str = ""


class WordingHeld(Fact, frozen=True, kw_only=True):
    """Words for a customer were held back because of how they are said: to train by, not to punish.

    ``place`` is what they were typed for, ``rule`` the rule that held them, ``piece`` what of them. ``let_by`` is the
    lead who let them go as they are, by his own PIN; empty where they were not let go.
    """

    type: ClassVar[str] = "WordingHeld"
    personal: ClassVar[frozenset[str]] = frozenset({"words", "piece"})

    about: str
    place: str
    rule: str
    piece: str
    words: str
    let_by: str = ""
