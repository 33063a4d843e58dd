"""``stats ratings --json`` beside a recomputation from ``export facts`` that has nothing of the program."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from counter_tui.db import sql
from counter_tui.db.subjects import RECOVERY, VISIT
from counter_tui.db.tables.counter import TokenRow
from counter_tui.domain.facts.base import Fact, Subject
from counter_tui.domain.facts.recovery import RecoveryCalled, RecoveryCorrected
from counter_tui.domain.facts.visit import TokenArmed
from support.clerks_hall import Hall, hall_of
from support.clerks_months import month_of
from support.clerks_played import play
from support.cli_runs import Run, private
from support.pressing import rated
from support.ratings_by_hand import month_by_hand
from support.stations import PINS, SmallStation, open_small_station

MONTHS = ("2026-10", "2026-11")


def both(run: Run, month: str, *who: object) -> tuple[list[Any], list[Any]]:
    """The series of a month as the command has them, and as they are by hand."""
    exported = run("export", "facts", *who)
    (told,) = run("stats", "ratings", "--month", month, "--json", *who).objects
    now = datetime.fromisoformat(told["made_at"])
    return told["series"], month_by_hand(exported.objects, month, now)


def test_the_months_of_the_demo_are_what_they_are_by_hand(run: Run, demo: Path) -> None:
    armed = 0
    for month in MONTHS:
        told, by_hand = both(run, month, "--home", demo)
        assert told == by_hand
        armed += told[0]["all"]["armed"]
    assert armed > 5


def test_customers_of_the_demo_press_when_their_facts_say(run: Run, demo: Path) -> None:
    """The time from the question to the press is that between the two facts, and one in which people can read."""
    shown, gaps = {}, []
    for line in run("export", "facts", "--home", demo).objects:
        at = datetime.fromisoformat(line["at"])
        if line["type"] == "TokenShown":
            shown[line["subject"]] = at
        elif line["type"] == "RatingGiven":
            took = line["body"]["latency_ms"] / 1000
            assert 0.8 < took < 81
            gaps.append(abs((at - shown[line["subject"]]).total_seconds() - took))
    assert len(gaps) > 3
    # The export has whole seconds.
    assert max(gaps) <= 1


@pytest.mark.parametrize("seed", [1, 2])
def test_invented_months_are_what_they_are_by_hand(run: Run, tmp_path: Path, seed: int) -> None:
    """Each over the end of a month, with everything that becomes of a token and of a low rating."""
    small = open_small_station(tmp_path, empty=True)
    month = month_of(f"by hand {seed}", [("unplugs", 0.6)], halls=_harsh)
    play(small, month.visits)
    _follow(small, Random(seed))
    small.services.close()
    who = (
        "--staff",
        "101",
        "--pin-file",
        private(tmp_path / "own", PINS["101"]),
        "--home",
        small.home.folder,
    )
    armed = low = pairs = 0
    series: set[str] = set()
    for shown in ("2025-11", "2025-12"):
        told, by_hand = both(run, shown, *who)
        assert told == by_hand
        armed += told[0]["all"]["armed"]
        low += told[0]["all"]["low"]
        series |= {each["series"] for each in told}
        pairs += told[0]["all"]["pairs"]
    assert armed == len(month.visits)
    assert series == {"counter", "callback"}
    assert min(low, pairs) > 1


def _harsh(random: Random, month: date) -> Hall:
    """Two days with a month's end between them, and customers who are not easily content."""
    hall = hall_of(random, month)
    return dataclasses.replace(
        hall, days=(date(2025, 11, 28), date(2025, 12, 1)), a_day=6, market=False, leniency=-0.9
    )


def _follow(small: SmallStation, random: Random) -> None:
    """Some low ratings are called after, put right or rated again, and some visits are rated on the phone."""
    with small.services.base.store.reading() as connection:
        tokens = sql.read(connection, TokenRow, "WHERE state = 'rated' ORDER BY visit")
    for token in tokens:
        acts: list[Fact] = []
        if token.level in (1, 2):
            calls = random.choice((0, 1, 3))
            acts += [RecoveryCalled(outcome="not_reached")] * calls
            acts += [RecoveryCalled(outcome="reached")] * random.randint(0, 1)
            acts += [RecoveryCorrected(words="已换表")] * random.randint(0, 1)
            for act in acts:
                with small.services.base.store.writing() as writing:
                    writing.append(Subject(RECOVERY, token.visit), [act], "101")
            for _ in range(random.randint(0, 2)):
                _rated_on(
                    small, token, random, TokenArmed(clerk=token.clerk, matter="", follows=token.visit.hex())
                )
        elif token.level == 5 and random.random() < 0.2:
            _rated_on(small, token, random, TokenArmed(clerk=token.clerk, matter="", series="callback"))


def _rated_on(small: SmallStation, token: TokenRow, random: Random, armed: TokenArmed) -> None:
    """A further token, pressed or not."""
    small.clock.advance(timedelta(minutes=5))
    visit = Subject(VISIT, random.randbytes(16))
    with small.services.base.store.writing() as writing:
        writing.append(visit, [replace(armed, matter=token.matter.hex())], token.clerk)
    if random.random() < 0.8:
        rated(small.services, visit.id.hex(), random.randint(1, 5), "", random.randint(800, 30_000))
