"""Every service method by every role: allowed or refused as the matrix says, and nothing is missing in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.role import Role
from counter_tui.domain.staff.matrix import role_may
from counter_tui.domain.staff.matrix.methods import METHODS
from counter_tui.domain.staff.roles import ROLES
from support.every import every
from support.pressing import presses
from support.roles import CALLS, PEOPLE, Trying, methods, staffed, takes_actor
from support.stations import BILL, SmallStation


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallStation]:
    """One station for all tries: each makes what it needs anew."""
    station = staffed(tmp_path_factory.mktemp("roles"))
    yield station
    station.services.close()


def newest(small: SmallStation) -> int:
    with small.services.base.store.reading() as connection:
        return ledger.head(connection).seq


def test_every_method_of_every_service_is_in_the_matrix_and_is_tried(small: SmallStation) -> None:
    """A new method belongs into METHODS, and one that takes an actor into CALLS too."""
    found = dict(methods(small.services))
    assert set(METHODS) == set(found)
    assert {name for name, member in found.items() if takes_actor(member)} == set(CALLS)
    assert all(METHODS[name] != "nobody" for name in CALLS)
    assert set(PEOPLE) == set(ROLES)


def test_who_has_left_acts_no_more_in_a_window_still_open(small: SmallStation, tmp_path: Path) -> None:
    """The screens of the others stay as they are; nothing is accepted, written or shown in full any more."""
    lead = PEOPLE["lead"]
    small.services.staff.add(lead, "901", "短工", "lead", "385027")
    leaver, matter = small.services.staff.find("901"), Trying(small, lead, tmp_path).bill()
    small.services.matters.note(leaver, matter, "在岗")
    small.services.staff.leave(lead, "901")
    before = newest(small)
    for act in (
        lambda: small.services.matters.note(leaver, matter, "离岗"),
        lambda: small.services.matters.reveal(leaver, matter, "call"),
        lambda: small.services.reveals.customer(leaver, "0417000018", "call"),
        lambda: small.accept(leaver, BILL, name="何静", phone="13812340009", fields={"content": "多"}),
    ):
        with pytest.raises(RuleBroken, match="staff_left"):
            act()
    assert newest(small) == before


@pytest.mark.parametrize("method", sorted(CALLS))
@every("role", ROLES)
def test_a_role_may_what_the_matrix_says_and_nothing_else(
    small: SmallStation, tmp_path: Path, method: str, role: Role
) -> None:
    """What is allowed is done; what is not is refused by its role, and nothing is written."""
    folder = tmp_path / role
    folder.mkdir()
    ready = CALLS[method](Trying(small, PEOPLE[role], folder))
    pressed = presses(small.services)
    if role_may(role, METHODS[method]):
        ready()
        assert presses(small.services) == pressed
        return
    before = newest(small)
    with pytest.raises(RuleBroken) as broken:
        ready()
    assert (broken.value.code, broken.value.facts["role"]) == ("not_allowed", role)
    assert newest(small) == before
