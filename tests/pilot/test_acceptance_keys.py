"""From the first screen to the printed receipt: how many keys, in both languages, and what comes right after."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import Actor
from counter_tui.settings import read_settings, write_settings
from support.acceptance_form import (
    KNOWN,
    STRANGER,
    app_of,
    done_screen,
    exported,
    fill,
    form,
    form_screen,
    press,
    texts,
)
from support.apps import app_on, settled, shown, signed_in
from support.stations import BILL, CONNECTION, LI, WANG, SmallStation, open_small_station

MOST_KEYS = 11


class Hand:
    """Presses keys and types data, and counts as day to day work is counted: data is free."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot, self.keys = pilot, 0

    async def key(self, *names: str) -> None:
        """Keys that count."""
        self.keys += len(names)
        await press(self.pilot, *names)

    async def data(self, text: str) -> None:
        """Names, numbers and free text."""
        await press(self.pilot, *text)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station, with a folder for papers of its own."""
    station = open_small_station(tmp_path)
    kept = read_settings(station.home.settings)
    write_settings(station.home.settings, replace(kept, papers_folder=str(tmp_path / "papers")))
    yield station
    station.services.close()


def papers(small: SmallStation) -> tuple[int, int]:
    """How many receipts and how many commitment letters lie in the folder for papers; each letter as PDF too."""
    folder = Path(read_settings(small.home.settings).papers_folder)
    names = [path.name for path in folder.glob("*.txt")]
    letters = [name for name in names if "-letter" in name]
    assert sorted(path.stem for path in folder.glob("*.pdf")) == sorted(Path(name).stem for name in letters)
    return len(names) - len(letters), len(letters)


def state_of_letter(small: SmallStation, matter: str) -> str:
    """Where the matter's commitment letter stands."""
    papers = small.services.matters.view(LI, matter).papers
    return next(paper.state for paper in papers if paper.letter)


