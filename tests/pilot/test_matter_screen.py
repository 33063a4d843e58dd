"""One matter on the screen: what is shown, what may be done, and what happens to typed text."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from counter_tui.app import CounterApp
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.screens.common import Common
from counter_tui.screens.dialogs import Choose
from counter_tui.screens.matter.screen import MatterScreen
from counter_tui.screens.rating.screen import RatingScreen
from counter_tui.settings import Language
from counter_tui.widgets.cells import width
from counter_tui.widgets.roles import is_ambiguous
from counter_tui.widgets.timeline import Timeline
from support.apps import app_on, desk_of, settled, shown, signed_in
from support.matter_screen import (
    Seconds,
    app_of,
    matter_about,
    matter_of,
    press,
    strike,
    tick,
    view_of,
)
from support.random_keys import RANDOM_KEYS
from support.stations import LI, LIU, WANG, ZHAO, SmallStation, open_small_station
from support.toasts import toast_row

NASTY = "[/b] 您好 [bold"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


async def test_the_screen_shows_who_answers_what_is_promised_owed_and_what_happened(
    small: SmallStation,
) -> None:
    """Masked customer, chain, promise and paper with due and state, the acceptance in the timeline."""
    matter = matter_about(small, LI, "王")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        text = "\n".join(shown(app_of(pilot)))
        for words in (
            "首问 李敏",
            "经办 李敏",
            "王**",
            "138****0001",
            "送电",
            "明天",
            "用电地址物权证件",
            "已逾期",
        ):
            assert words in text
        assert "王建国" not in text
        assert "13812340001" not in text
        assert "受理低压居民新装" in text
        assert "1114-0001" in text.splitlines()[0]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("who", ["王", "欧阳", "吴", "何", "蔡", "陈"])
async def test_nothing_is_wider_than_the_screen_in_either_language_and_look(
    small: SmallStation, size: tuple[int, int], who: str
) -> None:
    """Every line fits, the way out is named, and the plain look has no sign whose width terminals disagree on."""
    matter = matter_about(small, LI, who)
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        for _language in range(2):
            await app.action_other_language()
            await settled(pilot)
            assert all(width(line) == size[0] for line in shown(app))
            assert re.search(r"Esc (Back|返回) .*F1 ", shown(app)[-1])
        await app.apply(replace(app.settings, theme="plain"))
        await settled(pilot)
        assert not [sign for line in shown(app) for sign in line if is_ambiguous(sign)]


async def test_only_what_the_rules_allow_is_offered_and_keys_of_others_do_nothing(
    small: SmallStation,
) -> None:
    """An auditor may look, in full for a reason; noting, taking and closing are not there, nor in the palette."""
    matter = matter_about(small, LI, "王")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, ZHAO, "matter", matter)
        screen = matter_of(pilot)
        offered = {each.id for each in screen.commands()}
        assert "matter.reveal" in offered
        assert "matter.note" not in offered
        assert "matter.close" not in offered
        assert "matter.hand_over" not in offered
        before = len(view_of(small, ZHAO, matter).timeline)
        await press(pilot, *"ahnmrecxzwk")
        assert app_of(pilot).screen is screen
        assert len(view_of(small, ZHAO, matter).timeline) == before


async def test_a_key_that_can_do_nothing_now_says_which_rule_stands_in_the_way(small: SmallStation) -> None:
    """An unanswered matter is not closed; with nobody's offer there is nothing to take over."""
    matter = matter_about(small, LI, "王")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        for key, words in (("e", "还没有答复"), ("a", "没有待接收的移交")):
            await press(pilot, key)
            assert any(words in note.message for note in app_of(pilot)._notifications)
        assert not view_of(small, LI, matter).answer


