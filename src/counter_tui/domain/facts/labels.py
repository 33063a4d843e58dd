"""What happens to the labels of a customer, who is found by a keyed hash of an account or identity number."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact

LabelAbout = Literal["account", "identity"]
LabelEnd = Literal["settled", "review", "mistake"]


class LabelGiven(Fact, frozen=True, kw_only=True):
    """A lead gave a customer a label, on evidence of the process it comes from; it ends by itself after ``until``.

    ``label`` names it among this customer's. ``evidence`` are the numbers the evidence is filed under, by its code;
    ``approved_by`` is who approved it in that process.
    """

    type: ClassVar[str] = "LabelGiven"
    personal: ClassVar[frozenset[str]] = frozenset({"number", "name"})

    label: str
    kind: str
    about: LabelAbout
    number: str
    name: str
    evidence: dict[str, str]
    approved_by: str
    review_on: date
    until: date


class LabelReviewed(Fact, frozen=True, kw_only=True):
    """Somebody else than who gave a label looked at it again and let it stand; the next time is ``review_on``."""

    type: ClassVar[str] = "LabelReviewed"

    label: str
    review_on: date


class LabelWithdrawn(Fact, frozen=True, kw_only=True):
    """A label was taken away: what it was for is settled, a review said so, or it was a mistake."""

    type: ClassVar[str] = "LabelWithdrawn"

    label: str
    why: LabelEnd
