"""The matrix has every key, screen and command of the shell there is, and the document says it as it is."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from counter_tui.bootstrap.doors import _SCREENS
from counter_tui.cli.parser import make_parser
from counter_tui.commands.document import areas
from counter_tui.domain.staff.matrix.methods import METHODS
from counter_tui.domain.staff.matrix.screens import KEYS, SCREENS
from counter_tui.domain.staff.matrix.shell import SHELL
from counter_tui.domain.staff.roles import ALLOWED
from counter_tui.services.wording.roles_document import put_into

SECURITY = Path(__file__).parents[2] / "docs" / "security.md"


def shell_commands(parser: argparse.ArgumentParser, *path: str) -> Iterator[str]:
    """Every command of the shell with its inner command."""
    inner = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    if path and not any(each.required for each in inner):
        yield " ".join(path)
    for each in inner:
        for name, child in each.choices.items():
            yield from shell_commands(child, *path, name)


def test_every_key_screen_and_command_of_the_shell_is_in_the_matrix() -> None:
    assert set(KEYS) == {command.id for area in areas() for command in area.commands}
    assert set(SCREENS) == set(_SCREENS)
    assert set(SHELL) == set(shell_commands(make_parser()))


def test_every_need_is_an_action_that_somebody_may_do_and_every_action_is_needed() -> None:
    needs = {need for table in (METHODS, SHELL, SCREENS, KEYS) for need in table.values()}
    actions = {action for allowed in ALLOWED.values() for action in allowed}
    assert needs - {"nobody", "anybody"} <= actions
    # These decide inside an act: whose matters one sees in full, whose are told, and the doctor, who asks nobody yet.
    assert actions - needs <= {"see_details", "read_confidential", "check_store", "oversee"}


def test_the_document_says_the_matrix_as_it_is() -> None:
    """``python -m counter_tui.services.wording.roles_document`` writes it."""
    text = SECURITY.read_text("utf-8")
    assert put_into(text) == text
