"""Whatever a station does to its checks, a required item is looked at unless somebody said why not."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.checks import due
from counter_tui.domain.checks.decide import decide_add, decide_drop, decide_restore
from counter_tui.domain.checks.lists import Rhythm, in_force, parse_checks
from counter_tui.domain.checks.state import ItemChange, fold_item
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact, Recorded, Subject
from counter_tui.domain.matter.context import Context, Rules
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.reference.calendar import load_calendar
from counter_tui.services.reference.catalogue import load_catalogue
from counter_tui.services.reference.checks import load_checks
from counter_tui.services.reference.files import shipped
from support.clocks import NOON, SHANGHAI

LISTS, CALENDAR = load_checks(), load_calendar()
RULES = Rules(load_catalogue(), CALENDAR, "state_grid", "urban", SHANGHAI)
ACTORS = (Actor("101", "王强", "lead"), Actor("106", "赵所", "head"), Actor("102", "李敏", "clerk"))
CODES = [item.code for check in LISTS for item in check.items]

Edit = tuple[str, int, int, str, bool]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(("add", "drop", "restore")),
        st.integers(0, 10_000),
        st.integers(0, len(ACTORS) - 1),
        st.sampled_from(("", " ", "本厅没有")),
        st.booleans(),
    ),
    max_size=40,
)


class Station:
    """The facts of a station's lists, written as its service writes them."""

    def __init__(self) -> None:
        self.facts: dict[str, list[Recorded]] = {}
        self.added: list[str] = []
        self.count = 0

    def changes(self) -> list[ItemChange]:
        """What the facts tell, one for each item."""
        return [each for facts in self.facts.values() if (each := fold_item(facts)) is not None]

    def try_edit(self, edit: Edit) -> None:
        """One edit, where the rules let it be made."""
        act, number, who, reason, required = edit
        context = Context(RULES, ACTORS[who], NOON.astimezone(UTC) + timedelta(seconds=self.count))
        known = [*CODES, *self.added]
        code = known[number % len(known)]
        try:
            fact = self._decide(act, context, number, code, reason, required)
        except RuleBroken:
            return
        self.count += 1
        entry = Recorded(
            fact=fact,
            fact_id=bytes(16),
            subject=Subject("check_item", fact.item.encode()),  # type: ignore[attr-defined]
            epoch=b"e",
            seq=self.count,
            hlc=f"{self.count:020}",
            at=context.now,
            actor=context.actor.staff_no,
            seen=b"",
            hash=bytes([self.count % 256]),
        )
        self.facts.setdefault(fact.item, []).append(entry)  # type: ignore[attr-defined]

    def _decide(
        self, act: str, context: Context, number: int, code: str, reason: str, required: bool
    ) -> Fact:
        changes = self.changes()
        if act == "restore":
            return decide_restore(context, fold_item(self.facts.get(code, [])))
        if act == "drop":
            check = next(
                (each for each in LISTS if code in [item.code for item in in_force(each, changes)]), None
            )
            if check is None:
                raise RuleBroken("check_item_unknown")
            return decide_drop(context, check, in_force(check, changes), code, reason)
        check = LISTS[number % len(LISTS)]
        own = f"own_{self.count}"
        fact = decide_add(
            context,
            check,
            in_force(check, changes),
            own,
            f"自查{number}",
            "不合格",
            "guide",
            required=required,
        )
        self.added.append(own)
        return fact


@given(EDITS)
def test_a_required_item_is_in_force_unless_a_lead_dropped_it_with_a_reason(edits: list[Edit]) -> None:
    station = Station()
    for edit in edits:
        station.try_edit(edit)
    changes = station.changes()
    told = {each.item: each for each in changes}
    for check in LISTS:
        now = {each.code for each in in_force(check, changes)}
        required = [item.code for item in check.items if item.required]
        required += [each.item for each in changes if each.own and each.required and each.list == check.code]
        for code in required:
            if code not in now:
                assert told[code].reason.strip()
                assert told[code].dropped_by in ("101", "106")
        assert len(now) == len(in_force(check, changes))
        assert all(each.added_by in ("101", "106") for each in changes if each.own)


