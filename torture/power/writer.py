"""The program at work, to be recorded: ``writer.py HOME ACKNOWLEDGED MODE ROUNDS``.

What it has been told is done it writes to the file ACKNOWLEDGED, one JSON line an act, by one system call that stands
in the same trace as the writes of the store.
"""

from __future__ import annotations

import json
import os
import sys

from counter_tui.db import engine
from support.working import work


class Witness:
    """Stands for the pipe of a worker: each thing done is written down at once, unbuffered."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def send(self, done: tuple[str, str, str]) -> None:
        """Write down that this is done."""
        os.write(self._file, json.dumps(done).encode("utf-8") + b"\n")


def main(folder: str, acknowledged: str, mode: str, rounds: str) -> None:
    """Work so many rounds with ``synchronous`` at this mode; FULL is the program as it is."""
    if mode != "FULL":
        weaker = tuple(each.replace("synchronous=FULL", f"synchronous={mode}") for each in engine._PRAGMAS)
        assert weaker != engine._PRAGMAS
        engine._PRAGMAS = weaker
    work(folder, Witness(acknowledged), int(rounds))  # type: ignore[arg-type]


if __name__ == "__main__":
    main(*sys.argv[1:])