async def test_an_answer_is_written_told_and_the_matter_closed(small: SmallStation) -> None:
    """The stages by n, then r text Enter, i 2, e: the timeline has the three of them, each once."""
    matter = matter_about(small, LI, "吴")
    seconds = Seconds()
    async with app_on(small, seconds=seconds).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        for seconds.value in (2000.0, 3000.0):
            await press(pilot, "n")
        await press(pilot, "r", *NASTY, "enter", "enter")
        assert view_of(small, LI, matter).line.state == "answered"
        assert "还没有告知客户" in "\n".join(shown(app_of(pilot)))
        await press(pilot, "i", "2", "2")
        assert view_of(small, LI, matter).informed
        await press(pilot, "e", "e")
        view = view_of(small, LI, matter)
        assert view.line.state == "closed"
        told = [each.what for each in view.timeline[:3]]
        assert told[0].startswith("已办结")
        assert told[1].startswith("客户已知道结果")
        assert told[2].startswith("答复")
        assert NASTY in view.answer


async def test_an_answer_before_the_last_stage_asks_why_and_the_reason_is_told(small: SmallStation) -> None:
    """Esc writes nothing; r 1 Enter text Enter answers early, and the matter closes with its stages left.

    A kind without stages asks so about a paper due before the answer.
    """
    matter = matter_about(small, LI, "吴")
    household = small.accept(
        LI,
        "BZ220",
        id_kind="resident_id",
        id_number="110101199003074477",
        name="王建国",
        account="0417000018",
    )
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "r")
        assert isinstance(app_of(pilot).screen, Choose)
        asked = "\n".join(shown(app_of(pilot)))
        assert "1  办不成" in asked
        assert "2  重复受理" in asked
        assert "Enter 选定   Esc 取消" in asked
        await press(pilot, "escape")
        assert not view_of(small, LI, matter).answer
        await press(pilot, "r", "1", "enter", *"客户要求联系其儿子", "enter")
        assert view_of(small, LI, matter).timeline[0].what == "提前答复（办不成）：客户要求联系其儿子"
        await press(pilot, "i", "2")
        await press(pilot, "e")
        view = view_of(small, LI, matter)
        assert (view.line.state, view.stage) == ("closed", None)
        app_of(pilot).go("matter", household)
        await settled(pilot)
        await press(pilot, "r")
        assert "还没收到，为什么现在就答复" in "\n".join(shown(app_of(pilot)))
        await press(pilot, "2", "enter", *"并入在办的申请", "enter")
        assert view_of(small, LI, household).timeline[0].what.startswith("提前答复（")


async def test_the_customer_not_reached_is_recorded_and_the_answer_stays_owed(small: SmallStation) -> None:
    """i 0 asks when to call again; Enter leaves it at the next working day, and the timeline says so."""
    matter = matter_about(small, LI, "何")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "i", "0", "enter")
        view = view_of(small, LI, matter)
        assert not view.informed
        assert "下次回话 明天 16:00 前" in view.timeline[0].what
        assert "未联系上客户" in view.timeline[0].what


async def test_an_act_is_undone_within_half_a_minute_and_no_longer_offered_after(
    small: SmallStation,
) -> None:
    """u takes the note back; after 31 seconds the key is gone."""
    matter = matter_about(small, LI, "吴")
    seconds = Seconds()
    async with app_on(small, seconds=seconds).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "m", *"请带表号", "f10")
        await press(pilot, "u")
        view = view_of(small, LI, matter)
        assert view.timeline[1].undone
        assert "（已撤销）" in "\n".join(shown(app_of(pilot)))
        await press(pilot, "m", *"再记", "f10")
        assert "u 撤销" in shown(app_of(pilot))[-1]
        small.clock.advance(timedelta(seconds=31))
        seconds.value += 32
        await tick(pilot)
        assert "u 撤销" not in shown(app_of(pilot))[-1]


def toasts(pilot: Pilot[None]) -> list[str]:
    """What the toasts on the screen say."""
    return [note.message for note in app_of(pilot)._notifications]


@pytest.mark.parametrize(("size", "warning"), [((80, 24), ""), ((120, 36), "备份没有做成")])
async def test_a_toast_covers_no_row_that_is_read(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], warning: str
) -> None:
    """It stands in the empty row under the second line, also where a banner has pushed that down."""
    monkeypatch.setattr(CounterApp, "warning", warning)
    matter = matter_about(small, LI, "何")
    for _note in range(9):
        small.services.matters.note(LI, matter, "催办，请尽快回电")
    app = app_on(small)
    async with app.run_test(size=size, notifications=True) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "m", *"请带表号", "enter")
        told, under = await toast_row(pilot)
        assert "撤销备注" in told
        assert not under.strip()


