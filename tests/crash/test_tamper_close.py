"""Somebody with the key writes the ledger anew so that it fits in itself: yesterday's closing sheet still tells."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.bootstrap import open_services
from counter_tui.services.close.paper import Checked
from support.closing import TODAY, a_day, one_matter
from support.forging import WAYS, Way, forge
from support.looking import codes, looked_over, reaching_in
from support.stations import LI, PINS, WANG, SmallStation


def closed_yesterday(folder: Path) -> tuple[SmallStation, str, int]:
    """A station whose yesterday was closed: the fingerprint on its sheet, and up to which fact it vouches."""
    small = a_day(folder)
    service = small.services.close_day
    service.count(LI, TODAY, {"cash": 14_500})
    sheet = service.close(LI, TODAY, WANG.staff_no, PINS[WANG.staff_no])
    print_ = service.view(WANG, TODAY).fingerprint
    small.clock.advance(timedelta(days=1))
    one_matter(small)
    small.services.close()
    return small, print_, sheet.place.seq


def checked(small: SmallStation, print_: str) -> Checked:
    """What the station says of yesterday's printed sheet."""
    services = open_services(small.home, small.clock)
    try:
        return services.close_day.check(WANG, TODAY, print_)
    finally:
        services.close()


@pytest.mark.parametrize("way", WAYS)
def test_a_ledger_written_anew_no_longer_has_what_the_sheet_vouches_for(tmp_path: Path, way: Way) -> None:
    small, print_, upto = closed_yesterday(tmp_path)
    assert checked(small, print_).verdict == "stands"
    forge(small.home, upto - 2, way)
    told = codes(looked_over(small.home))
    # Nothing in the store disagrees with itself, but the close names a place the ledger does not have any more.
    assert told == {"close_differs"}
    assert checked(small, print_).verdict in ("elsewhere", "gone")


def test_what_was_written_anew_after_the_last_sheet_is_left_to_the_next(tmp_path: Path) -> None:
    """The honest limit: only what a printed sheet vouches for is proven."""
    small, print_, upto = closed_yesterday(tmp_path)
    forge(small.home, upto + 4, "altered")
    assert looked_over(small.home).findings == ()
    assert checked(small, print_).verdict == "stands"


def test_a_number_that_was_taken_out_with_all_its_facts_is_missed_by_the_next_sheet(tmp_path: Path) -> None:
    small = a_day(tmp_path)
    one_matter(small)
    first = small.services.close_day.view(WANG).sheet
    assert all(gap.what != "number_missing" for gap in first.gaps)
    small.services.close()
    while (seq := _next_of_first_matter(small)) is not None:
        forge(small.home, seq, "removed")
    services = open_services(small.home, small.clock)
    gaps = services.close_day.view(WANG).sheet.gaps
    services.close()
    assert [gap.name for gap in gaps if gap.what == "number_missing"] == ["C-251120-0001"]


def _next_of_first_matter(small: SmallStation) -> int | None:
    """The place of the first fact that is left of the matter that was taken down first."""
    with reaching_in(small.home) as connection:
        row = connection.execute(
            "SELECT seq FROM fact WHERE subject_id = (SELECT matter_id FROM matter WHERE ordinal = 1)"
        ).fetchone()
    return None if row is None else int(row[0])
