"""Whether the ratings, and the whole ledger with them, are as they were written (验真), and what was changed, where.

The chain, the rows of the ratings and the way each rating came about are looked at in the store itself. Whoever has the
key of the store can make all of that fit; so it is held beside what stands outside: the heads that were sealed when
closing sheets were printed, the copies of the store, and the fingerprint on the paper. Only the paper is beyond
somebody who may write everything on this PC.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.db import engine, ledger
from counter_tui.db import station as station_rows
from counter_tui.db.checks import chain as chain_checks
from counter_tui.db.checks import closes as close_checks
from counter_tui.db.checks import seals as seal_checks
from counter_tui.db.checks import store as checks
from counter_tui.db.copies import backup
from counter_tui.db.finding import Finding
from counter_tui.db.keys.key_store import find_key
from counter_tui.db.reading import close
from counter_tui.db.store import Reading
from counter_tui.domain.close.fingerprint import read_fingerprint
from counter_tui.domain.close.seals import Seal, missing
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.pads import TabletLetGo, TabletPaired
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.paths import SEALS, Home
from counter_tui.services.audit.verify_trace import Found, Trace
from counter_tui.services.backup.backups import places
from counter_tui.services.backup.seals import read_file
from counter_tui.services.close.paper import Checked, check_paper
from counter_tui.services.set_up.opening import station_exists
from counter_tui.services.station import Station
from counter_tui.settings import Settings, SettingsBroken, read_settings

_TABLETS = 20
"""So many paired tablets are told of: about a month of one a day."""


class PairedTablet(Struct, frozen=True):
    """A tablet that was let in to ask the customers: when, what it is called, until when, who had signed in beside it.

    ``until`` is None while it was not let go; it is the pad for its day alone.
    """

    at: datetime
    name: str
    beside: str
    until: datetime | None = None


class Verified(Struct, frozen=True):
    """What was looked at and found.

    ``sealed`` is the newest sealed head up to which everything is as it was; ``open_ratings`` are the ratings behind
    it, ``ratings`` all. ``seals`` and ``copies`` say how many were held against the ledger.
    """

    facts: int
    ratings: int
    open_ratings: int
    sealed: Seal | None
    seals: int
    copies: int
    found: tuple[Found, ...]
    paper: Checked | None = None
    unsealed: tuple[date, ...] = ()
    """Days that were closed and have no line in any file of sealed heads; their sheets alone can tell."""
    tablets: tuple[PairedTablet, ...] = ()
    """The tablets that were paired, the newest last."""

    @property
    def unread(self) -> bool:
        """Whether the store could not be read, so that nothing is known of what was changed."""
        return any(each.finding.code == "store_unreadable" for each in self.found)

    @property
    def clean(self) -> bool:
        """Whether nothing was changed and the paper, where one was given, fits."""
        return not self.found and (self.paper is None or self.paper.verdict == "stands")


def verify(home: Home, passphrase: str = "", paper: str = "", day: date | None = None) -> Verified:
    """Look the home's ledger over, and hold a fingerprint read off a sheet against it.

    Raises RuleBroken("station_missing"), "fingerprint_unfit", and as ``find_key``.
    """
    from zoneinfo import ZoneInfo

    if not station_exists(home):
        raise RuleBroken("station_missing")
    digits = read_fingerprint(paper) if paper else ""
    settings, key = _settings(home), find_key(home, passphrase).key
    pool = engine.Pool(lambda: engine.connect(home.store, key, read_only=True))
    try:
        with pool.transaction("BEGIN") as connection:
            return _Look(connection, home, key, settings, ZoneInfo(settings.timezone)).all(digits, day)
    except engine.StoreError as error:
        return Verified(0, 0, 0, None, 0, 0, (Found(checks.unreadable(error)),))
    finally:
        pool.close()


class VerifyService:
    """The same for who leads or audits, in the program."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def look(self, actor: Actor) -> Verified:
        """Look the whole ledger over."""
        require(actor, "oversee")
        station, home = self._station, Home(self._station.store.path.parent)
        with station.store.reading() as connection:
            return _Look(connection, home, station.store.key, _settings(home), station.zone).all()


