"""The acceptance form while it is being filled in: verdicts, the file, papers, drafts, languages, sizes, odd input."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual import events

from counter_tui.app import CounterApp
from counter_tui.bootstrap import open_services
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import set_language
from counter_tui.screens.acceptance import AcceptanceScreen, AcceptedScreen
from counter_tui.screens.acceptance.form import Form
from counter_tui.screens.acceptance.papers import Papers
from counter_tui.screens.acceptance.promises import Why
from counter_tui.screens.dialogs import Choose, Confirm
from counter_tui.screens.rating.screen import RatingScreen
from counter_tui.settings import read_settings, write_settings
from counter_tui.widgets.burst import code_shaped
from counter_tui.widgets.roles import is_ambiguous
from support.acceptance_form import (
    KNOWN,
    STRANGER,
    app_of,
    at_rest,
    done_screen,
    exported,
    fill,
    form,
    form_screen,
    go_to,
    press,
    texts,
    verdict,
)
from support.apps import app_on, desk_of, settled, shown, signed_in, until
from support.random_keys import RANDOM_KEYS
from support.stations import CONNECTION, LI, SmallStation, open_small_station

COMPANY = "913301007853256723"
TRANSFER, INVOICE, TEMPORARY = "BZ212", "BZ402", "BZ107"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station, and Chinese again afterwards."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


async def test_enter_waits_for_the_judgement_that_overtook_its_own(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a slow PC the pause in typing ends while Enter's own judgement is still under way; Enter goes on from both."""
    asked, turns = threading.Semaphore(0), count()
    gates = [threading.Event(), threading.Event()]

    def slowly(*what: Any) -> Any:
        mine = next(turns)
        asked.release()
        if mine < len(gates):
            gates[mine].wait(60)
        return assess(*what)

    app = app_on(small)
    async with app.run_test() as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        service, screen = desk_of(app).services.acceptance, form_screen(pilot)
        assess = service.assess
        monkeypatch.setattr(screen, "judge_soon", lambda: None)
        await pilot.press(*KNOWN)
        monkeypatch.setattr(service, "assess", slowly)
        await pilot.press("enter")
        assert await asyncio.to_thread(asked.acquire, timeout=60)
        screen.judge_now()
        assert await asyncio.to_thread(asked.acquire, timeout=60)
        gates[0].set()
        while not screen.ready and not asked.acquire(blocking=False):
            await pilot.pause()
        gates[1].set()
        await settled(pilot)
        assert texts(pilot, "name") == ["王建国"]
        assert form(pilot).focused_key() == "phone"


@pytest.mark.parametrize("outcome", ["judged", "refused"])
async def test_a_judgement_that_comes_while_the_form_is_built_in_another_language_waits_for_it(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch, outcome: str
) -> None:
    """The form is there without its fields for a moment: neither the answer nor the lock may fall over that."""
    asked, answer, in_thread = asyncio.Event(), asyncio.Event(), asyncio.to_thread
    compose = Form._compose

    async def held(work: Callable[..., Any], *what: Any) -> Any:
        if work != assess:
            return await in_thread(work, *what)
        asked.set()
        await answer.wait()
        if outcome == "refused":
            raise RuleBroken("store_busy")
        return work(*what)

    async def late(self: Form) -> None:
        answer.set()
        screen.post_message(events.ScreenSuspend())
        for _round in range(30):
            await asyncio.sleep(0)
        await compose(self)

    app = app_on(small)
    async with app.run_test() as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await pilot.press(*KNOWN)
        await settled(pilot)
        screen, assess = form_screen(pilot), desk_of(app).services.acceptance.assess
        with monkeypatch.context() as slow:
            slow.setattr(asyncio, "to_thread", held)
            slow.setattr(Form, "_compose", late)
            screen.judge_now()
            await asked.wait()
            await app.action_other_language()
        await settled(pilot)
        assert app.screen is screen
        assert texts(pilot, "id_number") == [KNOWN]
        assert "Kind of request" in "\n".join(shown(app))


