"""What Home counts of bad ratings from rows alone is what their lines tell, which are made of facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from counter_tui.db import ledger
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.recovery.case import Plan
from counter_tui.domain.staff.roles import Actor
from support.recoveries import PLAN, low
from support.stations import LI, LIU, WANG, ZHAO, SmallStation, open_small_station

HEAD = Actor("108", "周所长", "head")
PEOPLE = (WANG, HEAD, LI, LIU, ZHAO)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


def acts(small: SmallStation, random: Random, actor: Actor, visit: str) -> list[Callable[[], object]]:
    """Everything somebody may try."""
    recoveries = small.services.recoveries
    return [
        lambda: recoveries.plan(actor, visit, Plan("waiting", "priority", random.choice(("", "103")))),
        lambda: recoveries.call(actor, visit, "reached", "客户说等了半小时"),
        lambda: recoveries.call(actor, visit, "not_reached"),
        lambda: recoveries.correct(actor, visit, "午间增开一个窗口"),
        lambda: recoveries.appeal(actor, visit, "wrong", "客户说按错了键"),
        lambda: recoveries.decide(actor, visit, random.choice(("stands", "wrong")), "已电话核实"),
        lambda: recoveries.close(actor, visit),
    ]


def test_home_counts_what_the_lists_lines_tell_of_recoveries_lived_at_random(small: SmallStation) -> None:
    random, seen = Random(5), Counter[tuple[int, int]]()
    visits = [low(small, clerk=random.choice((LI, LIU, WANG))) for _press in range(6)]
    small.services.absences.away(WANG, "102", "103", "leave", (small.clock.now() + timedelta(days=30)).date())
    for _act in range(90):
        small.clock.advance(timedelta(hours=random.choice((1, 3, 9))))
        with suppress(RuleBroken):
            random.choice(acts(small, random, random.choice(PEOPLE[:4]), random.choice(visits)))()
        for actor in PEOPLE:
            lines, view = small.services.recoveries.open(actor), small.services.home.view(actor)
            told = (sum(line.mine for line in lines), sum(line.late for line in lines))
            assert (view.recoveries, view.recoveries_late) == told
            seen[told] += 1
    assert len(seen) > 8, "otherwise the lives would be too poor to prove much"


def test_home_reads_no_fact_of_a_bad_rating(small: SmallStation, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = low(small)
    small.services.recoveries.plan(WANG, visit, PLAN)
    asked: list[str] = []

    def noted(_connection: object, subject: Subject) -> list[Recorded]:
        asked.append(subject.kind)
        return []

    monkeypatch.setattr(ledger, "facts_of", noted)
    assert small.services.home.view(LI).recoveries == 1
    assert asked == []
