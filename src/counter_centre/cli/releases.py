"""``release``: what every station, or one, is to work by."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from counter_centre.centre import now_ms
from counter_centre.cli.given import Given, say
from counter_centre.keys import read_keys
from counter_centre.refusing import Refusal
from counter_centre.releasing import ReleaseShelf, Wished
from counter_centre.tables import ReleaseRow
from counter_tui.domain.clock import from_ms
from counter_tui.wire.releases import MOST_BYTES

FOUND = 1


def publish(given: Given) -> int:
    """Publish a file."""
    wished = Wished(
        kind=given.kind,
        content=_content(given.file),
        station=given.station,
        title=given.title.strip(),
        valid_from=_day(given.valid_from),
        expires=_day(given.expires),
        whole=given.whole,
    )
    with given.database_of() as engine:
        key = read_keys(given.folder).signing
        release = ReleaseShelf(engine).publish(wished, key, now_ms())
    say(release.kind, release.number)
    return 0


def list_(given: Given) -> int:
    """List the releases."""
    with given.database_of() as engine:
        rows = ReleaseShelf(engine).all(given.station)
    say("kind", "number", "station", "title", "published", "from", "expires", "bytes", "state")
    for row in rows:
        at = from_ms(row.at_ms).strftime("%Y-%m-%dT%H:%MZ")
        state = "withdrawn" if row.over_ms else "published"
        station = row.station or "all"
        say(row.kind, row.number, station, row.title, at, row.valid_from, row.expires, row.size, state)
    return 0


def show(given: Given) -> int:
    """Show which devices a release is for, and which of them have it."""
    with given.database_of() as engine:
        shelf = ReleaseShelf(engine)
        had = shelf.had(_found(shelf, given))
    say("device", "has it")
    for each in had:
        say(f"{each.station}-{each.letter}", "yes" if each.has else "no")
    return 0 if all(each.has for each in had) else FOUND


def withdraw(given: Given) -> int:
    """Give a release to nobody any more."""
    with given.database_of() as engine:
        ReleaseShelf(engine).withdraw(given.kind, given.number, now_ms())
    return 0


def _found(shelf: ReleaseShelf, given: Given) -> ReleaseRow:
    for row in shelf.all():
        if (row.kind, row.number) == (given.kind, given.number):
            return row
    raise Refusal(f"There is no release {given.kind} {given.number}.")


def _content(name: str) -> bytes:
    path = Path(name)
    if not path.is_file():
        raise Refusal(f"There is no file {name}.")
    if path.stat().st_size > MOST_BYTES:
        raise Refusal(f"A release has at most {MOST_BYTES >> 20} MB.")
    return path.read_bytes()


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal(f"{text} is no day: 2026-03-02.") from None
