"""What each kind of release does: the very thing the station's own import of the same file does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import CENTRE
from counter_tui.services.reference.released import catalogue_of, days_of, labels_of
from counter_tui.services.station import Station
from counter_tui.services.views.voice import Taken
from counter_tui.wire.releases import Release

Take = Callable[[Station, bytes, Release], int]
"""Takes a file in; how many of its lines were left out. Raises RuleBroken where nothing of it can be used."""

_OVER = frozenset({"notice_over", "edition_old"})
"""A text that is over, or older than the one that is here, stops no other of its file."""

SOURCE = "公司中心"
"""Who a list of outages is from that does not say."""


def _prices(station: Station, content: bytes, _release: Release) -> int:
    from counter_tui.services.prices import PriceService

    taken = PriceService(station).take_data(CENTRE, content)
    if taken.book is None:
        raise RuleBroken("price_book_unusable", count=len(taken.problems))
    return 0


def _outages(station: Station, content: bytes, release: Release) -> int:
    from counter_tui.db import ledger
    from counter_tui.domain.facts.outages import OutagesImported
    from counter_tui.services.intake.outages import OutageService, outages_of

    with station.store.reading() as connection:
        told = ledger.facts_of(connection, outages_of(station))
    # Another PC of the station took the same list, and what it wrote has come.
    same = [
        entry.fact.rejected
        for entry in told
        if isinstance(entry.fact, OutagesImported) and entry.fact.digest == release.digest.hex()
    ]
    if same:
        return max(same)
    return OutageService(station).import_data(CENTRE, content, source=release.title or SOURCE).rejected


def _notices(station: Station, content: bytes, _release: Release) -> int:
    from counter_tui.services.voice.files import text_of
    from counter_tui.services.voice.notices import NoticeService

    return _left_out(NoticeService(station).import_text(CENTRE, text_of(content, "notices"), "notices"))


def _cards(station: Station, content: bytes, _release: Release) -> int:
    from counter_tui.services.voice.cards import CardService
    from counter_tui.services.voice.files import text_of

    return _left_out(CardService(station).import_text(CENTRE, text_of(content, "cards"), "cards"))


def _left_out(taken: tuple[Taken, ...]) -> int:
    """How many texts of a file are over; raises what is wrong with any other."""
    refused = [each.broken for each in taken if each.broken is not None]
    for broken in refused:
        if broken.code not in _OVER:
            raise broken
    return len(refused)


def _roster(station: Station, content: bytes, _release: Release) -> int:
    from counter_tui.services.shift.rosters import RosterImportService

    return len(RosterImportService(station).import_data(CENTRE, content).left_out)


def _calendar(_station: Station, content: bytes, _release: Release) -> int:
    days_of(content)
    return 0


def _catalogue(_station: Station, content: bytes, _release: Release) -> int:
    catalogue_of(content)
    return 0


def _labels(_station: Station, content: bytes, _release: Release) -> int:
    labels_of(content)
    return 0


TAKES: Mapping[str, Take] = MappingProxyType(
    {
        "calendar": _calendar,
        "cards": _cards,
        "catalogue": _catalogue,
        "labels": _labels,
        "notices": _notices,
        "outages": _outages,
        "prices": _prices,
        "roster": _roster,
    }
)
"""How each kind is taken in, but customers: those are many, and come in many transactions (``services.deliveries``)."""
