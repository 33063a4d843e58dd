"""Taking in customers from a file: a verdict on every record, and one delivery for the whole file."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct

from counter_tui.db.customers.index import COLUMNS as FIELDS
from counter_tui.db.customers.index import CustomerRow
from counter_tui.domain.intake.records import CustomerRecord, RecordVerdict
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.intake.deliveries import SOURCE, Counts, Delivery, Ending, Spool, compare, deliver
from counter_tui.services.intake.reports import read_file, write_whole
from counter_tui.services.intake.whole_deliveries import deliver_whole
from counter_tui.services.station import Station

if TYPE_CHECKING:
    from counter_tui.services.intake.files import RecordSource
    from counter_tui.services.intake.search_index import Renewed

_CHUNK = 1000
_COLUMNS_OF: Mapping[str, tuple[str, ...]] = {
    "id_kind": ("id_kind", "id_number"),
    "id_number": ("id_number",),
    "phone1": ("mobile1", "mobile2", "landline"),
    "phone2": ("mobile1", "mobile2", "landline"),
}
"""From which columns of a file a field on file comes; every other field comes from the column of its name."""


class Progress(NamedTuple):
    """How far an import is: ``judged`` first, then ``written``; ``total`` is an estimate while it is judged."""

    doing: Literal["judged", "written"]
    done: int
    total: int


class Unread(NamedTuple):
    """What of a file is read into no record: columns and visible sheets by name, and lines above the headings."""

    columns: tuple[str, ...]
    sheets: tuple[str, ...]
    lines: int


class ImportResult(Struct, frozen=True):
    """What became of a file: records by verdict, and customers by what changed (would change, in a dry run).

    ``release_no`` is the number of the delivery, 0 when nothing on file changed. ``digest`` is the SHA-256 of the
    file in hex. ``report_path`` is the report to hand back.
    """

    imported: int
    warned: int
    rejected: int
    customers: Counts
    release_no: int
    digest: str
    report_path: Path | None
    dry_run: bool
    unread: Unread

    @property
    def records(self) -> int:
        """How many records the file has after its headings."""
        return self.imported + self.warned + self.rejected


class CustomerImportService:
    """Reads customers' master data into the store."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def import_file(
        self,
        actor: Actor,
        path: Path,
        *,
        dry_run: bool = False,
        report: Path | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        on_verdict: Callable[[RecordVerdict], None] | None = None,
    ) -> ImportResult:
        """Take in a file of customers, with one fact for all of it; a dry run only says what would be.

        Every record gets its verdict before anything is written. A customer on file keeps what the file has no column
        for. The same file again changes nothing and leaves no fact; after an import that was cut off it goes on where
        that stopped. ``report`` is written whole or not at all.
        Raises RuleBroken as ``read_records`` and ``deliver`` do or "not_allowed", Interrupted as ``deliver`` does,
        OSError when the report cannot be written.
        """
        require(actor, "import_customers")
        return self.import_data(
            actor,
            read_file(path),
            dry_run=dry_run,
            report=report,
            on_progress=on_progress,
            on_verdict=on_verdict,
        )

    def renew_index(
        self, actor: Actor, on_done: Callable[[int, int], None] = lambda _done, _total: None
    ) -> Renewed:
        """Make the search index anew where it is broken, as ``search_index.renew`` does; it may be stopped anywhere.

        Raises RuleBroken as that does or "not_allowed".
        """
        from counter_tui.services.intake.search_index import renew

        require(actor, "import_customers")
        return renew(self._station, actor, on_done)

    def import_data(
        self,
        actor: Actor,
        data: bytes,
        *,
        dry_run: bool = False,
        report: Path | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        on_verdict: Callable[[RecordVerdict], None] | None = None,
        ending: Ending | None = None,
    ) -> ImportResult:
        """Take in the bytes of a file of customers, as ``import_file`` does.

        With ``ending`` the customers are on file all at once, and it is done in the transaction that lets them be.
        """
        # The readers of files are loaded by those who import only.
        from counter_tui.services.intake.files import read_bytes

        require(actor, "import_customers")
        source = read_bytes(data)
        today = self._station.rules.day_of(self._station.clock.now())
        digest = sha256(data).hexdigest()
        del data
        told = _Told(source.records_about, on_verdict, on_progress)
        _read_through(told.through(source.verdicts(today)), source.headings.titles, report)
        tally, spool = told.tally, told.spool
        warned, rejected = tally["import_with_warning"], tally["reject"]
        delivery = Delivery(spool, _absent(source), digest, warned, rejected)
        counts, release_no = self._put(actor, delivery, on_progress, ending, dry_run=dry_run)
        return ImportResult(
            imported=tally["import"],
            warned=tally["import_with_warning"],
            rejected=tally["reject"],
            customers=counts,
            release_no=release_no,
            digest=digest,
            report_path=report,
            dry_run=dry_run,
            unread=Unread(source.headings.ignored, source.other_sheets, source.title_lines),
        )

    def _put(
        self,
        actor: Actor,
        delivery: Delivery,
        on_progress: Callable[[Progress], None] | None,
        ending: Ending | None,
        *,
        dry_run: bool,
    ) -> tuple[Counts, int]:
        if dry_run:
            return compare(self._station, delivery), 0

        def on_done(done: int) -> None:
            if on_progress is not None:
                on_progress(Progress("written", done, delivery.spool.count))

        if ending is not None:
            return deliver_whole(self._station, actor, delivery, ending, on_done)
        return deliver(self._station, actor, delivery, on_done)


