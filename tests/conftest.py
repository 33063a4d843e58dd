"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from counter_tui.i18n import set_language


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    """Every test starts in the language the program starts in, whatever the one before it spoke."""
    set_language("zh")
    yield
    set_language("zh")
