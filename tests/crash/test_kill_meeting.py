"""Killed in each step of the morning meeting, it goes on there: nothing typed is lost, nobody signs twice."""

from __future__ import annotations

from pathlib import Path

from counter_tui.db import ledger
from counter_tui.db.rows.meetings import subject_of
from counter_tui.domain.facts.meeting import MeetingSigned, PointAdded, StepDone, StepSkipped
from support.looking import looked_over
from support.meeting_runs import AT, ITEM, half_typed, killed_in_the_next_step, meeting_of
from support.stations import PINS, WANG, open_small_station

SPOKEN = ["roll_call", "appearance", "hall", "review", "problems", "policy", "points", "posts", "drill"]
OPTIONAL = ["case", "slogan"]


def test_a_meeting_killed_in_each_step_goes_on_where_it_was(tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    small.clock.set(AT)
    services, people = small.services, sorted(PINS)
    waited = [*SPOKEN, *OPTIONAL, *["sign"] * len(people)]
    for place, step in enumerate(waited):
        said, found = killed_in_the_next_step(small.home.folder)
        assert said == step
        if place and waited[place - 1] != "sign":
            assert found == half_typed(waited[place - 1])
        if step != "sign":
            assert services.meeting_words.begun(WANG)[step] == {"line": half_typed(step)}
    with services.base.store.reading() as connection:
        facts = [each.fact for each in ledger.facts_of(connection, subject_of(AT.date()))]
    settled = [each.step for each in facts if isinstance(each, StepDone | StepSkipped)]
    assert settled == [*SPOKEN, *OPTIONAL, "sign"]
    assert [each.staff_no for each in facts if isinstance(each, MeetingSigned)] == people
    assert [each.words for each in facts if isinstance(each, PointAdded)] == [half_typed("points")]
    assert [each.words for each in services.actions.carried(WANG) if each.item_id == ITEM] == [
        half_typed("problems")
    ]
    assert meeting_of(services).ended_at == AT
    services.close()
    assert looked_over(small.home).findings == ()
