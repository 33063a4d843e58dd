"""The screens of every role: what the role may not do has no key, no palette entry and no way in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.domain.role import Role
from counter_tui.domain.staff.matrix import role_may
from counter_tui.domain.staff.matrix.screens import KEYS, SCREENS
from counter_tui.domain.staff.roles import ROLES
from counter_tui.screens.common import Common
from counter_tui.screens.home.screen import HomeScreen
from support.apps import app_on, settled, shown, signed_in
from support.matter_screen import app_of, matter_about, press
from support.roles import PEOPLE, staffed
from support.stations import LI, SmallStation

ALWAYS = (
    "home.accept",
    "home.find",
    "home.rating",
    "home.staff",
    "find.accept",
    "matter.note",
    "shell.settings",
)
"""What is offered to everybody who may, whatever the station holds: here the screens must not offer too little."""


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = staffed(tmp_path)
    yield station
    station.services.close()


@pytest.mark.parametrize("role", ROLES)
async def test_the_screens_offer_what_the_role_may_and_nothing_else(small: SmallStation, role: Role) -> None:
    matter = matter_about(small, LI, "王")
    details = {"matter": (matter,), "acceptance": (None, "", "", "", "")}
    offered: set[str] = set()
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        app = app_of(pilot)
        await signed_in(pilot, PEOPLE[role])
        for name in ("home", "find", "matter", "acceptance", "staff", "settings"):
            assert (name in app.wiring.screens) == role_may(role, SCREENS[name])
            if name not in app.wiring.screens:
                continue
            if name != "home":
                app.go(name, *details.get(name, ()))
                await settled(pilot)
            assert isinstance(app.screen, Common)
            offered |= {command.id for command in app.screen.commands()}
            app.start_over("home")
            await settled(pilot)
    refused = sorted(each for each in offered if not role_may(role, KEYS[each]))
    assert refused == []
    assert {each for each in ALWAYS if role_may(role, KEYS[each])} <= offered


@pytest.mark.parametrize("role", ROLES)
async def test_keys_of_what_a_role_may_not_do_lead_nowhere(small: SmallStation, role: Role) -> None:
    """Every key of the first screen's refused commands, and the names of screens by the palette's way."""
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        app = app_of(pilot)
        await signed_in(pilot, PEOPLE[role])
        if role == "auditor":
            text = "\n".join(shown(app))
            assert "没有在办事项。" in text
            assert "受理" not in text
        for command in HomeScreen.KEYS:
            if not role_may(role, KEYS[command.id]):
                for key in command.keys:
                    await press(pilot, key)
                    assert isinstance(app.screen, HomeScreen)
        assert app.check_action("go", ("staff",)) == role_may(role, "manage_staff")
        assert app.check_action("go", ("settings",)) == role_may(role, "change_settings")
