"""Closing a PC down on the centre's signed order: what nobody vouches for is sealed, everything else is destroyed.

The order is noted, what the centre gave no receipt for is sealed to its key in one file and read back, and in the same
turn of the store in which it is certain that nothing was written since, the PC is noted as closed: from then on nobody
writes. Only then the keys go, then the ledger, its copies, and the rest of the home. Killed at any step, the next start
goes on: before the sealed file has been read back nothing is gone.
"""

from __future__ import annotations

from hashlib import sha256

from msgspec import DecodeError, Struct
from msgspec.json import encode

from counter_tui.db import station as station_rows
from counter_tui.db.files.one_holder import HolderFile
from counter_tui.db.keys.key_store import entry_of
from counter_tui.db.sql import Connection
from counter_tui.db.store import Store
from counter_tui.db.travel import streams
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.reading import read_json
from counter_tui.paths import CALL, Home, write_private
from counter_tui.services.centre.closed_pc import Closed, Step, digest_of, go_on_removing
from counter_tui.sync import bundles
from counter_tui.sync.bundles import Made, Moved, NoCentre
from counter_tui.sync.orders import Given, is_new, read_orders, told_of
from counter_tui.sync.peer import read_peer
from counter_tui.wire import sticks
from counter_tui.wire.bundle import read_bundle
from counter_tui.wire.entries import BatchBroken
from counter_tui.wire.envelope import Signed
from counter_tui.wire.frames import BundleBroken
from counter_tui.wire.messages import ObeyedTold
from counter_tui.wire.sealed import SEALED_ENDING, read_sealed, write_sealed
from counter_tui.wire.sticks import FOLDER, StickFailed

CENTRE_OF_DEMO = "centre"
"""The folder of the centre beside a demo station: it lies in the home, and is the centre's."""


class Closing(Struct, frozen=True):
    """The order that is being obeyed, as the centre signed it."""

    order: Signed


class _Sealed(Struct, frozen=True):
    name: str
    digest: bytes
    facts: int
    heads: tuple[tuple[bytes, int], ...]
    told: ObeyedTold


def close_down(store: Store, given: Given, on_step: Step = lambda _: None) -> None:
    """Obey an order to close this PC down, which the caller has proven; the store is closed then.

    Raises RuleBroken("closed_down") when it is done, and "closing_stopped" where what is to be sealed could not be
    written: nothing is gone then, and the next start tries again.
    """
    home = Home(store.path.parent)
    on_step("note")
    try:
        write_private(home.closing, encode(Closing(given.signed)))
    except OSError:
        raise RuleBroken("closing_stopped", fault="gone") from None
    _finish(store, home, given, on_step)


def go_on_closing(store: Store, home: Home, on_step: Step = lambda _: None) -> None:
    """Go on with an order that was being obeyed when the program ended; a note that proves nothing is taken away.

    Raises RuleBroken as ``close_down``; "closed_down" too while another process of this PC does it.
    """
    file = HolderFile(store.path, CALL)
    if not file.take():
        raise RuleBroken("closed_down")
    try:
        _go_on(store, home, on_step)
    finally:
        file.free()


def _go_on(store: Store, home: Home, on_step: Step) -> None:
    try:
        noted = read_json(home.closing.read_bytes(), Closing)
        with store.reading() as connection:
            given = [
                each for each in read_orders(connection, [noted.order]) if is_new(connection, each.order)
            ]
    except (OSError, DecodeError):
        given = []
    if given and given[0].order.what == "wipe":
        _finish(store, home, given[0], on_step)
    home.closing.unlink(missing_ok=True)


def _finish(store: Store, home: Home, given: Given, on_step: Step) -> None:
    try:
        # Another process may have done it while this one waited for its turn.
        while not home.closed.exists():
            try:
                sealed = _seal(store, home, given, on_step)
            except Moved:
                continue
            if _close(store, home, sealed, on_step):
                break
    except StickFailed as failed:
        raise RuleBroken("closing_stopped", fault=failed.fault) from None
    except (OSError, NoCentre, BatchBroken, BundleBroken):
        raise RuleBroken("closing_stopped", fault="gone") from None
    store.close()
    go_on_removing(home, on_step)
    raise RuleBroken("closed_down")


def _seal(store: Store, home: Home, given: Given, on_step: Step) -> _Sealed:
    """Write what no receipt vouches for into one file, and read it back from the medium."""
    with store.reading() as connection:
        heads, ends = _heads(connection), bundles.ends_of(connection)
        spans = bundles.spans(connection, everything=False)
    on_step("seal")
    made: list[Made] = [each for span in spans for each in bundles.make(store, span)]
    facts = sum(each.facts for each in made)
    told = told_of(store, given.order, facts)
    content = write_sealed(told, (each.content for each in made))
    name = f"{ends.station.code}-{ends.station.device_letter}-{given.order.number}{SEALED_ENDING}"
    folder = sticks.require_folder(home.folder / FOLDER)
    sticks.require_room(folder, len(content))
    sticks.put(folder, name, content)
    on_step("verify")
    back = read_sealed(sticks.read_file(folder / name, len(content)))
    found = [read_bundle(each) for each in back.bundles]
    if sum(each.header.count for each in found) != facts:
        raise StickFailed("differs")
    return _Sealed(name, sha256(content).digest(), facts, heads, told)


def _close(store: Store, home: Home, sealed: _Sealed, on_step: Step) -> bool:
    """Note that this PC is closed, unless something was written since it was sealed; whether it was noted."""
    try:
        with store.writing() as writing:
            if _heads(writing.connection) != sealed.heads:
                return False
            on_step("close")
            _write_closed(writing.connection, home, sealed)
    except RuleBroken as broken:
        # So says the store of one that is closed, also at the end of this very turn.
        if broken.code != "closed_down":
            raise
    return True


def _write_closed(connection: Connection, home: Home, sealed: _Sealed) -> None:
    peer, station = read_peer(connection), station_rows.read(connection)
    assert peer is not None
    assert station is not None
    entry = entry_of(home)
    own = (entry.value,) if entry.place == "keyring" else ()
    noted = Closed(
        sealed=sealed.name,
        digest=sealed.digest,
        facts=sealed.facts,
        key=digest_of(home.key_file),
        told=sealed.told,
        address=peer.address,
        authority=peer.authority,
        labels=tuple(label for label in (*own, *entry.old) if label),
        stays=(CENTRE_OF_DEMO,) if station.demo else (),
    )
    write_private(home.closed, encode(noted))


def _heads(connection: Connection) -> tuple[tuple[bytes, int], ...]:
    return tuple((row.epoch, row.head_seq) for row in streams.own(connection))
