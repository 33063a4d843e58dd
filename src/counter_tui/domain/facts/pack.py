"""What happens to a hand-over pack: what is in one person's hands, offered to another in one piece at the relay."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact, Part

LineKind = Literal[
    "matter", "offer", "task", "action", "enquiry", "recovery", "paper", "decide", "call", "notice", "advice"
]
"""What a line of a pack is.

``matter`` he handles, ``offer`` of work that waits for him, ``task`` of another's matter, ``action`` item he owns,
``enquiry`` to be answered, ``recovery`` of a bad rating whose customer he calls back, ``paper`` a customer owes;
``decide`` and ``call`` wait for the lead; ``notice`` not read yet; ``advice`` on how a customer is served.
"""


class PackLine(Part, frozen=True, kw_only=True):
    """One thing that is handed over, without personal data.

    ``about`` is the id (hex) of the matter, action item, enquiry, rated visit or call, or the code of a notice;
    ``part`` which task or paper of the matter, the matter of the visit, or which edition of the notice; ``name`` a
    matter's number, or a title.
    """

    kind: LineKind
    about: str
    part: str = ""
    name: str = ""
    due: date | None = None


class RefusedLine(Part, frozen=True, kw_only=True):
    """A line, by its place from 0, that stays with its old owner, and why."""

    line: int
    reason: str


class PackOffered(Fact, frozen=True, kw_only=True):
    """A person signed and offered everything in his hands to another; ``lead``: the lead of the shift goes with it."""

    type: ClassVar[str] = "PackOffered"

    to: str
    lead: bool = False
    lines: tuple[PackLine, ...] = ()


class PackTaken(Fact, frozen=True, kw_only=True):
    """The other signed: every line is his from now on, or known to him, but for those he refused.

    ``changed`` are the lines that had left the giver's hands meanwhile: they were left alone.
    """

    type: ClassVar[str] = "PackTaken"
    personal: ClassVar[frozenset[str]] = frozenset({"refused"})

    refused: tuple[RefusedLine, ...] = ()
    changed: tuple[int, ...] = ()


class PackWithdrawn(Fact, frozen=True, kw_only=True):
    """The pack was taken back before anybody signed for it."""

    type: ClassVar[str] = "PackWithdrawn"


class TakenAtRelay(Fact, frozen=True, kw_only=True):
    """What ``giver`` had in hand on this matter was taken on with a pack (its id, hex): the work, or tasks of it.

    Who gave and who took have both signed. The first contact stays, and it is no passing about: who takes stands where
    who gave stood.
    """

    type: ClassVar[str] = "TakenAtRelay"

    giver: str
    pack: str
    work: bool = False
    tasks: tuple[str, ...] = ()


class EnquiryTaken(Fact, frozen=True, kw_only=True):
    """An open enquiry was taken on with a pack (its id, hex): who takes answers it. Its first contact stays."""

    type: ClassVar[str] = "EnquiryTaken"

    giver: str
    pack: str


class RecoveryTaken(Fact, frozen=True, kw_only=True):
    """What is planned for a bad rating was taken on with a pack (its id, hex): who takes calls the customer back."""

    type: ClassVar[str] = "RecoveryTaken"

    giver: str
    pack: str
