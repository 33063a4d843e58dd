"""Styles are kept by what the rules can tell apart: whatever is done, every widget wears what Textual would give it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widget import Widget

from counter_tui.app import CounterApp
from counter_tui.app.style_sheet import KeptStylesheet
from counter_tui.i18n import set_language
from counter_tui.settings import ThemeName
from counter_tui.widgets.line_input import LineInput
from support.apps import app_on, settled, signed_in
from support.dressing import differing
from support.stations import CONNECTION, LI, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station, and Chinese again afterwards."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


def on_its_own(app: CounterApp) -> CounterApp:
    """The app with a style sheet that no other app uses, as in the program."""
    app.stylesheet = KeptStylesheet(app.get_css_variables())
    return app


@pytest.mark.parametrize("size", [(80, 24), (160, 40)])
async def test_every_widget_wears_what_textual_would_give_it(
    small: SmallStation, size: tuple[int, int]
) -> None:
    """Screens one over the other, the focus going round, another look, another size, fields and lists disabled."""
    app = on_its_own(app_on(small))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert differing(app) == []
        await signed_in(pilot, LI)
        assert differing(app) == []
        app.go("acceptance", None, CONNECTION)
        await settled(pilot)
        assert differing(app) == []
        for _turn in range(4):
            await pilot.press("tab")
            await settled(pilot)
            assert differing(app) == []
        await _changes(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert differing(app) == []
        app.go("find")
        await settled(pilot)
        await pilot.press(*"wang")
        await settled(pilot)
        assert differing(app) == []


async def _changes(pilot: Pilot[None]) -> None:
    app = cast(CounterApp, pilot.app)
    await app.apply(replace(app.settings, theme="light"))
    await settled(pilot)
    assert differing(app) == []
    await pilot.resize_terminal(120, 36)
    await settled(pilot)
    assert differing(app) == []
    for field in app.screen.query(LineInput):
        field.disabled = True
    await settled(pilot)
    assert differing(app) == []
    for field in app.screen.query(LineInput):
        field.disabled = False
    await settled(pilot)
    await app.apply(replace(app.settings, theme="plain"))
    await settled(pilot)
    assert differing(app) == []


async def test_a_rule_of_the_place_among_others_is_followed_when_the_place_changes(
    small: SmallStation,
) -> None:
    """Such a style cannot be kept by what a widget is: it is worked out each time."""
    app = on_its_own(app_on(small))
    async with app.run_test() as pilot:
        await settled(pilot)
        app.stylesheet.add_source(".ranked:first-child { text-style: bold; }", ("test", "ranks"))
        body = app.screen.query_one("#body", Widget)
        await body.mount(Widget(classes="ranked", id="one"), Widget(classes="ranked", id="two"), before=0)
        await settled(pilot)
        assert [bool(each.styles.text_style.bold) for each in body.query(".ranked")] == [True, False]
        await body.query_one("#one").remove()
        app.stylesheet.update(app.screen)
        assert bool(body.query_one("#two").styles.text_style.bold)
        assert differing(app) == []


async def test_a_sheet_that_other_apps_used_dresses_the_next_the_same(small: SmallStation) -> None:
    """The apps under test share one: what another screen brought in before, or another look, changes nothing."""
    looks: tuple[tuple[ThemeName, str], ...] = (("light", "find"), ("dark", "acceptance"), ("dark", "find"))
    for look, name in looks:
        app = app_on(small)
        async with app.run_test(size=(80, 24)) as pilot:
            await signed_in(pilot, LI)
            assert differing(app) == []
            await app.apply(replace(app.settings, theme=look))
            app.go(name, *((None, CONNECTION) if name == "acceptance" else ()))
            await settled(pilot)
            assert differing(app) == []
