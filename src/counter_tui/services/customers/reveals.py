"""Showing the full particulars of a customer on file, with a reason; a matter's customer is shown by the matter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from counter_tui.db import begun, people
from counter_tui.db.customers import on_file as customers
from counter_tui.db.tables.notes import BegunRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.revealing import decide_show_customer
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.customers.contacts import as_said
from counter_tui.services.station import Station, require_still_here

_ACT = "reveal"
"""What the words of somebody's own are typed for."""


class Particulars(Struct, frozen=True):
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
            (row,) = as_said(writing.connection, [row], self._station.rules.zone)
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
            begun.discard(writing.connection, _about(account), actor.staff_no, _ACT)
        return shown

    def begun(self, actor: Actor, account: str) -> Mapping[str, Any]:
        """What a person has typed as the reason for this customer and not sent, by field; empty when nothing."""
        require(actor, "write")
        with self._station.store.reading() as connection:
            rows = begun.of(connection, _about(account), actor.staff_no)
        return next((dict(json.loads(row.body)) for row in rows if row.act == _ACT), {})

    def keep_words(self, actor: Actor, account: str, words: Mapping[str, Any]) -> None:
        """Keep what a person has typed so far as the reason; of a customer not on file or one who left nothing."""
        require(actor, "write")
        with self._station.store.writing() as writing:
            connection = writing.connection
            person = people.person(connection, actor.staff_no)
            gone = person is not None and not person.active
            if gone or customers.by_account(connection, account) is None:
                return
            body, now = json.dumps(words, ensure_ascii=False), to_ms(self._station.clock.now())
            begun.save(
                connection, BegunRow(_about(account), actor.staff_no, _ACT, body, now), writing.sealing
            )

    def drop_words(self, actor: Actor, account: str) -> None:
        """Drop what a person has typed so far as the reason."""
        require(actor, "write")
        with self._station.store.writing() as writing:
            begun.discard(writing.connection, _about(account), actor.staff_no, _ACT)


def _about(account: str) -> bytes:
    return account.encode()
