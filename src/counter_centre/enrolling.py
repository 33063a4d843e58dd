"""Letting a new device in by a code that was given out for its station, once.

A code has ten signs of 32, so it cannot be guessed in its 72 hours; wrong ones are counted all the same, and after a
few the next is answered later and later.
"""

from __future__ import annotations

import hmac
import re
from hashlib import sha256
from secrets import choice
from typing import Literal

from msgspec import DecodeError, Struct, ValidationError
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select, update

from counter_centre.database import insert_or, reading, writing
from counter_centre.keys import Keys
from counter_centre.members import printable
from counter_centre.tables import Device, DeviceOrder, EnrolmentCode, Guessing, Station
from counter_tui.domain.ids import SIGNS
from counter_tui.domain.reading import read_json
from counter_tui.wire.entries import ID_BYTES
from counter_tui.wire.envelope import Unproven, proven
from counter_tui.wire.keys import KEY_BYTES
from counter_tui.wire.messages import ENROLMENT, Enrolled, Enrolment, EnrolmentAsked

CODE_SIGNS = 10
HOURS = 72
_FREE_GUESSES = 5
_LONGEST_WAIT_MS = 60_000
_MOST_FINGERPRINT = 64
_LETTER = re.compile(r"[A-Z]\Z")

Code = Literal["broken", "unproven", "code_unfit", "wait", "other_station", "letter_taken", "revoked"]


