"""Thousands of runs of the machine of sync: PCs, clones, copies, sticks, a hub, a centre, and a bad line."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from telling import Tell, of_environ

from support.sync_model import HarderMachine, SyncMachine

RUNS = of_environ("SYNC_RUNS", 3_000)
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_that_survives_is_lost_or_told_twice(tell: Tell, part: int) -> None:
    number = of_environ("SEED", 20251120) + part
    runs = settings(
        max_examples=RUNS // PARTS,
        stateful_step_count=18,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    SyncMachine.done = Counter()
    try:
        run_state_machine_as_test(seed(number)(HarderMachine), settings=runs)
    finally:
        done = {name.replace(" ", "_"): count for name, count in sorted(SyncMachine.done.items())}
        tell(seed=number, runs=RUNS // PARTS, **done)