# -- verdicts


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("id_number", "110101199003074478", "第 18 位应为"),
        ("phone", "12812340001", "第 2 位应为"),
        ("phone2", "1381234", "还差"),
        ("agent_id_number", "110101199003074478", "第 18 位应为"),
        ("field:capacity", "十", "数字"),
        ("field:capacity", "900", "1"),
        ("field:until", "2026-02-30", "2026"),
    ],
)
async def test_wrong_input_is_said_on_its_row_and_stays(
    small: SmallStation, key: str, typed: str, words: str
) -> None:
    """The verdict names what is wrong; submitting puts the focus there; nothing typed is lost."""
    app = app_on(small)
    kind = TEMPORARY if key == "field:until" else CONNECTION
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, kind)
        await fill(pilot, id_number=STRANGER, name="郑小满", address="村12号")
        if key == "agent_id_number":
            await press(pilot, "ctrl+g", *"丁代办")
        await fill(pilot, **{key: typed})
        await go_to(pilot, "remark")
        await settled(pilot)
        assert words in verdict(pilot, key)
        count = len(exported(small.services))
        await press(pilot, "f10")
        assert form(pilot).focused_key() == key
        assert words in verdict(pilot, key)
        assert form(pilot).text(key) == typed
        assert texts(pilot, "name", "address") == ["郑小满", "村12号"]
        assert len(exported(small.services)) == count


async def test_what_is_missing_is_said_only_when_it_is_submitted(small: SmallStation) -> None:
    """An empty field is no mistake until F10; then the first one has the focus and its words."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        assert "✗" not in "".join(shown(app))
        await press(pilot, "f10")
        assert form(pilot).focused_key() == "id_number"
        assert "✗" in verdict(pilot, "id_number")
        await fill(pilot, id_number=STRANGER)
        await press(pilot, "f10")
        assert form(pilot).focused_key() == "name"


async def test_a_growing_number_is_not_scolded(small: SmallStation) -> None:
    """While it is typed the missing digits are counted quietly; at rest they are an error; the number is masked."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER[:12])
        assert "6" in verdict(pilot, "id_number")
        assert "✗" not in verdict(pilot, "id_number")
        assert STRANGER[:12] in "".join(shown(app))
        await go_to(pilot, "name")
        await settled(pilot)
        assert "✗" in verdict(pilot, "id_number")
        await fill(pilot, id_number=STRANGER)
        await go_to(pilot, "name")
        await settled(pilot)
        assert STRANGER not in "".join(shown(app))
        assert STRANGER[:3] + "*" * 11 + STRANGER[-4:] in "".join(shown(app))


# -- the file


async def test_a_customer_on_file_fills_what_is_empty_and_nothing_else(small: SmallStation) -> None:
    """A typed phone stays; name and address come from the file; what is open is counted and opens with Ctrl+T."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance")
        await fill(pilot, phone="13900001234", id_number=KNOWN)
        assert texts(pilot, "name", "phone") == ["", "13900001234"]
        await press(pilot, "ctrl+o")
        assert isinstance(app.screen, Choose)
        await press(pilot, "enter")
        assert texts(pilot, "name", "phone", "address") == ["王建国", "13900001234", "和平路12号2单元301"]
        assert "在途 1 件" in verdict(pilot, "name")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("911124198108030024|ZHENGJIAN, YANGBEN MARIA DEL CARMEN|F", "ZHENGJIAN, YANGBEN MARIA DEL CARMEN"),
        (f"{STRANGER},阿卜杜热合曼·阿卜杜热依木·买买提,男", "阿卜杜热合曼·阿卜杜热依木·买买提"),
    ],
)
async def test_a_long_name_from_a_card_is_kept_whole_and_read_from_its_beginning(
    small: SmallStation, line: str, name: str
) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance")
        for read in (f"{STRANGER},王建国", line):
            assert form_screen(pilot).take_scan(read)
            await settled(pilot)
        assert texts(pilot, "name") == [name]
        assert any(name[:10] in row for row in shown(app_of(pilot)))


async def test_a_number_corrected_to_another_customer_takes_the_first_ones_particulars_back(
    small: SmallStation,
) -> None:
    """What one file filled in never stays with another customer's number; what was typed does."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance")
        await fill(pilot, id_number=KNOWN, remark="急用")
        assert texts(pilot, "name", "phone") == ["王建国", "13812340001"]
        await fill(pilot, id_number="110101198506151249")
        assert texts(pilot, "name", "phone") == ["欧阳丽华", "13812340002"]
        await fill(pilot, id_number=STRANGER)
        assert texts(pilot, "name", "phone", "address", "remark") == ["", "", "", "急用"]


