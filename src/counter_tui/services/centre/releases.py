"""Working by the centre's releases: taking in what came, and what people are told of it.

A release is taken in one transaction with the mark of its number; customers alone are staged in many, and one switches
to all of them with the mark. One that cannot be used stays parked until another program or another release comes, and
stops nothing.
"""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from counter_tui import __version__
from counter_tui.db.one_write import OneWrite
from counter_tui.db.store import Reading, Writing
from counter_tui.db.tables.sync import ReleaseRow
from counter_tui.db.travel import releases
from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.releases import ReleaseTaken
from counter_tui.domain.staff.roles import CENTRE
from counter_tui.services.centre.release_kinds import TAKES
from counter_tui.services.intake.whole_deliveries import settle_left
from counter_tui.services.reference.released import KEPT, UNREADABLE
from counter_tui.services.station import Station
from counter_tui.sync.releases import told
from counter_tui.wire.releases import KINDS, Release, ReleaseBroken, put_together

_LATER = frozenset(
    {
        "import_running",
        "store_busy",
        "disk_full",
        "store_unwritable",
        "store_gone",
        "store_log_gone",
        "store_unusable",
    }
)
"""Troubles of this PC, not of the release: it is taken at the next call."""

_UNFETCHED = frozenset({"unknown_kind", "changed"})
"""Why a release is parked of which there is no file here."""


class ReleaseState(Struct, frozen=True):
    """A release as people are told of it: what this PC works by, or what came behind it and is not used yet.

    ``state`` is "taken", "coming", "here" or "parked", the last with the code of the ``reason``, behind which the place
    stands in a data file that does not fit.
    """

    kind: str
    number: int
    title: str
    state: str
    reason: str
    taken_at: datetime | None
    valid_from: date | None
    expires: date | None
    expired: bool
    left_out: int


class ReleaseService:
    """The releases of this PC."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def states(self) -> tuple[ReleaseState, ...]:
        """Of each kind the newest that was taken, and what came behind it."""
        with self._station.store.reading() as connection:
            rows, taken = releases.known(connection), releases.taken(connection)
        today = self._today()
        shown = [row for row in rows if row.state != "passed" and row.number >= taken.get(row.kind, 0)]
        return tuple(_state(row, today) for row in shown)

    def state_of(self, kind: str, number: int) -> ReleaseState | None:
        """How a release is here, None where nobody told of it."""
        with self._station.store.reading() as connection:
            rows = releases.known(connection, kind)
        today = self._today()
        return next((_state(row, today) for row in rows if row.number == number), None)

    def take_due(self) -> int:
        """Take in what came and was not taken yet; how many releases that were. What cannot be used is parked."""
        settle_left(self._station)
        with self._station.store.reading() as connection:
            due = [row for row in releases.known(connection) if _is_due(row)]
        return sum(self._take(row) for row in due)

    def _take(self, row: ReleaseRow) -> bool:
        release = told(row)
        with self._station.store.reading() as connection:
            older = row.number < releases.taken(connection).get(row.kind, 0)
            parts = releases.parts(connection, row.kind, row.number)
        if older:
            self._set_aside(row, "passed", "older")
            return False
        try:
            self._take_file(row, release, put_together(release, parts))
        except ReleaseBroken:
            self._set_aside(row, "parked", "changed")
        except RuleBroken as broken:
            if broken.code not in _LATER:
                self._set_aside(row, "parked", _reason(broken))
        except UNREADABLE:
            self._set_aside(row, "parked", "unreadable")
        else:
            return True
        return False

    def _take_file(self, row: ReleaseRow, release: Release, content: bytes) -> None:
        if row.kind == "customers":
            from counter_tui.services.intake.customers import CustomerImportService

            def ending(writing: Writing, rejected: int) -> None:
                self._mark(writing, row, release, rejected)

            CustomerImportService(self._station).import_data(CENTRE, content, ending=ending)
            return
        with self._station.store.writing() as writing:
            station = replace(self._station, store=OneWrite(self._station.store, writing))
            self._mark(writing, row, release, TAKES[row.kind](station, content, release))

    def _mark(self, writing: Writing, row: ReleaseRow, release: Release, left_out: int) -> None:
        """This PC works by it from now on."""
        now = to_ms(self._station.clock.now())
        values = {"state": "taken", "reason": "", "program": __version__, "taken_ms": now}
        releases.change(writing, row, **values, left_out=left_out)
        before = [each for each in releases.known(writing.connection, row.kind) if each.number < row.number]
        for each in before:
            if each.state != "taken":
                releases.change(writing, each, state="passed", reason="older")
        if row.kind not in KEPT:
            releases.drop_parts(writing, row.kind, [each.number for each in (*before, row)])
        releases.forget_old(writing, row.kind)
        fact = ReleaseTaken(
            kind=row.kind,
            number=row.number,
            digest=release.digest.hex(),
            everywhere=not release.station,
            valid_from=release.valid_from,
            expires=release.expires,
            left_out=left_out,
        )
        writing.append(self._station.subject, [fact], CENTRE.staff_no)

    def _set_aside(self, row: ReleaseRow, state: str, reason: str) -> None:
        with self._station.store.writing() as writing:
            releases.change(writing, row, state=state, reason=reason, program=__version__)
            if state == "passed":
                releases.drop_parts(writing, row.kind, (row.number,))

    def _today(self) -> date:
        return self._station.clock.now().astimezone(self._station.zone).date()


def count_expired(connection: Reading, today: date) -> int:
    """How many kinds of releases this PC works by one whose last day is past."""
    taken = releases.taken(connection)
    if not taken:
        return 0
    rows = (row for row in releases.known(connection) if taken.get(row.kind) == row.number)
    return sum(_state(row, today).expired for row in rows)


def _reason(broken: RuleBroken) -> str:
    """The code of a refusal; of a data file that does not fit also file, block and field, never what stands there."""
    if not isinstance(broken, CatalogueBroken):
        return broken.code
    place = filter(None, (broken.file, broken.block, broken.field))
    return f"{broken.code}: {', '.join(place)}: {broken.problem}"


def _is_due(row: ReleaseRow) -> bool:
    if row.kind not in KINDS or row.reason in _UNFETCHED:
        return False
    return row.state == "here" or (row.state == "parked" and row.program != __version__)


def _state(row: ReleaseRow, today: date) -> ReleaseState:
    release = told(row)
    return ReleaseState(
        kind=row.kind,
        number=row.number,
        title=release.title,
        state=row.state,
        reason=row.reason,
        taken_at=from_ms(row.taken_ms) if row.taken_ms else None,
        valid_from=release.valid_from,
        expires=release.expires,
        expired=release.expires is not None and release.expires < today,
        left_out=row.left_out,
    )
