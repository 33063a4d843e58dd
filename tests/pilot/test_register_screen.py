"""The register of first contacts by its keys: the entry printed and signed on the matter, and the day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.matter.screen import MatterScreen
from support.apps import app_on, shown, signed_in
from support.matter_screen import app_of, press
from support.stations import BILL, LI, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station without matters."""
    station = open_small_station(tmp_path, empty=True)
    yield station
    station.services.close()
    set_language("zh")


def text_of(app: object) -> str:
    """What the screen shows."""
    return "\n".join(shown(app))  # type: ignore[arg-type]


async def test_the_entry_is_printed_and_then_signed(small: SmallStation) -> None:
    """s, djb: printed; the same again and 1: signed."""
    matter = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多"})
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        app = app_of(pilot)
        await press(pilot, "s", *"djb", "enter")
        assert any("首问登记页在" in note.message for note in app._notifications)
        await press(pilot, "s", *"djb", "enter", "1")
        assert isinstance(app.screen, MatterScreen)
        timeline = small.services.matters.view(LI, matter).timeline
        assert [line.what for line in timeline[:2]] == [
            "客户已在首问登记簿签字",
            "打印首问登记页，待客户签字",
        ]


async def test_the_day_shows_who_was_received_and_leads_to_the_matter(small: SmallStation) -> None:
    """-: the day before; + goes no further than today; Enter answers an open question, and opens a matter."""
    matter = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多"})
    enquiry = small.services.enquiries.new(LI)
    small.services.enquiries.leave_open(LI, enquiry, "bill", words="电费多", contact="13812340008")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "register")
        app = app_of(pilot)
        text = text_of(app)
        assert "登记 1 件，已签字 0 件" in text
        assert "138****0009" in text
        assert "13812340009" not in text
        assert "未打印" in text
        assert ("Enter 打开" in text, "+ 后一天" in text) == (True, False)
        await press(pilot, "minus")
        text = text_of(app)
        assert "这一天没有登记" in text
        assert ("Enter 打开" in text, "+ 后一天" in text) == (False, True)
        await press(pilot, "plus", "plus", "down")
        text = text_of(app)
        assert "未答复咨询 1 件" in text
        assert "138****0008" in text
        await press(pilot, "enter", *"换了峰谷电价", "enter")
        assert "未答复咨询" not in text_of(app)
        await press(pilot, "enter")
        screen = app.screen
        assert isinstance(screen, MatterScreen)
        assert screen.matter_id == matter
