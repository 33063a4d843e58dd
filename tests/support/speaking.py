"""The language a test begins in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from counter_tui.i18n import set_language


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Every test starts in the language the program starts in, whatever the one before it spoke."""
    set_language("zh")
    yield
    set_language("zh")