@pytest.mark.parametrize(("size", "language"), [((80, 24), "en"), ((100, 30), "en"), ((80, 24), "zh")])
async def test_a_long_refusal_covers_nothing_and_everything_stands_as_before_when_it_has_gone(
    small: SmallStation, size: tuple[int, int], language: Language
) -> None:
    """What is under it makes way, in a window made narrower too; said again it stands there once."""
    matter = matter_about(small, LI, "王")
    seconds = Seconds()
    app = app_on(small, seconds=seconds)
    async with app.run_test(size=size, notifications=True) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await app.apply(replace(app.settings, language=language))
        await settled(pilot)
        before = shown(app)
        first = before[3]
        for _time in range(2):
            seconds.value += 1
            await press(pilot, "n")
            told = [line.rstrip() for line in shown(app)]
            below = told.index(first.rstrip())
            assert "".join(line.strip() for line in told[2:below]).replace(" ", "") == toasts(pilot)[
                -1
            ].replace(" ", "")
            assert told[below : below + 3] == [line.rstrip() for line in before[3:6]]
        if size[0] > 80:
            await pilot.resize_terminal(80, 24)
            await settled(pilot)
            assert first.rstrip() in [line.rstrip() for line in shown(app)]
            return
        app.clear_notifications()
        await settled(pilot)
        assert shown(app) == before


async def test_the_toast_of_each_act_stands_in_the_same_row(small: SmallStation) -> None:
    """What was told before leaves no room behind, neither above the next nor in what makes way."""
    matter = matter_about(small, LI, "何")
    app = app_on(small)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        first = shown(app)[3]
        for words in ("一", "二", "三"):
            await press(pilot, "m", *words, "enter")
            assert words in shown(app)[2]
            assert shown(app)[3] == first


async def test_one_toast_at_a_time_says_what_u_takes_back(small: SmallStation) -> None:
    """A newer act takes the older offer away; undone acts leave the one before; no other screen shows the offer."""
    matter = matter_about(small, LI, "何")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "m", *"请带表号", "f10")
        assert toasts(pilot) == ["备注：请带表号   u 撤销备注"]
        await press(pilot, "i", "2")
        assert toasts(pilot) == ["客户已知道结果（电话）   u 撤销告知客户"]
        await press(pilot, "u")
        assert toasts(pilot) == ["撤销：告知客户   u 撤销备注"]
        await press(pilot, "m")
        assert toasts(pilot) == []
        await press(pilot, *("很" * 70), "f10")
        (said,) = toasts(pilot)
        assert said == f"备注：{'很' * 70}\nu 撤销备注", "what undo says cuts nothing of the act"
        await press(pilot, "escape")
        assert not isinstance(app_of(pilot).screen, MatterScreen)
        assert toasts(pilot) == []
    view = view_of(small, LI, matter)
    assert (view.undoes, view_of(small, WANG, matter).undoes) == ("NoteAdded", "")


async def test_no_toast_of_the_matter_stands_over_its_questions(small: SmallStation) -> None:
    """A refusal is gone when the next key asks something; on another screen it may still be read."""
    matter = matter_about(small, LI, "王")
    seconds = Seconds()
    async with app_on(small, seconds=seconds).run_test(size=(80, 24), notifications=True) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "n")
        assert len(toasts(pilot)) == 1
        await press(pilot, "m")
        assert toasts(pilot) == []
        await press(pilot, "escape")
        assert "先补收" not in "\n".join(shown(app_of(pilot)))
        seconds.value += 1
        await press(pilot, "n")
        await press(pilot, "escape")
        assert not isinstance(app_of(pilot).screen, MatterScreen)
        assert len(toasts(pilot)) == 1


async def test_full_details_need_a_reason_are_recorded_and_hide_again(small: SmallStation) -> None:
    """v 1 shows them for a minute; then the tick masks them."""
    matter = matter_about(small, LI, "王")
    seconds = Seconds()
    async with app_on(small, seconds=seconds).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "v", "1")
        assert "13812340001" in "\n".join(shown(app_of(pilot)))
        assert "联系客户" in view_of(small, LI, matter).timeline[0].what
        seconds.value += 59
        await tick(pilot)
        assert "13812340001" in "\n".join(shown(app_of(pilot)))
        await press(pilot, "m", *"已联系", "enter")
        assert "13812340001" in "\n".join(shown(app_of(pilot)))
        seconds.value += 2
        await tick(pilot)
        text = "\n".join(shown(app_of(pilot)))
        assert "13812340001" not in text
        assert "138****0001" in text


