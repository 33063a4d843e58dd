"""How customers can be reached: asked now and then at the counter, and kept before what the register says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, tzinfo
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.db import ledger
from counter_tui.db.customers import contacts
from counter_tui.db.customers import on_file as customers
from counter_tui.db.customers.index import CustomerRow
from counter_tui.db.store import Reading
from counter_tui.db.subjects import CONTACT
from counter_tui.db.tables.around import ContactRow
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.contact import STALE, Contact, decide_refresh, fold, goes_before, is_due
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.contact import Answer, ContactPutOff
from counter_tui.domain.masking import mask_phone
from counter_tui.domain.matter.evolve import fold as fold_matter
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.search.query import Query
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.station import Station, matter_subject, require_still_here

if TYPE_CHECKING:
    from datetime import datetime


class ContactView(Struct, frozen=True):
    """How the customer of a matter can be reached, masked. ``due`` when he may be asked now.

    ``phone`` is that of the request, ``verified_at`` when a number was last confirmed and by whom; where the register
    is newer, ``checked_on`` is its day. ``stale`` when that was too long ago to rely on.
    """

    account: str
    phone: str
    phone2: str
    verified_at: datetime | None
    verified_by: str
    checked_on: date | None
    stale: bool
    app: Answer
    e_bill: Answer
    due: bool


class Coverage(Struct, frozen=True):
    """How many customers on file confirmed a number within a year, of how many."""

    verified: int
    customers: int


class ContactService:
    """Asks a customer on file at most once in a while, in a few keys, and never in the way of the acceptance."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def view(self, actor: Actor, matter_id: str) -> ContactView | None:
        """How the customer of a matter can be reached; None for one who is not on file.

        Raises RuleBroken("matter_unknown") or "not_allowed".
        """
        require(actor, "accept")
        station = self._station
        with station.store.reading() as connection:
            matter = _matter(connection, matter_id)
            row = _customer(connection, matter)
            if row is None:
                return None
            contact = fold(ledger.facts_of(connection, _subject(row.account)))
            name_of = station.names(connection)
        return self._view(
            matter, row, contact, name_of(contact.phone_by) if contact and contact.phone_by else ""
        )

    def refresh(
        self, actor: Actor, matter_id: str, app: Answer = "", e_bill: Answer = ""
    ) -> ContactView | None:
        """The customer of a matter confirmed the number of the request, and what else he was asked.

        Raises RuleBroken("contact_nothing_said"), "contact_no_account", "matter_unknown", "not_allowed", "staff_left".
        """
        require(actor, "accept")
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            matter = _matter(writing.connection, matter_id)
            row = _customer(writing.connection, matter)
            fact = decide_refresh(matter, row.account if row else "", app, e_bill)
            writing.append(_subject(fact.account), [fact], actor.staff_no)
        return self.view(actor, matter_id)

    def put_off(self, actor: Actor, matter_id: str) -> ContactView | None:
        """The customer of a matter was asked and did not want to say. Raises what ``refresh`` raises."""
        require(actor, "accept")
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            row = _customer(writing.connection, _matter(writing.connection, matter_id))
            if row is None:
                raise RuleBroken("contact_no_account")
            fact = ContactPutOff(account=row.account, matter=matter_id)
            writing.append(_subject(row.account), [fact], actor.staff_no)
        return self.view(actor, matter_id)

    def coverage(self, actor: Actor) -> Coverage:
        """How many customers confirmed a number within a year, of how many. Raises RuleBroken("not_allowed")."""
        require(actor, "see_matters")
        since = to_ms(self._station.clock.now() - STALE)
        with self._station.store.reading() as connection:
            return Coverage(contacts.verified(connection, since), contacts.customers(connection))

    def _view(self, matter: Matter, row: CustomerRow, contact: Contact | None, by: str) -> ContactView:
        station, now = self._station, self._station.clock.now()
        updated = date.fromisoformat(row.updated_on) if row.updated_on else None
        own = goes_before(contact, updated, station.rules.zone)
        verified_at = contact.phone_at if contact and own else None
        last = verified_at.astimezone(station.rules.zone).date() if verified_at else updated
        return ContactView(
            account=row.account,
            phone=mask_phone(matter.customer.phone),
            phone2=mask_phone(matter.customer.phone2),
            verified_at=verified_at,
            verified_by=by if own else "",
            checked_on=None if own else updated,
            stale=last is None or station.rules.day_of(now) - last > STALE,
            app=contact.app if contact else "",
            e_bill=contact.e_bill if contact else "",
            due=is_due(contact, now, station.contact_days),
        )


class Confirmed(Struct, frozen=True):
    """The numbers a customer confirmed at the counter, and the day (``YYYY-MM-DD``) he did."""

    phone: str
    phone2: str
    day: str


def confirmed(connection: Reading, rows: Iterable[CustomerRow], zone: tzinfo) -> dict[str, Confirmed]:
    """What these customers confirmed at the counter, by account, where the register has nothing newer."""
    known = {row.account: row for row in rows}
    said = contacts.of_accounts(connection, known)
    found = {account: _confirmed(known[account], row, zone) for account, row in said.items()}
    return {account: each for account, each in found.items() if each is not None}


def as_said(connection: Reading, rows: Iterable[CustomerRow], zone: tzinfo) -> tuple[CustomerRow, ...]:
    """Customers with the numbers they confirmed at the counter, where the register has nothing newer."""
    known = tuple(rows)
    said = confirmed(connection, known, zone)
    return tuple(_as_said(row, said[row.account]) if row.account in said else row for row in known)


def fitting_as_said(connection: Reading, query: Query, zone: tzinfo) -> tuple[CustomerRow, ...]:
    """Customers, as they said, with a number at the end of which a word of the query may stand.

    Of an end that very many share only some are looked at.
    """
    ends = {word.number for word in query.words if word.number}
    accounts = contacts.with_number_end(connection, sorted(ends), _MOST_WITH_END)
    return as_said(connection, customers.of_accounts(connection, accounts).values(), zone)


_MOST_WITH_END = 500


def _confirmed(row: CustomerRow, said: ContactRow, zone: tzinfo) -> Confirmed | None:
    if said.phone_ms is None:
        return None
    at = from_ms(said.phone_ms)
    updated = date.fromisoformat(row.updated_on) if row.updated_on else None
    if not goes_before(Contact(row.account, said.phone, said.phone2, at), updated, zone):
        return None
    return Confirmed(said.phone, said.phone2, at.astimezone(zone).date().isoformat())


def _as_said(row: CustomerRow, said: Confirmed) -> CustomerRow:
    return replace(row, phone1=said.phone, phone2=said.phone2 or row.phone2, updated_on=said.day)


def _matter(connection: Reading, matter_id: str) -> Matter:
    matter = fold_matter(ledger.facts_of(connection, matter_subject(matter_id)))
    if matter is None:
        raise RuleBroken("matter_unknown")
    return matter


def _customer(connection: Reading, matter: Matter) -> CustomerRow | None:
    """The one customer on file a matter is of: by its account, else by the identity paper."""
    account = matter.customer.account or matter.fields.get("account", "")
    if account:
        return customers.by_account(connection, account)
    number = matter.customer.id_number
    found = customers.by_identity(connection, number) if number else ()
    return found[0] if len(found) == 1 else None


def _subject(account: str) -> Subject:
    return Subject(CONTACT, account.encode("utf-8"))
