"""Sync by stick: what waits to be brought, writing it, and taking in what the centre sent back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from counter_tui import __version__
from counter_tui.domain.clock import from_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.paths import named_path
from counter_tui.services.centre.orders import calling_alone, obey_orders
from counter_tui.services.centre.releases import ReleaseService, ReleaseState
from counter_tui.services.station import Station
from counter_tui.sync import bundles
from counter_tui.sync.bundles import Verdict
from counter_tui.sync.parcels import WAITING, Came, keep_parcel
from counter_tui.wire import sticks
from counter_tui.wire.bundle import MOST_RETURN
from counter_tui.wire.envelope import Signed
from counter_tui.wire.parcels import MOST_PARCEL, is_parcel
from counter_tui.wire.sticks import BUNDLE_ENDING, RETURN_ENDING, StickFailed


class Waiting(Struct, frozen=True):
    """What no receipt of the centre vouches for yet, and when it gave the newest one, by its own clock."""

    facts: int
    received_at: datetime | None


class Plan(Struct, frozen=True):
    """What would be written into which folder: so many facts, in about so many bytes."""

    folder: Path
    facts: int
    size: int


class Written(Struct, frozen=True):
    """What lies on the stick, read back and found whole."""

    folder: Path
    files: int
    facts: int
    size: int


class Returned(Struct, frozen=True):
    """A file that came back, and what became of it; ``release`` is the one it has, as it is here now."""

    name: str
    verdict: Verdict
    release: ReleaseState | None = None


class BundleService:
    """Writing sticks and reading them, by whoever works on matters; nothing of a customer is shown."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def status(self, actor: Actor) -> Waiting:
        """How many facts wait to be brought.

        Raises RuleBroken("not_allowed"), "bundle_no_centre".
        """
        require(actor, "work")
        with _told(""), self._station.store.reading() as connection:
            bundles.ends_of(connection)
            waiting = bundles.spans(connection, everything=False)
            at_ms = bundles.newest_receipt_ms(connection)
        return Waiting(sum(span.count for span in waiting), from_ms(at_ms) if at_ms else None)

    def plan(self, actor: Actor, folder: str, *, everything: bool = False) -> Plan:
        """What writing to this folder would write; nothing is written yet.

        Raises RuleBroken: "not_allowed", "bundle_no_centre", "bundle_again", "stick_unnamed", "stick_missing".
        """
        require(actor, "work")
        with _told(folder):
            place = _named(folder)
            sticks.require_stick(place)
            spans = self._spans(everything)
            size = sum(bundles.measure(self._station.store, span) for span in spans)
        return Plan(sticks.folder_on(place), sum(span.count for span in spans), size)

    def export(
        self,
        actor: Actor,
        folder: str,
        *,
        everything: bool = False,
        on_written: Callable[[Written], object] = lambda _: None,
    ) -> Written:
        """Write what waits, or everything, and read it back: once this returns the stick may be pulled out.

        What was written before something went wrong stays on the stick and is whole; doing it again does no harm.

        Raises RuleBroken: "not_allowed", "bundle_no_centre", "bundle_again", "stick_unnamed", "stick_missing",
            "stick_full", "stick_read_only", "stick_gone", "stick_differs".
        """
        require(actor, "work")
        store = self._station.store
        with _told(folder):
            spans = self._spans(everything)
            place = sticks.require_folder(_named(folder))
            written = Written(place, 0, 0, 0)
            for span in spans:
                for made in bundles.make(store, span):
                    self._put(place, made)
                    files, facts = written.files + 1, written.facts + made.facts
                    written = Written(place, files, facts, written.size + len(made.content))
                    on_written(written)
        return written

    def take_back(self, actor: Actor, folder: str) -> tuple[Returned, ...]:
        """Take in every file of the centre on a stick, each whole or not at all; what became of each.

        Orders of the centre that came along are obeyed after that, and releases taken in as those of a call are.

        Raises RuleBroken: "not_allowed", "bundle_no_centre", "stick_unnamed", "stick_missing", "stick_gone";
        "sync_running" where the centre is being called, "closed_down" or "closing_stopped" where it closes this PC
        down.
        """
        require(actor, "work")
        store = self._station.store
        found: dict[Path, Returned] = {}
        orders: list[Signed] = []
        parcels: list[Path] = []
        with _told(folder):
            files = sticks.files_on(_named(folder), RETURN_ENDING)
            for file in files:
                content = self._read(file)
                if content is not None and is_parcel(content):
                    parcels.append(file)
                    continue
                verdict = "unreadable" if content is None else bundles.take_return(store, content)
                found[file] = Returned(file.name, verdict)
                orders += bundles.orders_in(store, content) if content else ()
            if orders or parcels:
                with calling_alone(store):
                    if orders:
                        obey_orders(store, orders)
                    found |= self._take_parcels(parcels)
        return tuple(found[file] for file in files)

    def _take_parcels(self, files: list[Path]) -> dict[Path, Returned]:
        """Keep what came of releases, in whatever order the files lie there, and take in what is whole."""
        came: dict[Path, Came] = {}
        while files:
            now = {file: self._keep(file) for file in files}
            came |= now
            waiting = [file for file, each in now.items() if each.verdict in WAITING]
            files = waiting if len(waiting) < len(files) else []
        service = ReleaseService(self._station)
        service.take_due()
        return {
            file: _returned(file.name, each, service.state_of(each.kind, each.number))
            for file, each in came.items()
        }

    def _keep(self, file: Path) -> Came:
        content = self._read(file)
        return (
            Came("unreadable") if content is None else keep_parcel(self._station.store, content, __version__)
        )

    def _spans(self, everything: bool) -> list[bundles.Span]:
        with self._station.store.reading() as connection:
            bundles.ends_of(connection)
            return bundles.spans(connection, everything)

    def _put(self, place: Path, made: bundles.Made) -> None:
        name = made.stem + BUNDLE_ENDING
        sticks.require_room(place, len(made.content))
        sticks.put(place, name, made.content)

    def _read(self, file: Path) -> bytes | None:
        try:
            return sticks.read_file(file, max(MOST_RETURN, MOST_PARCEL))
        except OSError:
            return None


def _returned(name: str, came: Came, state: ReleaseState | None) -> Returned:
    """What became of a parcel now that what is whole was taken in."""
    if came.verdict != "kept" or state is None:
        return Returned(name, came.verdict, state)
    if state.state == "taken":
        return Returned(name, "expired" if state.expired else "taken", state)
    return Returned(name, "parked" if state.state == "parked" else "kept", state)


def _named(folder: str) -> Path:
    """The folder of the stick. No name at all would be whatever folder the program was started in."""
    if not folder.strip():
        raise RuleBroken("stick_unnamed")
    return named_path(folder)


@contextmanager
def _told(folder: str) -> Iterator[None]:
    """Say as a broken rule what went wrong with a stick or with having a centre."""
    try:
        yield
    except StickFailed as failed:
        raise RuleBroken(f"stick_{failed.fault}", folder=folder) from None
    except bundles.NoCentre:
        raise RuleBroken("bundle_no_centre") from None
    except bundles.Moved:
        raise RuleBroken("bundle_again") from None
