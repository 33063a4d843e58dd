"""The work of the counter within its keys and its modelled time: each sequence is replayed and does what it says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.screens.acceptance import AcceptedScreen
from counter_tui.screens.dialogs.pick import Pick
from support import acceptance_form, keystrokes
from support.acceptance_form import KNOWN, STRANGER, done_screen, exported, fill
from support.apps import app_on, settled, signed_in
from support.clocks import NOON
from support.keystrokes import FLOWS, Flow, replay
from support.matter_screen import matter_about, press, view_of
from support.rating import just_served, token_of, turned
from support.stations import CONNECTION, LI, LIU, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


@pytest.mark.parametrize("flow", FLOWS, ids=[flow.does for flow in FLOWS])
def test_a_sequence_stays_within_its_keys_and_seconds(flow: Flow) -> None:
    assert 0 < flow.keys <= flow.most_keys
    assert 0 < flow.seconds <= flow.most_seconds


def test_the_document_has_the_table_made_from_the_sequences() -> None:
    document = (Path(__file__).parents[2] / "docs/keystrokes.md").read_text("utf-8")
    assert keystrokes.table() in document


def test_the_model_counts_keys_thoughts_hands_and_waits_but_no_data() -> None:
    """By hand: three keys, two thoughts, one hand, one wait."""
    flow = Flow("", "H M F2 R1.5 · M {id} ⏎ · 1", 3, 6)
    assert flow.keys == 3
    assert flow.seconds == round(3 * 0.28 + 2 * 1.35 + 0.40 + 1.5, 2)


async def test_a_customer_on_file_is_accepted(small: SmallStation) -> None:
    """Enter confirms what is on file; the panel has printed the receipt."""
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await replay(keystrokes.ACCEPT_KNOWN, lambda *keys: acceptance_form.press(pilot, *keys), id=KNOWN)
        assert done_screen(pilot)._printed is not None
        assert exported(small.services)[-1]["kind_code"] == CONNECTION


async def test_somebody_unknown_is_accepted(small: SmallStation) -> None:
    """One identity paper is enough; everything else is owed with an owner and a day."""
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await replay(
            keystrokes.ACCEPT_STRANGER,
            lambda *keys: acceptance_form.press(pilot, *keys),
            id=STRANGER,
            name="郑小满",
            phone="13900001234",
            address="万泉镇光耀村12号",
        )
        assert done_screen(pilot)._printed is not None
        deferred = exported(small.services)[-1]["deferred"]
        assert deferred
        assert all(paper["collector"] and paper["due"] for paper in deferred)


async def test_a_customer_on_file_is_accepted_at_peak(small: SmallStation) -> None:
    """The phone alone is confirmed; Enter passes over the address on file."""
    small.services.station.switch_peak(WANG, on=True)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await replay(keystrokes.PEAK_KNOWN, lambda *keys: acceptance_form.press(pilot, *keys), id=KNOWN)
        done = done_screen(pilot)
        assert done._printed is not None
        assert not view_of(small, LI, done._accepted.matter_id).tasks


async def test_somebody_unknown_is_accepted_at_peak(small: SmallStation) -> None:
    """ID, name, phone and kind; the address is completed by the first contact the same day."""
    small.services.station.switch_peak(WANG, on=True)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await replay(
            keystrokes.PEAK_STRANGER,
            lambda *keys: acceptance_form.press(pilot, *keys),
            id=STRANGER,
            name="郑小满",
            phone="13900001234",
        )
        (task,) = view_of(small, LI, done_screen(pilot)._accepted.matter_id).tasks
        assert (task.owner.zh, task.due_day) == (LI.name, NOON.date())


async def test_a_matter_is_handed_over_and_taken(small: SmallStation) -> None:
    """The colleague works on it, the first contact stays."""
    matter = matter_about(small, LI, "王")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await replay(keystrokes.HAND_OVER, lambda *keys: press(pilot, *keys))
        offer = view_of(small, LI, matter).offer
        assert offer is not None
        assert offer.to == LIU.name
        await signed_in(pilot, LIU, "matter", matter)
        await replay(keystrokes.TAKE_OVER, lambda *keys: press(pilot, *keys))
        line = view_of(small, LIU, matter).line
        assert (line.first_contact, line.handler) == (LI.name, LIU.name)


async def test_a_refusal_that_was_held_back_is_accepted(small: SmallStation) -> None:
    """The counting begins where the app has said no to the excuse."""
    app = app_on(small)

    async def asked(*keys: str) -> None:
        for key in keys:
            await pilot.press(key)
            await settled(pilot, waiting="enter")

    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER, name="孙涛", phone="13800138000", address="村口")
        await asked("ctrl+r", "1", *"没表了请过几天再来", "enter")
        assert isinstance(app.screen, Pick)
        await replay(keystrokes.HELD_BACK, asked)
        await settled(pilot)
        assert isinstance(app.screen, AcceptedScreen)


@pytest.mark.parametrize(
    ("flow", "level"), [(keystrokes.RATE_GOOD, 5), (keystrokes.RATE_BAD, 1)], ids=["content", "not content"]
)
async def test_a_customer_rates(small: SmallStation, flow: Flow, level: int) -> None:
    """One digit, or two with a reason; the clerk presses nothing."""
    matter = just_served(small)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        await replay(flow, lambda *keys: press(pilot, *keys))
        token = token_of(small, matter)
        assert (token.state, token.level) == ("rated", level)
        assert bool(token.reason) is (level == 1)
