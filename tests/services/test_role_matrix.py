"""Every service method by every role: allowed or refused as the matrix says, and nothing is missing in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.matrix import METHODS, role_may
from counter_tui.domain.staff.roles import ROLES, Role
from support.roles import CALLS, PEOPLE, Trying, methods, staffed, takes_actor
from support.stations import SmallStation


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


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", sorted(CALLS))
def test_a_role_may_what_the_matrix_says_and_nothing_else(
    small: SmallStation, tmp_path: Path, method: str, role: Role
) -> None:
    """What is allowed is done; what is not is refused by its role, and nothing is written."""
    ready = CALLS[method](Trying(small, PEOPLE[role], tmp_path))
    if role_may(role, METHODS[method]):
        ready()
        return
    before = newest(small)
    with pytest.raises(RuleBroken) as broken:
        ready()
    assert (broken.value.code, broken.value.facts["role"]) == ("not_allowed", role)
    assert newest(small) == before