def _read_through(verdicts: Iterator[RecordVerdict], titles: Mapping[str, str], report: Path | None) -> None:
    """Have every record judged, and the report written where one is wanted."""
    if report is None:
        deque(verdicts, maxlen=0)
        return
    from counter_tui.services.wording.intake import report_csv

    write_whole(report, report_csv(verdicts, titles))


class _Told:
    """Verdicts as they come: counted, told, and their customers kept for the writing."""

    def __init__(
        self,
        about: int,
        on_verdict: Callable[[RecordVerdict], None] | None,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self.tally: Counter[str] = Counter()
        self.spool = Spool()
        self._about = about
        self._on_verdict = on_verdict
        self._on_progress = on_progress

    def through(self, verdicts: Iterable[RecordVerdict]) -> Iterator[RecordVerdict]:
        """The same verdicts."""
        for verdict in verdicts:
            self.tally[verdict.verdict] += 1
            if verdict.customer is not None:
                self.spool.add(_row(verdict.customer))
            if self._on_verdict is not None:
                self._on_verdict(verdict)
            if self._on_progress is not None and verdict.row % _CHUNK == 0:
                self._on_progress(Progress("judged", verdict.row, max(self._about, verdict.row)))
            yield verdict


def _row(customer: CustomerRecord) -> CustomerRow:
    """The record as it stands on file; a third telephone number stands behind the second."""
    phones = customer.phones
    return CustomerRow(
        account=customer.account,
        name=customer.name,
        id_kind=customer.id_kind,
        id_number=customer.id_number,
        phone1=phones[0] if phones else None,
        phone2="/".join(phones[1:]) or None,
        address=customer.address,
        transformer_area=customer.transformer_area,
        manager=customer.manager,
        use_class=customer.use_class,
        voltage=customer.voltage,
        capacity_w=customer.capacity_w,
        meter_asset=customer.meter_asset,
        updated_on=customer.updated_on.isoformat() if customer.updated_on else None,
        source=SOURCE,
        release_no=0,
    )


def _absent(source: RecordSource) -> frozenset[str]:
    """The fields on file that the file has no column for."""
    names = set(FIELDS) - {"account", "name", "source", "release_no"}
    columns = source.headings.columns
    return frozenset(name for name in names if not any(c in columns for c in _COLUMNS_OF.get(name, (name,))))
