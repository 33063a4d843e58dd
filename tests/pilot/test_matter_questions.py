"""The questions of the Matter screen: what is typed in them outlives refusals, small windows and failures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.screens.dialogs import Confirm
from counter_tui.screens.matter import words
from counter_tui.screens.matter.ask import ActDialog, PickDialog, TextDialog
from counter_tui.screens.matter.screen import MatterScreen
from counter_tui.screens.matter.why import Why
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList
from support.apps import app_on, settled, shown, signed_in
from support.matter_screen import (
    app_of,
    kept,
    matter_about,
    matter_of,
    press,
    view_of,
)
from support.stations import LI, WANG, ZHAO, SmallStation, open_small_station

NASTY = "[/b] 您好 [bold"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


async def test_own_words_can_be_given_as_the_reason(small: SmallStation) -> None:
    """The last digit opens a line; an empty line is refused in words."""
    matter = matter_about(small, LI, "王")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "v", "5", "enter")
        assert isinstance(app_of(pilot).screen, PickDialog)
        assert "请写明原因" in "\n".join(shown(app_of(pilot)))
        await press(pilot, *"1 稽查", "enter")
        assert "1 稽查" in view_of(small, LI, matter).timeline[0].what


async def test_papers_are_received_by_digit_and_waived_by_the_lead_alone(small: SmallStation) -> None:
    """c 2 for one of two, c for the last; x is the lead's."""
    matter = matter_about(small, LI, "王")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        assert not matter_of(pilot).can("waive")
        await press(pilot, "c", "2")
        assert [each.state for each in view_of(small, LI, matter).papers] == ["owed", "collected"]
        await press(pilot, "c")
        assert [each.state for each in view_of(small, LI, matter).papers] == ["collected", "collected"]
    other = matter_about(small, LI, "蔡")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "matter", other)
        await press(pilot, "x", "1", "enter", *"物业已证明", "f10")
        assert "waived" in {each.state for each in view_of(small, WANG, other).papers}


async def test_clocks_are_stopped_for_a_lawful_reason_and_run_again_by_the_same_key(
    small: SmallStation,
) -> None:
    """z with a digit pauses, after words where the reason needs some; z resumes."""
    matter = matter_about(small, LI, "欧阳")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "z", "4", "f10")
        assert "请写明依据" in "\n".join(shown(app_of(pilot)))
        await press(pilot, *"没有表", "f10")
        assert not view_of(small, LI, matter).line.paused
        await press(pilot, *["backspace"] * 3, *"客户外出", "enter")
        assert view_of(small, LI, matter).timeline[0].what.endswith("客户外出")
        small.clock.advance(timedelta(minutes=5))
        await press(pilot, "z", "z", "2")
        assert view_of(small, LI, matter).line.paused
        assert "计时暂停中" in shown(app_of(pilot))[1]
        small.clock.advance(timedelta(minutes=5))
        await press(pilot, "z")
        assert not view_of(small, LI, matter).line.paused


async def test_a_withdrawal_asks_once_because_it_cannot_be_undone(small: SmallStation) -> None:
    """The safe answer is marked first; the customer's words are kept as they are."""
    matter = matter_about(small, LI, "符")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "w", *"来电了", "enter")
        assert isinstance(app_of(pilot).screen, Confirm)
        await press(pilot, "enter")
        assert isinstance(app_of(pilot).screen, TextDialog)
        assert app_of(pilot).screen.query_one("#text", LineInput).value == "来电了"
        await press(pilot, "f10", "down", "enter")
        view = view_of(small, LI, matter)
        assert view.line.state == "withdrawn"
        assert "来电了" in view.timeline[0].what


async def test_a_correction_keeps_both_values(small: SmallStation) -> None:
    """o, the phone, a new number: the timeline tells it, masked."""
    matter = matter_about(small, LI, "吴")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "o", "2", "enter", *"13812349999", "enter", *"听错", "f10")
        view = view_of(small, LI, matter)
        assert view.customer.phone == "138****9999"
        assert "更正电话" in view.timeline[0].what


