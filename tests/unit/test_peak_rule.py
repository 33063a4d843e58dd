"""Whether it is peak, from the facts and the clock; what the short form stops at."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from counter_tui.domain.facts.base import Fact, Recorded, Subject
from counter_tui.domain.facts.station import PeakBegun, PeakEnded
from counter_tui.domain.matter.peak import is_peak, passed_over
from counter_tui.services.reference.catalogue import load_catalogue
from support.clocks import NOON, SHANGHAI

KINDS = {kind.code: kind for kind in load_catalogue().kinds}


def said(fact: Fact, at: datetime, place: int) -> Recorded:
    """A fact of the station, the ``place``-th of its ledger."""
    nothing = b"\0" * 16
    return Recorded(
        *(fact, nothing, Subject("station", b"33010"), nothing, place, f"{place:020}"),
        *(at, "101", nothing, nothing),
    )


DAYS: dict[str, tuple[list[tuple[Fact, datetime]], bool]] = {
    "nothing was said": ([], False),
    "begun this morning": ([(PeakBegun(), NOON - timedelta(hours=2))], True),
    "begun yesterday": ([(PeakBegun(), NOON - timedelta(days=1))], False),
    "ended again": ([(PeakBegun(), NOON), (PeakEnded(), NOON)], False),
    "begun again": ([(PeakBegun(), NOON), (PeakEnded(), NOON), (PeakBegun(), NOON)], True),
    "ended yesterday": ([(PeakEnded(), NOON - timedelta(days=1)), (PeakBegun(), NOON)], True),
}


@pytest.mark.parametrize("name", DAYS)
def test_the_newest_word_of_the_day_counts(name: str) -> None:
    """In whatever order the facts are read."""
    words, peak = DAYS[name]
    facts = [said(fact, at, place) for place, (fact, at) in enumerate(words, 1)]
    assert is_peak(facts, SHANGHAI, NOON) is peak
    assert is_peak(reversed(facts), SHANGHAI, NOON) is peak


def test_the_day_is_the_stations_own() -> None:
    """A quarter past midnight in Shanghai is still yesterday in UTC."""
    late = datetime(2025, 11, 20, 23, 50, tzinfo=SHANGHAI)
    facts = [said(PeakBegun(), late, 1)]
    assert is_peak(facts, SHANGHAI, late + timedelta(minutes=9))
    assert not is_peak(facts, SHANGHAI, late + timedelta(minutes=25))


def test_the_short_form_never_passes_over_what_a_kind_cannot_do_without() -> None:
    for kind in KINDS.values():
        needed = {f"field:{each.code}" for each in kind.fields if each.required}
        assert not needed & passed_over(kind)
        assert not {"id_number", "account", "name", "phone", "kind"} & passed_over(kind)


def test_a_place_where_somebody_goes_within_hours_is_asked_for() -> None:
    """A fault has to be reached within the hour; a meter is tested within days."""
    assert "address" not in passed_over(KINDS["BZ601"])
    assert "address" in passed_over(KINDS["BZ301"])
