"""The lead decides who handles what went round, by the keys a lead presses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.i18n import Language
from counter_tui.screens.matter.decide import DecideDialog
from counter_tui.screens.matter.screen import MatterScreen
from counter_tui.widgets.field_row import FieldRow
from support.apps import app_on, settled, shown, signed_in
from support.matter_screen import app_of, press, view_of
from support.stations import BILL, LI, LIU, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station without matters."""
    station = open_small_station(tmp_path, empty=True)
    yield station
    station.services.close()


def gone_to(small: SmallStation) -> str:
    """Taken down by Li, taken by Liu."""
    matter = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
    small.services.matters.hand_over(LI, matter, Receiver("103"), "needs_site")
    small.services.matters.take(LIU, matter)
    return matter


async def test_who_would_pass_it_back_is_told_before_that_the_lead_decides(small: SmallStation) -> None:
    """h l m Enter: the row says so; sent, the screen says so and names the lead."""
    matter = gone_to(small)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LIU, "matter", matter)
        await press(pilot, "h", "l", "m", "enter")
        said = app_of(pilot).screen.query_one("#row-receiver", FieldRow).verdict
        assert said == "经手过，将由值长决定"
        await press(pilot, "1", "f10")
        assert isinstance(app_of(pilot).screen, MatterScreen)
        text = "\n".join(shown(app_of(pilot)))
        assert "待值长决定" in shown(app_of(pilot))[1]
        assert "移交回到经手过的人：由值长 王强 决定谁来办" in text
        assert "李敏 移交 刘伟：需要现场处理；已接收" in text
        assert "刘伟 移交 李敏：非本岗职责；经手过" in text
        await press(pilot, "h")
        assert isinstance(app_of(pilot).screen, MatterScreen)
        assert any("值长决定谁来办" in note.message for note in app_of(pilot)._notifications)
        await press(pilot, "d")
        assert isinstance(app_of(pilot).screen, MatterScreen)


@pytest.mark.parametrize("spoken", ["zh", "en"])
async def test_the_lead_sees_it_on_the_first_screen_and_decides(
    small: SmallStation, spoken: Language
) -> None:
    """The count in the second line, the list, Enter, d, initials, Enter, the reason, F10."""
    matter = gone_to(small)
    small.services.matters.hand_over(LIU, matter, Receiver("102"), "not_my_duty", note="不在我片区")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        if spoken == "en":
            await app.action_other_language()
        await signed_in(pilot, WANG)
        assert ("待决定 1 " if spoken == "zh" else "To decide 1 ") in shown(app)[1]
        # The lead has no matter of his own: the list of what waits has the focus already.
        await press(pilot, "down", "down", "down", "enter", "enter")
        assert isinstance(app.screen, MatterScreen)
        await press(pilot, "d")
        assert isinstance(app.screen, DecideDialog)
        text = "\n".join(shown(app))
        assert "不在我片区" in text
        await press(pilot, "f10")
        assert isinstance(app.screen, DecideDialog)
        await press(pilot, "l", "w", "enter", "f10")
        assert isinstance(app.screen, DecideDialog)
        await press(pilot, *"就近", "f10")
        assert isinstance(app.screen, MatterScreen)
        view = view_of(small, WANG, matter)
        assert (view.line.handler, view.line.first_contact, view.for_lead) == ("刘伟", "李敏", ())
        await press(pilot, "escape")
        await settled(pilot)
        assert "待决定" not in shown(app)[1]
        assert "To decide" not in shown(app)[1]


async def test_esc_asks_before_what_was_chosen_is_lost(small: SmallStation) -> None:
    matter = gone_to(small)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "matter", matter)
        await press(pilot, "d", "escape")
        assert isinstance(app.screen, MatterScreen)
        await press(pilot, "d", "l", "m", "enter", "escape")
        assert not isinstance(app.screen, (MatterScreen, DecideDialog))
        await press(pilot, "enter")
        assert isinstance(app.screen, DecideDialog)
