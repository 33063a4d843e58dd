"""The context strip with 100,000 customers and 200,000 matters, for every way a customer comes to be known."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from report import Figure, high, middle
from stations import grown

from counter_tui.bootstrap import Services, open_services
from counter_tui.db.customers import on_file as customers
from counter_tui.db.customers.index import CustomerRow
from counter_tui.domain.staff.roles import Actor

CUSTOMERS, MATTERS = 100_000, 200_000
_EACH = 200
_SCANS = 3
_WANTED = "<= 100 ms"
_CLERK = Actor("1001", "李敏", "clerk")
_KINDS = ("BZ101", "BZ501", "BZ502", "BZ601")
_LIST = "停电编号,台区,开始时间,结束时间\n" + "\n".join(
    f"{number},{place},2020-01-01 08:00,2099-01-01 08:00"
    for number, place in enumerate(("柳河村1号公变", "新塘村2号公变", "溪口村3号公变"))
)

Make = Callable[[CustomerRow], dict[str, str]]


def figures(folder: Path) -> Iterator[Figure]:
    """The time below which 95 of 100 strips stay, from the typed number to the answer, and of the answer alone."""
    services = open_services(grown(folder, MATTERS, CUSTOMERS))
    lead = Actor("1005", "王强", "lead")
    services.outages.import_data(lead, _LIST.encode("utf-8"), source="调度")
    random = Random(7)
    with services.base.store.reading() as connection:
        some = _some(connection, random)
    for what, make in WAYS.items():
        timed = [_timed(services, make(row), random.choice(_KINDS)) for row in some]
        strips, wholes, came = zip(*timed, strict=True)
        told = (
            f"{what}: {middle(came):.0f} matters of late; middle {middle(strips):.1f}, most {max(strips):.1f}"
        )
        scan = middle([_scanned(services, row) for row in some[:_SCANS]])
        yield Figure(f"strip by {told}", high(strips, 0.95), "ms", scan, "every matter looked at", _WANTED)
        yield Figure(
            f"the same with whose it is ({what})", high(wholes, 0.95), "ms", scan, "the same", _WANTED
        )
    services.close()


def _some(connection: Any, random: Random) -> list[CustomerRow]:
    """Customers of whom half have been at the counter."""
    known = connection.execute("SELECT DISTINCT account FROM matter WHERE account != ''").fetchall()
    accounts = [row[0] for row in random.sample(known, min(len(known), _EACH // 2))]
    others = connection.execute("SELECT account FROM customer").fetchall()
    accounts += [row[0] for row in random.sample(others, _EACH - len(accounts))]
    found = customers.of_accounts(connection, accounts)
    return [found[account] for account in accounts if account in found]


def _timed(services: Services, values: dict[str, str], kind: str) -> tuple[float, float, int]:
    """Milliseconds of the strip, of it with what finds out whose the request is, and how many matters it told."""
    draft = services.drafts.new(_CLERK, kind=kind).with_values(**values)
    started = time.perf_counter()
    whose = services.acceptance.assess(_CLERK, draft).whose
    asked = time.perf_counter()
    assert whose is not None
    strip = services.context.strip(_CLERK, whose)
    ended = time.perf_counter()
    return (ended - asked) * 1000, (ended - started) * 1000, len(strip.came)


def _scanned(services: Services, row: CustomerRow) -> float:
    """Milliseconds of the same question without an index."""
    with services.base.store.reading() as connection:
        started = time.perf_counter()
        connection.execute(
            "SELECT count(*) FROM matter WHERE +account = ? OR +customer_phone = ?", (row.account, row.phone1)
        ).fetchone()
        return (time.perf_counter() - started) * 1000


WAYS: dict[str, Make] = {
    "identity": lambda row: {"id_kind": row.id_kind or "", "id_number": row.id_number or ""},
    "account": lambda row: {"account": row.account},
    "phone and name": lambda row: {"phone": row.phone1 or "", "name": row.name},
    "an address on file": lambda row: {"name": "周新", "address": row.address or ""},
    "an address in the same house": lambda row: {"name": "周新", "address": f"{row.address}2单元605"},
    "an address on no file": lambda row: {
        "name": "周新",
        "address": f"青石县青石桥镇无名村{row.account[-3:]}号",
    },
}
"""By what a customer is known on the form."""
