"""A day at the small station that can be closed: somebody was received, money was taken, somebody rated."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from counter_tui.domain.close.models import Gap
from support.pressing import rated
from support.prices import charged, take_book
from support.stations import LI, WANG, SmallStation, open_small_station

TODAY = date(2025, 11, 20)


def a_day(folder: Path) -> SmallStation:
    """The station without anything before, and one whole matter: receipt, charge of 145 yuan, invoice, rating."""
    small = open_small_station(folder, empty=True)
    take_book(small)
    one_matter(small)
    return small


def one_matter(small: SmallStation) -> str:
    """A matter with all that has to agree; its id."""
    services, matter = small.services, charged(small)
    services.receipts.print(LI, matter)
    services.charges.settle_invoice(LI, matter, "told")
    token = services.ratings.open_token(LI)
    assert token is not None
    rated(services, token.visit, 5)
    return matter


def gaps(small: SmallStation, day: date = TODAY) -> dict[str, Gap]:
    """What does not agree, by figure and what is missing; the meeting and the checks of the hall apart."""
    found = small.services.close_day.view(WANG, day).sheet.gaps
    apart = ("meeting", "checks")
    return {f"{gap.figure}/{gap.what}": gap for gap in found if gap.figure not in apart}
