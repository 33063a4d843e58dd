"""Ten thousand random commands over the lives of many matters, ten thousand more on two PCs whose facts meet,
ten thousand lives of work that is passed on, and fifty rows of shifts with hand-over packs.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from telling import Tell, of_environ

from support.arriving import come_in, lived_apart
from support.lives import COMMANDS, Lives
from support.looking import looked_over
from support.passing import one_life
from support.relays import Relays
from support.stations import open_small_station

COMMANDS_GIVEN = of_environ("LIVES", 10_000)
LIVES_PASSED_ON = of_environ("PASSED_ON", 10_000)
SHIFTS = of_environ("SHIFTS", 50)
PCS_WRONG_BY = (-900_000, -7_000, 0, 7_000)


@pytest.mark.parametrize("part", range(4))
def test_ten_thousand_commands_leave_every_matter_sound(tmp_path: Path, tell: Tell, part: int) -> None:
    seed = of_environ("SEED", 20251120) + part
    small = open_small_station(tmp_path, empty=True)
    lives = Lives(small, Random(seed))
    lives.live(COMMANDS_GIVEN // 4)
    live = lives.rows()
    lives.rebuild()
    assert lives.rows() == live
    assert looked_over(small.home).clean
    done = sum(lives.counts[name] for name in COMMANDS)
    tell(seed=seed, matters=len(lives.matters), done=done, refused=lives.counts["refused"])
    tell(facts=lives.fact_count(), closed=sum(row["state"] == "closed" for row in live["matter"]))
    small.services.close()
    assert done > COMMANDS_GIVEN // 10


@pytest.mark.parametrize("wrong_by", PCS_WRONG_BY)
def test_the_order_in_which_facts_come_changes_nothing_in_the_end(
    tmp_path: Path, tell: Tell, wrong_by: int
) -> None:
    seed = of_environ("SEED", 20251120)
    random = Random(seed + wrong_by)
    small = open_small_station(tmp_path, empty=True)
    lives = facts = 0
    while facts < COMMANDS_GIVEN // 4:
        history = lived_apart(random, timedelta(seconds=wrong_by), random.choice([5, 20, 40]))
        come_in(small, history, random, ways=4)
        lives, facts = lives + 1, facts + len(history)
    tell(seed=seed, wrong_by=wrong_by, lives=lives, facts=facts, ways=4)
    small.services.close()


def test_ten_thousand_lives_of_passing_on_end_no_loop_without_the_lead(tell: Tell) -> None:
    seed, counts = of_environ("SEED", 20251120), Counter[str]()
    for life in range(LIVES_PASSED_ON):
        one_life(Random(seed + life), counts)
    tell(
        seed=seed, lives=LIVES_PASSED_ON, **{each.replace(" ", "_"): counts[each] for each in sorted(counts)}
    )
    assert all(counts[f"loop of {length}"] for length in (2, 3, 4, 5))


def test_fifty_rows_of_shifts_with_packs_leave_everything_with_one_holder(tmp_path: Path, tell: Tell) -> None:
    seed, counts = of_environ("SEED", 20251120), Counter[str]()
    for life in range(SHIFTS):
        small = open_small_station(tmp_path / str(life), empty=True)
        relays = Relays(small, Random(seed + life))
        relays.live(160)
        assert relays.minutes_without_anybody() == 0
        assert looked_over(small.home).clean
        small.services.close()
        counts += relays.counts
    tell(seed=seed, shifts=SHIFTS, refused=counts["refused lines"], taken=counts["taken lines"])
    assert counts["refused lines"]
