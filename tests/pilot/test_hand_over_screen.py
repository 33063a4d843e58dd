"""Handing over, taking, sending back and taking back, by the keys a clerk presses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.screens.dialogs import Confirm
from counter_tui.screens.matter import words
from counter_tui.screens.matter.hand_over import HandOverDialog
from counter_tui.screens.matter.screen import MatterScreen
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList
from support.apps import app_on, settled, shown, signed_in
from support.matter_screen import app_of, kept, matter_about, press, view_of
from support.stations import LI, LIU, WANG, SmallStation, open_small_station

NASTY = "[/b 陈 [x"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


async def test_a_colleague_is_given_the_work_in_six_keys_and_takes_it_in_one(small: SmallStation) -> None:
    """h l w Enter 2 F10; the colleague presses a. The first contact stays."""
    matter = matter_about(small, LI, "王")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "h", "l", "w", "enter", "2", "f10")
        assert isinstance(app_of(pilot).screen, MatterScreen)
        view = view_of(small, LI, matter)
        assert view.offer is not None
        assert (view.offer.to, view.offer.reason) == (LIU.name, "needs_site")
        text = "\n".join(shown(app_of(pilot)))
        assert "等待 刘伟 接收" in text
        assert "k 收回" in text
        await signed_in(pilot, LIU, "matter", matter)
        assert "a 接收" in "\n".join(shown(app_of(pilot)))
        await press(pilot, "a")
        view = view_of(small, LIU, matter)
        assert view.offer is None
        assert (view.line.first_contact, view.line.handler) == (LI.name, LIU.name)
        assert "首问 李敏 → 经办 刘伟" in "\n".join(shown(app_of(pilot)))


async def test_keys_typed_ahead_of_the_dialog_reach_it(small: SmallStation) -> None:
    """All six keys in one moment: w does not open the withdrawal."""
    matter = matter_about(small, LI, "王")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        from textual import events

        for key in ("h", "l", "w", "enter", "2", "f10"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        for _round in range(20):
            await settled(pilot)
        view = view_of(small, LI, matter)
        assert view.offer is not None
        assert view.line.state == "handed_over"


async def test_a_form_half_filled_in_outlives_the_program_with_what_was_chosen(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows for somebody without a PC are open again and the next call is judged; sent, nothing is left."""
    monkeypatch.setattr(words, "PAUSE", 0.001)
    matter = matter_about(small, LI, "王")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "h", "0", "enter", *"陈[x", "enter", *"13900001111", "enter", "enter")
        await press(pilot, "2", "enter", "tab", *"明天 9:00")
        picks = {
            each: app_of(pilot).screen.query_one(f"#{each}", PickList).typed
            for each in ("receiver", "reason")
        }
        filled = {
            "receiver": ["outside", picks["receiver"]],
            "reason": ["needs_site", picks["reason"]],
            "person": "陈[x",
            "phone": "13900001111",
            "call": "明天 9:00",
        }
        await kept(pilot, small, matter, "hand_over", filled)
        second = app_on(small)
        async with second.run_test(size=(80, 24)) as again:
            await signed_in(again, LI, "matter", matter)
            await press(again, "h")
            assert second.screen.query_one("#row-person").display
            assert "09:00" in second.screen.query_one("#row-call", FieldRow).verdict
            await press(again, "f10")
            assert isinstance(second.screen, MatterScreen)
    view = view_of(small, LI, matter)
    assert view.offer is not None
    assert (view.offer.to, view.begun) == ("陈[x", {})


async def test_a_choice_alone_is_kept_too(small: SmallStation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "PAUSE", 0.001)
    matter = matter_about(small, LI, "王")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "h", "l", "w", "enter")
        await kept(pilot, small, matter, "hand_over", {"receiver": ["103", LIU.name]})


