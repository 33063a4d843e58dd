"""The rows of the station, its epochs and its people, beside the facts that made them; and the schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import cast

from counter_tui.db import ledger, people, schema, sql, station_keys
from counter_tui.db import station as station_rows
from counter_tui.db.checks.chain import GUARDS
from counter_tui.db.finding import Finding
from counter_tui.db.sql import Connection
from counter_tui.db.subjects import STATION
from counter_tui.db.tables.ledger import EpochRow
from counter_tui.db.tables.station import StaffRow, StationRow
from counter_tui.domain.catalogue.models import AreaClass, Profile
from counter_tui.domain.clock import to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.absence import StandInNamed
from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.facts.station import DateConfirmed, StationOpened
from counter_tui.domain.facts.upkeep import LedgerContinued, StationRestored
from counter_tui.domain.staff.absence import named
from counter_tui.domain.staff.person import Person, fold_people
from counter_tui.domain.staff.pin_seal import open_pin
from counter_tui.domain.staff.pins import pin_mark


def check_schema(connection: Connection, version: str | None) -> Iterator[Finding]:
    """Every table, index and trigger is as the migrations make it, and there is none beside."""
    there = schema.objects(connection)
    if version is None or sql.scalar(connection, "SELECT count(*) FROM alembic_version") != 1:
        yield Finding("schema_differs", "alembic_version")
        return
    wanted = schema.made_by(version)
    names = {name for _kind, name, _text in there ^ wanted}
    # The guards of the ledger have a finding of their own where they are gone.
    gone = GUARDS - {name for kind, name, _text in there if kind == "trigger"}
    for name in sorted(names - gone):
        yield Finding("schema_differs", name)


def check_station(connection: Connection) -> Iterator[Finding]:
    """The station's row and its epochs against the facts that made them."""
    row = station_rows.read(connection)
    if row is None:
        yield Finding("station_row_missing", "station")
        return
    history = _history(connection, row)
    epochs = station_rows.epochs(connection)
    opened = [fact.fact for fact in history if isinstance(fact.fact, StationOpened)]
    # A value nobody could have given is to differ, not to stop the looking.
    live = StationOpened(
        code=row.code,
        name=row.name,
        area=cast(AreaClass, row.area),
        profile=cast(Profile, row.profile),
        device=row.device_letter,
        demo=bool(row.demo),
        key_mark=opened[0].key_mark if opened else "",
    )
    vouched = [to_ms(fact.at) for fact in history if isinstance(fact.fact, DateConfirmed)]
    began = [to_ms(fact.at) for fact in history if isinstance(fact.fact, StationOpened)]
    current = {epoch.epoch for epoch in epochs} - {epoch.parent_epoch for epoch in epochs}
    one_of = {(epoch.epoch, epoch.device_id, epoch.device_letter) for epoch in epochs}
    if (
        [live] != opened[:1]
        or row.k != 1
        or sql.scalar(connection, "SELECT count(*) FROM station") != 1
        or row.demo not in (0, 1)
        or row.trusted_ms != (began + vouched)[-1]
        or row.epoch not in current
        or (row.epoch, row.device_id, row.device_letter) not in one_of
    ):
        yield Finding("station_row_differs", "station")
    yield from station_keys.check_keys(connection, history)
    everything = _facts(connection, row)
    for epoch in epochs:
        if not _opened_so(epoch, everything, epochs):
            yield Finding("epoch_differs", f"{epoch.device_letter}/{epoch.epoch.hex()[:8]}")


def _opened_so(epoch: EpochRow, history: Sequence[Recorded], epochs: Sequence[EpochRow]) -> bool:
    """Whether the first fact of an epoch says of its opening what the row says; its PC has one letter in all."""
    if any(each.device_letter != epoch.device_letter for each in epochs if each.device_id == epoch.device_id):
        return False
    first = next((fact for fact in history if (fact.epoch, fact.seq) == (epoch.epoch, 1)), None)
    if first is None or to_ms(first.at) != epoch.opened_ms:
        return False
    match first.fact:
        case StationOpened(device=device):
            parent = (epoch.parent_epoch, epoch.parent_seq, epoch.parent_hash)
            return (epoch.device_letter, epoch.reason, parent) == (device, "set_up", (None, None, None))
        case LedgerContinued(reason=reason, parent_epoch=parent_epoch, parent_seq=seq, parent_hash=hash_):
            continued = (bytes.fromhex(parent_epoch), seq, bytes.fromhex(hash_), reason)
            return (epoch.parent_epoch, epoch.parent_seq, epoch.parent_hash, epoch.reason) == continued
        case StationRestored(parent_epoch=parent_epoch, parent_seq=seq, parent_hash=hash_):
            written = (bytes.fromhex(parent_epoch), seq, bytes.fromhex(hash_), "restored")
            return (epoch.parent_epoch, epoch.parent_seq, epoch.parent_hash, epoch.reason) == written
        case _:
            return False


def check_staff(connection: Connection, initials_of: Callable[[str], str]) -> Iterator[Finding]:
    """The rows of the staff against the facts that made them, this PC's and the others'."""
    station = station_rows.read(connection)
    if station is None:
        return
    history = _facts(connection, station)
    own = station_rows.own_epochs(connection)
    keys = station_keys.known(connection)
    told = fold_people(history, own, lambda number, sealed: open_pin(keys, number, sealed))
    away = named(history)
    live = {row.staff_no: row for row in people.everybody(connection)}
    for number in sorted(told.keys() | live.keys()):
        if (
            number not in told
            or number not in live
            or not _fits(told[number], live[number], initials_of)
            or not _away_so(live[number], away.get(number))
        ):
            yield Finding("staff_row_differs", number)


def _fits(person: Person, row: StaffRow, initials_of: Callable[[str], str]) -> bool:
    """Whether a row says what the facts say."""
    now = person.forgiven() if row.failures == 0 else person
    same_pin = (
        row.pin_hash == now.pin_hash
        if now.pin_hash is not None
        else now.pin_mark in ("", pin_mark(row.pin_hash))
    )
    return (
        (now.name, now.role, now.phone, now.active) == (row.name, row.role, row.phone, row.active)
        and (now.failures, now.wait_until_ms) == (row.failures, row.wait_until_ms)
        and row.initials == initials_of(now.name)
        and same_pin
        and now.written <= row.rev <= now.written + now.unseen
    )


def _away_so(row: StaffRow, entry: Recorded | None) -> bool:
    """Whether a row says of the person's absence what its fact says, or nothing where there is none."""
    said = (row.stand_in, row.absence, row.away_ms, row.away_until)
    if entry is None or not isinstance(entry.fact, StandInNamed):
        return said == ("", "", None, None)
    until = entry.fact.until.isoformat() if entry.fact.until else None
    return said == (entry.fact.stand_in, entry.fact.reason, to_ms(entry.at), until)


def _history(connection: Connection, station: StationRow) -> list[Recorded]:
    """This PC's facts about the station; none when one cannot be read, which the check of the chain names."""
    own = {epoch.epoch for epoch in station_rows.epochs(connection) if epoch.device_id == station.device_id}
    return [entry for entry in _facts(connection, station) if entry.epoch in own]


def _facts(connection: Connection, station: StationRow) -> list[Recorded]:
    """The facts of all PCs about the station."""
    try:
        return ledger.facts_of(connection, Subject(STATION, station.code.encode("ascii", "replace")))
    except RuleBroken:
        return []
