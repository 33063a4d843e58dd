"""How the pad's own window looks between customers and while it asks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from support.pads import pad_on, ticked
from support.rating import just_served
from support.stations import open_small_station


@pytest.mark.parametrize(
    ("language", "size", "asks"), [("zh", (80, 24), False), ("en", (120, 36), True)], ids=["rests", "asks"]
)
def test_the_pad(snap_compare: Any, tmp_path: Path, language: str, size: tuple[int, int], asks: bool) -> None:
    """The resting face in Chinese, small; the levels to touch in English, with room between."""
    small = open_small_station(tmp_path)
    if asks:
        just_served(small)

    async def get_ready(pilot: Pilot[None]) -> None:
        await ticked(pilot)

    with pad_on(small, language=language, touch=asks) as app:
        assert snap_compare(app, terminal_size=size, run_before=get_ready)
    small.services.close()
