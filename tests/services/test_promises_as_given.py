"""A promise given stays as it was given, whatever becomes of the catalogue and the calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.bootstrap import Services, services_of
from counter_tui.db import ledger
from counter_tui.db.rows import projections
from counter_tui.db.subjects import MATTER
from counter_tui.domain.calendar import YearExceptions
from counter_tui.domain.matter.context import Rules
from counter_tui.domain.matter.evolve import fold
from counter_tui.services.station import matter_subject
from counter_tui.services.views.matter import MatterView
from support.clocks import SHANGHAI
from support.looking import looked_over, matter_keys
from support.stations import COMPLAINT, LI, METER_TEST, WANG, SmallStation, open_small_station

FRIDAY = datetime(2025, 11, 14, 9, 0, tzinfo=SHANGHAI)


def changed(rules: Rules) -> Rules:
    """Every limit a day longer or shorter; the coming Monday off, the weekend before it worked."""
    kinds = tuple(
        replace(
            kind,
            promises=tuple(replace(each, limit=each.limit + 3, source="新的表") for each in kind.promises),
        )
        for kind in rules.catalogue.kinds
    )
    days = YearExceptions(
        off={date(2025, 11, 17): "站庆", date(2025, 11, 20): "站庆"}, work={date(2025, 11, 15): "站庆"}
    )
    return replace(
        rules,
        catalogue=replace(rules.catalogue, version="2099.01", kinds=kinds),
        calendar=rules.calendar.with_days({2025: days}),
    )


def under_other_rules(small: SmallStation) -> Services:
    """The same store, opened by a program whose table and calendar are others."""
    base = small.services.base
    other = changed(base.rules)
    return services_of(replace(base, rules_of=lambda: other))


def promised(view: MatterView) -> list[tuple[str, datetime, tuple[str, ...]]]:
    """What was promised, by when, and why then."""
    return [(each.code, each.due_at, each.why) for each in view.promises]


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    station = open_small_station(tmp_path, empty=True)
    station.clock.set(FRIDAY)
    return station


def accepted(small: SmallStation, kind: str = COMPLAINT) -> str:
    fields = {"content": "抄错表"} if kind == COMPLAINT else {"account": "0417000018"}
    return small.accept(
        LI,
        kind,
        name="王建国",
        phone="13812340001",
        id_kind="resident_id",
        id_number="110101199003074477",
        fields=fields,
    )


@pytest.mark.parametrize("kind", [COMPLAINT, METER_TEST])
def test_another_table_and_another_calendar_move_nothing_given(small: SmallStation, kind: str) -> None:
    matter = accepted(small, kind)
    before = promised(small.services.matters.view(LI, matter))
    other = under_other_rules(small)
    assert promised(other.matters.view(LI, matter)) == before
    other.matters.note(LI, matter, "来电催办")
    store = small.services.base.store
    with store.writing() as writing:
        for subject in ledger.subjects(writing.connection, MATTER):
            projections.rebuild(writing.connection, subject, matter_keys, store.identity_key)
    assert promised(other.matters.view(LI, matter)) == before
    assert looked_over(small.home).clean
    # What is accepted under the other rules is promised by them.
    fresh = SmallStation(other, small.clock, small.home)
    assert promised(other.matters.view(LI, accepted(fresh, kind))) != before


def test_a_pause_moves_a_promise_by_itself_alone(small: SmallStation) -> None:
    """Resuming counts anew, but by the days as they were when the promise was given."""
    paused, plain = accepted(small, METER_TEST), accepted(small, METER_TEST)
    small.clock.advance(timedelta(days=4))
    small.services.matters.pause(LI, paused, "customer_works")
    small.clock.advance(timedelta(hours=3))
    other = under_other_rules(small)
    view = other.matters.resume(LI, paused)
    kept = {each.code: each for each in other.matters.view(LI, plain).promises}
    # Five working days after Friday the 14th: 17, 19, 20, 21; the pause costs the 18th, Monday the 24th is added.
    assert {each.code: each.due_day for each in view.promises} == {
        code: each.due_day and date(2025, 11, 24) for code, each in kept.items()
    }
    assert {each.due_day for each in kept.values()} == {date(2025, 11, 21)}
    with small.services.base.store.reading() as connection:
        matter = fold(ledger.facts_of(connection, matter_subject(paused)))
    assert matter is not None
    assert all("站庆" not in step.reason for promise in matter.promises for step in promise.steps)


def test_days_nobody_counted_yet_are_those_of_the_calendar_as_it_is(small: SmallStation) -> None:
    """A pause that reaches beyond the old due day meets the days off that were announced meanwhile."""
    matter = accepted(small, METER_TEST)
    small.services.matters.pause(LI, matter, "customer_works")
    small.clock.set(FRIDAY + timedelta(days=9))
    other = under_other_rules(small)
    days = YearExceptions(off={date(2025, 11, 25): "站庆"}, work={})
    rules = other.base.rules
    later = replace(rules, calendar=rules.calendar.with_days({2025: days}))
    view = services_of(replace(other.base, rules_of=lambda: later)).matters.resume(WANG, matter)
    # Counted from Monday the 24th: 24, 26, 27, 28 and Monday the 1st.
    assert {each.due_day for each in view.promises} == {date(2025, 12, 1)}