async def test_a_phone_alone_next_to_another_number_fills_nothing(small: SmallStation) -> None:
    """A relative's phone must not bring the relative's name."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance")
        await fill(pilot, id_number=STRANGER, phone="13812340001")
        assert texts(pilot, "name", "address") == ["", ""]
        assert "^O" in verdict(pilot, "name")


async def test_an_account_typed_for_an_invoice_finds_its_customer(small: SmallStation) -> None:
    """Kinds that need an account show its row; one typed before the kind was known goes there."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance")
        await fill(pilot, id_number="0417000018")
        await go_to(pilot, "kind")
        await press(pilot, *"fp", "enter")
        assert not form(pilot).shown("id_number")
        assert texts(pilot, "id_number", "account", "name") == ["", "0417000018", "王建国"]
        await press(pilot, "f10")
        assert isinstance(app.screen, AcceptedScreen)


async def test_a_customer_chosen_elsewhere_opens_with_account_and_name(small: SmallStation) -> None:
    """The first field is then not the identity but what is still unknown."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, INVOICE, "", "0417000018")
        assert texts(pilot, "account", "name") == ["0417000018", "王建国"]


# -- kinds, classes, papers, promises


async def test_a_company_number_decides_class_and_paper_and_both_can_be_changed(small: SmallStation) -> None:
    """The class follows the number; chosen by hand it stays; Ctrl+N says which paper it is."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, TRANSFER)
        await fill(pilot, id_number=COMPANY, name="万泉饲料厂", address="村东头")
        screen = form_screen(pilot)
        assert screen.collect().id_kind == "uscc"
        assert form(pilot).text("customer_class") == "business"
        await go_to(pilot, "customer_class")
        await press(pilot, "ctrl+u", *"小微", "enter")
        assert screen.collect().customer_class == "small_business"
        await press(pilot, "f10")
        view = small.services.matters.view(LI, done_screen(pilot)._accepted.matter_id)
        assert view.customer.customer_class == "small_business"


async def test_the_paper_is_chosen_by_hand(small: SmallStation) -> None:
    """A household register carries the same number as a card."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER)
        await press(pilot, "ctrl+n")
        assert isinstance(app.screen, Choose)
        await press(pilot, *"户口", "enter")
        assert form_screen(pilot).collect().id_kind == "household_register"
        assert "户口本" in "".join(shown(app))


async def test_a_paper_that_is_here_after_all_is_not_owed(small: SmallStation) -> None:
    """Space on it in the list of papers; once more and it is owed again; the letter goes with the last one."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER, name="郑小满", address="村东头")
        papers = form_screen(pilot).query_one(Papers)
        assert [row.here for row in papers.rows] == [True, False, False]
        papers.focus()
        await press(pilot, "space")
        assert [row.here for row in papers.rows] == [True, True]
        await press(pilot, "f10")
        assert small.services.matters.view(LI, done_screen(pilot)._accepted.matter_id).papers == ()


