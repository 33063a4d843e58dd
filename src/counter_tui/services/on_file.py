"""A customer on file, as the form fills itself in from it."""

from __future__ import annotations

from datetime import date

from counter_tui.db.customer_index import CustomerRow
from counter_tui.services.views import OnFile


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
