"""What has become of a matter's promises, pauses included."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.facts.matter import Customer, PromiseGiven, StageReached
from counter_tui.domain.matter.evolve import evolve
from counter_tui.domain.matter.parts import Pause
from counter_tui.domain.matter.promises import promise_state
from counter_tui.domain.matter.state import Matter, give

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DUE = START + timedelta(hours=24)


def matter_with(*pauses: Pause) -> Matter:
    """A matter accepted at START with one promise of 24 hours."""
    given = PromiseGiven(
        code="reconnect",
        name_zh="复电",
        name_en="reconnect",
        standing="public",
        limit=24,
        unit="hour",
        started_at=START,
        due_at=DUE,
        met_by="closed",
        source="供电服务承诺",
    )
    return Matter(
        matter_id=b"m",
        number="0417-A-260302-0001-AA",
        kind="BZ404",
        catalogue="1",
        visit="00",
        state="working",
        customer=Customer(customer_class="resident", name="王建国"),
        fields={},
        remark="",
        first_contact="1001",
        handler="1001",
        handler_outside="",
        accepted_at=START,
        accepted_by="1001",
        shown=(),
        promises=give((given,)),
        pauses=pauses,
    )


def state(matter: Matter, *, met_at: datetime | None = None, now: datetime = DUE) -> str:
    """Where the matter's one promise stands."""
    return promise_state(replace(matter.promises[0], met_at=met_at), matter, now)


def test_a_promise_met_during_a_pause_after_its_first_due_time_is_met() -> None:
    ended = Pause("customer_works", START + timedelta(hours=1), DUE + timedelta(hours=9))
    assert state(matter_with(ended), met_at=DUE + timedelta(hours=2), now=DUE + timedelta(days=2)) == "met"


def test_a_pause_that_ended_before_does_not_excuse_a_late_end() -> None:
    ended = Pause("customer_works", START + timedelta(hours=1), START + timedelta(hours=2))
    assert state(matter_with(ended), met_at=DUE + timedelta(hours=2), now=DUE + timedelta(days=2)) == "broken"


def test_a_pause_begun_after_the_due_time_hides_nothing() -> None:
    late = Pause("customer_works", DUE + timedelta(hours=1))
    assert state(matter_with(late), now=DUE + timedelta(hours=3)) == "broken"


def test_a_promise_not_kept_when_its_matter_ends_has_ended_with_it_unless_it_was_late() -> None:
    """Whoever withdraws was promised nothing more: that is no promise kept, and none broken."""
    withdrawn = replace(matter_with(), state="withdrawn", ended_at=START + timedelta(hours=1))
    later = DUE + timedelta(days=40)
    assert state(withdrawn, now=later) == "ended"
    assert state(withdrawn, met_at=START, now=later) == "met"
    assert state(replace(withdrawn, ended_at=DUE + timedelta(hours=1)), now=later) == "broken"


def test_a_running_pause_holds_the_clock() -> None:
    running = Pause("customer_works", START + timedelta(hours=1))
    assert state(matter_with(running), now=DUE + timedelta(days=9)) == "paused"


def test_closing_a_matter_stops_its_clocks_too() -> None:
    closed = replace(matter_with(), state="closed", ended_at=START + timedelta(hours=5))
    assert state(closed, now=DUE + timedelta(days=9)) == "ended"
    late = replace(closed, ended_at=DUE + timedelta(hours=5))
    assert state(late, now=DUE + timedelta(days=9)) == "broken"


def test_a_promise_met_as_a_pause_begins_or_ends_is_met() -> None:
    begun = Pause("customer_works", DUE, None)
    assert state(matter_with(begun), met_at=DUE, now=DUE + timedelta(days=2)) == "met"
    ended = Pause("customer_works", START + timedelta(hours=1), DUE + timedelta(hours=2))
    assert state(matter_with(ended), met_at=DUE + timedelta(hours=2), now=DUE + timedelta(days=2)) == "met"


def test_a_stage_reached_after_the_answer_promises_no_answer_any_more() -> None:
    """What it would have been met by has happened: it is kept from the beginning, not late one day."""
    answered = replace(matter_with(), answered_at=START + timedelta(hours=1), early="duplicate")
    given = replace(answered.promises[0].given, code="order_answer", met_by="answered", started_at=DUE)
    reached = StageReached(stage="reconnected", name_zh="已复电", name_en="reconnected", promises=(given,))
    entry = Recorded(
        fact=reached,
        fact_id=b"f",
        subject=Subject("matter", b"m"),
        epoch=b"e",
        seq=2,
        hlc="",
        at=DUE,
        actor="1001",
        seen=b"",
        hash=b"h",
    )
    after = evolve(answered, entry)
    assert after is not None
    assert [each.met_at for each in after.promises] == [None, DUE]
    assert promise_state(after.promises[1], after, DUE + timedelta(days=40)) == "met"
