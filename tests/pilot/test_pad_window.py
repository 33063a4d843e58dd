"""The rating pad in a window of its own: it asks when the counter submits, keeps one press, and lives on."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual import events
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from counter_tui.db import ledger
from counter_tui.db.store import Store
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.visit import RatingGiven, TokenShown
from counter_tui.services.ratings.pad import PadService
from counter_tui.settings import Settings, write_settings
from counter_tui.widgets.cells import width
from counter_tui.widgets.roles import is_ambiguous
from support.apps import pressed, settled, shown
from support.matter_screen import strike
from support.pads import pad_on, screen_of, ticked
from support.rating import just_served, last_facts, token_of
from support.stations import SmallStation, open_small_station

ASKS, RESTS, AGAIN = "请 您 评 价 本 次 服 务", "办 完 业 务 请 您 评 价", "没有记下，请再按一次"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station."""
    station = open_small_station(tmp_path)
    station.clock.advance(timedelta(hours=3))
    yield station
    station.services.close()


def text(app: Any) -> str:
    """All that stands on the pad."""
    return "\n".join(shown(app))


async def test_the_pad_asks_what_was_submitted_thanks_and_rests_again(small: SmallStation) -> None:
    """Rest, question at the next look, 5, a second press that is refused and kept, thanks, rest; then a low level."""
    with pad_on(small) as app:
        async with app.run_test(size=(80, 24)) as pilot:
            await ticked(pilot)
            assert RESTS in text(app)
            assert "满意" not in text(app)
            matter = just_served(small)
            await ticked(pilot)
            assert ASKS in text(app)
            assert "柜台 C 李敏" in text(app)
            app.wiring.seconds.value += 3.25  # type: ignore[attr-defined]
            await pressed(pilot, "5")
            assert "感 谢 您 的 评 价" in text(app)
            await pressed(pilot, "1")
            await ticked(pilot, 2)
            assert RESTS in text(app)
            await pressed(pilot, *"12345")
            low = just_served(small)
            await ticked(pilot)
            await pressed(pilot, "1")
            reasons = small.services.station.scale.reasons_for(1)
            assert reasons[0].text.zh in text(app)
            await pressed(pilot, "2")
            assert "感 谢 您 的 评 价" in text(app)
    token = token_of(small, matter)
    assert (token.level, token.pad, token.presses_refused) == (5, "screen", 1)
    (given,) = [each for each in last_facts(small, matter) if isinstance(each, RatingGiven)]
    assert given.latency_ms == 3250
    assert (token_of(small, low).level, token_of(small, low).reason) == (1, reasons[1].code)


async def test_who_does_not_press_is_not_rated_and_nobody_is_thanked(small: SmallStation) -> None:
    """89 seconds wait, the 90th ends it; the pad rests at once. 0 declines. Too late is not asked at all."""
    with pad_on(small) as app:
        async with app.run_test(size=(80, 24)) as pilot:
            waited = just_served(small)
            await ticked(pilot)
            await ticked(pilot, 89)
            assert token_of(small, waited).state == "armed"
            await ticked(pilot, 1)
            assert RESTS in text(app)
            declined = just_served(small)
            await ticked(pilot)
            await pressed(pilot, "0")
            await ticked(pilot, 2)
            late = just_served(small)
            small.clock.advance(timedelta(minutes=6))
            await ticked(pilot)
            assert RESTS in text(app)
    assert token_of(small, waited).state == "timed_out"
    assert token_of(small, declined).state == "declined"
    assert [type(each) for each in last_facts(small, late)].count(TokenShown) == 0


async def test_the_next_customers_question_goes_before_one_nobody_answered(small: SmallStation) -> None:
    """The first timed out; one who had pressed 2 and was choosing a reason is rated 2 without one."""
    with pad_on(small) as app:
        async with app.run_test(size=(80, 24)) as pilot:
            matters = []
            for keys in ("", "2", "4"):
                small.clock.advance(timedelta(minutes=1))
                matters.append(just_served(small))
                await ticked(pilot)
                await pressed(pilot, *keys)
    first, second, third = (token_of(small, each) for each in matters)
    assert (first.state, first.level) == ("timed_out", None)
    assert (second.level, second.reason) == (2, "")
    assert third.level == 4


