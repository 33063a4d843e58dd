"""Looking for unused objects costs the tests little."""

from __future__ import annotations

import gc

import pytest

NEW_OBJECTS = 100_000
"""After so many new objects unused ones are looked for; one app under test makes and drops some hundred thousand."""


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of every later look: going through it was a third of what a screen cost.

    What a test leaves unclosed is still found, by the next look or by pytest's own at the end. Each folder brings this
    along, whichever are run; once is enough.
    """
    if gc.get_threshold()[0] != NEW_OBJECTS:
        gc.collect()
        gc.freeze()
        gc.set_threshold(NEW_OBJECTS, 10, 10)
