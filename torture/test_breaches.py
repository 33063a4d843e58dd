"""Ten thousand random lives whose promises are walked minute by minute."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from telling import Tell, of_environ

from support.walked_breaches import same_as_walked

LIVES_WALKED = of_environ("WALKED", 10_000)
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_lives_break_the_promises_a_minute_walker_finds(tell: Tell, part: int) -> None:
    seed, counts = of_environ("SEED", 20251120), Counter[str]()
    for number in range(LIVES_WALKED // PARTS):
        same_as_walked(Random(f"{seed}-{part}-{number}"), counts)
    tell(seed=seed, part=part, lives=LIVES_WALKED // PARTS)
    tell(**{name: counts[name] for name in ("running", "paused", "met", "broken", "moved")})
