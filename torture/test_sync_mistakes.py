"""The machine of sync finds mistakes of the protocol by chance alone, without anybody telling it a story.

``docs/testing.md`` has how many runs each took.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.errors import Flaky
from hypothesis.stateful import run_state_machine_as_test
from telling import Tell, of_environ

from counter_tui.sync.carrier import NoAnswer
from support.sync_mistakes import MISTAKES, SELDOM, Mistake
from support.sync_model import HarderMachine

RUNS = of_environ("MISTAKE_RUNS", 500)
SEED = of_environ("SEED", 20_251_120)


@pytest.mark.parametrize("mistake", [each for each in MISTAKES if each not in SELDOM])
def test_a_mistake_is_found_by_chance(monkeypatch: pytest.MonkeyPatch, tell: Tell, mistake: Mistake) -> None:
    lived = 0

    class Counted(HarderMachine):
        def __init__(self) -> None:
            nonlocal lived
            lived += 1
            super().__init__()

    mistake(monkeypatch)
    runs = settings(
        max_examples=RUNS,
        stateful_step_count=14,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    try:
        with pytest.raises((AssertionError, NoAnswer, Flaky, ExceptionGroup)):
            run_state_machine_as_test(seed(SEED)(Counted), settings=runs)
    finally:
        tell(mistake=mistake.__name__, seed=SEED, runs=lived)