async def test_somebody_without_a_pc_is_named_with_phone_and_next_call(small: SmallStation) -> None:
    """0 opens name, phone and unit; a wrong phone and a past time are said at their fields, nothing typed is lost."""
    matter = matter_about(small, LI, "符")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(
            pilot, "h", "0", "enter", *NASTY, "enter", *"123", "enter", *"运维班", "enter", "2", "enter"
        )
        await press(pilot, *"已口头告知", "enter", *"昨日", "f10")
        dialog = app_of(pilot).screen
        assert isinstance(dialog, HandOverDialog)
        assert app_of(pilot).focused is dialog.query_one("#call")
        await press(pilot, "ctrl+u", *"9:00", "f10")
        assert app_of(pilot).screen is dialog
        await press(pilot, *[] if app_of(pilot).focused is dialog.query_one("#phone") else ["shift+tab"])
        for row in ("phone", "call"):
            dialog.query_one(f"#{row}").focus()
            await press(pilot, "ctrl+u", *("13812345678" if row == "phone" else "16:00"))
        await press(pilot, "f10", "f10")
        view = view_of(small, LI, matter)
        assert view.offer is not None
        assert view.offer.to == NASTY
        assert view.next_call_at is not None
        assert "下次回话 今天 16:00" in view.timeline[0].what
        assert "已口头告知" in view.timeline[0].what
        assert "运维班" in view.timeline[0].what
        await press(pilot, "a")
        assert view_of(small, LI, matter).handler_outside == NASTY


async def test_what_is_missing_is_said_on_its_row(small: SmallStation) -> None:
    """F10 on an empty form, then with a person only."""
    matter = matter_about(small, LI, "符")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "h", "f10")
        assert "请选择接收人" in "\n".join(shown(app_of(pilot)))
        await press(pilot, "l", "w", "enter", "f10")
        text = "\n".join(shown(app_of(pilot)))
        assert "请选 1 到 4" in text
        assert "刘伟" in text
        await press(pilot, "9", "f10")
        assert isinstance(app_of(pilot).screen, HandOverDialog)
        assert view_of(small, LI, matter).offer is None


async def test_esc_asks_only_when_something_was_filled_in_and_a_small_window_loses_nothing(
    small: SmallStation,
) -> None:
    """60x18 and back, other language and back, no to the question: all fields as they were."""
    matter = matter_about(small, LI, "符")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "h", "escape")
        assert isinstance(app.screen, MatterScreen)
        await press(pilot, "h", "0", "enter", *NASTY)
        await pilot.resize_terminal(60, 18)
        await settled(pilot)
        await pilot.resize_terminal(80, 24)
        await app.action_other_language()
        await settled(pilot)
        await press(pilot, "escape")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "enter")
        dialog = app.screen
        assert isinstance(dialog, HandOverDialog)
        chosen = dialog.query_one("#receiver", PickList).chosen
        assert chosen is not None
        assert chosen.id == "outside"
        assert dialog.query_one("#person", LineInput).value == NASTY
        assert dialog.query_one("#row-person").display


async def test_a_hand_over_is_sent_back_with_a_reason_and_taken_back_by_its_giver(
    small: SmallStation,
) -> None:
    """b 2; then to somebody else, and k before anybody took it."""
    offered = matter_about(small, LI, "陈")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", offered)
        await press(pilot, "b", "2")
        view = view_of(small, LIU, offered)
        assert view.offer is None
        assert "资料不齐" in view.timeline[0].what
        await signed_in(pilot, LIU, "matter", offered)
        await press(pilot, "h", "w", "q", "enter", "1", "f10")
        assert view_of(small, LIU, offered).offer is not None
        small.clock.advance(timedelta(minutes=1))
        await press(pilot, "k")
        assert view_of(small, LIU, offered).offer is None
        assert "收回移交" in view_of(small, LIU, offered).timeline[0].what


async def test_taking_what_somebody_else_took_is_refused_in_words(small: SmallStation) -> None:
    """The lead took it meanwhile: the key says so and the screen shows who works on it."""
    offered = matter_about(small, LI, "陈")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", offered)
        small.services.matters.take(WANG, offered)
        await press(pilot, "a")
        assert any("移交" in note.message for note in app_of(pilot)._notifications)
        assert "a 接收" not in "\n".join(shown(app_of(pilot)))
