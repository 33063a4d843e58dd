"""The floors of the house, proved by importing each package alone in a fresh process."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

LOADED = "import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"

HEAVY = ("sqlalchemy", "alembic", "keyring", "textual", "python_calamine", "cryptography")


def loaded_by(module: str) -> set[str]:
    """Every module that is loaded once this one is."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(module=module)], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout))


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
        ("counter_tui.services.matters", ("textual", "rich", "alembic", "sqlalchemy", "counter_tui.screens")),
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
    above = ABOVE.get(module.split(".")[1], ())
    assert not [name for name in loaded if name.split(".")[:2] in [["counter_tui", floor] for floor in above]]


ABOVE = {
    "settings": ("domain", "db", "services", "widgets", "commands", "screens", "app", "bootstrap", "cli"),
    "domain": ("db", "services", "widgets", "commands", "screens", "app", "bootstrap", "cli"),
    "streams": ("db", "services", "widgets", "commands", "screens", "app", "bootstrap", "cli"),
    "wire": ("streams", "db", "services", "widgets", "commands", "screens", "app", "bootstrap", "cli"),
    "db": ("wire", "streams", "services", "widgets", "commands", "screens", "app", "bootstrap", "cli"),
    "services": ("widgets", "commands", "screens", "app", "bootstrap", "cli"),
    "widgets": ("screens", "app", "bootstrap", "cli"),
    "screens": ("app", "bootstrap", "cli"),
    "app": ("bootstrap", "cli"),
}
