"""Showing the full particulars of a customer on file, with a reason; a matter's customer is shown by the matter."""

from __future__ import annotations

from dataclasses import dataclass

from counter_tui.db import customers
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.revealing import decide_show_customer
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.station import Station, require_still_here


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is on file of a customer, unmasked; ``id_kind`` as the file it came from says it."""

    account: str
    name: str
    id_kind: str
    id_number: str
    phone: str
    phone2: str
    address: str


class RevealService:
    """Personal data in full, and never without a fact that says who saw it and why."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def customer(self, actor: Actor, account: str, reason: str) -> Particulars:
        """A customer's full particulars; that they were shown is written before they are.

        ``reason`` is a usual one by its code, or own words. Raises RuleBroken("customer_unknown") and what
        ``domain.revealing.decide_show_customer`` raises.
        """
        require(actor, "find")
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            row = customers.by_account(writing.connection, account)
            if row is None:
                raise RuleBroken("customer_unknown")
            shown = Particulars(
                account=row.account,
                name=row.name,
                id_kind=row.id_kind or "",
                id_number=row.id_number or "",
                phone=row.phone1 or "",
                phone2=row.phone2 or "",
                address=row.address or "",
            )
            fact = decide_show_customer(actor, row.account, shown, reason)
            writing.append(self._station.subject, [fact], actor.staff_no)
        return shown
