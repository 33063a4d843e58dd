"""What the form asks for when it is submitted too early, and the doubts it shows meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.widgets import OptionList

from counter_tui.i18n import set_language
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.fitted import FittedLine, FittedLines
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece
from support.acceptance_form import (
    STRANGER,
    app_of,
    done_screen,
    exported,
    fill,
    form,
    form_screen,
    press,
    texts,
    verdict,
)
from support.apps import app_on, shown, signed_in, until
from support.stations import COMPLAINT, CONNECTION, LI, REPAIR, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station, and Chinese again afterwards."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


async def test_a_place_nobody_could_find_is_asked_for_and_a_landmark_is_enough(small: SmallStation) -> None:
    """The first F10 goes to the address and says so; nothing typed is lost; a few words later F10 accepts."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER, name="郑小满", phone="13900001234")
        assert "✗" not in "".join(shown(app))
        count = len(exported(small.services))
        await press(pilot, "f10")
        assert len(exported(small.services)) == count
        assert form(pilot).focused_key() == "address"
        assert verdict(pilot, "address") == "✗ 在哪里？写个地标也行"
        assert texts(pilot, "id_number", "name", "phone") == [STRANGER, "郑小满", "13900001234"]
        await press(pilot, *"村东头变压器旁", "f10")
        view = small.services.matters.reveal(LI, done_screen(pilot)._accepted.matter_id, "核对")
        assert view.customer.address == "村东头变压器旁"


@pytest.mark.parametrize(("language", "words"), [("zh", "或填户号"), ("en", "or give the account")])
async def test_the_line_above_the_form_says_what_to_do(
    small: SmallStation, language: str, words: str
) -> None:
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, REPAIR)
        if language == "en":
            await app.action_other_language()
        await press(pilot, "f10")
        assert words in "\n".join(shown(app))
        assert form(pilot).focused_key() == "address"


async def test_a_complaint_is_taken_down_in_words(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, COMPLAINT)
        await press(pilot, "f10")
        assert form(pilot).focused_key() == "field:content"
        assert verdict(pilot, "field:content") == "✗ 写几个字即可"
        await press(pilot, *"没人接电话", "f10")
        view = small.services.matters.reveal(LI, done_screen(pilot)._accepted.matter_id, "核对")
        assert "没人接电话" in str(view)


