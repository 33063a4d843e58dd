"""Taking in customers from a file: a verdict on every record, and one delivery for the whole file."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from counter_tui.db import customers as customer_rows
from counter_tui.db.customer_index import COLUMNS as FIELDS
from counter_tui.db.customer_index import CustomerRow
from counter_tui.db.store import Reading
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.station import CustomersImported
from counter_tui.domain.intake.records import CustomerRecord, RecordVerdict
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.reference.readings import load_readings
from counter_tui.services.station import Station

if TYPE_CHECKING:
    from counter_tui.services.intake_files import RecordSource

SOURCE = "file"
"""Says of a customer on file that the data came in a file of the marketing system."""

_CHUNK = 1000
_COLUMNS_OF: Mapping[str, tuple[str, ...]] = {
    "id_kind": ("id_kind", "id_number"),
    "id_number": ("id_number",),
    "phone1": ("mobile1", "mobile2", "landline"),
    "phone2": ("mobile1", "mobile2", "landline"),
}
"""From which columns of a file a field on file comes; every other field comes from the column of its name."""


class Counts(NamedTuple):
    """What became of the records of a file, by what changed on file."""

    inserted: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class ImportResult:
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
        on_progress: Callable[[int], None] | None = None,
        on_verdict: Callable[[RecordVerdict], None] | None = None,
    ) -> ImportResult:
        """Take in a file of customers, all of it in one transaction with one fact; a dry run only says what would be.

        Every record gets its verdict before anything is written. A customer on file keeps what the file has no column
        for. The same file again changes nothing and leaves no fact. ``report`` is written whole or not at all.
        Raises RuleBroken as ``read_records`` does or "not_allowed", OSError when the report cannot be written.
        """
        require(actor, "import_customers")
        return self.import_data(
            actor,
            _read(path),
            dry_run=dry_run,
            report=report,
            on_progress=on_progress,
            on_verdict=on_verdict,
        )

    def import_data(
        self,
        actor: Actor,
        data: bytes,
        *,
        dry_run: bool = False,
        report: Path | None = None,
        on_progress: Callable[[int], None] | None = None,
        on_verdict: Callable[[RecordVerdict], None] | None = None,
    ) -> ImportResult:
        """Take in the bytes of a file of customers, as ``import_file`` does."""
        # The readers of files are loaded by those who import only.
        from counter_tui.services.intake_files import read_bytes
        from counter_tui.services.wording.intake import report_csv

        require(actor, "import_customers")
        source = read_bytes(data)
        today = self._station.rules.day_of(self._station.clock.now())
        tally: Counter[str] = Counter()
        rows: list[CustomerRow] = []
        verdicts = _told(source.verdicts(today), tally, rows, on_verdict, on_progress)
        if report is None:
            deque(verdicts, maxlen=0)
        else:
            _write_whole(report, report_csv(verdicts, source.headings.titles))
        digest = sha256(data).hexdigest()
        counts, release_no = self._put(actor, rows, _absent(source), tally, digest, dry_run)
        return ImportResult(
            imported=tally["import"],
            warned=tally["import_with_warning"],
            rejected=tally["reject"],
            customers=counts,
            release_no=release_no,
            digest=digest,
            report_path=report,
            dry_run=dry_run,
        )

    def _put(
        self,
        actor: Actor,
        rows: list[CustomerRow],
        absent: frozenset[str],
        tally: Counter[str],
        digest: str,
        dry_run: bool,
    ) -> tuple[Counts, int]:
        store = self._station.store
        if dry_run:
            with store.reading() as connection:
                return _compared(connection, rows, absent, 0)[0], 0
        with store.writing() as writing:
            release_no = customer_rows.last_release(writing.connection) + 1
            counts, fresh = _compared(writing.connection, rows, absent, release_no)
            if not fresh:
                return counts, 0
            customer_rows.put(writing.connection, fresh, load_readings())
            fact = CustomersImported(
                digest=digest,
                release_no=release_no,
                inserted=counts.inserted,
                changed=counts.changed,
                unchanged=counts.unchanged,
                rejected=tally["reject"],
                warned=tally["import_with_warning"],
            )
            writing.append(self._station.subject, [fact], actor.staff_no)
        return counts, release_no


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleBroken("import_file_unreadable", why="missing") from error


def _told(
    verdicts: Iterable[RecordVerdict],
    tally: Counter[str],
    rows: list[CustomerRow],
    on_verdict: Callable[[RecordVerdict], None] | None,
    on_progress: Callable[[int], None] | None,
) -> Iterator[RecordVerdict]:
    """The verdicts as they come, counted, told, and their customers collected."""
    for verdict in verdicts:
        tally[verdict.verdict] += 1
        if verdict.customer is not None:
            rows.append(_row(verdict.customer))
        if on_verdict is not None:
            on_verdict(verdict)
        if on_progress is not None and verdict.row % _CHUNK == 0:
            on_progress(verdict.row)
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


def _compared(
    connection: Reading, rows: list[CustomerRow], absent: frozenset[str], release_no: int
) -> tuple[Counts, list[CustomerRow]]:
    """What the rows change on file, and those that change something, as they are to be written."""
    inserted = changed = 0
    fresh: list[CustomerRow] = []
    for start in range(0, len(rows), _CHUNK):
        chunk = rows[start : start + _CHUNK]
        known = customer_rows.of_accounts(connection, [row.account for row in chunk])
        for row in chunk:
            old = known.get(row.account)
            if old is not None:
                kept: dict[str, Any] = {name: getattr(old, name) for name in absent}
                row = replace(row, **kept, source=old.source, release_no=old.release_no)
                if row == old:
                    continue
            inserted, changed = inserted + (old is None), changed + (old is not None)
            fresh.append(replace(row, source=SOURCE, release_no=release_no))
    return Counts(inserted, changed, len(rows) - inserted - changed), fresh


def _write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file that is there whole or not at all, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            stream.writelines(pieces)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
