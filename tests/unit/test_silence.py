"""From which instant on a matter without a word has been left alone too long, and what a word is."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from random import Random

import pytest

from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts import papers as paper_facts
from counter_tui.domain.facts.base import Fact
from counter_tui.domain.matter.silence import Silence
from counter_tui.domain.matter.words import is_word
from counter_tui.services.reference.calendar import load_calendar
from support.clocks import SHANGHAI
from support.every import every

CALENDAR = load_calendar()
HOUR = timedelta(hours=1)


def open_minutes(first: datetime, last: datetime, silence: Silence) -> int:
    """The open minutes between two instants, one by one."""
    count, at = 0, first
    while at < last:
        local = at.astimezone(SHANGHAI)
        if CALENDAR.is_working(local.date()):
            count += any(opens <= local.time() < closes for opens, closes in silence.spans)
        at += timedelta(minutes=1)
    return count


@every("seed", range(40))
def test_so_many_open_hours_went_by_since_then_counted_minute_by_minute(seed: int) -> None:
    """Across nights, weekends, holidays and made-up working days."""
    random = Random(seed)
    now = datetime(2025, 1, 20, tzinfo=UTC) + timedelta(minutes=random.randrange(60 * 24 * 300))
    silence = Silence(after=random.randint(1, 20) * HOUR)
    since = silence.since(now, SHANGHAI, CALENDAR)
    assert open_minutes(since, now, silence) == silence.after / timedelta(minutes=1)
    assert open_minutes(since + timedelta(minutes=1), now, silence) < silence.after / timedelta(minutes=1)


def test_over_a_weekend_nothing_becomes_silent() -> None:
    silence = Silence(after=7 * HOUR)
    friday_evening = datetime(2025, 11, 14, 18, 0, tzinfo=SHANGHAI)
    since = silence.since(friday_evening, SHANGHAI, CALENDAR)
    assert since == datetime(2025, 11, 14, 8, 0, tzinfo=SHANGHAI)
    assert silence.since(friday_evening + timedelta(days=2), SHANGHAI, CALENDAR) == since


def test_a_hall_without_hours_counts_real_time() -> None:
    now = datetime(2025, 11, 16, 3, 0, tzinfo=UTC)
    assert Silence(after=5 * HOUR, spans=()).since(now, SHANGHAI, CALENDAR) == now - 5 * HOUR
    short = Silence(after=HOUR, spans=((time(9), time(9, 30)),))
    assert short.since(now, SHANGHAI, CALENDAR) == datetime(2025, 11, 13, 9, 0, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("fact", "word"),
    [
        (facts.NoteAdded(text="已约"), True),
        (facts.MatterAnswered(answer="无误"), True),
        (facts.CustomerInformed(how="phone"), True),
        (facts.CustomerNotReached(how="phone"), True),
        (facts.StageReached(stage="s", name_zh="z", name_en="e"), False),
        (facts.StageReached(stage="s", name_zh="z", name_en="e", note="已勘查"), True),
        (facts.ClockPaused(reason="customer_works"), False),
        (facts.ClockPaused(reason="customer_works", note="等物业"), True),
        (facts.ClockResumed(), False),
        (facts.HandedOver(to="103", reason="needs_site", note="请接"), False),
        (facts.HandedOver(to="103", reason="needs_site", told="明天来电"), True),
        (facts.HandOverAccepted(), False),
        (facts.HandOverBounced(reason="不是我的"), False),
        (facts.HandlingDecided(to="103", reason="定"), False),
        (paper_facts.PaperCollected(paper="p"), False),
        (facts.MatterCorrected(field="name", was="a", now="b"), False),
        (facts.DetailsShown(reason="call"), False),
    ],
    ids=str,
)
def test_a_word_is_what_somebody_said_and_no_mere_change_of_state(fact: Fact, word: bool) -> None:
    assert is_word(fact) == word