class NotEnrolled(Exception):
    """A device that was not let in; ``code`` says why, ``seconds`` when to ask again."""

    def __init__(self, code: Code, seconds: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.seconds = seconds


class Enroller(Struct, frozen=True):
    """Gives out codes and lets devices in by them."""

    engine: Engine
    keys: Keys

    def make_code(self, station: str, now_ms: int, hours: int = HOURS) -> str:
        """A new code for a device of this station; only its hash is kept. Raises KeyError for no such station."""
        code = "".join(choice(SIGNS) for _ in range(CODE_SIGNS))
        with writing(self.engine) as session:
            if session.get(Station, station) is None:
                raise KeyError(station)
            until = now_ms + hours * 3_600_000
            session.add(EnrolmentCode(hash=self._hash(station, code), station=station, until_ms=until))
        return code

    def enrol(self, asked: EnrolmentAsked, incarnation: str, now_ms: int) -> Enrolled:
        """Let a device in, or give it another key where it is in already. The same request again is answered alike.

        Raises:
            NotEnrolled: the code is not for this or was used, or others were tried a moment ago; the request is not
                signed by the key it brings; the device is another station's or revoked; the letter is taken.
        """
        wanted = _proven(asked)
        self._demand_patience(wanted.station, now_ms)
        try:
            with writing(self.engine) as session:
                name = self._let_in(session, wanted, now_ms)
        except IntegrityError:
            raise NotEnrolled("letter_taken") from None
        except NotEnrolled as refused:
            if refused.code == "code_unfit":
                self._count_wrong(wanted.station, now_ms)
            raise
        return Enrolled(
            station=wanted.station,
            station_name=name,
            device=wanted.device,
            letter=wanted.letter,
            centre=self.keys.signing.public,
            sealing=self.keys.sealing_public,
            incarnation=incarnation,
            at_ms=now_ms,
        )

    def _let_in(self, session: Session, wanted: Enrolment, now_ms: int) -> str:
        again = not self._use(session, wanted, now_ms)
        device = session.get(Device, wanted.device)
        if again and not (device and device.status == "active" and device.public == wanted.public):
            # Said long ago: the device has another key by now, or is to get one.
            raise NotEnrolled("code_unfit")
        if device is None:
            device = _new(wanted, now_ms)
        elif device.station != wanted.station:
            raise NotEnrolled("other_station")
        elif device.status == "revoked":
            raise NotEnrolled("revoked")
        _renew(session, device, wanted, now_ms)
        session.add(device)
        if guessing := session.get(Guessing, wanted.station):
            session.delete(guessing)
        session.flush()
        return session.get_one(Station, wanted.station).name

    def _use(self, session: Session, wanted: Enrolment, now_ms: int) -> bool:
        """Use the code up for this device; False where it was used for just this before."""
        mine = (
            col(EnrolmentCode.hash) == self._hash(wanted.station, wanted.code),
            col(EnrolmentCode.station) == wanted.station,
        )
        fresh = (col(EnrolmentCode.device).is_(None), col(EnrolmentCode.until_ms) >= now_ms)
        values = {"device": wanted.device, "public": wanted.public}
        # One statement: of two devices that bring the code at once one finds it used.
        if session.exec(update(EnrolmentCode).where(*mine, *fresh).values(values)).rowcount:
            return True
        used = session.exec(select(EnrolmentCode).where(*mine)).first()
        if used is None or (used.device, used.public) != (wanted.device, wanted.public):
            raise NotEnrolled("code_unfit")
        return False

    def _demand_patience(self, station: str, now_ms: int) -> None:
        with reading(self.engine) as session:
            guessing = session.get(Guessing, _guessed(session, station))
            if guessing is None or guessing.wrong < _FREE_GUESSES:
                return
            wait = min(1000 * 2 ** min(guessing.wrong - _FREE_GUESSES, 10), _LONGEST_WAIT_MS)
            left = guessing.last_ms + wait - now_ms
        # A clock that was set back must keep nobody out.
        if 0 < left <= _LONGEST_WAIT_MS:
            raise NotEnrolled("wait", -(-left // 1000))

    def _count_wrong(self, station: str, now_ms: int) -> None:
        with writing(self.engine) as session:
            values = {"station": _guessed(session, station), "wrong": 1, "last_ms": now_ms}
            # In one statement: wrong codes may come at once.
            add = insert_or(session.connection(), Guessing).values(values)
            more = {"wrong": add.table.c.wrong + 1, "last_ms": now_ms}
            session.connection().execute(add.on_conflict_do_update(index_elements=["station"], set_=more))

    def _hash(self, station: str, code: str) -> bytes:
        said = f"code\0{station}\0{code}".encode()
        return hmac.new(self.keys.session, said, sha256).digest()


def _proven(asked: EnrolmentAsked) -> Enrolment:
    try:
        told = read_json(asked.enrolment.content, Enrolment)
        wanted = proven(asked.enrolment, ENROLMENT, told.public, Enrolment)
    except (DecodeError, ValidationError):
        raise NotEnrolled("broken") from None
    except Unproven:
        raise NotEnrolled("unproven") from None
    sizes = len(wanted.device) == ID_BYTES and len(wanted.public) == KEY_BYTES
    if not sizes or not 0 < len(wanted.fingerprint) <= _MOST_FINGERPRINT or not _LETTER.match(wanted.letter):
        raise NotEnrolled("broken")
    if not (wanted.station + wanted.code).isprintable():
        raise NotEnrolled("broken")
    return wanted


def _new(wanted: Enrolment, now_ms: int) -> Device:
    return Device(
        id=wanted.device,
        station=wanted.station,
        letter=wanted.letter,
        public=wanted.public,
        fingerprint=wanted.fingerprint,
        enrolled_ms=now_ms,
    )


def _renew(session: Session, device: Device, wanted: Enrolment, now_ms: int) -> None:
    """Take over what the device brings; what it was told to do for this is done."""
    if device.public != wanted.public:
        device.enrolled_ms = now_ms
    device.letter, device.public, device.fingerprint = wanted.letter, wanted.public, wanted.fingerprint
    device.program, device.status, device.reason, device.strange_ms = (
        printable(wanted.program),
        "active",
        "",
        None,
    )
    mine = (col(DeviceOrder.device) == device.id, col(DeviceOrder.what) == "enrol_again")
    session.exec(update(DeviceOrder).where(*mine, col(DeviceOrder.over_ms).is_(None)).values(over_ms=now_ms))


def _guessed(session: Session, station: str) -> str:
    """Under which name wrong codes of this station are counted."""
    return station if session.get(Station, station) else ""
