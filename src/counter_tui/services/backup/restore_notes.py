"""How far a restore has come, noted in the home: so that one killed at any step is finished or forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from msgspec import Struct

from counter_tui.db.copies import restore
from counter_tui.db.files.disks import sync_folder
from counter_tui.db.keys.key_store import alone
from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import Home, write_private

DRAFT = "station.db.restoring"
"""The new store's name in the home until it takes its place."""


class Note(Struct, frozen=True):
    """What a restore has begun, as it stands in the home: the new epoch, and the folder for the old store."""

    epoch: str
    aside: str


def settle(home: Home) -> None:
    """What an interrupted restore means for whoever wants to open the store; nothing when there was none.

    One that had put the new store in place is over, any other is forgotten. Raises RuleBroken("restore_running") while
    one runs.
    """
    if home.restoring.exists():
        with by_itself(home):
            forget(home)


def forget(home: Home) -> None:
    """Take away what a restore has begun, as long as the old store is in its place: that stays as it was."""
    draft, note = home.folder / DRAFT, read_note(home)
    if draft.exists():
        if note.aside:
            restore.put_back(home.set_aside / note.aside, home.store)
        restore.remove(draft)
    over(home)


@contextmanager
def by_itself(home: Home) -> Iterator[None]:
    """Hold the home; raises RuleBroken("restore_running") while somebody else does."""
    if not home.key_file.exists():
        raise RuleBroken("key_missing", place="key_file")
    with ExitStack() as holding:
        try:
            holding.enter_context(alone(home))
        except RuleBroken:
            raise RuleBroken("restore_running") from None
        yield


def free_name(home: Home, name: str) -> str:
    """A name for a folder that is not there yet."""
    taken, number = name, 2
    while (home.set_aside / taken).exists():
        taken, number = f"{name}-{number}", number + 1
    return taken


def write_note(home: Home, note: Note) -> None:
    """Note what is begun; raises OSError."""
    values = {"epoch": note.epoch, "aside": note.aside}
    write_private(home.restoring, json.dumps(values).encode("ascii"))


def read_note(home: Home) -> Note:
    """What was begun; both empty where nothing was, or nothing that can be read."""
    try:
        values = json.loads(home.restoring.read_text("ascii"))
        return Note(str(values["epoch"]), str(values["aside"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Note("", "")


def over(home: Home) -> None:
    """Nothing is under way any more."""
    home.restoring.unlink(missing_ok=True)
    with suppress(OSError):
        sync_folder(home.folder)