async def test_a_paper_on_file_can_be_asked_for_anew(small: SmallStation) -> None:
    """Space: asked for, then here, then on file again; what is submitted is what the list said."""
    deed = {"id_kind": "resident_id", "id_number": STRANGER, "name": "郑小满", "address": "村东头"}
    small.accept(LI, CONNECTION, **deed, papers_shown=("property",))
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER, name="郑小满", address="村东头")
        papers = form_screen(pilot).query_one(Papers)
        assert [(row.code, row.on_file) for row in papers.rows[1:]] == [("property", True)]
        assert "已在档（1120-" in "".join(shown(app))
        papers.focus()
        await press(pilot, "space")
        assert [(row.code, row.here) for row in papers.rows[1:]] == [
            ("property", False),
            ("commitment", False),
        ]
        await press(pilot, "space")
        assert [(row.code, row.here, row.on_file) for row in papers.rows[1:]] == [("property", True, False)]
        await press(pilot, "space")
        assert [row.on_file for row in papers.rows[1:]] == [True]
        await press(pilot, "f10")
        view = small.services.matters.view(LI, done_screen(pilot)._accepted.matter_id)
        assert [paper.paper for paper in view.on_file] == ["property"]
        assert "不再要的材料" in "".join(shown(app))


async def test_why_explains_every_promise_and_closes(small: SmallStation) -> None:
    """Ctrl+Y shows the counting in words and the rule's title."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await press(pilot, "ctrl+y")
        assert isinstance(app.screen, Why)
        words = "".join(shown(app))
        assert "十项承诺" in words
        assert "监管时限" in words
        await press(pilot, "ctrl+y")
        assert isinstance(app.screen, AcceptanceScreen)


async def test_one_enter_too_many_never_chooses_a_request(small: SmallStation) -> None:
    """In the empty field Enter only shows the list; an arrow or a letter is a choice."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance")
        await go_to(pilot, "kind")
        await press(pilot, "enter", "enter")
        assert form(pilot).kind_picked == ""
        await press(pilot, "down", "up", "enter")
        assert form(pilot).kind_picked == CONNECTION


async def test_values_of_a_kind_come_back_with_it(small: SmallStation) -> None:
    """Changing the kind and back keeps what was typed into its fields, and days typed short are written out."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, TEMPORARY)
        await fill(pilot, **{"field:capacity": "15"})
        await go_to(pilot, "field:until")
        await press(pilot, *"+10", "enter")
        assert texts(pilot, "field:until") == ["2025-11-30"]
        for initials, kind in (("xz", CONNECTION), ("ls", TEMPORARY)):
            await go_to(pilot, "kind")
            await press(pilot, "ctrl+u", *initials, "enter")
            assert form(pilot).kind_picked == kind
        assert texts(pilot, "field:capacity", "field:until") == ["15", "2025-11-30"]


# -- drafts


async def test_escape_keeps_the_draft_and_it_opens_in_the_same_field(small: SmallStation) -> None:
    """Everything typed is back, the focus too."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER, name="郑小满", **{"field:capacity": "12"})
        await go_to(pilot, "address")
        await press(pilot, *"村12号", "escape")
        assert app.screen.has_class("at-home")
        draft = small.services.drafts.list(LI)[0].draft_id
        app.go("acceptance", None, "", "", "", draft)
        await settled(pilot)
        assert texts(pilot, "id_number", "name", "address", "field:capacity") == [
            STRANGER,
            "郑小满",
            "村12号",
            "12",
        ]
        assert form(pilot).focused_key() == "address"
        await press(pilot, "f10")
        assert draft == done_screen(pilot)._accepted.matter_id
        assert draft not in [each.draft_id for each in small.services.drafts.list(LI)]


async def test_a_pause_in_typing_keeps_the_draft(small: SmallStation) -> None:
    """Nobody has to leave the form for it."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance")
        before = len(small.services.drafts.list(LI))
        await fill(pilot, name="郑小满")
        await until(lambda: len(small.services.drafts.list(LI)) > before)
        await settled(pilot)
        assert len(small.services.drafts.list(LI)) == before + 1
        assert "草稿已存" in "".join(shown(app))


async def test_closing_every_screen_keeps_the_draft(small: SmallStation) -> None:
    """The lock or another clerk closes the form; what was typed is its owner's draft."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance")
        before = len(small.services.drafts.list(LI))
        await press(pilot, "tab", *"郑小满")
        app.start_over("home")
        await settled(pilot)
        assert len(small.services.drafts.list(LI)) == before + 1


