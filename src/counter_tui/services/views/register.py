"""The register of first contacts as it is shown."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from counter_tui.domain.facts.first_contact import Scope
from counter_tui.services.views.lines import MatterLine

if TYPE_CHECKING:
    from counter_tui.services.lines.enquiries import EnquiryLine


class RegisterLine(Struct, frozen=True):
    """One entry, the customer masked; ``papers`` are empty too for who may not read what the matter is about."""

    matter: MatterLine
    phone: str
    papers: tuple[str, ...]
    scope: Scope
    printed: bool
    signed_at: datetime | None


class OpenQuestion(Struct, frozen=True):
    """A question that stands open; ``contact`` is what the customer left to be reached by, masked."""

    enquiry: EnquiryLine
    contact: str


class RegisterDay(Struct, frozen=True):
    """The entries of a day, and the questions of it that stand open, each in the order the customers were received."""

    day: date
    lines: tuple[RegisterLine, ...]
    questions: tuple[OpenQuestion, ...] = ()

    @property
    def signed(self) -> int:
        """How many the customer signed."""
        return sum(line.signed_at is not None for line in self.lines)
