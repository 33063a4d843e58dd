"""The floors of the house, proved by importing each package alone in a fresh process."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

LOADED = "import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"

HEAVY = ("sqlalchemy", "alembic", "keyring", "textual", "python_calamine", "cryptography")

FLOORS = (
    {"settings", "i18n", "terminal", "trouble_log", "paths"},
    {"domain"},
    {"wire", "db"},
    {"sync", "streams"},
    {"services"},
    {"commands", "widgets"},
    {"screens"},
    {"app"},
    {"bootstrap"},
    {"cli"},
)
"""From the ground up; rooms of one floor above the leaves do not load each other either."""


def loaded_by(module: str) -> set[str]:
    """Every module that is loaded once this one is."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(module=module)], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout))


def not_below(module: str) -> set[str]:
    """The rooms that this module's may not load; none for the centre, whose floors are its own."""
    package, room = module.split(".")[:2]
    if package != "counter_tui":
        return set()
    place = next(place for place, floor in enumerate(FLOORS) if room in floor)
    beside = FLOORS[place] - {room} if place else set()
    return beside.union(*FLOORS[place + 1 :])


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("counter_tui.domain.matter.work", (*HEAVY, "rich", "sqlcipher3", "counter_tui.i18n")),
        ("counter_tui.domain.facts.registry", (*HEAVY, "rich", "sqlcipher3", "counter_tui.db")),
        ("counter_tui.db.store", ("textual", "rich", "alembic", "sqlalchemy", "counter_tui.services")),
        (
            "counter_tui.wire.ranges",
            ("textual", "rich", "sqlalchemy", "zstandard", "counter_tui.domain.facts"),
        ),
        ("counter_tui.sync.call", ("textual", "rich", "httpx", "alembic", "sqlalchemy")),
        (
            "counter_tui.services.matter.service",
            ("textual", "rich", "alembic", "sqlalchemy", "counter_tui.screens"),
        ),
        ("counter_tui.widgets", ("sqlalchemy", "counter_tui.services", "counter_tui.db")),
        ("counter_tui.screens.base", ("sqlalchemy", "counter_tui.db")),
        ("counter_tui.app", ("sqlalchemy", "counter_tui.db", "counter_tui.services")),
        ("counter_tui.cli.run", (*HEAVY, "argparse", "counter_tui.db", "counter_tui.app")),
        ("counter_tui.bootstrap", ("counter_tui.domain.guard", "counter_tui.services.reference.guard")),
        ("counter_tui.bootstrap", ("counter_tui.services.pad_web", "starlette", "uvicorn")),
        ("counter_tui.services.pad_web.asking", (*HEAVY, "rich", "sqlcipher3", "counter_tui.screens")),
        ("counter_tui.services.reference.guard", (*HEAVY, "rich", "sqlcipher3", "counter_tui.db")),
        ("counter_centre.centre", ("textual", "rich", "sqlcipher3", "keyring", "fastapi", "counter_tui.db")),
        ("counter_centre.cli.parser", ("textual", "rich", "fastapi", "uvicorn", "counter_tui.services")),
        ("counter_tui.settings", (*HEAVY, "counter_tui.domain")),
    ],
)
def test_a_package_loads_nothing_of_the_floors_above_it_nor_what_it_must_not_pay_for(
    module: str, forbidden: tuple[str, ...]
) -> None:
    loaded = loaded_by(module)
    assert loaded.isdisjoint(forbidden), loaded.intersection(forbidden)
    rooms = {name.split(".")[1] for name in loaded if name.startswith("counter_tui.")}
    assert rooms.isdisjoint(not_below(module)), rooms & not_below(module)