async def test_a_draft_that_is_gone_opens_an_empty_form(small: SmallStation) -> None:
    """It says so, and a new request can be taken down."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, "", "", "", "ab" * 16)
        assert texts(pilot, "id_number", "name") == ["", ""]
        assert form(pilot).focused_key() == "id_number"


# -- submitting


async def test_a_double_submit_makes_one_matter(small: SmallStation) -> None:
    """F10 hit three times at once."""
    app = app_on(small)
    count = len(exported(small.services))
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER, name="郑小满", address="村东头")
        for _time in range(3):
            app.simulate_key("f10")
        screen = form_screen(pilot)
        screen.action_submit()
        screen.action_submit()
        await settled(pilot)
        assert isinstance(app.screen, AcceptedScreen)
        assert len(exported(small.services)) == count + 1


async def test_keys_are_taken_again_only_when_the_next_field_has_the_focus(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a busy PC a key came between the two, and what was typed next went behind the number before."""
    focused: list[str] = []

    def be_ready(screen: AcceptanceScreen, ready: bool) -> None:
        screen.__dict__["ready"] = ready
        if ready and screen.focused is not None:
            focused.append(str(screen.focused.id))

    keys = property(lambda screen: screen.__dict__.get("ready", False), be_ready)
    monkeypatch.setattr(AcceptanceScreen, "ready", keys, raising=False)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance")
        await press(pilot, *STRANGER, "enter")
        assert focused[-1] == "field-name"
        await press(pilot, *"郑小满", "enter")
        assert focused[-1] == "field-kind-typed"
        await press(pilot, "1", "enter")
        assert focused[-1] == "field-phone"
        await press(pilot, "f10")
        assert focused[-1] == "field-address"


async def test_once_the_visit_was_rated_its_key_is_gone_from_the_panel(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER, name="郑小满", address="村东头")
        await press(pilot, "f10")
        screen = done_screen(pilot)
        assert "F4" in shown(app)[-1]
        await press(pilot, "f4")
        assert isinstance(app.screen, RatingScreen)
        await press(pilot, "5")
        app.screen._leave()
        await settled(pilot)
        assert done_screen(pilot) is screen
        assert "F4" not in shown(app)[-1]
        assert "已评价" in "\n".join(shown(app))


@pytest.mark.parametrize("folders", [1, 12])
async def test_the_place_of_the_receipt_is_shown_so_that_the_file_is_found(
    small: SmallStation, tmp_path: Path, folders: int
) -> None:
    """On lines of its own where it is long; the name of the file is whole however deep the folder lies."""
    papers = tmp_path.joinpath(*["papers-counter"] * folders)
    kept = read_settings(small.home.settings)
    write_settings(small.home.settings, replace(kept, papers_folder=str(papers)))
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER, name="郑小满", address="村东头")
        await press(pilot, "f10", "enter")
        (file,) = (each for each in papers.iterdir() if "-letter" not in each.name)
        told = "".join(line.strip() for line in shown(app))
        assert file.name in told
        assert (str(file) in told) == (folders == 1)
        await pilot.resize_terminal(120, 36)
        await settled(pilot)
        assert file.name in "".join(line.strip() for line in shown(app))


