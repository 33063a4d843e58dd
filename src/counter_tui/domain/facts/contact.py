"""What customers on file say at the counter of how they can be reached."""

from __future__ import annotations

from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact

Answer = Literal["", "yes", "no"]
"""What a customer answered; empty where nobody asked."""


class ContactRefreshed(Fact, frozen=True, kw_only=True):
    """A customer confirmed at the counter how to reach him: the number of today's request, which is right from now on.

    ``app`` and ``e_bill`` say whether the company's app is bound to the account and the bill comes electronically.
    ``matter`` is the id (hex) of the matter he came with.
    """

    type: ClassVar[str] = "ContactRefreshed"
    personal: ClassVar[frozenset[str]] = frozenset({"phone", "phone2"})

    account: str
    phone: str = ""
    phone2: str = ""
    app: Answer = ""
    e_bill: Answer = ""
    matter: str = ""


class ContactPutOff(Fact, frozen=True, kw_only=True):
    """A customer was asked how to reach him and had no time or no wish to say; he is not asked again for a while."""

    type: ClassVar[str] = "ContactPutOff"

    account: str
    matter: str = ""
