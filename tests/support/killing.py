"""Processes that work at a station and are killed at any instant, with all they had said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from support.working import Done, processes

Work = Callable[[str, Connection], None]
"""Work at the station in this folder for ever, and say of each thing done that it is."""


def heard(ear: Connection) -> list[Done]:
    """What a process said before it died; a last word cut short was not said."""
    done: list[Done] = []
    try:
        while True:
            done.append(ear.recv())
    except (EOFError, OSError):
        return done


def killed_while_working(
    folder: Path, works: Sequence[Work], random: Random, *, acts: int = 10, moment: float = 0.03
) -> list[Done]:
    """These processes work at once; each is killed at an instant of its own, so that others are in the middle."""
    context, ears, running = processes(), [], []
    for each in works:
        ear, mouth = context.Pipe(duplex=False)
        process = context.Process(target=each, args=(str(folder), mouth))  # type: ignore[attr-defined]
        process.start()
        mouth.close()
        ears.append(ear)
        running.append(process)
    done: list[Done] = []
    for ear, process in zip(ears, running, strict=True):
        # So many acts are awaited, on a fast PC as on a slow one; then the kill falls somewhere into the next.
        done += [ear.recv() for _act in range(random.randrange(acts))]
        process.join(random.uniform(0, moment))
        assert process.exitcode is None, "it ended before it was killed"
        process.kill()
        process.join()
        done += heard(ear)
        ear.close()
    return done
