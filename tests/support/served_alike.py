"""Two stations with the same clock and the same ids, of which one knows its customer by a label."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import asdict, replace

from counter_tui.bootstrap import Services
from counter_tui.db import ledger, sql, station_keys
from counter_tui.db.rows.matters import MATTER_TABLES
from counter_tui.db.tables.counter import TokenRow
from counter_tui.db.tables.ledger import FactRow
from counter_tui.domain.catalogue.models import CustomerClass, Kind
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.services.customers.advice import CUSTOMER
from counter_tui.services.views.context import Whose
from counter_tui.services.views.matter import MatterView
from support.labels import labelled
from support.least_drafts import PAPERS, least_draft
from support.outages import outages_file
from support.pressing import rated
from support.stations import LI, LIU, WANG, SmallStation, open_small_station

ACCOUNT, DISTRICT = "0417000018", "和平路#2"
TABLES: tuple[type[Any], ...] = (*MATTER_TABLES, TokenRow)
OTHERS = ("0417000026", "0417000034", "0417000042", "0417000050")
"""Numbers of somebody who never comes."""


def labels_for(small: SmallStation, labels: Iterable[str], numbers: Iterable[str]) -> None:
    """Give each of these labels to each of these numbers."""
    for number in numbers:
        for kind in labels:
            labelled(small.services, WANG, kind, number)


def numbers_of(customer_class: CustomerClass) -> tuple[str, ...]:
    """The numbers by which the customer of a class may be known to have a label."""
    number = PAPERS[customer_class]["id_number"]
    return (ACCOUNT, number) if number.isascii() else (ACCOUNT,)


def served(small: SmallStation, kind: Kind, customer_class: CustomerClass) -> Iterator[Any]:
    """Everything the services say while a customer is served from the first word to the rating."""
    services = small.services
    draft = least_draft(services, kind, customer_class)
    yield services.acceptance.assess(LI, draft)
    yield replace(services.context.strip(LI, _whose(services, draft)), advice=())
    gone = least_draft(services, kind, customer_class)
    yield _tried(lambda: services.door.end(LI, gone, "customer_wish", "客户说改天再来办"))
    accepted = services.acceptance.submit(LI, draft)
    yield accepted
    matter = accepted.matter_id
    yield _apart(services.matters.view(LI, matter))
    yield services.receipts.print(LI, matter).text
    yield _tried(lambda: services.letters.print(LI, matter).text)
    act = services.matters
    for step in (
        lambda: act.hand_over(LI, matter, Receiver(LIU.staff_no), "needs_site", note="请到现场"),
        lambda: act.take(LIU, matter),
        lambda: act.pause(LIU, matter, "customer_works"),
        lambda: act.resume(LIU, matter),
        lambda: act.reach_stage(LIU, matter),
        lambda: act.answer(LIU, matter, "已核查，费用无误", "duplicate"),
        lambda: act.inform(LI, matter, "phone"),
        lambda: act.close(LI, matter),
    ):
        small.clock.advance(timedelta(minutes=7))
        yield _tried(step)
    token = services.ratings.open_token(LI, accepted.visit)
    yield token
    if token is not None:
        yield rated(services, token.visit, 4)
        yield services.ratings.open_token(LI, accepted.visit)
    for actor in (LI, WANG):
        yield services.home.view(actor)
    small.clock.advance(timedelta(minutes=20))


def _whose(services: Services, draft: Draft) -> Whose:
    key = services.base.store.identity_key(draft.id_number) if draft.id_number else ""
    with services.base.store.reading() as connection:
        marks = station_keys.customer_marks(connection, draft.id_number)
    return Whose(
        identity_key=key, identity_marks=marks, account=draft.account, kind=draft.kind, district=DISTRICT
    )


def _apart(view: MatterView) -> MatterView:
    """What is seen of a matter apart from the advice."""
    return replace(view, advice=())


def _tried(act: Callable[[], Any]) -> Any:
    try:
        done = act()
    except RuleBroken as broken:
        return broken.code, repr(broken.facts)
    return _apart(done) if isinstance(done, MatterView) else done


def written(small: SmallStation) -> tuple[list[Any], dict[str, list[Any]]]:
    """Every fact but those of labels, and every row that is computed from facts, without the chain's hashes."""
    with small.services.base.store.reading() as connection:
        facts = [
            (row.seq, row.type, row.subject_kind, row.subject_id, row.body, row.hlc, row.actor)
            for row in sql.read(connection, FactRow, "ORDER BY seq")
            if row.subject_kind != CUSTOMER
        ]
        rows = {
            table.TABLE: sorted(repr({**asdict(row), "head": None}) for row in sql.read(connection, table))
            for table in TABLES
        }
        assert ledger.head(connection).seq > len(facts)
    return facts, rows


def two_alike(
    folder: Path, labels: Iterable[str], cases: list[tuple[Kind, CustomerClass]]
) -> tuple[SmallStation, SmallStation]:
    """Serve the same customers at both; at the first nobody who comes has a label, at the second everybody has."""
    labels = list(labels)
    stations = []
    for name in ("without", "with"):
        (folder / name).mkdir()
        small = open_small_station(folder / name, empty=True)
        small.services.outages.import_file(WANG, outages_file(folder / name))
        named = [number for _kind, each in cases for number in numbers_of(each)]
        coming = list(dict.fromkeys(named))
        strangers = OTHERS[: len(coming)]
        labels_for(small, labels, coming if name == "with" else strangers)
        stations.append(small)
    first, second = stations
    for kind, customer_class in cases:
        for one, other in zip(
            served(first, kind, customer_class), served(second, kind, customer_class), strict=True
        ):
            assert repr(one) == repr(other), kind.code
    return first, second
