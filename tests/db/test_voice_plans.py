"""What is asked of notices and tellings at every acceptance is answered by an index, however many there were."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_tui.db.reading import voice
from support.stations import make_station


@pytest.mark.parametrize(
    ("text", "values", "wanted"),
    [
        (f"SELECT 1 FROM notice {voice.UNREAD}", ("d", "d", "r", 0, "s"), "notice_by_last_day"),
        (f"SELECT 1 FROM telling {voice.TOLD_LATELY}", ("c", 0, 1, 9), "telling_by_card"),
        (f"SELECT 1 FROM telling {voice.TOLD_OPEN}", ("c", 1, 0, 9), "telling_by_matter"),
        (f"SELECT 1 FROM telling {voice.TOLD_OPEN}", ("c", 1, 0, 9), "matter_running"),
    ],
    ids=["unread", "told-lately", "told-for-open-matters", "open-matters"],
)
def test_a_question_of_every_day_goes_by_an_index(
    tmp_path: Path, text: str, values: tuple[object, ...], wanted: str
) -> None:
    services = make_station(tmp_path)
    with services.base.store.reading() as connection:
        plan = [str(step[3]) for step in connection.execute(f"EXPLAIN QUERY PLAN {text}", values).fetchall()]
    services.close()
    assert any(wanted in step for step in plan), plan
    assert all("USING" in step for step in plan if step.startswith(("SCAN", "SEARCH"))), plan
