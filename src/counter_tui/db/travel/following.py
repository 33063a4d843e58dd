"""Rows that are written beside their facts, brought in step with facts that came from elsewhere: people, and the date.

What this PC does by itself changes row and fact in one transaction. A fact of another PC, or one of this PC that was
lost with its store and came back, finds the row as it was; it is computed anew then from all facts about the station.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from counter_tui.db import begun, drafts, ledger, people, sql, station_keys
from counter_tui.db import station as station_rows
from counter_tui.db.sql import Connection
from counter_tui.db.store import Writing
from counter_tui.db.subjects import STATION
from counter_tui.db.tables.station import StaffRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.facts.absence import CameBack, StandInNamed
from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.facts.station import (
    DateConfirmed,
    PinReset,
    SignedIn,
    SignInRefused,
    StaffAdded,
    StaffLeft,
    StaffPhoneChanged,
)
from counter_tui.domain.facts.upkeep import PinRecovered
from counter_tui.domain.ledger.entry import Entry
from counter_tui.domain.staff.absence import named
from counter_tui.domain.staff.person import Person, fold_people
from counter_tui.domain.staff.pin_seal import open_pin

OF_PEOPLE = (StaffAdded, StaffPhoneChanged, PinReset, PinRecovered, StaffLeft, StandInNamed, CameBack)
"""What another PC tells of a person that holds here too."""
_OF_THIS_PC = (SignedIn, SignInRefused)


def follow(writing: Writing, new: Sequence[Entry]) -> None:
    """Bring people's rows, and since when the date is trusted, in step with new facts about the station."""
    wanted = {fact.type for fact in (*OF_PEOPLE, *_OF_THIS_PC, DateConfirmed)}
    ids = {
        each.header.fact_id
        for each in new
        if each.header.subject_kind == STATION and each.header.type in wanted
    }
    if not ids:
        return
    history, own = _history(writing.connection)
    come = [entry for entry in history if entry.fact_id in ids]
    here = [entry for entry in come if entry.epoch in own]
    if any(isinstance(entry.fact, DateConfirmed) for entry in here):
        vouched = [entry for entry in history if isinstance(entry.fact, DateConfirmed) and entry.epoch in own]
        station_rows.trust_date(writing.connection, to_ms(vouched[-1].at))
    told = [entry for entry in come if isinstance(entry.fact, OF_PEOPLE)]
    told += [entry for entry in here if isinstance(entry.fact, _OF_THIS_PC)]
    _renew(writing, {str(getattr(entry.fact, "staff_no", "")) for entry in told}, history, own)


def open_pins(writing: Writing) -> None:
    """Let people in by the PINs other PCs gave them, as far as a key that was just taken opens their seals."""
    history, own = _history(writing.connection)
    _renew(writing, people.names(writing.connection), history, own)


def _history(connection: Connection) -> tuple[list[Recorded], set[bytes]]:
    """All facts about the station, and the epochs of this device."""
    station = station_rows.read(connection)
    if station is None:
        return [], set()
    subject = Subject(STATION, station.code.encode("ascii"))
    return ledger.facts_of(connection, subject), station_rows.own_epochs(connection)


def _renew(writing: Writing, numbers: Iterable[str], history: list[Recorded], own: set[bytes]) -> None:
    connection = writing.connection
    keys = station_keys.known(connection)
    everybody = fold_people(history, own, lambda number, sealed: open_pin(keys, number, sealed))
    away = named(history)
    for number in sorted(numbers):
        if number not in everybody:
            # Somebody of whom later facts have come, and not yet that he was added.
            continue
        was = people.person(connection, number)
        now = _row(number, everybody[number], was, away.get(number), writing)
        if was is not None and now == replace(was, rev=now.rev) and now.rev <= was.rev:
            continue
        connection.execute("DELETE FROM staff WHERE staff_no = ?", (number,))
        sql.put(connection, now)
        if was is not None and was.active and not now.active:
            _let_go(writing, number, history)


def _row(
    number: str, person: Person, was: StaffRow | None, away: Recorded | None, writing: Writing
) -> StaffRow:
    # Wrong PINs a command of the shell forgot left no fact of that.
    now = person.forgiven() if was is not None and was.failures == 0 else person
    kept = was.pin_hash if was is not None else ""
    row = StaffRow(
        staff_no=number,
        name=now.name,
        initials=writing.initials_of(now.name),
        role=now.role,
        phone=now.phone,
        pin_hash=kept if now.pin_hash is None else now.pin_hash,
        active=now.active,
        failures=now.failures,
        wait_until_ms=now.wait_until_ms,
        rev=_rev(now, was.rev if was else 0),
    )
    if away is None or not isinstance(away.fact, StandInNamed):
        return row
    until = away.fact.until.isoformat() if away.fact.until else None
    return replace(
        row,
        stand_in=away.fact.stand_in,
        absence=away.fact.reason,
        away_ms=to_ms(away.at),
        away_until=until,
    )


def _rev(person: Person, before: int) -> int:
    """How often the row was written, one time more where the facts leave room: who asks for it sees that it changed."""
    return max(person.written, before, min(before + 1, person.written + person.unseen))


def _let_go(writing: Writing, number: str, history: list[Recorded]) -> None:
    """Whoever recorded that a person left gets what lies here unfinished of his."""
    left = [each for each in history if isinstance(each.fact, StaffLeft) and each.fact.staff_no == number]
    begun.let_go(writing.connection, number)
    drafts.pass_on(writing.connection, number, left[-1].actor, writing.sealing)
