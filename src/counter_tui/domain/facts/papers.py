"""What happens to the papers of a matter: those a customer owes, and those the station prints."""

from __future__ import annotations

from typing import ClassVar

from counter_tui.domain.facts.base import Fact


class PaperCollected(Fact, frozen=True, kw_only=True):
    """A deferred paper was received."""

    type: ClassVar[str] = "PaperCollected"

    paper: str


class PaperWaived(Fact, frozen=True, kw_only=True):
    """The lead did without a deferred paper, with a reason."""

    type: ClassVar[str] = "PaperWaived"
    personal: ClassVar[frozenset[str]] = frozenset({"reason"})

    paper: str
    reason: str


class WaiverAsked(Fact, frozen=True, kw_only=True):
    """The lead was asked to do without a deferred paper that stops the work, and why."""

    type: ClassVar[str] = "WaiverAsked"
    personal: ClassVar[frozenset[str]] = frozenset({"why"})

    paper: str
    why: str


class ReceiptPrinted(Fact, frozen=True, kw_only=True):
    """A receipt was printed or written to the folder for papers; ``copy_no`` is 0 for the first, then 1, 2, …"""

    type: ClassVar[str] = "ReceiptPrinted"

    copy_no: int = 0
    format: str


class CommitmentPrinted(Fact, frozen=True, kw_only=True):
    """A commitment letter to be signed was printed: which version of its text, and which papers it names.

    ``copy_no`` counts the letters of the matter from 0, whatever they name.
    """

    type: ClassVar[str] = "CommitmentPrinted"

    text_version: str
    papers: tuple[str, ...]
    copy_no: int = 0
    format: str


class RegisterPrinted(Fact, frozen=True, kw_only=True):
    """The entry in the register of first contacts (首问登记簿) was printed, to be signed; ``copy_no`` from 0."""

    type: ClassVar[str] = "RegisterPrinted"

    copy_no: int = 0
    format: str


class RegisterSigned(Fact, frozen=True, kw_only=True):
    """The customer signed the printed entry in the register of first contacts."""

    type: ClassVar[str] = "RegisterSigned"
