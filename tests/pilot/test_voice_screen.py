"""The lead's screen of notices and cards: written in a form, put right, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.voice.forms import TextForm
from counter_tui.screens.voice.screen import VoiceScreen
from counter_tui.widgets.fact_table import FactTable
from support.acceptance_form import app_of, press
from support.apps import app_on, shown, signed_in
from support.stations import LI, WANG, SmallStation, open_small_station
from support.voice import card, notice


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


async def test_a_notice_written_in_the_form_has_to_be_read(small: SmallStation) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "voice")
        assert "还没有发过通知" in "\n".join(shown(app_of(pilot)))
        await press(pilot, "f2", "tab", *"更名", "tab", *"只看原件", "f10")
        assert isinstance(app_of(pilot).screen, VoiceScreen)
        text = "\n".join(shown(app_of(pilot)))
        assert "更名" in text
        assert "已阅 0/3" in text
    unread = small.services.notices.unread(LI)
    assert [(each.code, each.summary) for each in unread] == [("20251120-1", ("只看原件",))]


async def test_what_a_rule_refuses_is_said_in_the_form_and_nothing_is_lost(small: SmallStation) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "voice")
        await press(pilot, "f2", "tab", *"更名", "f10")
        assert isinstance(app_of(pilot).screen, TextForm)
        assert "还没有填写内容" in "\n".join(shown(app_of(pilot)))
        await press(pilot, "tab", *"只看原件", "f10")
        assert len(small.services.notices.unread(LI)) == 1


async def test_the_lead_sees_who_read_it_and_takes_it_back(small: SmallStation) -> None:
    small.services.notices.publish(WANG, notice("n1"))
    small.services.notices.read(LI, "n1", 1)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "voice")
        text = "\n".join(shown(app_of(pilot)))
        assert "李敏" in text
        assert "刘伟" in text
        assert "Del 撤回" in shown(app_of(pilot))[-1]
        await press(pilot, "x", *"写错了", "enter")
        assert "已撤回：写" in "\n".join(shown(app_of(pilot)))
        assert "撤回" not in shown(app_of(pilot))[-1], "there is nothing to take back"
    assert small.services.notices.unread(LI) == ()


async def test_an_old_text_somebody_was_told_is_put_right(small: SmallStation) -> None:
    """The lead's first screen counts it, and Enter there leads to it."""
    small.services.cards.issue(WANG, card("name"))
    small.services.cards.tell(LI, "name")
    small.services.cards.issue(WANG, card("name", text="也收复印件。"))
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        assert any(line.split()[-2:] == ["待更正", "1"] for line in shown(app_of(pilot)))
        waiting = app_of(pilot).screen.query_one("#home-waiting", FactTable)
        waiting.focus()
        assert waiting.mark("right")
        await press(pilot, "enter")
        assert "带身份证件来就能办" in "\n".join(shown(app_of(pilot)))
        await press(pilot, "enter", *"已电话告知", "enter")
        assert "没有人被告知过失效的内容" in "\n".join(shown(app_of(pilot)))
        await press(pilot, "escape")
        assert "待更正" not in "\n".join(shown(app_of(pilot)))
    assert small.services.cards.to_put_right(WANG) == ()


async def test_a_card_is_written_anew_from_the_marked_one(small: SmallStation) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "voice")
        await press(pilot, "3", "f2")
        assert isinstance(app_of(pilot).screen, TextForm)
        await press(pilot, "tab", "tab", "end", *"请放心", "f10")
        assert isinstance(app_of(pilot).screen, VoiceScreen)
    assert small.services.cards.card("bill").title.en == "How is my bill counted?"
    first = min(small.services.cards.cards(), key=lambda each: each.code)
    assert (first.edition, first.text.zh.endswith("请放心")) == (2, True)


async def test_a_card_that_pushes_away_is_refused_in_the_form(small: SmallStation) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "voice")
        await press(pilot, "3", "f2", "tab", "tab", "end", "ctrl+u", *"不归我管", "f10")
        assert isinstance(app_of(pilot).screen, TextForm)
        assert "不能对客户说" in "\n".join(shown(app_of(pilot)))
