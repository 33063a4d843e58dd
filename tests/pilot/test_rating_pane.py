"""The screen turned to the customer: one press, nothing else, and the clerk sees no level."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.screens.matter.screen import MatterScreen
from counter_tui.screens.rating.screen import RatingScreen
from counter_tui.widgets.cells import width
from support.apps import app_on, settled, shown, signed_in
from support.matter_screen import (
    Seconds,
    app_of,
    press,
    tick,
    view_of,
)
from support.rating import just_served, last_facts, token_of, turned
from support.stations import LI, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


@pytest.mark.parametrize("level", [5, 4, 3])
async def test_one_digit_rates_and_the_clerk_sees_only_that_it_was_done(
    small: SmallStation, level: int
) -> None:
    """Level, thanks, two seconds, turn back, F4 twice: 已评价, and no word of the level anywhere."""
    matter, seconds = just_served(small), Seconds()
    async with app_on(small, seconds=seconds).run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        seconds.value += 3.25
        await press(pilot, str(level))
        assert "感 谢 您 的 评 价" in "\n".join(shown(app_of(pilot)))
        seconds.value += 2
        await tick(pilot)
        assert "请 把 屏 幕 转 回 工 作 人 员" in "\n".join(shown(app_of(pilot)))
        await press(pilot, "f4", "f4")
        screen = app_of(pilot).screen
        assert isinstance(screen, MatterScreen)
        screen.store_changed()
        await settled(pilot)
        text = "\n".join(shown(app_of(pilot)))
        assert "已评价 ✓" in text
        assert "满意" not in text
        assert "F4" not in shown(app_of(pilot))[-1]
    token = token_of(small, matter)
    assert (token.state, token.level, token.reason) == ("rated", level, "")
    given = last_facts(small, matter)[-1]
    assert getattr(given, "latency_ms", 0) == 3250


async def test_a_low_level_asks_why_and_every_reason_can_be_reached(small: SmallStation) -> None:
    """1, which counts at once, more, 2: the eighth reason of the level is added to it."""
    matter = just_served(small)
    reasons = small.services.station.scale.reasons_for(1)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        await press(pilot, "1")
        assert (token_of(small, matter).state, token_of(small, matter).level) == ("rated", 1)
        await press(pilot, "9")
        await press(pilot, "2")
        assert "感 谢 您 的 评 价" in "\n".join(shown(app_of(pilot)))
    assert (token_of(small, matter).level, token_of(small, matter).reason) == (1, reasons[7].code)


async def test_all_reasons_of_both_levels_are_shown_uncut(small: SmallStation) -> None:
    """In both languages at once, page by page: whoever is a guest reads why as well."""
    for level in ("1", "2"):
        matter, app = just_served(small), app_on(small)
        async with app.run_test(size=(80, 24)) as pilot:
            await turned(pilot, matter)
            await press(pilot, level)
            text = ""
            for _page in range(2):
                text += "\n".join(shown(app))
                await press(pilot, "9")
            for reason in small.services.station.scale.reasons_for(int(level)):
                assert reason.text.zh in text
                assert reason.text.en in text


async def test_the_reason_may_be_kept_back_and_the_level_is_not_chosen_again(small: SmallStation) -> None:
    """1, Backspace, which does nothing, 0: rated 1 without a reason; 2 after that is refused."""
    matter = just_served(small)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        for key in ("1", "backspace", "0", "2"):
            await press(pilot, key)
    token = token_of(small, matter)
    assert (token.state, token.level, token.reason, token.presses_refused) == ("rated", 1, "", 1)


async def test_a_counter_that_dies_before_the_reason_loses_no_press(small: SmallStation) -> None:
    """2, and the program is gone: rated 2, the next start asks nothing, and it cannot be turned again."""
    matter = just_served(small)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        await press(pilot, "2")
    visit = view_of(small, LI, matter).visit
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "rating", visit)
        assert not isinstance(app_of(pilot).screen, RatingScreen)
    token = token_of(small, matter)
    assert (token.state, token.level, token.reason) == ("rated", 2, "")


async def test_a_reason_that_could_not_be_saved_can_be_pressed_again(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = just_served(small)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        await press(pilot, "2")
        service = small.services.pad.__class__
        say_why = service.say_why

        def fail(*_given: object) -> None:
            raise OSError("disk")

        monkeypatch.setattr(service, "say_why", fail)
        await press(pilot, "1")
        assert "没有记下，请再按一次" in "\n".join(shown(app_of(pilot)))
        monkeypatch.setattr(service, "say_why", say_why)
        await press(pilot, "1")
    assert token_of(small, matter).reason == small.services.station.scale.reasons_for(2)[0].code


async def test_a_customer_may_decline(small: SmallStation) -> None:
    """0: declined, which is no rating."""
    matter = just_served(small)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        await press(pilot, "0")
    assert (token_of(small, matter).state, token_of(small, matter).level) == ("declined", None)


async def test_nothing_for_ninety_seconds_times_out_and_is_never_a_rating(small: SmallStation) -> None:
    """89 seconds wait, the 90th ends it; the counter is not locked meanwhile."""
    matter, seconds = just_served(small), Seconds()
    locks: list[object] = []
    app = app_on(small, seconds=seconds, idle=locks.append)
    async with app.run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        seconds.value += 89
        await tick(pilot)
        assert token_of(small, matter).state == "armed"
        seconds.value += 1
        await tick(pilot)
        assert (token_of(small, matter).state, token_of(small, matter).level) == ("timed_out", None)
        assert locks == []


async def test_a_level_whose_reason_is_never_given_counts_without_one(small: SmallStation) -> None:
    """2 and then nothing: after 90 seconds it is rated 2."""
    matter, seconds = just_served(small), Seconds()
    async with app_on(small, seconds=seconds).run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        await press(pilot, "2")
        assert (token_of(small, matter).state, token_of(small, matter).level) == ("rated", 2)
        seconds.value += 90
        await tick(pilot)
        assert "请 把 屏 幕 转 回 工 作 人 员" in "\n".join(shown(app_of(pilot)))
    assert (token_of(small, matter).level, token_of(small, matter).reason) == (2, "")


async def test_a_second_press_is_refused_kept_and_changes_nothing(small: SmallStation) -> None:
    """5, then 1 and 1: still 5, two refused presses on record."""
    matter = just_served(small)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        await press(pilot, "5")
        await press(pilot, "1")
        await press(pilot, "1")
    token = token_of(small, matter)
    assert (token.level, token.presses_refused) == (5, 2)


async def test_a_used_token_opens_no_pane_and_an_armed_one_opens_again(small: SmallStation) -> None:
    """The program was killed while the pane was up: the next start rates; after that it is refused in words."""
    matter = just_served(small)
    visit = view_of(small, LI, matter).visit
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        await press(pilot, "3")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "rating", visit)
        assert not isinstance(app_of(pilot).screen, RatingScreen)
        assert any("已评价" in note.message for note in app_of(pilot)._notifications)
    assert token_of(small, matter).level == 3


async def test_a_press_that_could_not_be_saved_can_be_made_again(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The customer is asked to press again; no panel opens; the next press counts."""
    matter = just_served(small)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        service = small.services.pad.__class__
        press_rating = service.press

        def fail(*_given: object) -> None:
            raise OSError("disk")

        monkeypatch.setattr(service, "press", fail)
        await press(pilot, "5")
        assert "没有记下，请再按一次" in "\n".join(shown(app_of(pilot)))
        monkeypatch.setattr(service, "press", press_rating)
        await press(pilot, "5")
    assert token_of(small, matter).level == 5


async def test_the_pane_fits_in_both_languages_and_after_a_small_window(small: SmallStation) -> None:
    """Every line is as wide as the screen and the last words stand there; 60x18 and back changes nothing."""
    matter = just_served(small)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await turned(pilot, matter)
        for words in ("I would rather not rate", "不评价"):
            await app.action_other_language()
            await settled(pilot)
            assert all(width(line) == 80 for line in shown(app))
            assert words in "\n".join(shown(app))
            assert all(f" {digit} " in "\n".join(shown(app)) for digit in "12345")
        await pilot.resize_terminal(60, 18)
        await press(pilot, "5")
        assert token_of(small, matter).state == "armed"
        await pilot.resize_terminal(80, 24)
        await press(pilot, "5")
        assert token_of(small, matter).level == 5
