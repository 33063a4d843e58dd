"""``bundle``: taking in sticks."""

from __future__ import annotations

import json
from pathlib import Path

from sqlmodel import Session, col, select

from counter_centre.bundles import Outcome
from counter_centre.centre import open_centre
from counter_centre.cli.given import Given, say
from counter_centre.database import reading
from counter_centre.refusing import Refusal
from counter_centre.tables import Quarantined
from counter_tui.domain.clock import from_ms
from counter_tui.domain.ledger.chain import decode_body
from counter_tui.domain.ledger.entry import Entry
from counter_tui.wire.sticks import StickFailed

FOUND = 1

_WORDS = {
    "taken": "taken",
    "gap": "facts before these are missing: these are held and go in by themselves once the others come",
    "held": "another branch of the device's ledger: kept, the device mends it when it next calls",
    "revoked": "of a revoked device: kept apart in the quarantine folder, not taken; see bundle read",
    "closed": "of a PC that was closed down and had brought everything before: its order is done with",
    "not_one": "no bundle",
    "later": "of a later program: upgrade the centre, then take it in",
    "cut_off": "its end is missing: write the stick again at the station",
    "changed": "not as the device wrote it: write the stick again at the station",
    "other_centre": "sealed to another centre's key",
    "other_station": "of a device that belongs to another station here",
    "unknown_device": "of a device that is not enrolled here",
    "other_key": "signed with a key the device no longer has: write the stick again at the station",
    "unreadable": "the stick does not give it: try again",
    "given": "a release the device has not, or a part of one: it goes back on the stick",
    "no_room": "no room on the stick for this release and those behind it: make some, then import again",
}

_FAILED = {
    "missing": "There is no such folder. Is the stick in?",
    "full": "The stick is full.",
    "read_only": "The stick is write-protected.",
}


def import_(given: Given) -> int:
    """Take in the bundles of a stick, and leave receipts beside them."""
    centre = open_centre(given.folder, given.settings())
    try:
        outcomes = centre.bundles.take(Path(given.stick), centre.now_ms())
    except StickFailed as failed:
        if failed.fault == "missing":
            raise Refusal(f"{given.stick} has no folder GW with bundles.") from None
        raise Refusal("The stick cannot be read: put it in again.") from None
    finally:
        centre.close()
    return _say(outcomes)


def give(given: Given) -> int:
    """Write the releases for devices of a station that brought no bundle."""
    centre = open_centre(given.folder, given.settings())
    try:
        outcomes = centre.bundles.give(
            Path(given.stick),
            given.station,
            centre.now_ms(),
            letter=given.letter,
            everything=given.everything,
        )
    except StickFailed as failed:
        raise Refusal(_FAILED.get(failed.fault, "The stick cannot be written.")) from None
    finally:
        centre.close()
    return _say(outcomes)


def _say(outcomes: list[Outcome]) -> int:
    say("file", "facts", "verdict", "what it means", "receipt")
    for each in outcomes:
        none = "the stick took none" if each.verdict == "taken" else ""
        receipt = "beside it" if each.returned else none
        say(each.name, each.facts or "", each.verdict, _WORDS[each.verdict], receipt)
    return 0 if all(map(_is_good, outcomes)) else FOUND


def quarantined(given: Given) -> int:
    """List what was kept apart."""
    with given.database_of() as engine, reading(engine) as session:
        rows = _rows(session)
    say("file", "station", "device", "epoch", "facts", "came")
    for row in rows:
        came = from_ms(row.at_ms).strftime("%Y-%m-%dT%H:%MZ")
        say(row.name, row.station, row.device.hex(), row.epoch.hex(), f"{row.first} to {row.last}", came)
    return FOUND if rows else 0


def read(given: Given) -> int:
    """Write the facts of a bundle that was kept apart, one a line in JSON; it names customers."""
    centre = open_centre(given.folder, given.settings())
    try:
        entries = centre.bundles.quarantine.open(given.name)
    finally:
        centre.close()
    for entry in entries:
        print(json.dumps(_told(entry), ensure_ascii=False))
    return 0


def _told(entry: Entry) -> dict[str, object]:
    header = entry.header
    return {
        "epoch": header.epoch.hex(),
        "seq": header.seq,
        "at": from_ms(header.wall_ms).isoformat(timespec="seconds"),
        "type": header.type,
        "version": header.version,
        "subject": f"{header.subject_kind} {header.subject_id.hex()}",
        "actor": header.actor,
        "body": None if entry.body is None else _values(entry.body),
    }


def _values(body: bytes) -> dict[str, object] | str:
    try:
        return decode_body(body)
    except ValueError:
        return body.hex()


def _rows(session: Session) -> list[Quarantined]:
    return list(session.exec(select(Quarantined).order_by(col(Quarantined.at_ms), col(Quarantined.name))))


def _is_good(outcome: Outcome) -> bool:
    return outcome.verdict == "closed" or (outcome.verdict in ("taken", "given") and outcome.returned)
