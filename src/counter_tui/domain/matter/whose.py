"""Whose a phone is. Relatives share one and numbers change hands, so a phone alone makes nobody the customer."""

from __future__ import annotations

from collections.abc import Iterable

from counter_tui.domain.text import fold


def may_be_same(typed: str, name: str) -> bool:
    """Whether who is known by this name may be the customer on the form; a name that is not there excludes nobody."""
    here, there = fold(typed), fold(name)
    return not here or not there or here == there


def phone_owner(typed: str, names: Iterable[str]) -> str:
    """The name the phone is known under when none of its names may be the typed one, empty otherwise."""
    known = list(names)
    return known[0] if known and not any(may_be_same(typed, name) for name in known) else ""