async def test_the_lock_and_another_screen_end_the_full_details_at_once(small: SmallStation) -> None:
    """Locked from the screen or from a question over it, and under another screen, they are masked on the return."""
    matter = matter_about(small, LI, "王")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        app = app_of(pilot)

        def in_full() -> bool:
            return "13812340001" in "\n".join(shown(app))

        async def back() -> None:
            desk_of(app).locked = False
            app.pop_screen()
            await settled(pilot)

        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "v", "1")
        assert in_full()
        await press(pilot, "ctrl+l")
        await back()
        assert isinstance(app.screen, MatterScreen)
        assert not in_full()
        await press(pilot, "v", "1", "m", "ctrl+l")
        await back()
        await press(pilot, "escape")
        assert isinstance(app.screen, MatterScreen)
        assert not in_full()
        await press(pilot, "v", "1")
        assert in_full()
        app.go("find")
        await settled(pilot)
        await press(pilot, "escape")
        assert isinstance(app.screen, MatterScreen)
        assert not in_full()
        await press(pilot, "v", "escape")
        assert not in_full()
        await press(pilot, "v", "v", "1", "1")
        assert in_full()
    reasons = [line.what for line in view_of(small, LI, matter).timeline if "完整" in line.what]
    assert len(reasons) == 4


async def test_what_was_asked_in_full_before_the_lock_does_not_come_after_it(small: SmallStation) -> None:
    """The lock falls between the writing of the fact and the showing: nothing is shown, the fact stays."""
    matter = matter_about(small, LI, "王")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        screen = matter_of(pilot)
        view = screen.asked_in_full.asking(0.0, lambda: small.services.matters.reveal(LI, matter, "call"))
        assert view.full
        screen.covered()
        screen.revealed(view)
        await settled(pilot)
        assert "13812340001" not in "\n".join(shown(app_of(pilot)))


async def test_who_is_not_concerned_is_told_who_is_instead_of_being_shown(small: SmallStation) -> None:
    """A colleague's v is refused in words; the key line does not offer it, the lead's does."""
    matter = matter_about(small, LI, "王")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LIU, "matter", matter)
        assert not matter_of(pilot).can("reveal")
        await press(pilot, "v")
        assert isinstance(app_of(pilot).screen, MatterScreen)
        assert any("请值长查看" in note.message for note in app_of(pilot)._notifications)


async def test_a_stage_is_reached_once_by_a_key_that_echoes(small: SmallStation) -> None:
    """n n in one moment is one stage."""
    matter = matter_about(small, LI, "欧阳")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        before = len(view_of(small, LI, matter).timeline)
        await press(pilot, "n", "n")
        assert len(view_of(small, LI, matter).timeline) == before + 1


async def test_a_stage_that_a_paper_holds_up_says_which(small: SmallStation) -> None:
    """The rule's words come as a toast, and nothing is written."""
    matter = matter_about(small, LI, "王")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        before = len(view_of(small, LI, matter).timeline)
        await press(pilot, "n")
        assert len(view_of(small, LI, matter).timeline) == before
        assert any("用电地址物权证件" in note.message for note in app_of(pilot)._notifications)


async def test_a_refusal_says_people_by_their_names(small: SmallStation) -> None:
    """Whose matter it is, also where the number alone stands in the rule."""
    matter = matter_about(small, LI, "何")
    small.services.matters.hand_over(LI, matter, Receiver("103"), "needs_site")
    small.services.matters.take(LIU, matter)
    small.services.matters.answer(LIU, matter, "电量无误")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LIU, "matter", matter)
        await press(pilot, "i")
        (said,) = toasts(pilot)
        assert "首问责任人 李敏" in said
        assert LI.staff_no not in said


