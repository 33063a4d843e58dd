"""How the lists of a day's ratings look, and where a lead is told of a bad one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from counter_tui.i18n import set_language
from counter_tui.settings import Settings, write_settings
from support.apps import app_on, signed_in
from support.pressing import declined, rated
from support.stations import BILL, LI, LIU, WANG, SmallStation, open_small_station

pytestmark = pytest.mark.xdist_group("snapshots")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """Four customers: one rated badly, one well, one declined, one was never asked."""
    small, visits = open_small_station(tmp_path, empty=True), []
    for clerk in (LI, LI, LIU, LIU):
        small.clock.advance(timedelta(minutes=4))
        matter = small.accept(clerk, BILL, name="何静", phone="13812340009", fields={"content": "多"})
        visits.append(small.services.matters.view(WANG, matter).visit)
    rated(small.services, visits[0], 1, "E104")
    rated(small.services, visits[1], 5, "517")
    declined(small.services, visits[2])
    small.clock.advance(timedelta(hours=3))
    yield small
    small.services.close()
    set_language("zh")


@pytest.mark.parametrize(
    ("language", "size", "actor", "name"),
    [("zh", (80, 24), WANG, "day_ratings"), ("en", (120, 36), LI, "my_ratings")],
    ids=["lead", "clerk"],
)
def test_the_ratings_of_a_day_look_like_this(
    snap_compare: Callable[..., bool],
    small: SmallStation,
    language: Any,
    size: tuple[int, int],
    actor: Any,
    name: str,
) -> None:
    """A lead sees how, and is told of the bad one above; the clerk sees that two of his rated."""
    write_settings(small.home.settings, replace(Settings(), language=language))
    app = app_on(small)
    set_language(language)

    async def ready(pilot: Pilot[None]) -> None:
        await signed_in(pilot, actor, name)

    assert snap_compare(app, terminal_size=size, run_before=ready)
