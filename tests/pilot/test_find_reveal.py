"""A customer's full particulars from the search: with a reason, for a minute, and not across a lock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from counter_tui.db import ledger, sql
from counter_tui.db.tables.notes import BegunRow
from counter_tui.domain.staff.roles import Actor
from counter_tui.i18n import set_language
from counter_tui.screens.find.particulars import FullParticulars
from counter_tui.screens.find.screen import FindScreen
from counter_tui.screens.matter import words
from counter_tui.screens.matter.ask import PickDialog
from counter_tui.widgets.line_input import LineInput
from support.apps import app_on, desk_of, settled, shown, signed_in, typed
from support.matter_screen import Seconds, app_of, press, tick
from support.stations import LI, ZHAO, SmallStation, open_small_station

NAME, PHONE, IDENTITY = "王建国", "13812340001", "110101199003074477"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    small = open_small_station(tmp_path)
    yield small
    small.services.close()
    set_language("zh")


def text(pilot: Pilot[None]) -> str:
    return "\n".join(shown(app_of(pilot)))


def panel(pilot: Pilot[None]) -> FullParticulars:
    """The particulars in front."""
    screen = app_of(pilot).screen
    assert isinstance(screen, FullParticulars)
    return screen


def in_full(pilot: Pilot[None]) -> bool:
    return any(each in text(pilot) for each in (NAME, PHONE, IDENTITY))


def recorded(small: SmallStation) -> list[tuple[str, str]]:
    """Who saw a customer in full, and why."""
    with small.services.base.store.reading() as connection:
        facts = ledger.facts_of(connection, small.services.base.subject)
    return [
        (each.actor, str(each.fact.values()["reason"])) for each in facts if each.fact.type == "CustomerShown"
    ]


async def found(pilot: Pilot[None], actor: Actor) -> None:
    """Somebody has found the customer, who is marked."""
    await signed_in(pilot, actor, "find")
    await typed(pilot, "0001")
    screen = app_of(pilot).screen
    assert isinstance(screen, FindScreen)
    screen.look("0001")
    await settled(pilot)
    await press(pilot, "down")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_reason_shows_the_marked_customer_for_a_minute(
    small: SmallStation, size: tuple[int, int]
) -> None:
    """v asks, 1 answers; the end of the minute closes it, and the fact is there before."""
    seconds = Seconds()
    async with app_on(small, seconds=seconds).run_test(size=size) as pilot:
        await found(pilot, LI)
        assert not in_full(pilot)
        await press(pilot, "v")
        assert not in_full(pilot)
        assert recorded(small) == []
        await press(pilot, "1")
        assert isinstance(app_of(pilot).screen, FullParticulars)
        assert all(each in text(pilot) for each in (NAME, PHONE, IDENTITY, "和平路12号2单元301"))
        assert recorded(small) == [("102", "call")]
        seconds.value += 59
        panel(pilot).look()
        await settled(pilot)
        assert "1 秒" in text(pilot)
        seconds.value += 1
        panel(pilot).look()
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, FindScreen)
        assert not in_full(pilot)


async def test_an_auditor_who_accepts_nothing_sees_it_too_and_esc_ends_it(small: SmallStation) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await found(pilot, ZHAO)
        await press(pilot, "v", "escape")
        assert recorded(small) == []
        await press(pilot, "v", "5", *"核对投诉", "enter")
        assert in_full(pilot)
        await press(pilot, "escape")
        assert isinstance(app_of(pilot).screen, FindScreen)
        assert not in_full(pilot)
    assert recorded(small) == [("104", "own")]


async def test_the_lock_ends_it_and_what_was_asked_before_it_is_not_shown_after(small: SmallStation) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        app = app_of(pilot)
        await found(pilot, LI)
        await press(pilot, "v", "1")
        assert in_full(pilot)
        await press(pilot, "ctrl+l")
        assert not in_full(pilot)
        desk_of(app).locked = False
        app.pop_screen()
        await settled(pilot)
        assert isinstance(app.screen, FindScreen)
        assert not in_full(pilot)
        screen = app.screen
        shown_late = screen._asked_in_full.asking(
            0.0, lambda: small.services.reveals.customer(LI, "0417000018", "call")
        )
        screen.covered()
        screen._revealed(shown_late)
        await settled(pilot)
        assert app.screen is screen
        assert not in_full(pilot)


async def test_v_is_a_letter_among_the_search_words(small: SmallStation) -> None:
    """Nothing is asked while one types, nor where no customer is marked."""
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "find")
        await press(pilot, "v")
        assert isinstance(app_of(pilot).screen, FindScreen)
        await tick(pilot)
        assert recorded(small) == []


async def reason_is(pilot: Pilot[None], small: SmallStation, kept: dict[str, str]) -> None:
    """Wait until this is what the store has of the reason."""
    for _try in range(20_000):
        await settled(pilot)
        if small.services.reveals.begun(LI, "0417000018") == kept:
            return
    raise AssertionError(small.services.reveals.begun(LI, "0417000018"))


def own_words(pilot: Pilot[None]) -> str:
    """What stands in the line of own words."""
    return app_of(pilot).screen.query_one("#own", LineInput).value


async def test_a_reason_half_typed_outlives_the_program_and_the_lock(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another window finds it at the same customer, goes on with it and sends it; then it is gone."""
    monkeypatch.setattr(words, "PAUSE", 0.001)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await found(pilot, LI)
        await press(pilot, "v", "5", *"核对")
        await reason_is(pilot, small, {"own": "核对"})
        async with app_on(small).run_test(size=(80, 24)) as again:
            await found(again, LI)
            await press(again, "v")
            assert own_words(again) == "核对"
            await press(again, *"投诉", "ctrl+l")
            await reason_is(again, small, {"own": "核对投诉"})
            await found(again, LI)
            await press(again, "v")
            assert own_words(again) == "核对投诉"
            await press(again, "enter")
            assert in_full(again)
    assert recorded(small) == [("102", "own")]
    assert small.services.reveals.begun(LI, "0417000018") == {}


async def test_what_is_typed_before_the_kept_reason_is_found_stays(small: SmallStation) -> None:
    """The question opens at once; a reason that is found late takes nobody's words away."""
    small.services.reveals.keep_words(LI, "0417000018", {"own": "核对"})
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await found(pilot, LI)
        await press(pilot, "v")
        screen = app_of(pilot).screen
        assert isinstance(screen, PickDialog)
        await press(pilot, *"电")
        screen.go_on_with({"own": "别的"})
        await settled(pilot)
        assert own_words(pilot) == "核对电"
        await press(pilot, "escape", "down", "enter")
        assert isinstance(app_of(pilot).screen, FindScreen)
        await press(pilot, "v")
        assert own_words(pilot) == ""


async def test_an_auditors_reason_is_kept_nowhere(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who may write nothing keeps nothing beside the ledger either."""
    monkeypatch.setattr(words, "PAUSE", 0.001)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await found(pilot, ZHAO)
        await press(pilot, "v", "5", *"核对")
        await settled(pilot)
    with small.services.base.store.reading() as connection:
        assert sql.read(connection, BegunRow) == []
