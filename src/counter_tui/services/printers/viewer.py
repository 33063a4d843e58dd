"""Giving a file to the program the system opens it with; nobody waits for that program."""

from __future__ import annotations

import os
import sys


def open_file(file: str) -> bool:
    """Open the file as a double click would; False where the system has nothing for that."""
    # Loaded where a file is opened: the paper's service is made while somebody waits for the first screen.
    import shutil
    import subprocess

    try:
        if sys.platform == "win32":
            os.startfile(file)
            return True
        opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
        if opener is None:
            return False
        nothing = subprocess.DEVNULL
        subprocess.Popen(
            [opener, file], stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
        )
    except OSError:
        return False
    return True