async def test_what_was_typed_for_the_kind_and_means_none_is_kept_in_the_draft(small: SmallStation) -> None:
    """It is in the draft at the next pause, not only on leaving, and stands in its field when the draft is opened."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance")
        await fill(pilot, kind="报个啥")
        assert verdict(pilot, "kind") == "✗ 没有这项业务，换首字母试试"
        draft_id = form_screen(pilot).draft.draft_id
        await until(lambda: small.services.drafts.load(LI, draft_id))
        kept = small.services.drafts.load(LI, draft_id)
        assert kept is not None
        assert (kept.kind, kept.kind_typed) == ("", "报个啥")
        app_of(pilot).instead("acceptance", None, "", "", "", kept.draft_id)
        await press(pilot)
        assert form(pilot).pick("kind").typed == "报个啥"
        await fill(pilot, kind="xz")
        await press(pilot, "enter", "escape")
        found = small.services.drafts.load(LI, kept.draft_id)
        assert found is not None
        assert (found.kind, found.kind_typed) == (CONNECTION, "")


class Picking(App[None]):
    """A list with its third choice chosen."""

    def compose(self) -> ComposeResult:
        """The list alone."""
        yield PickList([Choice(letter, letter) for letter in "abcd"], chosen="c")


async def test_a_list_opens_with_what_is_chosen_marked() -> None:
    """Down and up then start from there; without a choice the first one is marked."""
    app = Picking()
    async with app.run_test() as pilot:
        pick, rows = app.query_one(PickList), app.query_one(OptionList)
        pick.focus()
        await pilot.press("down")
        assert (pick.is_open, rows.highlighted) == (True, 2)
        await pilot.press("down", "enter")
        assert pick.chosen == Choice("d", "d")
        pick.focus()
        await pilot.press("end", "ctrl+u")
        assert (pick.is_open, rows.highlighted) == (True, 0)


class Fitting(App[None]):
    """Lines that were made before they had a width."""

    def compose(self) -> ComposeResult:
        """The lines alone."""
        box = FittedLines()
        box.styles.width, box.styles.height = "1fr", "auto"
        box.show(_as_wide_as)
        yield box


def _as_wide_as(cells: int) -> list[FittedLine]:
    return [(Piece("x" * cells),), (Piece(str(cells)),)]


async def test_lines_are_fitted_to_the_width_they_are_drawn_in() -> None:
    """Whenever the answer came: before the first layout, and after the window has changed."""
    app = Fitting()
    async with app.run_test(size=(70, 10)) as pilot:
        box = app.query_one(FittedLines)
        assert box.render().plain.splitlines() == ["x" * 70, "70"]
        await pilot.resize_terminal(44, 10)
        await pilot.pause()
        assert box.render().plain.splitlines() == ["x" * 44, "44"]
        assert box.size.height == 2


async def test_a_number_typed_into_the_name_is_doubted_at_once_and_refused_at_the_end(
    small: SmallStation,
) -> None:
    """A wrong identity number that lands there stays as typed until the clerk has written the name."""
    app = app_on(small)
    wrong = "110101199003074478"
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER, address="村东头", name=wrong)
        assert verdict(pilot, "name") == "! 像是号码，请填名称"
        count = len(exported(small.services))
        await press(pilot, "f10")
        assert len(exported(small.services)) == count
        assert (form(pilot).focused_key(), form(pilot).text("name")) == ("name", wrong)
        assert verdict(pilot, "name") == "✗ 像是号码，请填名称"
        await fill(pilot, name="王建国13812340001")
        assert verdict(pilot, "name") == "! 名称里有号码，请核对"
        await fill(pilot, name="3M中国")
        assert "!" not in verdict(pilot, "name")
        await press(pilot, "f10")
        view = small.services.matters.reveal(LI, done_screen(pilot)._accepted.matter_id, "核对")
        assert view.customer.name == "3M中国"


async def test_a_known_phone_under_a_new_name_is_said_and_joins_nobody(small: SmallStation) -> None:
    """The typed name stays, nothing of the other's file comes in; only the clerk can say that it is that customer."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, REPAIR)
        await fill(pilot, name="郑小满", phone="13812340001")
        assert verdict(pilot, "phone") == "! 王** 的电话，同一人吗？"
        assert texts(pilot, "name", "account", "address") == ["郑小满", "", ""]
        assert "^T" not in verdict(pilot, "name")
        await press(pilot, "ctrl+o", "enter")
        assert texts(pilot, "name", "account") == ["郑小满", "0417000018"]
        assert "同一人" not in verdict(pilot, "phone")
        assert verdict(pilot, "name").endswith("^T")


async def test_a_name_typed_over_the_one_the_phone_brought_takes_the_rest_back(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, REPAIR)
        await fill(pilot, phone="13812340001")
        assert texts(pilot, "name", "account") == ["王建国", "0417000018"]
        await fill(pilot, name="郑小满")
        assert texts(pilot, "name", "phone", "account", "address") == ["郑小满", "13812340001", "", ""]
        assert "王**" in verdict(pilot, "phone")


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_day_of_a_promise_is_never_cut(small: SmallStation, language: str) -> None:
    """Beside the form of a wide window there is little room: the name gives way."""
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, COMPLAINT)
        if language == "en":
            await app.action_other_language()
            await press(pilot)
        box = app.screen.query_one("#promises", FittedLines)
        said = box.render().plain.splitlines()
        told = [line for line in box.made(200) if "".join(piece.text for piece in line).strip()]
        assert len(said) == len(told) == 3
        for line, pieces in zip(said, told, strict=True):
            assert pieces[1].text.strip() in line
