"""Random shifts with hand-over packs: everything always has one holder, and what is refused stays where it was.

``torture/test_lives.py`` lives fifty times as many.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from support.looking import looked_over
from support.relays import Relays
from support.stations import open_small_station


def test_whatever_is_handed_over_at_the_relay_has_one_holder_at_every_moment(tmp_path: Path) -> None:
    """After each act the rows are compared with a count of our own; in the end every minute of every matter."""
    small = open_small_station(tmp_path, empty=True)
    relays = Relays(small, Random(10))
    relays.live(160)
    assert relays.minutes_without_anybody() == 0
    assert looked_over(small.home).clean
    small.services.close()
    # Otherwise the shifts would be too poor to prove much.
    counts = relays.counts
    assert sum(counts[each] for each in ("take", "take_again", "take_then")) > 8
    assert min(counts["refused lines"], counts["taken lines"]) > 15
    assert min(counts[each] for each in ("settle", "task_done", "answer", "pack_back", "hand_over")) > 1