@pytest.mark.parametrize("code", ["disk_full", "store_busy"])
async def test_a_store_that_cannot_be_written_says_so_and_keeps_the_form(
    small: SmallStation, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words stand above the form; F10 works again when there is room."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER, name="郑小满", address="村东头")

        def refuse(*_given: object) -> None:
            raise RuleBroken(code)

        with monkeypatch.context() as broken:
            broken.setattr(type(small.services.acceptance), "submit", refuse)
            await press(pilot, "f10")
        assert texts(pilot, "id_number", "name") == [STRANGER, "郑小满"]
        assert "✗" in shown(app)[1]
        await press(pilot, "f10")
        assert isinstance(app.screen, AcceptedScreen)


async def test_a_draft_that_cannot_be_kept_is_not_left_without_a_question(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Esc asks; no stays on the form with everything, yes leaves."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance")

        def refuse(*_given: object) -> None:
            raise RuleBroken("disk_full")

        monkeypatch.setattr(type(small.services.drafts), "save", refuse)
        await fill(pilot, name="郑小满")
        app.simulate_key("escape")
        await until(lambda: isinstance(app.screen, Confirm))
        await pilot.press("enter")
        await settled(pilot)
        assert texts(pilot, "name") == ["郑小满"]


# -- devices, languages, sizes, odd input


@pytest.mark.parametrize("focused", ["name", "remark", "address", "kind", "field:capacity"])
async def test_a_card_read_anywhere_fills_identity_and_name(small: SmallStation, focused: str) -> None:
    """The burst never lands in the focused field; number and name go to their own."""
    app = app_on(small, looks_like_code=code_shaped, seconds=_no_time)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await go_to(pilot, focused)
        stood = form(pilot).text(focused)
        _burst(app, f"{STRANGER}|郑小满")
        await at_rest(pilot)
        assert texts(pilot, "id_number", "name") == [STRANGER, "郑小满"]
        if focused != "name":
            assert form(pilot).text(focused) == stood


@pytest.mark.parametrize(("line", "name"), [("", "郑小满"), ("|张三", "张三")])
async def test_a_card_read_while_a_name_is_committed_leaves_the_name_and_fills_the_number(
    small: SmallStation, line: str, name: str
) -> None:
    """The characters stand in their field before the card's own name, if it sends one, takes their place."""
    app = app_on(small, looks_like_code=code_shaped, seconds=_no_time)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await go_to(pilot, "name")
        _burst(app, f"郑小满{STRANGER}{line}")
        await at_rest(pilot)
        assert texts(pilot, "id_number", "name") == [STRANGER, name]


async def test_words_before_a_number_that_is_none_stay_with_it(small: SmallStation) -> None:
    """A wrong check digit is no reader's: everything stands where it was typed."""
    app = app_on(small, looks_like_code=code_shaped, seconds=_no_time)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await go_to(pilot, "remark")
        _burst(app, "户主110101197503051812")
        await at_rest(pilot)
        assert texts(pilot, "id_number", "remark") == ["", "户主110101197503051812"]


async def test_a_card_read_at_the_agents_field_is_the_agents(small: SmallStation) -> None:
    """The customer's number stays."""
    app = app_on(small, looks_like_code=code_shaped, seconds=_no_time)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await press(pilot, "ctrl+g")
        await at_rest(pilot)
        _burst(app, f"{STRANGER}|郑小满")
        await at_rest(pilot)
        assert texts(pilot, "id_number", "agent_name", "agent_id_number") == ["", "郑小满", STRANGER]


async def test_an_account_code_finds_its_field_and_a_meter_code_no_wrong_one(small: SmallStation) -> None:
    """13 digits are an account; a meter's 22 digits are refused in words by a kind without a meter."""
    app = app_on(small, looks_like_code=code_shaped, seconds=_no_time)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, TRANSFER)
        await go_to(pilot, "remark")
        _burst(app, "1234567890123")
        await at_rest(pilot)
        assert texts(pilot, "field:account", "remark") == ["1234567890123", ""]
        before = form_screen(pilot).collect().with_values(focus="")
        _burst(app, "1234567890123456789012")
        await at_rest(pilot)
        assert form_screen(pilot).collect().with_values(focus="") == before