def block_papers(small: SmallStation) -> Path:
    """Put a file where the folder for papers should be."""
    folder = Path(read_settings(small.home.settings).papers_folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("in the way", "utf-8")
    return folder


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_new_customer_has_a_connection_and_a_receipt_within_eleven_keys(
    small: SmallStation, language: str
) -> None:
    """F2, the number, the name, xz, phone, address, F10, Enter: and the matter is exported as typed."""
    app = app_on(small)
    receipts, letters = papers(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        if language == "en":
            await app.action_other_language()
            await settled(pilot)
        hand = Hand(pilot)
        await hand.key("f2")
        await hand.data(STRANGER)
        await hand.key("enter")
        await hand.data("郑小满")
        await hand.key("enter", "x", "z", "enter")
        await hand.data("13900001234")
        await hand.key("enter")
        await hand.data("万泉镇光耀村12号")
        await hand.key("enter", "f10", "enter")
        assert hand.keys <= MOST_KEYS
        assert papers(small) == (receipts + 1, letters + 1)
        newest = exported(small.services)[-1]
        assert newest["kind_code"] == CONNECTION
        assert newest["first_contact"] == newest["handler"]
        assert {paper["state"] for paper in newest["deferred"]} == {"owed"}
        assert newest["promises"][0]["due"] == "2025-11-27"
        assert newest["number"] in "\n".join(shown(app))


async def test_the_sequence_with_an_enter_for_every_field_makes_the_same_matter(small: SmallStation) -> None:
    """For a customer on file Enter confirms phone and address; Enters too many do nothing."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        hand = Hand(pilot)
        await hand.key("f2")
        await hand.data(KNOWN)
        await hand.key("enter", "x", "z", "enter", "enter", "enter", "enter", "enter", "f10", "enter")
        assert hand.keys == MOST_KEYS
        view = small.services.matters.reveal(LI, done_screen(pilot)._accepted.matter_id, "核对")
        assert (view.customer.name, view.customer.phone) == ("王建国", "13812340001")
        assert view.receipts == 1


async def test_all_keys_sent_at_once_reach_their_fields(small: SmallStation) -> None:
    """A script that never waits ends with one matter and one receipt."""
    app = app_on(small)
    count = len(exported(small.services))
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        for key in ("f2", *KNOWN, "enter", "x", "z", "enter", "enter", "enter", "f10", "enter"):
            app.simulate_key(key)
        await settled(pilot)
        assert done_screen(pilot)._printed is not None
        assert len(exported(small.services)) == count + 1


async def test_a_digit_on_the_first_screen_preselects_the_request(small: SmallStation) -> None:
    """With 1 no initials are needed, and leaving at once keeps no draft."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        drafts = len(small.services.drafts.list(LI))
        await press(pilot, "1")
        assert form(pilot).kind_picked == CONNECTION
        await press(pilot, "escape")
        assert len(small.services.drafts.list(LI)) == drafts
        await press(pilot, "1", *KNOWN, "enter")
        assert form(pilot).focused_key() == "phone"
        await press(pilot, "f10")
        assert done_screen(pilot)._accepted.rated


async def test_another_matter_for_the_same_customer_needs_no_typing(small: SmallStation) -> None:
    """n on the panel opens a form of the same visit with the customer's particulars and no kind."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await press(pilot, *STRANGER, "enter", *"郑小满", "enter", *"13900001234", "enter", *"村12号", "f10")
        visit = done_screen(pilot)._accepted.visit
        await press(pilot, "enter", "n")
        assert texts(pilot, "id_number", "name", "phone", "address", "kind") == [
            STRANGER,
            "郑小满",
            "13900001234",
            "村12号",
            "",
        ]
        assert form_screen(pilot).draft.visit == visit
        assert form(pilot).focused_key() == "kind"
        await press(pilot, *"gm", "enter", "f10")
        assert done_screen(pilot)._accepted.visit == visit
        await press(pilot, "escape")
        assert app.screen.has_class("at-home")


async def test_the_panel_prints_once_on_enter_and_copies_only_on_p(small: SmallStation) -> None:
    """Enter pressed three times gives one receipt and one letter; p gives a copy of the receipt that says so."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        receipts, letters = papers(small)
        await press(pilot, *KNOWN, "enter", "f10", "enter", "enter", "enter")
        assert papers(small) == (receipts + 1, letters + 1)
        await press(pilot, "p")
        assert papers(small) == (receipts + 2, letters + 1)
        assert "副本" in "\n".join(shown(app))
        await press(pilot, "l")
        assert papers(small) == (receipts + 2, letters + 2)


async def test_a_request_nothing_is_owed_of_has_no_letter(small: SmallStation) -> None:
    """Enter prints the receipt alone; neither l nor s does anything."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, BILL)
        receipts, letters = papers(small)
        await fill(pilot, name="何静", **{"field:content": "多"})
        await press(pilot, "f10", "enter", "l", "s")
        assert papers(small) == (receipts + 1, letters)
        assert "承诺书" not in "\n".join(shown(app))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_letter_is_signed_by_one_key_once_it_is_printed(
    small: SmallStation, language: str, size: tuple[int, int]
) -> None:
    """The panel offers s after the print; then the letter is received and offered no more."""
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        if language == "en":
            await app.action_other_language()
            await settled(pilot)
        signed = {"zh": "客户已签字", "en": "Letter signed"}[language]
        await press(pilot, *KNOWN, "enter", "f10", "s")
        matter = done_screen(pilot)._accepted.matter_id
        assert state_of_letter(small, matter) == "owed"
        assert signed not in "\n".join(shown(app))
        await press(pilot, "enter")
        assert signed in "\n".join(shown(app))
        await press(pilot, "s")
        assert state_of_letter(small, matter) == "collected"
        assert signed not in "\n".join(shown(app))
        assert done_screen(pilot)._printed is not None


async def test_a_guide_prints_the_letter_and_leaves_the_signing_to_who_works_on_it(
    small: SmallStation,
) -> None:
    small.services.staff.add(WANG, "105", "林导", "guide", "618350")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, Actor("105", "林导", "guide"), "acceptance", None, CONNECTION)
        await press(pilot, *KNOWN, "enter", "f10", "enter", "s")
        assert "承诺书已打印" in "\n".join(shown(app))
        assert "客户已签字" not in "\n".join(shown(app))
        assert state_of_letter(small, done_screen(pilot)._accepted.matter_id) == "owed"


async def test_a_letter_that_fails_behind_the_receipt_is_tried_again_alone(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The receipt is there once; Enter prints the letter when it can."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        receipts, letters = papers(small)

        def full(*_given: object) -> None:
            raise RuleBroken("papers_unwritable", folder="材料")

        with monkeypatch.context() as broken:
            broken.setattr(type(small.services.letters), "print", full)
            await press(pilot, *KNOWN, "enter", "f10", "enter")
        assert papers(small) == (receipts + 1, letters)
        assert "✗" in "\n".join(shown(app))
        await press(pilot, "enter")
        assert papers(small) == (receipts + 1, letters + 1)
        assert "✗" not in "\n".join(shown(app))


async def test_a_receipt_that_cannot_be_written_says_why_and_can_be_tried_again(
    small: SmallStation,
) -> None:
    """The matter stands; Enter prints once there is room."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        blocked = block_papers(small)
        await press(pilot, *KNOWN, "enter", "f10", "enter")
        assert done_screen(pilot)._printed is None
        assert "✗" in "\n".join(shown(app))
        blocked.unlink()
        await press(pilot, "enter")
        assert done_screen(pilot)._printed is not None
        assert app_of(pilot).screen.ready  # type: ignore[attr-defined]
