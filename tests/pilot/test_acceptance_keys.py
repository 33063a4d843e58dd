"""From the first screen to the printed receipt: how many keys, in both languages, and what comes right after."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from counter_tui.settings import read_settings
from support.acceptance_form import (
    KNOWN,
    STRANGER,
    app_of,
    done_screen,
    exported,
    form,
    form_screen,
    press,
    texts,
)
from support.apps import app_on, settled, shown, signed_in
from support.stations import CONNECTION, LI, SmallStation, open_small_station

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
    """The small station."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


def papers(small: SmallStation) -> list[str]:
    """The receipts in the folder for papers, by name."""
    folder = Path(read_settings(small.home.settings).papers_folder)
    return sorted(path.name for path in folder.glob("*"))


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
    before = len(papers(small))
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
        assert len(papers(small)) == before + 1
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
    """Enter pressed three times gives one receipt; p gives a copy that says so."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        before = len(papers(small))
        await press(pilot, *KNOWN, "enter", "f10", "enter", "enter", "enter")
        assert len(papers(small)) == before + 1
        await press(pilot, "p")
        assert len(papers(small)) == before + 2
        assert "副本" in "\n".join(shown(app))


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