async def test_the_pad_lives_on_when_the_store_does_not_take_a_press(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A press can be made again; a question that could not be put is put two seconds later; the staff are told why."""
    show, press = PadService.show, PadService.press

    def refuse(*_given: object) -> None:
        raise RuleBroken("disk_full")

    def fail(*_given: object) -> None:
        raise OSError("disk")

    with pad_on(small) as app:
        async with app.run_test(size=(80, 24)) as pilot:
            monkeypatch.setattr(PadService, "show", refuse)
            matter = just_served(small)
            await ticked(pilot)
            assert RESTS in text(app)
            assert app.say(RuleBroken("disk_full"))[:12] in text(app)
            monkeypatch.setattr(PadService, "show", show)
            await ticked(pilot, 1)
            assert RESTS in text(app)
            await ticked(pilot, 1)
            assert ASKS in text(app)
            for failing in (refuse, fail):
                monkeypatch.setattr(PadService, "press", failing)
                await pressed(pilot, "5")
                assert AGAIN in text(app)
            monkeypatch.setattr(PadService, "press", press)
            await pressed(pilot, "5")
    assert token_of(small, matter).level == 5


@pytest.mark.parametrize("what", ["store_lost", "closed_down"])
async def test_a_pad_whose_store_was_replaced_or_closed_down_ends_with_words(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Exit code 4: a customer is not welcomed at a PC that keeps nothing."""

    def gone(_store: Store) -> None:
        raise RuleBroken(what)

    with pad_on(small) as app:
        async with app.run_test(size=(80, 24)):
            monkeypatch.setattr(Store, "require_there", gone)
            app.tick()
            with suppress(WorkerCancelled):
                await app.workers.wait_for_complete()
    assert app.return_code == 4


async def test_no_key_of_the_pad_reaches_anything_but_the_question(small: SmallStation) -> None:
    """Every key that does something at the counter, pasted texts and a thousand random keys: one screen, one rating.

    The window closes only by its key pressed twice.
    """
    rng = random.Random(11)
    keys = [
        *(f"f{number}" for number in range(1, 13)),
        *(f"ctrl+{letter}" for letter in "abdefgklnopstuvwxyz"),
    ]
    keys += ["escape", "tab", "enter", "space", "colon", "question_mark", "up", *"abcdefghijklmnopqrstuvwxyz"]
    with pad_on(small) as app:
        async with app.run_test(size=(80, 24)) as pilot:
            await ticked(pilot)
            facts = _count(small)
            screen = screen_of(pilot)
            strike(pilot, keys)
            app.post_message(events.Paste("5"))
            strike(pilot, [rng.choice([*keys, *"0123456789"]) for _key in range(500)])
            await settled(pilot)
            assert _count(small) == facts
            matter = just_served(small)
            facts = _count(small)
            await ticked(pilot)
            app.post_message(events.Paste("5"))
            strike(pilot, [rng.choice([*keys, "backspace"]) for _key in range(500)])
            await settled(pilot)
            assert token_of(small, matter).state == "armed"
            strike(pilot, ["4", *keys])
            await settled(pilot)
            assert _count(small) == facts + 2
            assert app.screen is screen
            assert len(app.screen_stack) == 1
            assert app.return_code is None
            strike(pilot, ["ctrl+q", "x", "ctrl+c"])
            await pilot.pause()
            assert app._exit
    assert token_of(small, matter).level == 4


def _count(small: SmallStation) -> int:
    with small.services.base.store.reading() as connection:
        return ledger.head(connection).seq


async def test_the_pad_fits_its_window_whatever_its_size_and_can_be_touched(small: SmallStation) -> None:
    """60 x 16, as a large font leaves, and 120 x 40: question, levels and foot are all there; a touch is a press."""
    with pad_on(small) as app:
        async with app.run_test(size=(60, 16)) as pilot:
            await ticked(pilot)
            assert RESTS in text(app)
            matter = just_served(small)
            await ticked(pilot)
            for size in ((60, 16), (120, 40)):
                await pilot.resize_terminal(*size)
                await ticked(pilot)
                assert ASKS in text(app)
                assert "不评价" in text(app)
                assert all(f" {digit} " in text(app) for digit in "12345")
                assert all(width(line) == size[0] for line in shown(app))
            await pilot.click(".level.at-3")
            await ticked(pilot)
    assert token_of(small, matter).level == 3


async def test_reasons_are_there_in_both_languages_in_a_small_window_and_the_plain_look_too(
    small: SmallStation,
) -> None:
    write_settings(small.home.settings, replace(Settings(), theme="plain"))
    with pad_on(small) as app:
        async with app.run_test(size=(60, 18)) as pilot:
            just_served(small)
            await ticked(pilot)
            assert ASKS in text(app)
            looks = text(app)
            await pressed(pilot, "1")
            await ticked(pilot)
            assert "服务态度差效率低   Bad attitude and slow" in text(app)
            assert "I would rather not say why" in text(app)
            assert all(width(line) == 60 for line in shown(app))
            assert not {each for each in looks + text(app) if is_ambiguous(each)}


@pytest.mark.parametrize(("sound", "rings"), [("no", 0), ("yes", 2), ("all", 5)])
async def test_a_rating_rings_once_where_the_settings_want_it_and_a_question_where_they_want_that_too(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch, sound: str, rings: int
) -> None:
    """Of three customers one declines, one presses 4, one 2 and a reason, which rings no second time."""
    small.home.settings.write_text(f'pad_sound = "{sound}"\n', "utf-8")
    with pad_on(small) as app:
        rung: list[str] = []
        monkeypatch.setattr(app, "bell", lambda: rung.append("ring"))
        async with app.run_test(size=(80, 24)) as pilot:
            for keys in ("0", "4", "21"):
                small.clock.advance(timedelta(minutes=1))
                just_served(small)
                await ticked(pilot)
                for key in keys:
                    await pressed(pilot, key)
                await ticked(pilot, 2)
    assert len(rung) == rings


async def test_a_pad_that_is_touched_takes_no_key_of_a_clerk_who_types_into_it(small: SmallStation) -> None:
    """Digits, Enter, a pasted number: nothing. Level, no reason by touch: rated; so is no rating."""
    with pad_on(small, touch=True) as app:
        async with app.run_test(size=(80, 24)) as pilot:
            low = just_served(small)
            await ticked(pilot)
            strike(pilot, [*"110101199003074477", "enter", "0", "backspace"])
            app.post_message(events.Paste("5"))
            await settled(pilot)
            assert token_of(small, low).state == "armed"
            await touched(pilot, ".level.at-2", 0)
            await touched(pilot, ".reason", -1)
            await ticked(pilot, 2)
            none = just_served(small)
            await ticked(pilot)
            await touched(pilot, ".reason", 0)
    assert (token_of(small, low).level, token_of(small, low).reason) == (2, "")
    assert token_of(small, none).state == "declined"


async def touched(pilot: Pilot[None], kind: str, place: int) -> None:
    """Touch one of the lines of a kind, counted from either end."""
    await pilot.click(list(pilot.app.screen.query(kind))[place])
    await settled(pilot)
