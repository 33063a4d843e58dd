"""How a customer on file can be reached, as he said at the counter, and when he is asked again.

The register of the marketing system stays as it was delivered; what a customer said at the counter goes before it until
a delivery brings something newer.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.contact import Answer, ContactPutOff, ContactRefreshed
from counter_tui.domain.matter.state import Matter

STALE = timedelta(days=365)
"""What was confirmed longer ago is asked anew; a number counts as valid for so long."""


class Contact(Struct, frozen=True):
    """What a customer said: the number with when and to whom he confirmed it, and when he was last asked at all."""

    account: str
    phone: str = ""
    phone2: str = ""
    phone_at: datetime | None = None
    phone_by: str = ""
    app: Answer = ""
    e_bill: Answer = ""
    asked_at: datetime | None = None


def fold(recorded: Iterable[Recorded]) -> Contact | None:
    """What the facts about one customer tell; None without one."""
    contact: Contact | None = None
    for entry in sorted(recorded, key=lambda each: each.order):
        fact = entry.fact
        if isinstance(fact, ContactRefreshed | ContactPutOff):
            contact = replace(contact or Contact(fact.account), asked_at=entry.at)
        if isinstance(fact, ContactRefreshed) and contact is not None:
            contact = _refreshed(contact, fact, entry)
    return contact


def _refreshed(contact: Contact, fact: ContactRefreshed, entry: Recorded) -> Contact:
    after = replace(contact, app=fact.app or contact.app, e_bill=fact.e_bill or contact.e_bill)
    if not fact.phone:
        return after
    return replace(
        after,
        phone=fact.phone,
        phone2=fact.phone2 or after.phone2,
        phone_at=entry.at,
        phone_by=entry.actor,
    )


def is_due(contact: Contact | None, now: datetime, days: int) -> bool:
    """Whether the customer may be asked: not asked at all yet, or so many days ago.

    So many days ahead he was asked by a clock that was wrong, nobody knows when.
    """
    return contact is None or contact.asked_at is None or abs(now - contact.asked_at) >= timedelta(days=days)


def goes_before(contact: Contact | None, updated_on: date | None, zone: tzinfo) -> bool:
    """Whether what the customer said is newer than what the register was delivered with."""
    if contact is None or contact.phone_at is None:
        return False
    return updated_on is None or contact.phone_at.astimezone(zone).date() >= updated_on


def decide_refresh(matter: Matter, account: str, app: Answer = "", e_bill: Answer = "") -> ContactRefreshed:
    """What the customer of a matter confirmed. Raises RuleBroken("contact_nothing_said"), "contact_no_account"."""
    if not account:
        raise RuleBroken("contact_no_account")
    phone, phone2 = matter.customer.phone, matter.customer.phone2
    if not (phone or app or e_bill):
        raise RuleBroken("contact_nothing_said")
    return ContactRefreshed(
        account=account, phone=phone, phone2=phone2, app=app, e_bill=e_bill, matter=matter.matter_id.hex()
    )
