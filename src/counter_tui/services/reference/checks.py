"""The lists of checks that ship with the program."""

from __future__ import annotations

from counter_tui.domain.checks.lists import CheckList, parse_checks
from counter_tui.services.reference.files import shipped


def load_checks() -> tuple[CheckList, ...]:
    """The shipped lists of checks, read anew at every call; raises CatalogueBroken for a damaged file."""
    return parse_checks(shipped("checks.toml"))
