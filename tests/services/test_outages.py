"""Lists of outages: what is taken in, what is told of a district, and when nothing is known any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.db.rows import projections
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.outages import OutagesImported
from counter_tui.domain.intake.outages import OutageVerdict
from counter_tui.services.intake.outages import outages_of
from counter_tui.services.views.context import OutagesKnown, Whose
from support.looking import looked_over, matter_keys
from support.outages import BY_LINE, FAULT, HEADINGS, PLANNED, outages_file
from support.stations import LI, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """A station on the day of the planned outage, before noon."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


def known(small: SmallStation, district: str = "和平路#2") -> OutagesKnown:
    """What is told of outages in a district."""
    return small.services.context.strip(LI, Whose(district=district)).outages


def take(small: SmallStation, file: Path, source: str = "") -> list[OutageVerdict]:
    """Take a list in; what became of its lines."""
    told: list[OutageVerdict] = []
    small.services.outages.import_file(WANG, file, source=source, on_verdict=told.append)
    return told


def why(verdict: OutageVerdict) -> list[str]:
    """The reasons of a line."""
    return [reason.key for reason in verdict.reasons]


def test_without_a_list_nothing_is_known(small: SmallStation) -> None:
    assert known(small) == OutagesKnown("none")


def test_a_planned_outage_of_the_district_is_told_with_its_source_and_its_age(
    small: SmallStation, tmp_path: Path
) -> None:
    take(small, outages_file(tmp_path))
    told = known(small)
    assert (told.standing, told.source, told.taken_at) == ("current", "调度", small.clock.now())
    assert [(each.kind, each.reason, each.reference) for each in told.ahead] == [
        ("planned", "更换变压器", "JH-1")
    ]
    assert f"{told.ahead[0].starts_at.astimezone(small.services.station.zone):%H:%M}" == "14:00"


def test_of_a_district_that_no_list_names_no_outage_is_announced(small: SmallStation, tmp_path: Path) -> None:
    take(small, outages_file(tmp_path))
    told = known(small, "万泉#1")
    assert (told.standing, told.ahead, told.by_line) == ("current", (), 1)


def test_an_outage_that_is_over_is_one_of_the_last_days(small: SmallStation, tmp_path: Path) -> None:
    take(small, outages_file(tmp_path))
    told = known(small, "解放路#3")
    assert (told.ahead, told.past) == ((), 1)


def test_an_old_list_says_nothing_any_more(small: SmallStation, tmp_path: Path) -> None:
    take(small, outages_file(tmp_path, PLANNED.replace("11-20", "11-24")))
    small.clock.advance(timedelta(days=3))
    assert len(known(small).ahead) == 1
    small.clock.advance(timedelta(seconds=1))
    told = known(small)
    assert (told.standing, told.ahead) == ("old", ())
    assert told.taken_at is not None


def test_a_list_taken_in_while_the_clock_was_far_ahead_says_nothing_either(
    small: SmallStation, tmp_path: Path
) -> None:
    file = outages_file(tmp_path, PLANNED.replace("11-20", "11-24"))
    small.clock.advance(timedelta(days=200))
    take(small, file)
    small.clock.advance(timedelta(days=-200))
    assert known(small).standing == "old"
    take(small, file)
    assert known(small).standing == "current"


def test_the_same_list_again_says_that_it_still_holds(small: SmallStation, tmp_path: Path) -> None:
    file = outages_file(tmp_path, PLANNED.replace("11-20", "11-24"))
    take(small, file)
    small.clock.advance(timedelta(days=3, seconds=1))
    take(small, file)
    assert (known(small).standing, len(known(small).ahead)) == ("current", 1)


def test_a_later_word_on_the_same_number_stands_for_the_earlier(small: SmallStation, tmp_path: Path) -> None:
    take(small, outages_file(tmp_path))
    take(small, outages_file(tmp_path, PLANNED.replace("17:00", "19:30")))
    assert [f"{each.ends_at:%H:%M}" for each in known(small).ahead if each.ends_at] == ["11:30"]
    assert len(known(small).ahead) == 1


def test_an_outage_that_is_called_off_is_gone(small: SmallStation, tmp_path: Path) -> None:
    take(small, outages_file(tmp_path))
    take(small, outages_file(tmp_path, PLANNED.replace("计划停电", "取消")))
    assert known(small).ahead == ()


