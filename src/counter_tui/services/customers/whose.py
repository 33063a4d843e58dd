"""Whose a request is, as the files know it while it is typed: the customers on file, and where the supply is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo

from msgspec import Struct

from counter_tui.db import station_keys
from counter_tui.db.customers import contacts
from counter_tui.db.customers import on_file as customers
from counter_tui.db.customers.index import CustomerRow
from counter_tui.db.reading import around
from counter_tui.db.store import Reading
from counter_tui.db.tables.matters import MatterRow
from counter_tui.domain import identity
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.whose import may_be_same
from counter_tui.domain.search.query import parse_query
from counter_tui.domain.text import fold
from counter_tui.services.customers.contacts import as_said
from counter_tui.services.views.context import Whose

MOST_ON_FILE = 5
_NEIGHBOURS = 50
_HOUSE = re.compile(r".*?\d+号")
_LEAST = 5
"""Shorter addresses name no place."""


class Known(Struct, frozen=True):
    """The customers on file behind a draft: all, those the phone points to, and whose request it is taken for."""

    found: tuple[CustomerRow, ...]
    certain: tuple[CustomerRow, ...]
    by_phone: tuple[CustomerRow, ...]
    whose: Whose


def known_of(
    connection: Reading,
    draft: Draft,
    verdicts: Mapping[str, identity.Verdict],
    identity_key: str,
    zone: tzinfo,
    picked: str = "",
) -> Known:
    """What the files know behind a draft; ``picked`` is the account a person has said it is.

    Without it, a customer that only the phone points to is the customer where the name does not say otherwise.
    """
    sure, by_phone = (as_said(connection, rows, zone) for rows in _on_file(connection, verdicts))
    found = tuple({row.account: row for row in (*sure, *by_phone)}.values())[:MOST_ON_FILE]
    certain = tuple(row for row in found if row in sure or row.account == picked)
    mine = certain or tuple(row for row in by_phone if may_be_same(draft.name, row.name))
    typed = number_of(verdicts, "account")
    account = typed or picked or (mine[0].account if len(mine) == 1 else "")
    whose = Whose(
        identity_key=identity_key,
        identity_marks=station_keys.customer_marks(connection, number_of(verdicts, "id_number")),
        account=account,
        phone=number_of(verdicts, "phone"),
        names=(draft.name, *(row.name for row in certain)),
        district=_district(connection, draft.address, mine, account, sure=bool(typed)),
        kind=draft.kind,
    )
    return Known(found, certain, by_phone, whose)


def number_of(verdicts: Mapping[str, identity.Verdict], field: str) -> str:
    """A number of the form in the shape the files keep, empty while it does not hold."""
    verdict = verdicts.get(field)
    return verdict.normalised if verdict and verdict.valid else ""


def is_of(row: MatterRow, whose: Whose) -> bool:
    """Whether a matter is of the customer with this identity or account, or by the name of the one with its phone."""
    sure = (whose.identity_key and row.identity_key == whose.identity_key) or (
        whose.account and row.account == whose.account
    )
    return bool(sure) or any(may_be_same(name, row.customer_name) for name in whose.names)


def came_of_late(connection: Reading, whose: Whose, since_ms: int) -> list[MatterRow]:
    """The customer's own matters since an instant, the newest first."""
    rows = around.of_late(
        connection,
        identity_key=whose.identity_key,
        account=whose.account,
        phone=whose.phone,
        since_ms=since_ms,
    )
    return [row for row in rows if is_of(row, whose)]


def _on_file(
    connection: Reading, verdicts: Mapping[str, identity.Verdict]
) -> tuple[tuple[CustomerRow, ...], tuple[CustomerRow, ...]]:
    """Customers on file the account and the identity point to, and those the phone points to."""
    found: dict[str, CustomerRow] = {}
    account = number_of(verdicts, "account")
    if account and (row := customers.by_account(connection, account)) is not None:
        found[row.account] = row
    if number := number_of(verdicts, "id_number"):
        found.update((row.account, row) for row in customers.by_identity(connection, number))
    phone = number_of(verdicts, "phone")
    if not phone:
        return tuple(found.values()), ()
    by_phone = {row.account: row for row in customers.by_phone(connection, phone)}
    by_phone |= customers.of_accounts(connection, contacts.with_phone(connection, phone))
    return tuple(found.values()), tuple(by_phone.values())


def _district(
    connection: Reading, address: str, mine: Sequence[CustomerRow], account: str, *, sure: bool
) -> str:
    """The transformer district of the supply: the account's, else that of the address, else the customer's only one.

    Somebody on file may ask for another place: where the account was not given (``sure``), the address that was typed
    goes before what the file says of him.
    """
    own = [row for row in mine if row.account == account]
    typed = fold(address)
    if own and (sure or not typed or fold(own[0].address or "") == typed):
        return own[0].transformer_area or ""
    if typed:
        return _district_of_place(connection, typed)
    return _only(row.transformer_area or "" for row in mine)


def _district_of_place(connection: Reading, typed: str) -> str:
    """The district of all customers on file at this address, or in this house; empty where it is not the same."""
    house = _HOUSE.match(typed)
    for place in dict.fromkeys((typed, house[0] if house else typed)):
        if len(place) < _LEAST:
            continue
        rows, _count = customers.find(connection, parse_query(place), _NEIGHBOURS)
        near = [row for row in rows if _stands_at(fold(row.address or ""), place)]
        if near:
            return _only(row.transformer_area or "" for row in near)
    return ""


def _stands_at(address: str, place: str) -> bool:
    """Whether an address on file has this place in it; a clerk leaves county and town out."""
    begins = address.find(place)
    return begins >= 0 and not (place[0].isdigit() and address[begins - 1 : begins].isdigit())


def _only(districts: Iterable[str]) -> str:
    """The one district of several customers, empty where they are of different ones."""
    found = set(districts)
    return found.pop() if len(found) == 1 else ""