class _Look:
    """One looking over, on one view of the store."""

    def __init__(self, connection: Reading, home: Home, key: bytes, settings: Settings, zone: tzinfo) -> None:
        self._connection, self._home, self._key = connection, home, key
        self._folders = [
            place.folder for place in places(home, settings, key) if place.present and place.folder.is_dir()
        ]
        self._zone = zone
        self._trace = Trace(connection, zone)
        self._copies = 0

    def all(self, digits: str = "", day: date | None = None) -> Verified:
        """Everything there is to look at."""
        connection = self._connection
        chain = [*chain_checks.check_chain(connection), *seal_checks.check_restores(connection)]
        seals, files = self._seals()
        held = [(seal, seal_checks.held(connection, seal)) for seal in seals]
        rows = [*self._rows_of_ratings(), *self._closes(held)]
        standing = [seal for seal, verdict in held if verdict == "stands"]
        paper = check_paper(connection, day, digits) if digits else None
        standing += self._of_paper(paper)
        sealed = self._newest([seal for seal in standing if not self._broken_before(seal, chain)])
        covered = seal_checks.covered_by(connection, sealed) if sealed else {}
        ratings, open_ratings = seal_checks.ratings_since(connection, covered)
        found = [
            *(self._trace.told(each) for each in (*chain, *rows)),
            *self._ranges(held),
            *map(Found, files),
            *self._against_copies(),
        ]
        counted = checks.counts(connection)["facts"]
        return Verified(
            counted,
            ratings,
            open_ratings,
            sealed,
            len(seals),
            self._copies,
            tuple(found),
            paper,
            self._unsealed([*seals, *standing]),
            self._tablets(),
        )

    def _tablets(self) -> tuple[PairedTablet, ...]:
        """Those whose facts can be read: the chain check names one that cannot."""
        found: list[PairedTablet] = []
        # One PC has one tablet: which of those found is that of each run.
        newest: dict[bytes, int] = {}
        with suppress(RuleBroken):
            for entry in ledger.of_types(self._connection, TabletPaired.type, TabletLetGo.type):
                at = entry.at.astimezone(self._zone)
                if isinstance(entry.fact, TabletPaired):
                    newest[entry.epoch] = len(found)
                    found.append(PairedTablet(at, entry.fact.name, entry.fact.beside))
                elif (place := newest.pop(entry.epoch, None)) is not None:
                    found[place] = replace(found[place], until=at)
        return tuple(found[-_TABLETS:])

    def _rows_of_ratings(self) -> Iterator[Finding]:
        try:
            yield from checks.check_tokens(self._connection)
            yield from seal_checks.check_ratings(self._connection)
        except RuleBroken:
            # The chain check names the fact that cannot be read.
            return

    def _closes(self, held: Iterable[tuple[Seal, str]]) -> Iterator[Finding]:
        """The closes in the ledger that do not fit it, but for days whose sealed head tells the same."""
        told = {f"day {seal.day.isoformat()}" for seal, verdict in held if verdict != "stands"}
        found = close_checks.check_closes(self._connection)
        yield from (each for each in found if each.where not in told)

    def _seals(self) -> tuple[list[Seal], list[Finding]]:
        """All sealed heads of all files, and what is wrong with the files."""
        own, found = self._file(self._home.seals)
        known = set(own)
        for folder in self._folders:
            there, wrong = self._file(folder / SEALS)
            found += wrong
            if gone := missing(there, own):
                days = ", ".join(seal.day.isoformat() for seal in gone)
                found.append(Finding("seals_cut", SEALS, {"days": days, "file": str(folder / SEALS)}))
            known |= there
        return sorted(known), found

    def _file(self, file: Path) -> tuple[frozenset[Seal], list[Finding]]:
        try:
            seals, unfit = read_file(file)
        except OSError as error:
            return frozenset(), [Finding("seals_unreadable", str(file), {"detail": error.strerror or "?"})]
        lines = ", ".join(map(str, unfit))
        return seals, [Finding("seals_unfit", str(file), {"lines": lines})] if unfit else []

    def _of_paper(self, paper: Checked | None) -> list[Seal]:
        """The sheet in somebody's hand is a sealed head too, also where no file knows it."""
        if paper is None or paper.verdict != "stands" or paper.day is None:
            return []
        rows = close.closes(self._connection)
        row = next((row for row in rows if row.close_day.decode() == paper.day.isoformat()), None)
        return [Seal(paper.day, row.epoch.hex(), row.seq, row.hash.hex())] if row and row.seq else []

    def _broken_before(self, seal: Seal, chain: Iterable[Finding]) -> bool:
        """Whether a link up to this head is broken, in its own run or one that goes before it."""
        covered = seal_checks.covered_by(self._connection, seal)
        places = ((finding, self._trace.place(finding)) for finding in chain)
        return any(
            place is not None and place[0] in covered and chain_checks.is_before(finding, covered[place[0]])
            for finding, place in places
        )

    def _unsealed(self, seals: Iterable[Seal]) -> tuple[date, ...]:
        known = {seal.day.isoformat().encode() for seal in seals}
        days = (
            row.close_day.decode() for row in close.closes(self._connection) if row.close_day not in known
        )
        # What is no day was put there past the program: the doctor tells it.
        return tuple(date.fromisoformat(each) for each in days if _is_day(each))

    def _newest(self, standing: Iterable[Seal]) -> Seal | None:
        order = {row.epoch.hex(): place for place, row in enumerate(station_rows.epochs(self._connection))}
        return max(standing, key=lambda seal: (order.get(seal.epoch, -1), seal.seq), default=None)

    def _ranges(self, held: Sequence[tuple[Seal, str]]) -> Iterator[Found]:
        """The first seal of each run that does not hold, and between which places the ledger was written anew.

        From there on no later one of the run can hold: they are counted.
        """
        by_run: dict[str, list[tuple[Seal, str]]] = {}
        for seal, verdict in sorted(held, key=lambda each: each[0].seq):
            if verdict != "stands":
                by_run.setdefault(seal.epoch, []).append((seal, verdict))
        for epoch, broken in by_run.items():
            seal, verdict = broken[0]
            whole = (each.seq for each, how in held if how == "stands" and each.epoch == epoch)
            first = max((seq for seq in whole if seq < seal.seq), default=0) + 1
            facts = {"seq": seal.seq, "first": first, "last": seal.seq, "later": len(broken) - 1}
            yield Found(Finding(f"seal_{verdict}", seal.day.isoformat(), facts), seal.seq, day=seal.day)

    def _against_copies(self) -> Iterator[Found]:
        """The first fact that a copy has otherwise: where somebody wrote the ledger anew, or the copy."""
        told: set[tuple[bytes, int]] = set()
        for folder in self._folders:
            for copy in backup.copies_in(folder):
                path = folder / copy.name
                # A copy that cannot be read is the doctor's to tell.
                with suppress(*engine.StoreError), closing(self._opened(path)) as other:
                    self._copies += 1
                    place = seal_checks.first_difference(self._connection, other)
                    if place is not None and place not in told:
                        told.add(place)
                        yield self._differing(other, path, *place)

    def _opened(self, path: Path) -> Any:
        return engine.connect(path, self._key, read_only=True)

    def _differing(self, other: Reading, path: Path, epoch: bytes, seq: int) -> Found:
        was = seal_checks.fact_at(other, epoch, seq)
        now = seal_checks.fact_at(self._connection, epoch, seq)
        facts = {"copy": path.name, "was": was.type if was else "", "now": now.type if now else ""}
        return self._trace.about(
            Finding("copy_differs", self._trace.name(epoch, seq), facts), was or now, other
        )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _settings(home: Home) -> Settings:
    """The settings; where they cannot be read, those of a new station, since looking must go on."""
    with suppress(SettingsBroken):
        return read_settings(home.settings)
    return Settings()
