"""What the files know of a customer: the particulars the form fills itself in from, and papers given before."""

from __future__ import annotations

from datetime import date, datetime, time

from counter_tui.db.customers.index import CustomerRow
from counter_tui.db.reading import papers as paper_rows
from counter_tui.db.store import Reading
from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.matter.on_file import Given, months_later
from counter_tui.services.station import Station
from counter_tui.services.views.acceptance import OnFile


def on_file_of(row: CustomerRow) -> OnFile:
    """The particulars on file, unmasked, for the form of the clerk who serves the customer."""
    return OnFile(
        account=row.account,
        name=row.name,
        phone=row.phone1 or "",
        phone2=row.phone2 or "",
        address=row.address or "",
        transformer_area=row.transformer_area or "",
        manager=row.manager or "",
        updated_on=date.fromisoformat(row.updated_on) if row.updated_on else None,
    )


def papers_given(
    station: Station, connection: Reading, kind: Kind | None, number: str, today: date
) -> list[Given]:
    """Of the papers of a kind that stay valid, those the customer of this identity number gave for earlier matters."""
    kept = {
        paper.code: paper.keeps_months or 0 for paper in (kind.papers if kind else ()) if paper.keeps_months
    }
    if not kept or not number:
        return []
    rules = station.rules
    since = datetime.combine(months_later(today, -max(kept.values())), time.min, rules.zone)
    rows = paper_rows.given(connection, station.store.identity_key(number), sorted(kept), to_ms(since))
    return [
        Given(row.paper, row.number, rules.day_of(from_ms(row.given_ms)), row.account, row.address)
        for row in rows
    ]
