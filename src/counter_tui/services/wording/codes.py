"""Words by their codes."""

from __future__ import annotations

from collections.abc import Mapping

from counter_tui.i18n import _


def say_code(words: Mapping[str, str], code: str) -> str:
    """The words of a code; one that is not known stays as it is written."""
    return _(words[code]) if code in words else code
