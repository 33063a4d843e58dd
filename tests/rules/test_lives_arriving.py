"""Facts of two PCs coming to a third in any order that keeps each writer's own: in the end the same matter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from support.arriving import come_in, lived_apart
from support.stations import SmallStation, open_small_station


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallStation]:
    station = open_small_station(Path(tmp_path_factory.mktemp("third")), empty=True)
    yield station
    station.services.close()


@pytest.mark.parametrize("wrong_by", [-900_000, -7_000, 0, 7_000])
def test_the_order_in_which_facts_come_changes_nothing_in_the_end(small: SmallStation, wrong_by: int) -> None:
    """What is told on the way holds too: whoever was first asked, and no end that the customer does not know of."""
    random = Random(wrong_by)
    acts = 0
    for _life in range(12):
        history = lived_apart(random, timedelta(seconds=wrong_by), 12)
        acts += len(history)
        come_in(small, history, random, ways=3)
    assert acts > 60
