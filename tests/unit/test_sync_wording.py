"""How sync stands and what became of a call, in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest

from counter_tui.i18n import set_language
from counter_tui.services.views.sync import Called, SyncState
from counter_tui.services.wording.sync import PROBLEMS, say_called, say_state
from counter_tui.sync.carrier import Reason

NOW = datetime(2025, 11, 24, 6, tzinfo=UTC)


def state_of(days: int) -> SyncState:
    """A PC on which one fact more waits of each day before."""
    by_day = {date(2025, 11, 24) - timedelta(days=ago): ago + 1 for ago in range(days)}
    return SyncState(
        address="https://centre.example",
        centre="90013e9055b1f179",
        called_at=None,
        answered_at=None,
        problem="",
        failures=0,
        unsent=sum(by_day.values()),
        by_day=by_day,
        bytes_up=0,
        bytes_down=0,
        month="2025-11",
        next_at=NOW,
    )


def waits(days: int) -> str:
    return next(line for line in say_state(state_of(days), NOW, UTC) if "2025-11-24" in line)


def test_what_waits_is_told_day_by_day_and_of_many_days_what_is_older_in_one() -> None:
    set_language("zh")
    assert waits(2) == "尚未到中心：3   2025-11-23 2   2025-11-24 1"
    assert (
        waits(20)
        == "尚未到中心：210   更早 204 条，最早 2025-11-05   2025-11-22 3   2025-11-23 2   2025-11-24 1"
    )
    set_language("en")
    assert "204 older, from 2025-11-05 on   2025-11-22 3" in waits(20)


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", "发出 5 条，收到 2 条，收下中心下发 1 份"), ("en", "5 facts sent, 2 taken, 1 release taken")],
)
def test_what_became_of_a_call_has_the_commas_of_its_language(language: str, words: str) -> None:
    set_language("en" if language == "en" else "zh")
    assert words in say_called(Called("done", sent=5, taken=2, releases=1))


def test_whatever_kept_a_call_from_an_answer_is_said_with_what_to_do() -> None:
    assert get_args(Reason)
    assert set(get_args(Reason)) <= PROBLEMS.keys()


def test_a_call_that_failed_and_moved_nothing_counts_nothing() -> None:
    set_language("en")
    assert " sent, " not in say_called(Called("no_answer", "not_reached"))
    assert "3 facts sent, 0 taken" in say_called(Called("no_answer", "cut_off", sent=3))
    assert "0 facts sent, 0 taken" in say_called(Called("done"))
