"""The rules by which a month's ratings are looked at, as they ship with the program."""

from __future__ import annotations

from counter_tui.domain.gaming.rules import RuleSet, parse_rules
from counter_tui.services.reference.files import shipped


def load_gaming() -> RuleSet:
    """The shipped rules, read anew at every call; raises CatalogueBroken for a damaged file."""
    return parse_rules(shipped("gaming.toml"))
