"""The clocks of two PCs of a station: minutes between them are nobody's fault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.services.station import matter_subject
from support.station_pair import Pair, pair_in
from support.stations import BILL, LI, WANG


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with pair_in(tmp_path) as pair:
        yield pair


def flags_of(pair: Pair, matter: str) -> list[str]:
    """What is said of the clock in each fact of a matter, in their order."""
    with pair.other.services.base.store.reading() as connection:
        return [entry.clock_flag for entry in ledger.facts_of(connection, matter_subject(matter))]


def bill(pair: Pair) -> str:
    """A matter accepted at the first PC."""
    return pair.one.accept(
        LI, BILL, name="何静", phone="13812340009", fields={"content": "10 月电费比上月多"}
    )


def test_a_pc_some_minutes_behind_another_is_not_doubted(pair: Pair) -> None:
    pair.one.clock.advance(timedelta(minutes=20))
    matter = bill(pair)
    pair.meet()
    station = pair.other.services.station
    assert station.view().date_doubt == ""
    for words in ("已联系", "再联系"):
        pair.other.services.matters.note(LI, matter, words)
        pair.other.clock.advance(timedelta(seconds=5))
    assert set(flags_of(pair, matter)) == {"ok"}
    assert station.view().date_doubt == ""


def test_a_pc_whose_own_clock_goes_back_is_doubted_at_once(pair: Pair) -> None:
    pair.meet()
    pair.other.clock.advance(timedelta(minutes=-30))
    assert pair.other.services.station.view().date_doubt == "back"


def test_a_pc_a_day_behind_another_is_doubted_until_a_lead_vouches_once(pair: Pair) -> None:
    pair.one.clock.advance(timedelta(days=1))
    matter = bill(pair)
    pair.meet()
    station = pair.other.services.station
    assert station.view().date_doubt == "back"
    pair.other.services.matters.note(LI, matter, "还没确认")
    station.confirm_date(WANG)
    pair.one.services.matters.note(LI, matter, "另一台的钟还是快")
    pair.meet()
    pair.other.services.matters.note(LI, matter, "确认了")
    assert station.view().date_doubt == ""
    with pair.other.services.base.store.reading() as connection:
        own = ledger.facts_of(connection, matter_subject(matter))[-1]
    assert own.clock_flag == "ok"
