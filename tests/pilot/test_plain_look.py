"""The plain look in wide windows: what stands beside a list is set apart by room, not by a line."""

from __future__ import annotations

from msgspec.structs import replace

from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.roles import is_ambiguous
from support.apps import app_on, settled, shown, signed_in
from support.matter_screen import press
from support.stations import WANG, SmallStation

BESIDE = ("home", "find", "brief", "settings", "staff", "units", "voice")
"""The screens that draw a line in the other looks."""


async def test_no_screen_draws_a_sign_terminals_disagree_about(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, WANG)
        assert any(is_ambiguous(each) for each in "".join(shown(app)))
        await app.apply(replace(app.settings, theme="plain"))
        for name in BESIDE:
            await signed_in(pilot, WANG, name)
            await settled(pilot)
            assert not {each for each in "".join(shown(app)) if is_ambiguous(each)}, name


async def test_the_sign_of_what_is_chosen_is_drawn_whole(small: SmallStation) -> None:
    """Of the matters that are given to somebody else."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        await app.apply(replace(app.settings, theme="plain"))
        await signed_in(pilot, WANG, "staff")
        app.screen.query_one("#staff-list", FactTable).mark("102")
        await press(pilot, "f7")
        rows = [line for line in shown(app) if "(x" in line]
        assert rows
        assert all("(x)" in row for row in rows)


async def test_a_list_that_goes_on_below_has_a_bar_beside_it(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        await app.apply(replace(app.settings, theme="plain"))
        await signed_in(pilot, WANG, "units")
        await settled(pilot)
        bars = [each for each in app.screen.query("*").results() if each.show_vertical_scrollbar]
        assert bars
        for bar in (each.vertical_scrollbar for each in bars):
            drawn = app.console.render_lines(
                bar.render(), app.console.options.update_dimensions(1, bar.size.height)
            )
            cells = [segment for line in drawn for segment in line if segment.text.strip("\n")]
            assert {segment.text for segment in cells} == {" "}
            assert len({str(segment.style) for segment in cells}) > 1, "the part that is shown stands out"