async def test_the_receipt_again_is_a_copy(small: SmallStation) -> None:
    """p p: the second one is marked in the timeline."""
    matter = matter_about(small, LI, "吴")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "p")
        await press(pilot, "p")
        assert "副本" in view_of(small, LI, matter).timeline[0].what


async def test_l_prints_the_letter_and_says_why_there_is_none(small: SmallStation) -> None:
    """Offered while papers are owed; on a question about a bill the key says that none is."""
    matter = matter_about(small, LI, "王")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "l")
        assert "打印承诺书：用电地址物权证件" in view_of(small, LI, matter).timeline[0].what
        (said,) = toasts(pilot)
        assert "-letter.pdf" in said
    bill = matter_about(small, LI, "何")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", bill)
        await press(pilot, "l")
        assert "没有未交的材料" in toasts(pilot)[0]


async def test_a_paper_that_stops_the_stage_can_be_put_before_the_lead(small: SmallStation) -> None:
    """n says which paper and the key to ask with; the lead opens it from the first screen and waives it."""
    matter = matter_about(small, LI, "王")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "n")
        assert "g: 请示值长" in "".join(toasts(pilot)[0].split("\n"))
        await press(pilot, "g", "enter", *"抵押", "enter")
        assert "请值长决定免交“用电地址物权证件”：抵押" in view_of(small, LI, matter).timeline[0].what
        assert "已请示值长" in "".join(shown(app_of(pilot)))
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        assert "缺材料待值长定" in "".join(shown(app_of(pilot)))
        await press(pilot, "escape")
        app_of(pilot).screen.show_list("stopped")  # type: ignore[attr-defined]
        await settled(pilot)
        await press(pilot, "enter", "n")
        assert "x: 免交材料" in "".join(toasts(pilot)[0].split("\n"))
        await press(pilot, "x", "enter", *"已看", "enter")
        assert small.services.home.view(WANG).stopped == ()


async def test_another_programs_writing_is_shown_without_moving_anything(small: SmallStation) -> None:
    """A colleague's note comes in; focus and scroll stay where they are."""
    matter = matter_about(small, LI, "王")
    for number in range(30):
        small.services.matters.note(LI, matter, f"第 {number} 条")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        timeline = matter_of(pilot).query_one("#timeline", Timeline)
        await press(pilot, "down", "down", "down")
        scrolled = timeline.scroll_y
        assert scrolled > 0
        small.services.matters.note(WANG, matter, "值长看过")
        matter_of(pilot).store_changed()
        await settled(pilot)
        assert app_of(pilot).focused is timeline
        assert timeline.scroll_y == scrolled
        view = matter_of(pilot).view
        assert view is not None
        assert "值长看过" in view.timeline[0].what


async def test_an_unknown_matter_is_said_and_left(small: SmallStation) -> None:
    """The screen closes itself with the rule's words."""
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", "00" * 16)
        assert not isinstance(app_of(pilot).screen, MatterScreen)
        assert any("没有这个事项" in n.message or "编号" in n.message for n in app_of(pilot)._notifications)


@pytest.mark.parametrize("seed", range(2))
async def test_random_keys_break_nothing_at_a_matter(small: SmallStation, seed: int) -> None:
    """Letters, digits, Enter, Esc, arrows, F-keys on the screen and its questions: the app lives, the screen shows."""
    matter = matter_about(small, LI, "王" if seed % 2 else "陈")
    rng = random.Random(seed)
    keys = [
        *"abcehijkmnoprtuvwxyz0123456789",
        "enter",
        "escape",
        "tab",
        "up",
        "down",
        "backspace",
        "f10",
        "f1",
    ]
    keys += ["ctrl+p", "ctrl+y", "left_square_bracket", "slash", "space", "pagedown", "shift+tab"]
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        for _turn in range(RANDOM_KEYS // 10):
            strike(pilot, [rng.choice(keys) for _key in range(10)])
            await settled(pilot)
            if isinstance(app.screen, RatingScreen) or not any(
                isinstance(s, MatterScreen) for s in app.screen_stack
            ):
                app.start_over("home")
                await settled(pilot)
                app.go("matter", matter)
                await settled(pilot)
            assert isinstance(app.screen, Common)
        assert app.return_code is None
        assert view_of(small, LI, matter).timeline