def test_an_empty_list_says_that_there_is_none_where_somebody_says_so(
    small: SmallStation, tmp_path: Path
) -> None:
    file = tmp_path / "none.csv"
    file.write_text(HEADINGS + "\n", "utf-8")
    with pytest.raises(RuleBroken, match="outages_without_source"):
        take(small, file)
    take(small, file, source="调度")
    assert (known(small).standing, known(small).ahead) == ("current", ())


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (PLANNED.replace("2025-11-20 14:00", ""), "starts_at_missing"),
        (PLANNED.replace("2025-11-20 14:00", "下午"), "starts_at_unusable"),
        (PLANNED.replace("2025-11-20 17:00", ""), "ends_at_missing"),
        (PLANNED.replace("2025-11-20 17:00", "2025-11-20 13:00"), "ends_at_ends_first"),
        (PLANNED.replace("和平路#2、建设街#1,10kV和平线", ","), "districts_missing"),
        (PLANNED.replace("调度", ""), "source_missing"),
        (PLANNED.replace("计划停电", "烟花"), "kind_unknown"),
        (PLANNED + ",x", "columns_too_many"),
        (",,,,,,,", "blank_line"),
        (PLANNED.replace("更换变压器", "长" * 201), "reason_too_long"),
    ],
)
def test_a_bad_line_is_told_and_the_good_ones_are_taken(
    small: SmallStation, tmp_path: Path, line: str, reason: str
) -> None:
    verdicts = take(small, outages_file(tmp_path, line, FAULT))
    assert [why(each) for each in verdicts] == [[reason], []]
    assert known(small, "解放路#3").past == 1
    assert known(small).ahead == ()


def test_a_list_of_which_no_line_can_be_used_leaves_what_is_known(
    small: SmallStation, tmp_path: Path
) -> None:
    take(small, outages_file(tmp_path))
    with pytest.raises(RuleBroken, match="outages_all_refused"):
        take(small, outages_file(tmp_path, PLANNED.replace("计划停电", "烟花")))
    assert len(known(small).ahead) == 1


def test_a_fault_of_which_nobody_knows_the_end_goes_on_for_a_day(small: SmallStation, tmp_path: Path) -> None:
    take(
        small, outages_file(tmp_path, FAULT.replace("2025-11-18 09:30,2025-11-18 11:00", "2025-11-20 09:30,"))
    )
    assert [each.ends_at for each in known(small, "解放路#3").ahead] == [None]
    small.clock.advance(timedelta(hours=23))
    assert known(small, "解放路#3").past == 1


def test_a_day_alone_is_meant_whole(small: SmallStation, tmp_path: Path) -> None:
    take(
        small,
        outages_file(tmp_path, PLANNED.replace("2025-11-20 14:00,2025-11-20 17:00", "2025-11-20,2025/11/20")),
    )
    (told,) = known(small).ahead
    zone = small.services.station.zone
    assert told.ends_at is not None
    assert [f"{at.astimezone(zone):%d %H:%M}" for at in (told.starts_at, told.ends_at)] == [
        "20 00:00",
        "20 23:59",
    ]


def test_a_trial_changes_nothing(small: SmallStation, tmp_path: Path) -> None:
    done = small.services.outages.import_file(WANG, outages_file(tmp_path), dry_run=True)
    assert (done.taken, done.dry_run) == (3, True)
    assert known(small).standing == "none"


def test_a_clerk_takes_no_list_in(small: SmallStation, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="not_allowed"):
        small.services.outages.import_file(LI, outages_file(tmp_path))


def test_a_list_without_a_time_has_no_headings_of_ours(small: SmallStation, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="import_heading_missing"):
        take(small, outages_file(tmp_path, "a,b", headings="台区,原因"))


def test_outages_of_long_ago_are_dropped_beside_the_facts(small: SmallStation, tmp_path: Path) -> None:
    take(small, outages_file(tmp_path, PLANNED, BY_LINE))
    small.clock.advance(timedelta(days=62))
    take(small, outages_file(tmp_path, FAULT.replace("2025-11-18", "2026-01-20")))
    with small.services.base.store.reading() as connection:
        assert connection.execute("SELECT reference FROM outage").fetchall() == [("GZ-7",)]
    assert looked_over(small.home).findings == ()


def test_the_rows_are_those_of_a_fresh_fold(small: SmallStation, tmp_path: Path) -> None:
    take(small, outages_file(tmp_path))
    take(small, outages_file(tmp_path, PLANNED.replace("17:00", "18:00")))
    store = small.services.base.store
    rows = "SELECT * FROM outage ORDER BY place, reference"
    with store.reading() as connection:
        before = connection.execute(rows).fetchall()
    with store.writing() as writing:
        projections.rebuild(
            writing.connection, outages_of(small.services.base), matter_keys, store.identity_key
        )
        assert writing.connection.execute(rows).fetchall() == before
    assert len(before) == 4


def test_a_list_too_long_for_one_record_is_told_in_several_and_known_whole(
    small: SmallStation, tmp_path: Path
) -> None:
    lines = [
        PLANNED.replace("JH-1", f"JH-{number}").replace("更换变压器", "换" * 190) for number in range(300)
    ]
    file = outages_file(tmp_path, *lines)
    assert all(each.told for each in take(small, file))
    with small.services.base.store.reading() as connection:
        told = [each.fact for each in ledger.facts_of(connection, outages_of(small.services.base))]
        rows = connection.execute("SELECT count(DISTINCT reference) FROM outage").fetchone()
    facts = [fact for fact in told if isinstance(fact, OutagesImported)]
    assert len(facts) > 1
    assert len({fact.digest for fact in facts}) == 1
    assert rows == (300,)
    assert looked_over(small.home).findings == ()