async def test_why_explains_every_due_date(small: SmallStation) -> None:
    """y and ^Y show the counting; Esc goes back."""
    matter = matter_about(small, LI, "王")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        for key in ("y", "ctrl+y"):
            await press(pilot, key)
            assert isinstance(app_of(pilot).screen, Why)
            text = "\n".join(shown(app_of(pilot)))
            assert "次日起算" in text
            assert "Esc 返回" in text
            await press(pilot, "escape")
        assert isinstance(app_of(pilot).screen, MatterScreen)


@pytest.mark.parametrize(
    ("key", "empty"), [("r", "还没有填写内容"), ("m", "还没有填写内容"), ("w", "还没有填写内容")]
)
async def test_an_empty_text_is_refused_in_the_dialog_and_typed_text_outlives_everything(
    small: SmallStation, key: str, empty: str
) -> None:
    """Refusal, resize to 60x18 and back, language, Esc answered with no: the text is still there."""
    matter = matter_about(small, LI, "何")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        before = len(view_of(small, LI, matter).timeline)
        await press(pilot, key, "enter")
        assert empty in "\n".join(shown(app))
        await press(pilot, *NASTY)
        await pilot.resize_terminal(60, 18)
        await settled(pilot)
        await pilot.resize_terminal(80, 24)
        await app.action_other_language()
        await press(pilot, "escape")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "enter")
        assert isinstance(app.screen, ActDialog)
        assert app.screen.query_one("#text", LineInput).value == NASTY
        await press(pilot, "escape", "down", "enter")
        assert isinstance(app.screen, MatterScreen)
        assert len(view_of(small, LI, matter).timeline) == before


async def test_esc_asks_nothing_where_nothing_was_typed(small: SmallStation) -> None:
    """Every question of the screen closes at once, and the next Esc leaves the matter."""
    matter = matter_about(small, LI, "王")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        screen = app_of(pilot).screen
        for key in "hrcmovzwy":
            await press(pilot, key)
            assert app_of(pilot).screen is not screen, key
            await press(pilot, "escape")
            assert app_of(pilot).screen is screen, key
        await press(pilot, "escape")
        assert not isinstance(app_of(pilot).screen, MatterScreen)


async def test_what_is_typed_in_a_question_is_kept_as_one_types_and_outlives_the_program(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the first app still has the question open another one finds the text; sent from there it is gone."""
    monkeypatch.setattr(words, "PAUSE", 0.001)
    matter = matter_about(small, LI, "何")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "m", *NASTY)
        await kept(pilot, small, matter, "note", {"text": NASTY})
        second = app_on(small)
        async with second.run_test(size=(80, 24)) as again:
            await signed_in(again, LI, "matter", matter)
            await press(again, "m")
            assert second.screen.query_one("#text", LineInput).value == NASTY
            await press(again, "f10")
            assert isinstance(second.screen, MatterScreen)
            await press(again, "m")
            assert second.screen.query_one("#text", LineInput).value == ""
    view = view_of(small, LI, matter)
    assert NASTY in view.timeline[0].what
    assert view.begun == {}


async def test_own_words_of_a_question_with_digits_outlive_the_program_and_are_gone_on_with(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line stands open again with the words in it; Enter sends them."""
    monkeypatch.setattr(words, "PAUSE", 0.001)
    matter = matter_about(small, LI, "王")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "v", "5", *"1 稽")
        await kept(pilot, small, matter, "reveal", {"own": "1 稽"})
        second = app_on(small)
        async with second.run_test(size=(80, 24)) as again:
            await signed_in(again, LI, "matter", matter)
            await press(again, "v")
            await second.action_other_language()
            await press(again, "end", "查", "enter")
            assert isinstance(second.screen, MatterScreen)
    view = view_of(small, LI, matter)
    assert "1 稽查" in view.timeline[0].what
    assert view.begun == {}


