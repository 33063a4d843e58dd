"""How the acceptance form and the panel after it look, in both languages and both looks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from counter_tui.app import CounterApp
from counter_tui.i18n import set_language
from counter_tui.screens.acceptance import AcceptanceScreen, AcceptedScreen
from counter_tui.settings import Settings
from support.acceptance_form import KNOWN, at_rest, press
from support.apps import app_on, settled, signed_in
from support.stations import CONNECTION, LI, SmallStation, open_small_station

Snap = Callable[..., bool]
HIGH_VOLTAGE = "BZ104"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station, and Chinese again afterwards."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


def wearing(
    language: str, theme: str, steps: Callable[[Pilot[None]], Awaitable[None]]
) -> Callable[[Pilot[None]], Awaitable[None]]:
    """The steps in this language and look."""

    async def run(pilot: Pilot[None]) -> None:
        app = cast(CounterApp, pilot.app)
        await signed_in(pilot, LI)
        await app.apply(replace(app.settings, **_settings(language, theme)))
        await steps(pilot)
        await at_rest(pilot)
        if isinstance(app.screen, AcceptanceScreen):
            # Saved now and not by the pause in typing, so that the second line is always the same.
            app.screen._save()
            await settled(pilot)

    return run


def _settings(language: str, theme: str) -> dict[str, Any]:
    return {"language": Settings(language=language).language, "theme": theme}  # type: ignore[arg-type]


@pytest.mark.parametrize("theme", ["dark", "plain"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_form_of_a_connection(small: SmallStation, snap_compare: Snap, language: str, theme: str) -> None:
    """A customer on file, the phone about to be confirmed: everything on one page."""

    async def steps(pilot: Pilot[None]) -> None:
        cast(CounterApp, pilot.app).go("acceptance", None, CONNECTION)
        await settled(pilot)
        await press(pilot, *KNOWN, "enter")

    assert snap_compare(app_on(small), terminal_size=(80, 24), run_before=wearing(language, theme, steps))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_form_on_a_wide_screen(small: SmallStation, snap_compare: Snap, language: str) -> None:
    """Papers and promises beside the form."""

    async def steps(pilot: Pilot[None]) -> None:
        cast(CounterApp, pilot.app).go("acceptance", None, CONNECTION)
        await settled(pilot)
        await press(pilot, *KNOWN, "enter")

    assert snap_compare(app_on(small), terminal_size=(120, 36), run_before=wearing(language, "dark", steps))


def test_a_form_with_mistakes(small: SmallStation, snap_compare: Snap) -> None:
    """What is wrong stands on its row, the first one has the focus."""

    async def steps(pilot: Pilot[None]) -> None:
        cast(CounterApp, pilot.app).go("acceptance", None, HIGH_VOLTAGE)
        await settled(pilot)
        await press(pilot, *"110101199003074478", "tab", *"王建国[/b", "f10")

    assert snap_compare(app_on(small), terminal_size=(80, 24), run_before=wearing("zh", "dark", steps))


@pytest.mark.parametrize("theme", ["dark", "plain"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_panel_after_it(small: SmallStation, snap_compare: Snap, language: str, theme: str) -> None:
    """The number, what is promised, what is still owed, and what may be done next."""
    draft = small.services.drafts.new(LI, kind=CONNECTION)
    draft = draft.with_values(id_kind="resident_id", id_number=KNOWN, name="王建国", address="和平路12号")
    accepted = small.services.acceptance.submit(LI, draft)

    async def steps(pilot: Pilot[None]) -> None:
        pilot.app.push_screen(AcceptedScreen(accepted, draft))
        await settled(pilot)

    assert snap_compare(app_on(small), terminal_size=(80, 24), run_before=wearing(language, theme, steps))
