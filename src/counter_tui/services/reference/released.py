"""Releases that lie in the store and are read at a start: working days, the catalogue, and kinds of labels.

What of them cannot be read by this program is passed over: the station then works by what ships with the program.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from counter_tui.db.store import Reading
from counter_tui.db.travel import releases
from counter_tui.domain.calendar import parse_days
from counter_tui.domain.errors import RuleBroken

if TYPE_CHECKING:
    from counter_tui.domain.calendar import WorkingCalendar, YearExceptions
    from counter_tui.domain.catalogue.models import Catalogue
    from counter_tui.domain.label.models import LabelKind

_FILE = re.compile(rb"^#--- (\S+)\r?(?:\n|\Z)", re.MULTILINE)
"""A catalogue is several files: each begins with such a line, in the one that travels."""

UNREADABLE = (ValueError, LookupError, TypeError, ArithmeticError, RecursionError)
"""What reading bytes nobody of this program's authors had in mind may raise."""

_PASSED_OVER = (RuleBroken, *UNREADABLE)
"""What was taken by one program may be nothing to another one, which has to start all the same."""

Days = Mapping[int, "YearExceptions"]
KEPT = ("calendar", "catalogue", "labels")


def kept_files(connection: Reading, kind: str, today: date) -> list[bytes]:
    """The files of the releases of a kind that are in force on a day, the oldest first."""
    rows = releases.known(connection, kind)
    if not rows:
        return []
    from counter_tui.sync.releases import told
    from counter_tui.wire.releases import ReleaseBroken, put_together

    found = []
    for row in rows:
        release = told(row)
        if row.state != "taken" or (release.valid_from is not None and release.valid_from > today):
            continue
        try:
            found.append(put_together(release, releases.parts(connection, kind, row.number)))
        except ReleaseBroken:
            # One that another took the place of keeps its name in the list alone.
            continue
    return found


def days_of(content: bytes) -> Days:
    """The days of a file of a calendar. Raises RuleBroken("calendar_unreadable") and what ``parse_days`` raises."""
    try:
        return parse_days(content.decode("utf-8-sig"), "calendar")
    except UnicodeDecodeError:
        raise RuleBroken("calendar_unreadable", file="calendar") from None


def catalogue_of(content: bytes) -> Catalogue:
    """The catalogue of a file, which has every kind that ships with the program: matters of them may be open.

    Raises CatalogueBroken, or RuleBroken("release_kinds_missing") (``missing``).
    """
    from counter_tui.domain.catalogue.blocks import text_of
    from counter_tui.domain.catalogue.parse import parse
    from counter_tui.services.reference.catalogue import load_catalogue

    first, *others = _FILE.split(content)
    names = [name.decode("utf-8", "replace") for name in others[::2]]
    files = {"catalogue": first, **dict(zip(names, others[1::2], strict=True))}
    made = parse({name: text_of(name, text) for name, text in files.items()})
    missing = {each.code for each in load_catalogue().kinds} - {each.code for each in made.kinds}
    if missing:
        raise RuleBroken("release_kinds_missing", missing=", ".join(sorted(missing)))
    return made


def labels_of(content: bytes) -> tuple[LabelKind, ...]:
    """The kinds of labels of a file, which has every one that ships with the program. Raises as ``catalogue_of``."""
    from counter_tui.domain.catalogue.blocks import text_of
    from counter_tui.domain.label.models import parse_labels
    from counter_tui.services.reference.labels import load_labels

    made = parse_labels(text_of("labels.toml", content))
    missing = {each.code for each in load_labels()} - {each.code for each in made}
    if missing:
        raise RuleBroken("release_kinds_missing", missing=", ".join(sorted(missing)))
    return made


def catalogue_in_force(connection: Reading, today: date) -> Catalogue | None:
    """The catalogue of the centre; None where there is none, or none this program can read."""
    for content in reversed(kept_files(connection, "catalogue", today)):
        with suppress(*_PASSED_OVER):
            return catalogue_of(content)
    return None


def with_days_in_force(calendar: WorkingCalendar, connection: Reading, today: date) -> WorkingCalendar:
    """This calendar with the centre's days laid over it, file by file: each may be about another year."""
    for content in kept_files(connection, "calendar", today):
        with suppress(*_PASSED_OVER):
            calendar = calendar.with_days(days_of(content))
    return calendar


def labels_in_force(connection: Reading, today: date) -> tuple[LabelKind, ...]:
    """The kinds of labels there are: the centre's, else those that ship with the program."""
    from counter_tui.services.reference.labels import load_labels

    for content in reversed(kept_files(connection, "labels", today)):
        with suppress(*_PASSED_OVER):
            return labels_of(content)
    return load_labels()
