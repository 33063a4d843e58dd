"""What a sheet makes of its days: what adds up, what stands at the end, what has no source, what changed since."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact, Recorded, Subject
from counter_tui.domain.facts.sheets import SheetAcknowledged, SheetSent, Way
from counter_tui.domain.receipt.blocks import plain
from counter_tui.domain.receipt.cells import cell_width
from counter_tui.domain.receipt.slip import CELLS
from counter_tui.domain.sheet.decide import require_begun
from counter_tui.domain.sheet.digest import changes, digest, told_figures
from counter_tui.domain.sheet.models import FIGURES, DayFigures, Sheet, days_of, figures_of, first_of
from counter_tui.domain.sheet.paper import Cells, Part, Table, layout
from counter_tui.domain.sheet.state import fold
from support.every import every

MONDAY = date(2025, 11, 17)
AT = datetime(2025, 11, 20, 2, tzinfo=UTC)


def day_of(place: int, led: tuple[str, ...] = ("101",), **values: int | None) -> DayFigures:
    """A day of the week on which everything was 0 but what is named; ``accepted__BZ601`` is of a kind."""
    told = dict.fromkeys(FIGURES, 0)
    named = {key.replace("__", "/"): value for key, value in values.items()}
    return DayFigures(MONDAY + timedelta(days=place), {**told, **named}, led)


def week(*days: DayFigures) -> Sheet:
    """The week with these days, the others empty."""
    known = {each.day: each for each in days}
    return Sheet(
        "weekly", tuple(known.get(each, day_of(n)) for n, each in enumerate(days_of("weekly", MONDAY)))
    )


def some_day(chance: random.Random, place: int) -> DayFigures:
    """A day with anything on it, now and then without a source."""
    values = {code: chance.choice((None, 0, chance.randrange(500))) for code in FIGURES}
    kinds = {f"accepted/BZ{chance.randrange(100, 110)}": chance.randrange(1, 9) for _each in range(3)}
    return DayFigures(MONDAY + timedelta(days=place), {**values, **(kinds if values["accepted"] else {})})


@every("seed", range(200))
def test_a_week_is_the_sum_of_its_seven_days(seed: int) -> None:
    chance = random.Random(seed)
    days = tuple(some_day(chance, place) for place in range(7))
    weekly, dailies = Sheet("weekly", days), [Sheet("daily", (each,)) for each in days]
    for row in weekly.rows:
        alone = [next((one for one in each.rows if one.key == row.key), None) for each in dailies]
        told = [0 if one is None else one.total for one in alone]
        known = [
            value
            for value, whole in zip(told, (each.row(row.code).total for each in dailies), strict=True)
            if whole is not None
        ]
        assert row.days == len(known)
        if not FIGURES[row.code].adds:
            assert row.total == (known[-1] if known else None)
        else:
            assert row.total == (sum(known) if known else None)  # type: ignore[arg-type]


def test_a_sheet_of_a_day_is_named_by_it_and_one_of_a_week_by_its_monday() -> None:
    assert [first_of("weekly", MONDAY + timedelta(days=each)) for each in (-1, 0, 6, 7)] == [
        MONDAY - timedelta(days=7),
        MONDAY,
        MONDAY,
        MONDAY + timedelta(days=7),
    ]
    assert days_of("daily", MONDAY) == (MONDAY,)
    assert len(days_of("weekly", MONDAY)) == 7


def test_what_has_no_source_on_a_day_is_not_counted_as_none_of_it() -> None:
    sheet = week(day_of(0, checks_failed=None), day_of(1, checks_failed=2), day_of(2, checks_failed=0))
    row = sheet.row("checks_failed")
    assert (row.total, row.days) == (2, 6)
    nothing = Sheet("daily", (day_of(0, checks_failed=None),)).row("checks_failed")
    assert (nothing.total, nothing.days) == (None, 0)


def test_what_stands_at_the_end_of_a_week_is_what_its_last_day_had() -> None:
    sheet = week(*(day_of(each, papers_owed=10 - each) for each in range(5)), day_of(5, papers_owed=None))
    assert sheet.row("papers_owed").total == 0
    ahead = [day_of(each, papers_owed=None) for each in (5, 6)]
    assert (
        week(*(day_of(each, papers_owed=10 - each) for each in range(5)), *ahead).row("papers_owed").total
        == 6
    )


def test_shares_are_of_sums_and_not_of_shares() -> None:
    sheet = week(
        day_of(0, promises_kept=9, promises_broken=1, tokens=10, rated=5),
        day_of(1, promises_kept=0, promises_broken=1, tokens=None, rated=3),
    )
    kept, rated = sheet.share("promises_broken"), sheet.share("rated")
    assert kept is not None
    assert rated is not None
    assert (kept.part, kept.whole, kept.percent) == (9, 11, 82)
    assert (rated.part, rated.whole) == (5, 10)
    other = sheet.share("promises_broken", 1)
    assert other is not None
    assert (other.part, other.whole) == (0, 1)
    assert sheet.share("accepted") is None


def test_groups_stand_behind_their_figure_the_most_first_and_levels_from_the_best() -> None:
    sheet = week(
        day_of(0, accepted=3, accepted__BZ601=1, accepted__BZ501=2, rated=2, rated__1=1, rated__5=1),
        day_of(1, accepted=2, accepted__BZ601=2),
    )
    keys = [row.key for row in sheet.rows if row.group]
    assert keys == ["accepted/BZ601", "accepted/BZ501", "rated/5", "rated/1"]
    rows = {row.key: row.values for row in sheet.rows}
    assert rows["accepted/BZ601"] == (1, 2, 0, 0, 0, 0, 0)


def test_rows_are_counted_and_numbers_stand_as_they_are() -> None:
    made = figures_of({"accepted": ["a", "b"], "charged": 1450}, {"accepted": {"BZ601": 2, "BZ501": 0}})
    assert (made["accepted"], made["charged"], made["ended"]) == (2, 1450, None)
    assert made["accepted/BZ601"] == 2
    assert "accepted/BZ501" not in made


def test_the_same_figures_have_the_same_digest_and_another_figure_or_lead_another() -> None:
    sheet = week(day_of(0, accepted=3))
    assert digest(sheet) == digest(week(day_of(0, accepted=3)))
    others = (week(day_of(1, accepted=3)), week(day_of(0, accepted=3, led=("102",))))
    assert len({digest(each) for each in (sheet, *others)}) == 3


def test_what_changed_since_is_told_by_figure_and_group() -> None:
    was = Sheet("daily", (day_of(0, accepted=1, accepted__BZ501=1),))
    now = Sheet("daily", (day_of(0, accepted=2, accepted__BZ501=1, accepted__BZ601=1),))
    told = changes(told_figures(was), digest(was), now)
    assert [(each.code, each.group, each.was, each.now) for each in told] == [
        ("accepted", "", (1,), (2,)),
        ("accepted", "BZ601", (0,), (1,)),
    ]
    assert changes(told_figures(was), digest(was), was) == ()
    other_lead = Sheet("daily", (replace(was.days[0], led=("102",)),))
    (change,) = changes(told_figures(was), digest(was), other_lead)
    assert change.code == "led"


def test_a_figure_an_earlier_program_did_not_have_is_no_change() -> None:
    sheet = Sheet("daily", (day_of(0, accepted=1),))
    earlier = tuple(each for each in told_figures(sheet) if each.code != "praise")
    assert changes(earlier, "another", sheet) == ()


def sent(way: Way = "file", digest_: str = "aa", to: str = "deputy") -> SheetSent:
    """A sheet went to the deputy."""
    return SheetSent(sheet="daily", day=MONDAY, to=to, name="周敏", way=way, digest=digest_, figures=())  # type: ignore[arg-type]


def recorded(*facts: Fact) -> list[Recorded]:
    """These facts one after the other."""
    return [
        Recorded(each, bytes([n]), Subject("sheet", b"s"), b"e", n, f"{n:04}", AT, "101", b"", bytes([n]))
        for n, each in enumerate(facts)
    ]


def test_a_corrected_sheet_has_to_be_acknowledged_anew_and_the_same_one_does_not() -> None:
    got = SheetAcknowledged(sheet="daily", day=MONDAY, to="deputy", by="周敏", words="电话")
    assert fold(recorded(sent(), got)).acknowledged("deputy")
    assert fold(recorded(sent(), got, sent("paper"))).acknowledged("deputy")
    assert not fold(recorded(sent(), got, sent(digest_="bb"))).acknowledged("deputy")
    # One that was never sent cannot be there.
    assert fold(recorded(got)).sent == {}
    first = fold(recorded(sent(), got, replace(got, words="再次"))).sent["deputy"]
    assert first.acknowledged_words == "电话"


def test_there_is_no_sheet_of_days_of_which_nothing_can_be_known() -> None:
    monday = days_of("weekly", MONDAY)
    with pytest.raises(RuleBroken, match="sheet_day_ahead"):
        require_begun(monday, MONDAY, MONDAY - timedelta(days=1))
    with pytest.raises(RuleBroken, match="sheet_day_before"):
        require_begun(monday, MONDAY + timedelta(days=7), MONDAY + timedelta(days=9))
    require_begun(monday, MONDAY + timedelta(days=6), MONDAY + timedelta(days=6))
    require_begun(monday, MONDAY, MONDAY)


def table(amount: str = "12345.00") -> Table:
    """A weekly table with a row of these amounts."""
    days = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
    rows = (Cells("  已收费", (amount,) * 7, "86415.00", "7"), Cells("  退费", ("0.00",) * 7, "0.00"))
    return Table(
        "青石桥供电所", "周报", ("2025-11-17 至 2025-11-23",), Cells("项目", days, "合计", "天数"),
        (Part("收费（元）", rows),), ("-：无来源",), ("报送人",), "校验码",
    )  # fmt: skip


@pytest.mark.parametrize("paper", ["58", "80", "a5", "a4", "241"])
def test_no_line_of_a_sheet_is_wider_than_its_paper_and_no_amount_is_cut(paper: str) -> None:
    text = plain(layout(table(), paper), CELLS[paper])  # type: ignore[index,arg-type]
    assert max(cell_width(line) for line in text.splitlines()) <= CELLS[paper]  # type: ignore[index]
    assert "86415.00" in text
    # The days stand beside each other where they fit, and not at all where they do not.
    assert text.count("12345.00") in (0, 7)


def test_the_days_stand_beside_each_other_on_a4_and_the_sums_alone_on_a_roll() -> None:
    assert "周一  周二" in plain(layout(table("9.50"), "a4"), CELLS["a4"])
    roll = plain(layout(table("9.50"), "58"), CELLS["58"])
    assert "周一" not in roll
    assert "合计" in roll