@given(EDITS)
def test_the_facts_of_an_item_tell_the_same_in_any_order(edits: list[Edit]) -> None:
    station = Station()
    for edit in edits:
        station.try_edit(edit)
    for facts in station.facts.values():
        assert fold_item(facts) == fold_item(list(reversed(facts)))


@given(st.dates(date(2025, 1, 1), date(2026, 12, 31)))
def test_a_list_is_due_on_the_first_working_day_of_its_time_and_on_no_other(day: date) -> None:
    rhythms: tuple[Rhythm, ...] = ("day", "week", "month")
    for rhythm in rhythms:
        first = due.begins(rhythm, day)
        days = [first + timedelta(days=n) for n in range(32)]
        inside = [each for each in days if due.begins(rhythm, each) == first]
        working = [each for each in inside if CALENDAR.is_working(each)]
        assert day in inside
        assert due.due_day(rhythm, day, CALENDAR) == (working[0] if working else None)
    assert due.due_day("never", day, CALENDAR) is None


@pytest.mark.parametrize(
    ("rhythm", "day", "due_on"),
    [
        ("day", date(2025, 9, 28), date(2025, 9, 28)),  # a Sunday worked for the National Day
        ("day", date(2025, 10, 1), None),
        ("week", date(2025, 10, 11), date(2025, 10, 9)),
        ("week", date(2025, 10, 3), date(2025, 9, 29)),
        ("month", date(2025, 10, 20), date(2025, 10, 9)),
        ("month", date(2026, 1, 31), date(2026, 1, 4)),
    ],
)
def test_holidays_and_worked_weekends_move_the_day(rhythm: Rhythm, day: date, due_on: date | None) -> None:
    assert due.due_day(rhythm, day, CALENDAR) == due_on


def test_a_list_is_in_time_until_its_limit_and_not_a_moment_longer() -> None:
    opening = next(each for each in LISTS if each.code == "opening")
    closing = next(each for each in LISTS if each.code == "closing")
    day = NOON.date()
    until = due.limit(opening, day, time(8), SHANGHAI)
    assert until == datetime(2025, 11, 20, 8, tzinfo=SHANGHAI)
    assert due.limit(closing, day, time(8), SHANGHAI) == datetime(2025, 11, 21, tzinfo=SHANGHAI)
    moment = timedelta(microseconds=1)
    assert due.standing(day, until, day, until, None) == "due"
    assert due.standing(day, until, day, until + moment, None) == "late"
    assert due.standing(day, until, day, until + moment, until) == "done"
    assert due.standing(day, until, day, until + moment, until + moment) == "done_late"
    assert due.standing(None, None, day, until, None) == "not_due"
    assert due.standing(day, until, day - timedelta(days=1), until, None) == "not_due"


def test_the_shipped_lists_cover_what_a_morning_is_asked_for() -> None:
    """Lists by their rhythm; each has something that has to be looked at."""
    assert {each.code: each.due for each in LISTS} == {
        "opening": "day",
        "hall": "day",
        "five_s": "day",
        "closing": "day",
        "weekly": "week",
        "monthly": "month",
    }
    assert [each.code for each in LISTS if not any(item.required for item in each.items)] == []
    assert len(set(CODES)) == len(CODES)


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('due = "week"', 'due = "year"', "not_one_of"),
        ('code = "printer"', 'code = "pc"', "twice"),
        ("mend = 0", "mend = 31", "out_of_range"),
        ('who = "head"', 'who = "auditor"', "not_one_of"),
        ("before_opening = true", "before_midnight = true", "unknown_field"),
    ],
)
def test_a_damaged_list_is_refused(before: str, after: str, problem: str) -> None:
    text = shipped("checks.toml")
    assert before in text
    with pytest.raises(CatalogueBroken) as caught:
        parse_checks(text.replace(before, after, 1))
    assert caught.value.problem == problem