async def test_a_change_of_language_keeps_everything_typed(small: SmallStation) -> None:
    """Fields, kind, the kind's fields, agent and focus; labels and verdicts change."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER, name="郑小满", **{"field:capacity": "12"})
        await press(pilot, "ctrl+g", *"丁代办")
        before = form_screen(pilot).collect()
        for word in ("Capacity", "容量"):
            await app.action_other_language()
            await settled(pilot)
            assert form_screen(pilot).collect() == before
            assert form(pilot).focused_key() == "agent_name"
            assert word in "".join(shown(app))


async def test_a_smaller_window_and_back_loses_nothing(small: SmallStation) -> None:
    """60 by 18 covers the form; afterwards it is as it was; at 120 columns papers stand beside it."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER, name="郑小满")
        before = form_screen(pilot).collect()
        for size in ((60, 18), (80, 24), (120, 36), (80, 24)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
        assert form_screen(pilot).collect() == before
        assert form(pilot).focused_key() == "name"


async def test_the_whole_form_of_a_connection_is_seen_at_once(small: SmallStation) -> None:
    """At 80 by 24 nothing has to be scrolled; in a long form the focused field is in sight."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER, name="郑小满")
        sheet = form_screen(pilot).query_one("#sheet")
        assert sheet.max_scroll_y == 0
        await press(pilot, "ctrl+g")
        await go_to(pilot, "remark")
        await settled(pilot)
        row = form(pilot).row("remark")
        assert sheet.region.contains_region(row.region)


async def test_the_plain_look_has_no_sign_of_doubtful_width(small: SmallStation) -> None:
    """Every cell of form, explanation and panel is one terminals agree on."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await app.apply(replace(app.settings, theme="plain"))
        await press(pilot, *KNOWN, "enter")
        looks = [*shown(app)]
        await press(pilot, "ctrl+y")
        looks += shown(app)
        await press(pilot, "escape", "f10", "enter")
        looks += shown(app)
        assert [each for each in "".join(looks) if is_ambiguous(each)] == []


@pytest.mark.parametrize("text", ["[/", "[b", "】", "[/b]】[red", "\\[", "[@click=app.exit]x[/]"])
async def test_text_is_never_markup(small: SmallStation, text: str) -> None:
    """Brackets go through the form, the draft, the panel and the matter as they were typed."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER)
        for key in ("name", "address", "remark"):
            form(pilot).control(key).value = text  # type: ignore[misc]
        await settled(pilot)
        assert "".join(shown(app)).count(text) >= 3
        await press(pilot, "f10")
        view = small.services.matters.reveal(LI, done_screen(pilot)._accepted.matter_id, "核对")
        assert (view.customer.name, view.remark) == (text, text)


def test_random_keys_do_no_harm_to_a_form(small: SmallStation) -> None:
    """No crash, and never two matters of one form, whatever is hit."""
    keys = [
        *"0123456789xX 王李[/】gq",
        *("enter", "enter", "tab", "shift+tab", "up", "down", "space", "backspace", "home", "end"),
        *("escape", "f10", "f2", "ctrl+s", "ctrl+y", "ctrl+t", "ctrl+g", "ctrl+n", "ctrl+o", "f1", "delete"),
    ]

    async def run() -> None:
        chance = random.Random(20251120)
        app = app_on(small)
        async with app.run_test(size=(80, 24)) as pilot:
            await signed_in(pilot, LI, "acceptance", None, CONNECTION)
            for _round in range(RANDOM_KEYS // 20):
                for _key in range(20):
                    app.simulate_key(chance.choice(keys))
                await settled(pilot)
                if not isinstance(app.screen, AcceptanceScreen | Choose | Confirm | Why):
                    app.start_over("home")
                    app.go("acceptance", None, CONNECTION)
                    await settled(pilot)
        assert app.return_code in (None, 0)

    before = len(exported(small.services))
    asyncio.run(run())
    again = open_services(small.home, small.clock)
    numbers = [matter["number"] for matter in exported(again)]
    again.close()
    assert len(numbers) == len(set(numbers))
    assert len(numbers) >= before


def _no_time() -> float:
    """A clock that stands still: however slow the machine, no pause is seen between the keys of a reader."""
    return 0.0


def _burst(app: CounterApp, text: str) -> None:
    """Type as a reader does: a thousandth of a second between the keys."""
    for place, key in enumerate([*text, "enter"]):
        event = events.Key({"|": "vertical_line"}.get(key, key), None if key == "enter" else key)
        event.time = _no_time() + place * 0.001
        app.post_message(event)
