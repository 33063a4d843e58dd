"""What the first contact does for a customer whose matter others work on, until the customer knows the answer."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact

Scope = Literal["mine", "station", "company"]
"""Whose a request is: the first contact's own, a colleague's, or another unit's of the company."""
Step = Literal["limit_told", "told_once", "brought", "phoned_ahead", "handed_on"]
"""What a first contact owes a customer and nothing else in the ledger shows."""


class ScopeSet(Fact, frozen=True, kw_only=True):
    """Whose the matter is was said; of another unit what the customer was told of it, as it was then.

    ``unit`` is its code in the directory; ``told`` what else the customer was told, ``next_call_at`` by when the first
    contact calls.
    """

    type: ClassVar[str] = "ScopeSet"
    personal: ClassVar[frozenset[str]] = frozenset({"person", "phone", "told"})

    scope: Scope
    unit: str = ""
    name_zh: str = ""
    name_en: str = ""
    phone: str = ""
    person: str = ""
    told: str = ""
    next_call_at: datetime | None = None


class FirstContactStepDone(Fact, frozen=True, kw_only=True):
    """The first contact did what he owes the customer; ``words`` say with whom, or what was told."""

    type: ClassVar[str] = "FirstContactStepDone"
    personal: ClassVar[frozenset[str]] = frozenset({"words"})

    step: Step
    words: str = ""


class CustomerCalled(Fact, frozen=True, kw_only=True):
    """The customer was told how far it is, before there is an answer or beside it; ``next_call_at``: the next call."""

    type: ClassVar[str] = "CustomerCalled"
    personal: ClassVar[frozenset[str]] = frozenset({"said"})

    said: str
    next_call_at: datetime | None = None


class CallPromised(Fact, frozen=True, kw_only=True):
    """The customer was promised a call by then: the promise is the first contact's, whoever works on the matter."""

    type: ClassVar[str] = "CallPromised"

    at: datetime
