"""The morning brief: each figure is the rows behind it, told by the facts alone, and what weighs most comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from counter_tui.bootstrap import Services, open_services
from counter_tui.db import ledger
from counter_tui.domain.brief.models import Brief, Item
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import Actor
from counter_tui.domain.voice.texts import NoticeText
from counter_tui.i18n import set_language
from counter_tui.paths import Home
from counter_tui.screens.brief.rows import figure_rows
from counter_tui.services.demo.station import Wish, ensure_demo
from support.brief_by_hand import Found, by_hand
from support.brief_days import bill, gone_wrong
from support.clocks import NOON, SHANGHAI, StillClock
from support.stations import BILL, CONNECTION, LI, WANG, ZHAO, SmallStation, open_small_station

# One worker makes the station once.
pytestmark = pytest.mark.xdist_group("a demo fortnight")

FRIDAY = date(2026, 11, 20)
LEAD = Actor("1005", "王强", "lead")
AT_HOME = {"id_kind": "resident_id", "id_number": "110101199003074477", "address": "和平路12号"}
CHARTED = ("accepted", "enquiries", "promises_kept", "promises_broken", "tokens", "rated")
NO_SOURCE = {"waits"}
NOW_ALONE = {
    "papers_due",
    "papers_late",
    "calls",
    "answers_due",
    "notices_unread",
    "staff_away",
    "actions",
    "recoveries_due",
}
"""The figures of a day that are not told once it lies too far back."""


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """A station with people and nothing else, on a Thursday."""
    station = open_small_station(tmp_path, empty=True)
    yield station
    station.services.close()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """A demo station of a fortnight, on its last morning."""
    # It stands before any test does, whatever the last one of another folder spoke.
    set_language("zh")
    home = Home(tmp_path_factory.mktemp("brief") / "demo")
    ensure_demo(home, Wish(FRIDAY, 7, 60, 20, days=12), open_services)
    services = open_services(home, StillClock(datetime(2026, 11, 20, 3, tzinfo=UTC)))
    yield services
    services.close()


def brief_of(small: SmallStation, day: date | None = None) -> Brief:
    """The brief, as the lead gets it."""
    return small.services.brief.of(WANG, day).brief


def values(brief: Brief, *codes: str) -> tuple[int | None, ...]:
    """These figures."""
    return tuple(brief.figure(code).value for code in codes)


def tomorrow(small: SmallStation) -> None:
    """It is the next morning."""
    small.clock.set((NOON + timedelta(days=1)).replace(hour=8, minute=0))


def told(services: Services, brief: Brief) -> Found:
    """What tells the rows of each figure apart, as the reckoning by hand has it."""
    apart: dict[str, Callable[[Item], tuple[str, ...]]] = {
        "served": lambda row: (row.id, row.group, str(row.count)),
        **dict.fromkeys(("promises_kept", "promises_broken", "limits_passed", "promises_due"), _parts),
        "papers_deferred": _parts,
        "notices_unread": _parts,
        **dict.fromkeys(("papers_due", "papers_late"), lambda row: (row.opens, row.group)),
    }
    with services.base.store.reading() as connection:
        places = {
            row[0].hex(): (row[1].hex(), str(row[2]))
            for row in connection.execute("SELECT fact_id, epoch, seq FROM fact")
        }

    def plain(row: Item) -> tuple[str, ...]:
        return places.get(row.id, (row.id,))

    return {
        figure.code: {apart.get(figure.code, plain)(row) for row in figure.rows}
        for figure in brief.figures
        if figure.rows
    }


def _parts(row: Item) -> tuple[str, ...]:
    return tuple(row.id.split("/"))


def same_by_hand(services: Services, actor: Actor, day: date) -> Found:
    """Check the brief of a day against the exported facts; its rows."""
    brief = services.brief.of(actor, day).brief
    again = services.brief.of(actor, day).brief
    assert again == brief
    now = services.base.clock.now()
    export = services.exports.export(actor, "facts", "jsonl")
    reckoned = by_hand(export.records, brief.first, day, now)
    have = told(services, brief)
    other = {"checks_due", "outages", "recoveries_due"}
    # How long a form was open is not in a fact but in the id of its matter: that is checked by itself.
    enquiries = {row[0] for row in reckoned.get("enquiries", ())}
    have["served"] = {row for row in have.get("served", set()) if row[0] in enquiries}
    wanted = {code: rows for code, rows in reckoned.items() if rows and code not in other}
    assert {code: rows for code, rows in have.items() if rows and code not in other} == wanted
    return wanted


def test_the_brief_of_each_day_of_the_demo_is_what_its_exported_facts_tell(demo: Services) -> None:
    seen: set[str] = set()
    for back in range(14):
        seen |= set(same_by_hand(demo, LEAD, FRIDAY - timedelta(days=back)))
    assert {
        "accepted",
        "ended",
        "promises_kept",
        "promises_due",
        "tokens",
        "rated",
        "papers_deferred",
    } <= seen
    assert {"papers_collected", "enquiries", "not_rated"} <= seen


def test_a_day_on_which_much_went_wrong_is_what_its_exported_facts_tell(small: SmallStation) -> None:
    gone_wrong(small)
    tomorrow(small)
    seen = same_by_hand(small.services, WANG, NOON.date() + timedelta(days=1))
    assert {"bounced", "corrections", "undone", "refusals_held", "complaints", "low_ratings"} <= set(seen)
    brief = brief_of(small)
    # Checks nobody did since the station began come after all that happened.
    assert [(case.why, case.weight) for case in brief.cases if case.figure != "checks_due"] == [
        (("low_rating",), 90),
        (("refusal_held",), 80),
        (("bounced_twice", "corrected"), 70),
        (("complaint",), 50),
    ]


def test_every_figure_is_as_many_as_its_rows_and_each_row_stands_once(
    demo: Services, small: SmallStation
) -> None:
    gone_wrong(small)
    tomorrow(small)
    for view in (demo.brief.of(LEAD), small.services.brief.of(WANG)):
        for figure in view.brief.figures:
            assert figure.value == (None if figure.rows is None else len({row.id for row in figure.rows}))
            assert sum(count for _group, count in figure.groups) <= (figure.value or 0)
            listed = figure_rows(view, figure.code, SHANGHAI)
            assert len({row.id for row in listed}) == (figure.value or 0)
            # Each row says what it is about.
            assert all(row.cells[1] or row.cells[2] for row in listed)
        assert len({row.id for row in figure_rows(view, "", SHANGHAI)}) == len(view.brief.cases)


def as_told(brief: Brief) -> tuple[object, ...]:
    """What a point of the charts says, read from the brief itself."""
    return (brief.day, brief.first, brief.last, *values(brief, *CHARTED))


def as_charted(services: Services, actor: Actor, day: date) -> list[tuple[object, ...]]:
    """The points of the charts."""
    return [
        (
            *(each.day, each.first, each.last, each.accepted, each.enquiries),
            *(each.kept, each.broken, each.tokens, each.rated),
        )
        for each in services.brief.last(actor, day)
    ]


def test_the_charts_say_what_fourteen_briefs_say(demo: Services, small: SmallStation) -> None:
    for services, actor, day in (
        (demo, LEAD, FRIDAY),
        (demo, LEAD, FRIDAY + timedelta(days=2)),
        (gone_on(small), WANG, NOON.date() + timedelta(days=8)),
    ):
        points = as_charted(services, actor, day)
        wanted = [as_told(services.brief.of(actor, point[0]).brief) for point in points]  # type: ignore[arg-type]
        assert points == wanted
        assert len(points) == 14
        assert points[-1][0] == day
        # No day is told twice and none is left out.
        assert [point[0] for point in points[:-1]] == [point[1] for point in points[1:]]
        assert any(point[3] for point in points)
    assert sum(point[6] for point in points) == 2  # type: ignore[misc]


def gone_on(small: SmallStation) -> Services:
    """A promise broken and two that are held by a pause, one of which had been broken before it."""
    matters = small.services.matters
    late, paused, stopped = bill(small), bill(small), bill(small)
    del late
    matters.pause(LI, paused, "customer_requested", "客户要求缓办")
    small.clock.set(NOON + timedelta(days=8))
    matters.pause(LI, stopped, "customer_requested", "客户要求缓办")
    return small.services


def test_what_has_no_source_is_no_number(small: SmallStation) -> None:
    brief = brief_of(small)
    missing = {figure.code for figure in brief.figures if figure.value is None}
    assert missing == NO_SOURCE | {"outages", "skill_gaps"}
    assert values(brief, "accepted", "actions") == (0, 0)
    assert [share.percent for share in brief.shares] == [None, None, None]
    for days, unknown in ((31, {"calls"}), (32, NOW_ALONE)):
        past = brief_of(small, NOON.date() - timedelta(days=days))
        missing = {figure.code for figure in past.figures if figure.value is None}
        assert missing == NO_SOURCE | unknown | {"outages", "skill_gaps", "site_card"}


def test_monday_looks_back_over_the_weekend(small: SmallStation) -> None:
    small.clock.set(datetime(2025, 11, 22, 9, tzinfo=SHANGHAI))
    bill(small)
    small.clock.set(datetime(2025, 11, 24, 8, tzinfo=SHANGHAI))
    brief = brief_of(small)
    assert (brief.first, brief.last) == (date(2025, 11, 21), date(2025, 11, 23))
    assert values(brief, "accepted") == (1,)


def test_how_long_it_took_says_whether_it_was_measured(small: SmallStation) -> None:
    drafts, submit = small.services.drafts, small.services.acceptance.submit
    for minutes in (0, 2, 4, 45):
        draft = drafts.new(LI, kind=BILL).with_values(
            name="何静", phone="13812340009", fields={"content": "多了"}
        )
        small.clock.advance(timedelta(minutes=minutes))
        submit(LI, draft)
    tomorrow(small)
    brief = brief_of(small)
    assert dict(brief.figure("served").groups) == {"measured": 2, "unknown": 1, "idle": 1}
    # Of two the lower one: no length that nobody took.
    assert brief.typical_seconds == 120
    assert [(share.part, share.whole, share.percent) for share in brief.shares][2] == (2, 4, 50)


def test_a_slip_that_was_entered_the_next_day_counts_on_its_own_day_and_was_not_measured(
    small: SmallStation,
) -> None:
    tomorrow(small)
    slip = (
        "纸单号,受理时间,首问工号,业务类型,客户姓名,联系电话,用电地址,内容\n"
        "停-1,2025-11-20 09:30,102,BZ601,何静,13812340009,万泉村3组,没电\n"
    )
    assert small.services.paper_days.import_data(WANG, slip.encode("gb18030")).entered == 1
    brief = brief_of(small)
    assert values(brief, "accepted", "served") == (1, 1)
    assert dict(brief.figure("served").groups) == {"edited": 1}
    seen = same_by_hand(small.services, WANG, NOON.date() + timedelta(days=1))
    assert len(seen["accepted"]) == 1
    tomorrow_again = brief_of(small, NOON.date() + timedelta(days=2))
    assert values(tomorrow_again, "accepted") == (0,)


def test_what_was_taken_back_after_midnight_counts_on_neither_day_as_done(small: SmallStation) -> None:
    small.clock.set(datetime(2025, 11, 20, 23, 59, 50, tzinfo=SHANGHAI))
    matter = bill(small)
    small.services.matters.correct(LI, matter, "phone", "13812340010")
    small.clock.advance(timedelta(seconds=20))
    small.services.matters.undo(LI, matter)
    small.clock.set(datetime(2025, 11, 22, 8, tzinfo=SHANGHAI))
    assert values(brief_of(small, date(2025, 11, 21)), "accepted", "corrections", "undone") == (1, 0, 0)
    assert values(brief_of(small, date(2025, 11, 22)), "accepted", "corrections", "undone") == (0, 0, 1)
    same_by_hand(small.services, WANG, date(2025, 11, 21))


def test_a_promise_on_what_was_withdrawn_is_neither_due_nor_kept(small: SmallStation) -> None:
    withdrawn = bill(small)
    with small.services.base.store.reading() as connection:
        (due_ms,) = connection.execute("SELECT max(due_ms) FROM promise WHERE standing = 'public'").fetchone()
    due = datetime.fromtimestamp(due_ms / 1000, SHANGHAI)
    small.services.matters.withdraw(LI, withdrawn, "不办了")
    small.clock.set(due - timedelta(hours=3))
    assert values(brief_of(small), "promises_due") == (0,)
    small.clock.set(due + timedelta(days=1))
    assert values(brief_of(small), "promises_kept", "promises_broken") == (0, 0)
    same_by_hand(small.services, WANG, due.date())


def test_an_end_that_was_taken_back_is_none(small: SmallStation) -> None:
    matter, matters = bill(small), small.services.matters
    matters.answer(LI, matter, "电量无误。")
    matters.inform(LI, matter, "phone")
    matters.close(LI, matter)
    matters.undo(LI, matter)
    tomorrow(small)
    assert values(brief_of(small), "ended", "undone") == (0, 1)
    matters.close(LI, matter)
    small.clock.advance(timedelta(days=1))
    assert values(brief_of(small), "ended") == (1,)


def test_a_broken_promise_comes_first_and_is_told_with_who_had_it(small: SmallStation) -> None:
    kept, broken = bill(small), bill(small)
    small.services.matters.answer(LI, kept, "电量无误。")
    small.services.matters.inform(LI, kept, "phone")
    with small.services.base.store.reading() as connection:
        (due_ms,) = connection.execute("SELECT max(due_ms) FROM promise WHERE standing = 'public'").fetchone()
    due = datetime.fromtimestamp(due_ms / 1000, SHANGHAI)
    small.clock.set(due - timedelta(hours=3))
    assert [row.opens for row in brief_of(small).figure("promises_due").rows or ()] == [broken]
    small.clock.set(due + timedelta(days=1))
    brief = brief_of(small)
    assert [row.opens for row in brief.figure("promises_kept").rows or ()] == [kept]
    assert [row.opens for row in brief.figure("promises_broken").rows or ()] == [broken]
    first, share = brief.cases[0], brief.shares[0]
    assert (first.why[0], first.figure, first.item.who) == ("promise_broken", "promises_broken", "102")
    assert (share.part, share.whole, share.percent) == (1, 2, 50)


def test_action_items_are_carried_with_their_age_and_weigh_when_they_are_late(small: SmallStation) -> None:
    actions, today = small.services.actions, small.clock.now().date()
    actions.set(WANG, actions.new(WANG), "公示牌过期", "102", today, "值长看", origin="meeting")
    small.clock.advance(timedelta(days=3))
    brief = brief_of(small)
    (row,) = brief.figure("actions").rows or ()
    assert (row.name, row.who, row.count, row.late) == ("公示牌过期", "102", 3, True)
    assert brief.cases[0].why == ("action_late",)
    assert {case.why for case in brief.cases[1:]} == {("check_late",)}


def test_who_is_away_is_told_until_when_and_reads_no_notices(small: SmallStation) -> None:
    small.services.notices.publish(
        WANG,
        NoticeText(
            code="T-1",
            title="新政策",
            summary="一句话",
            audience=("clerk",),
            valid_from=small.clock.now().astimezone(SHANGHAI).date(),
        ),
    )
    assert {row.who for row in brief_of(small).figure("notices_unread").rows or ()} == {"102", "103"}
    until = small.clock.now().date() + timedelta(days=2)
    small.services.absences.away(WANG, "103", "102", "ill", until)
    brief = brief_of(small)
    assert [(row.name, row.who, row.due) for row in brief.figure("staff_away").rows or ()] == [
        ("刘伟", "102", until)
    ]
    assert {row.who for row in brief.figure("notices_unread").rows or ()} == {"102"}
    assert values(brief_of(small, until + timedelta(days=1)), "staff_away") == (0,)


def test_a_day_that_is_over_is_told_as_it_began(small: SmallStation) -> None:
    """Each thing that stood then is settled on that day or after it, and something new comes on the day."""
    services, today = small.services, NOON.date()
    actions, notices = services.actions, services.notices

    def named(words: str) -> str:
        return actions.set(WANG, actions.new(WANG), words, "102", small.clock.now().date(), "值长看").item_id

    def notice(code: str) -> NoticeText:
        day = small.clock.now().date()
        return NoticeText(code=code, title="新政策", summary="一句话", audience=("clerk",), valid_from=day)

    carried, verified = named("公示牌过期"), named("灯不亮")
    actions.verify(WANG, verified)
    question = services.enquiries.new(LI)
    services.enquiries.leave_open(LI, question, "bill", words="多")
    owing = small.accept(LI, CONNECTION, name="何静", phone="13812340009", **AT_HOME)
    notices.publish(WANG, notice("T-1"))
    services.absences.away(WANG, "103", "102", "ill", today + timedelta(days=7))
    then = today + timedelta(days=7)
    before = codes_then(small, then)
    assert before["actions"] == {carried}
    small.clock.set(datetime.combine(then, NOON.timetz()))
    named("沙发破了")
    named("灯不亮")
    notices.publish(WANG, notice("T-2"))
    notices.read(LI, "T-1", 1)
    services.absences.back(WANG, "103")
    actions.verify(WANG, carried)
    services.enquiries.answer_later(LI, question, "阶梯电价")
    for paper in services.matters.view(LI, owing).papers:
        if paper.state == "owed":
            services.matters.collect(LI, owing, paper.paper)
    small.clock.set(datetime.combine(then + timedelta(days=3), NOON.timetz()))
    assert codes_then(small, then) == before
    seen = same_by_hand(services, WANG, then)
    assert {"actions", "notices_unread", "staff_away", "answers_due", "papers_late"} <= set(seen)


def codes_then(small: SmallStation, day: date) -> dict[str, set[str]]:
    """What the rows beside a day open, by figure, looked at early on it or later."""
    if small.clock.now().astimezone(SHANGHAI).date() < day:
        small.clock.set(datetime.combine(day, datetime.min.time(), SHANGHAI))
    brief = brief_of(small, day)
    return {code: {row.opens for row in brief.figure(code).rows or ()} for code in NOW_ALONE - {"calls"}}


def test_no_customer_and_no_words_of_anybody_stand_in_the_brief(small: SmallStation) -> None:
    gone_wrong(small)
    tomorrow(small)
    text = str(brief_of(small))
    for personal in ("何静", "吴秀英", "13812340009", "13812340010", "年后再来"):
        assert personal not in text


def test_checks_of_the_day_are_told_and_weigh_once_their_time_is_over(small: SmallStation) -> None:
    tomorrow(small)
    small.clock.advance(timedelta(minutes=-30))
    brief = brief_of(small)
    rows = {row.opens: row.late for row in brief.figure("checks_due").rows or ()}
    assert rows["opening"] is False
    assert not [case for case in brief.cases if case.item.opens == "opening"]
    small.clock.advance(timedelta(hours=1))
    assert ("check_late",) in [case.why for case in brief_of(small).cases if case.item.opens == "opening"]


@pytest.mark.parametrize("actor", [LI, Actor("105", "孙丽", "guide")])
def test_only_who_leads_or_audits_gets_it(small: SmallStation, actor: Actor) -> None:
    with pytest.raises(RuleBroken, match="not_allowed"):
        small.services.brief.of(actor)
    assert small.services.brief.of(ZHAO).brief == brief_of(small)


def test_a_brief_reads_facts_of_its_days_alone(small: SmallStation, monkeypatch: pytest.MonkeyPatch) -> None:
    gone_wrong(small)
    small.clock.set(datetime(2025, 12, 22, 8, tzinfo=SHANGHAI))
    read: list[Any] = []
    known = ledger.read_row

    def counted(row: Any) -> Any:
        read.append(row)
        return known(row)

    monkeypatch.setattr(ledger, "read_row", counted)
    brief_of(small)
    assert read == []
    brief_of(small, NOON.date() + timedelta(days=1))
    assert {row.type for row in read} == {"HandOverBounced", "MatterCorrected", "ActUndone", "RefusalHeld"}


def test_what_nobody_on_duty_can_do_is_told_with_a_row_each_and_no_roster_is_no_source(
    small: SmallStation,
) -> None:
    shift, today = small.services.shift, NOON.date()
    small.services.staff.add(WANG, "106", "赵所", "head", "729461")
    families = {each.code for each in small.services.station.catalogue.families}
    one, other = sorted(families)[:2]
    shift.give_skill(WANG, "102", one)
    assert brief_of(small).figure("skill_gaps").value is None
    shift.set_roster(WANG, today, {"101": "lead", "102": "counter", "103": "counter"}, "106")
    assert rows_of(small) == families - {one}
    shift.give_skill(WANG, "103", other)
    assert rows_of(small) == families - {one, other}
    same_by_hand(small.services, WANG, today)
    small.services.absences.away(WANG, "102", "103", "ill")
    assert rows_of(small) == families - {other}
    seen = same_by_hand(small.services, WANG, today)
    assert {"skill_gaps", "site_card"} <= set(seen)
    small.clock.advance(timedelta(days=1))
    for each in families:
        shift.give_skill(WANG, "101", each)
    assert rows_of(small, today) == families - {one, other}
    same_by_hand(small.services, WANG, today)


def rows_of(small: SmallStation, day: date | None = None) -> set[str]:
    """The groups of business nobody on duty can do."""
    return {row.opens for row in brief_of(small, day).figure("skill_gaps").rows or ()}
