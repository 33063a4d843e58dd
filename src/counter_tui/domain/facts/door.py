"""What happens at the door: requests that ended without an acceptance, and reasons that were held back there."""

from __future__ import annotations

from typing import ClassVar

from counter_tui.domain.facts.base import Fact
from counter_tui.domain.facts.matter import Customer


class RequestEnded(Fact, frozen=True, kw_only=True):
    """A request ended at its clerk's counter without an acceptance, for a lawful outcome; part of its visit.

    ``draft`` is the id (hex) its matter would have had; ``matter`` the number of the matter it belongs to. ``unit`` is
    whoever it was passed to or the customer was named, by its code, with its name and ``phone``; ``help`` what was
    done for a customer of somebody outside the company.
    """

    type: ClassVar[str] = "RequestEnded"
    personal: ClassVar[frozenset[str]] = frozenset({"words", "phone", "help"})

    draft: str
    kind: str = ""
    outcome: str
    words: str = ""
    matter: str = ""
    unit: str = ""
    name_zh: str = ""
    name_en: str = ""
    phone: str = ""
    help: str = ""


class RefusalHeld(Fact, frozen=True, kw_only=True):
    """A reason that may turn no customer away was typed and held back: to train by, not to punish.

    ``place`` is what it was typed for, ``rule`` the rule that held it, ``piece`` what of it.
    """

    type: ClassVar[str] = "RefusalHeld"
    personal: ClassVar[frozenset[str]] = frozenset({"words", "piece"})

    draft: str
    kind: str = ""
    place: str
    rule: str
    piece: str
    words: str


class MatterNotAccepted(Fact, frozen=True, kw_only=True):
    """A request was not accepted: a lead decided so by his own PIN, on a lawful ground, and the customer was told why.

    ``told_zh`` and ``told_en`` are what the customer was told about appeal. ``decided_by`` is the lead; the clerk who
    asked for it is who recorded the fact.
    """

    type: ClassVar[str] = "MatterNotAccepted"
    personal: ClassVar[frozenset[str]] = frozenset({"customer", "fields", "remark", "words"})

    number: str
    kind: str
    catalogue: str
    visit: str
    customer: Customer
    fields: dict[str, str] = {}
    remark: str = ""
    first_contact: str
    shown: tuple[str, ...] = ()
    ground: str
    words: str
    told_zh: str
    told_en: str
    decided_by: str


class ResourceAwaited(Fact, frozen=True, kw_only=True):
    """The accepted matter waits for something the station lacks; its promises run on."""

    type: ClassVar[str] = "ResourceAwaited"

    resource: str


class ResourceArrived(Fact, frozen=True, kw_only=True):
    """What the matter waited for is there."""

    type: ClassVar[str] = "ResourceArrived"

    resource: str
