"""Notices over the form: one key each, nothing typed is lost, and no acceptance before they are read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.acceptance import AcceptanceScreen, AcceptedScreen
from counter_tui.screens.home.screen import HomeScreen
from counter_tui.screens.voice.reading import Notices
from support.acceptance_form import KNOWN, app_of, at_rest, fill, form, form_screen, press, texts
from support.apps import app_on, shown, signed_in
from support.stations import BILL, LI, WANG, SmallStation, open_small_station
from support.voice import notice


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


def publish(small: SmallStation, code: str, **more: object) -> None:
    """A notice, given out a second before whatever comes next."""
    small.services.notices.publish(WANG, notice(code, **more))
    small.clock.advance(timedelta(seconds=1))


async def test_the_form_shows_what_is_not_read_and_one_key_reads_each(small: SmallStation) -> None:
    publish(small, "n1")
    publish(small, "n2", summary="第一行\n第二行\n第三行")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await press(pilot, "f2")
        assert isinstance(app_of(pilot).screen, Notices)
        assert "通知 n1" in "\n".join(shown(app_of(pilot)))
        await press(pilot, "enter")
        assert "第三行" in "\n".join(shown(app_of(pilot)))
        await press(pilot, "enter")
        assert isinstance(app_of(pilot).screen, AcceptanceScreen)
        assert small.services.notices.unread(LI) == ()


async def test_what_is_typed_ahead_reaches_the_form_and_reads_nothing(small: SmallStation) -> None:
    publish(small, "n1")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance")
        await press(pilot, *KNOWN, "enter")
        assert isinstance(app_of(pilot).screen, Notices)
        await press(pilot, "enter")
        assert texts(pilot, "id_number") == [KNOWN]
        assert small.services.notices.unread(LI) == ()


async def test_submitting_asks_again_and_goes_on_once_they_are_read(small: SmallStation) -> None:
    publish(small, "n1")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, BILL)
        await press(pilot, "escape")
        await fill(pilot, name="何静", phone="13812340009")
        form(pilot).put("field:content", "电费多了")
        await press(pilot, "f10")
        assert isinstance(app_of(pilot).screen, Notices)
        await press(pilot, "escape")
        assert texts(pilot, "name", "phone") == ["何静", "13812340009"]
        assert "通知 n1" in form_screen(pilot).notice
        await press(pilot, "f10", "enter")
        assert isinstance(app_of(pilot).screen, AcceptedScreen)


async def test_what_comes_while_a_customer_is_served_holds_nothing_up(small: SmallStation) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, BILL)
        await fill(pilot, name="何静", phone="13812340009")
        form(pilot).put("field:content", "电费多了")
        await at_rest(pilot)
        small.clock.advance(timedelta(seconds=1))
        publish(small, "n1")
        await press(pilot, "f10")
        assert isinstance(app_of(pilot).screen, AcceptedScreen)


async def test_the_whole_text_is_a_key_away(small: SmallStation) -> None:
    publish(small, "n1", text="\n".join(f"全文第{line}段" for line in range(1, 30)))
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance")
        assert "全文第1段" not in "\n".join(shown(app_of(pilot)))
        await press(pilot, "pagedown")
        assert "全文第1段" in "\n".join(shown(app_of(pilot)))
        await press(pilot, *["pagedown"] * 5)
        lines = "\n".join(shown(app_of(pilot)))
        assert "全文第29段" in lines
        assert "已阅" in lines


async def test_the_first_screen_lists_what_is_to_be_read_until_it_is(small: SmallStation) -> None:
    publish(small, "n1")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        assert "待阅通知 1" in "\n".join(shown(app_of(pilot)))
        screen = app_of(pilot).screen
        assert isinstance(screen, HomeScreen)
        screen._open("notice:n1")
        await press(pilot, "enter")
        assert "待阅通知" not in "\n".join(shown(app_of(pilot)))