async def test_who_may_write_nothing_is_asked_all_the_same_and_nothing_is_kept(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "PAUSE", 0.001)
    matter = matter_about(small, LI, "王")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, ZHAO, "matter", matter)
        await press(pilot, "v", "5", *"年度稽查", "enter")
        assert isinstance(app_of(pilot).screen, MatterScreen)
        assert view_of(small, ZHAO, matter).timeline[0].who == ZHAO.name


async def test_why_a_paper_is_waived_outlives_the_program(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "PAUSE", 0.001)
    matter = matter_about(small, LI, "王")
    paper = next(each.paper for each in view_of(small, WANG, matter).papers if each.state == "owed")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "matter", matter)
        await press(pilot, "x", "1", "enter", *"物业")
        await kept(pilot, small, matter, f"waive {paper}", {"text": "物业"}, WANG)
        second = app_on(small)
        async with second.run_test(size=(80, 24)) as again:
            await signed_in(again, WANG, "matter", matter)
            await press(again, "x", "2", "enter")
            assert second.screen.query_one("#text", LineInput).value == ""
            await press(again, "escape", "x", "1", "enter")
            assert second.screen.query_one("#text", LineInput).value == "物业"
            await press(again, "enter")
    view = view_of(small, WANG, matter)
    assert "waived" in {each.state for each in view.papers}
    assert view.begun == {}


async def test_the_lock_keeps_what_is_typed_and_throwing_it_away_is_for_good(small: SmallStation) -> None:
    """Whoever signs in next sees nothing of it; the writer finds it, says yes to discarding, and it is gone."""
    matter = matter_about(small, LI, "何")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "o", "2", "enter", *"1381234")
        await press(pilot, "ctrl+l")
        await signed_in(pilot, WANG, "matter", matter)
        await press(pilot, "o")
        assert app.screen.query_one("#now", LineInput).value == ""
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "o")
        assert app.screen.query_one("#now", LineInput).value == "1381234"
        chosen = app.screen.query_one("#field", PickList).chosen
        assert chosen is not None
        assert chosen.id == "phone"
        await press(pilot, "escape", "down", "enter")
        assert isinstance(app.screen, MatterScreen)
        await press(pilot, "o")
        assert app.screen.query_one("#now", LineInput).value == ""
    assert view_of(small, LI, matter).begun == {}


async def test_a_store_that_fails_says_so_in_the_dialog_and_keeps_the_text(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk and an unknown failure: words, text kept, then it goes through."""
    matter = matter_about(small, LI, "何")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        answer = small.services.matters.__class__.answer
        for error, said in ((RuleBroken("disk_full"), "磁盘"), (OSError("x"), "没有保存")):

            def fail(*_given: object, error: Exception = error, **_more: object) -> None:
                raise error

            monkeypatch.setattr(small.services.matters.__class__, "answer", fail)
            await press(
                pilot, *(() if isinstance(app_of(pilot).screen, ActDialog) else ("r", *"答")), "enter"
            )
            assert said in "\n".join(shown(app_of(pilot)))
        monkeypatch.setattr(small.services.matters.__class__, "answer", answer)
        await press(pilot, "enter")
        assert view_of(small, LI, matter).answer == "答"


async def test_an_act_on_a_matter_that_moved_on_is_refused_in_words_and_the_screen_looks_again(
    small: SmallStation,
) -> None:
    """Somebody else closed it meanwhile: the note is refused, its text stays, the state below is the true one."""
    matter = matter_about(small, LI, "何")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "m", *"补记")
        small.services.matters.inform(LI, matter, "phone")
        small.services.matters.close(LI, matter)
        await press(pilot, "enter")
        assert isinstance(app_of(pilot).screen, ActDialog)
        assert "已办结" in "\n".join(shown(app_of(pilot)))
        assert app_of(pilot).screen.query_one("#text", LineInput).value == "补记"
        await press(pilot, "escape", "down", "enter")
        await press(pilot, "h")
        matter_of(pilot).store_changed()
        await settled(pilot)
        assert "已办结" in shown(app_of(pilot))[1]
