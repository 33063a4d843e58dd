"""Where the files of tests stand, what tests do not do hundreds of times, and the language each begins in."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from support.cheaply import leave_what_stands, look_for_garbage_seldom, work_cheaply

MEMORY = Path("/dev/shm")
ROOM = 2 << 30
"""The files of a whole run take a third of that."""


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """A store asks its disk at every write whether it has it, and half of a test with a store was waiting for that.

    The program asks all the same; a memory answers at once. ``torture`` pulls plugs and stays on the disk. Who names a
    folder (``TMPDIR``, ``--basetemp``) gets that one.
    """
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        # Workers of xdist and processes of tests read it there.
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None


def pytest_sessionstart() -> None:
    """PINs are hashed at the least cost, what ships is parsed once a process, garbage is looked for seldom."""
    work_cheaply()
    look_for_garbage_seldom()


def pytest_collection_finish() -> None:
    """The modules of all tests are there and stay."""
    leave_what_stands()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Each test begins in Chinese, as the program does, whatever the one before it spoke."""
    set_language("zh")
