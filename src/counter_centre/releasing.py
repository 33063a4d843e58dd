"""Releases of reference data: publishing them, taking them back, and giving them to the stations they are for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from msgspec import Struct
from sqlalchemy import Engine, func
from sqlmodel import Session, col, or_, select, update

from counter_centre.database import insert_or, one_at_a_time, reading, writing
from counter_centre.refusing import Refusal
from counter_centre.tables import Device, ReleasePart, ReleaseRow, ReleaseTold, Station
from counter_tui.streams.reception import Refused
from counter_tui.wire.envelope import Signed, sign
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.releases import (
    KINDS,
    MOST_BYTES,
    MOST_LISTED,
    MOST_PACKED,
    RELEASE,
    Release,
    Releases,
    cut,
    day_of,
    packed,
)

_MOST_TITLE = 60
_AHEAD = timedelta(days=7)


class Wished(Struct, frozen=True):
    """A file that is to be published; ``whole`` says that it stands for all releases of its kind before it."""

    kind: str
    content: bytes
    station: str = ""
    title: str = ""
    valid_from: date | None = None
    expires: date | None = None
    whole: bool = False


class Had(Struct, frozen=True):
    """A device a release is for, and whether it said that it has this one or a later one."""

    station: str
    letter: str
    has: bool


class ReleaseShelf(Struct, frozen=True):
    """The releases of the database."""

    engine: Engine

    def publish(self, wished: Wished, key: SigningKey, now_ms: int) -> Release:
        """Give a file out; raises Refusal where it is none, or not for a station of here."""
        small = packed(wished.content)
        _demand_fit(wished, small, day_of(now_ms))
        with writing(self.engine) as session:
            one_at_a_time(session.connection())
            if wished.station and session.get(Station, wished.station) is None:
                raise Refusal(f"There is no station {wished.station}.")
            release = Release(
                kind=wished.kind,
                number=_next_number(session, wished.kind, day_of(now_ms)),
                size=len(wished.content),
                digest=sha256(wished.content).digest(),
                packed=len(small),
                at_ms=now_ms,
                station=wished.station,
                title=wished.title,
                valid_from=wished.valid_from,
                expires=wished.expires,
            )
            if wished.whole:
                _end_earlier(session, release, now_ms)
            session.add(_row(release, sign(RELEASE, release, key)))
            session.flush()
            for place, part in enumerate(cut(small)):
                session.add(ReleasePart(kind=release.kind, number=release.number, part=place, content=part))
        return release

    def withdraw(self, kind: str, number: int, now_ms: int) -> None:
        """Give a release to nobody any more; raises Refusal where there is none."""
        with writing(self.engine) as session:
            row = session.get(ReleaseRow, (kind, number))
            if row is None:
                raise Refusal(f"There is no release {kind} {number}.")
            row.over_ms = row.over_ms or now_ms
            session.add(row)

    def newest(self, station: str, now_ms: int) -> dict[str, int]:
        """The newest number of each kind that holds for a station."""
        query = _holding(select(ReleaseRow.kind, func.max(ReleaseRow.number)), station, now_ms)
        with reading(self.engine) as session:
            return {kind: int(number) for kind, number in session.exec(query.group_by(ReleaseRow.kind))}

    def after(self, station: str, kind: str, number: int, now_ms: int) -> Releases:
        """The next releases of a kind that hold for a station."""
        query = _holding(select(ReleaseRow), station, now_ms)
        query = query.where(ReleaseRow.kind == kind, ReleaseRow.number > number)
        with reading(self.engine) as session:
            rows = session.exec(query.order_by(ReleaseRow.number).limit(MOST_LISTED)).all()
            return Releases(tuple(Signed(row.content, row.signature) for row in rows))

    def part(self, station: str, kind: str, number: int, part: int) -> bytes:
        """A part of a release that is for this station. Raises Refused("not_there")."""
        with reading(self.engine) as session:
            row = session.get(ReleaseRow, (kind, number))
            found = session.get(ReleasePart, (kind, number, part))
            if row is None or found is None or row.over_ms is not None or row.station not in ("", station):
                raise Refused("not_there")
            return found.content

    def parts(self, kind: str, number: int) -> list[bytes]:
        """The parts of a release, in their order."""
        mine = (ReleasePart.kind == kind, ReleasePart.number == number)
        with reading(self.engine) as session:
            return list(
                session.exec(select(ReleasePart.content).where(*mine).order_by(col(ReleasePart.part)))
            )

    def note(self, device: bytes, told: Mapping[str, int], now_ms: int) -> None:
        """Keep which newest number of each kind a device says it has; it is written only where that is new."""
        if not told:
            return
        known = self.told_by(device)
        ours = select(ReleaseRow.kind, func.max(ReleaseRow.number)).group_by(ReleaseRow.kind)
        with reading(self.engine) as session:
            newest = dict(session.exec(ours).all())
        # Numbers nobody gave out yet are not believed. Of a day that needed more than it has, some of the days to come
        # were, also where the database was put back since and knows of none of them.
        ahead = _last_of(day_of(now_ms) + _AHEAD)
        wanted = {
            kind: min(number, max(ahead, newest.get(kind, 0)))
            for kind, number in told.items()
            if kind in KINDS and number > 0
        }
        fresh = [(kind, number) for kind, number in wanted.items() if known.get(kind) != number]
        if not fresh:
            return
        with writing(self.engine) as session:
            for kind, number in sorted(fresh):
                add = insert_or(session.connection(), ReleaseTold)
                add = add.values(device=device, kind=kind, number=number)
                again = add.on_conflict_do_update(index_elements=["device", "kind"], set_={"number": number})
                session.connection().execute(again)

    def told_by(self, device: bytes) -> dict[str, int]:
        """The newest number of each kind a device said last that it has."""
        mine = select(ReleaseTold.kind, ReleaseTold.number).where(ReleaseTold.device == device)
        with reading(self.engine) as session:
            return dict(session.exec(mine).all())

    def all(self, station: str = "") -> list[ReleaseRow]:
        """Every release, or those for a station, by kind and number."""
        query = select(ReleaseRow).order_by(ReleaseRow.kind, col(ReleaseRow.number))
        if station:
            query = query.where(col(ReleaseRow.station).in_(("", station)))
        with reading(self.engine) as session:
            return list(session.exec(query))

    def had(self, row: ReleaseRow) -> list[Had]:
        """Who of the devices it is for has said that they have it or a later one of its kind."""
        query = select(Device).where(Device.status != "revoked")
        if row.station:
            query = query.where(Device.station == row.station)
        told = select(ReleaseTold.device).where(
            ReleaseTold.kind == row.kind, col(ReleaseTold.number) >= row.number
        )
        with reading(self.engine) as session:
            having = set(session.exec(told))
            devices = session.exec(query.order_by(col(Device.station), col(Device.letter)))
            return [Had(each.station, each.letter, each.id in having) for each in devices]


def _demand_fit(wished: Wished, small: bytes, today: date) -> None:
    if wished.kind not in KINDS:
        raise Refusal(f"There is no kind {wished.kind}: {', '.join(KINDS)}.")
    if not wished.content.strip():
        raise Refusal("The file is empty.")
    if len(wished.content) > MOST_BYTES or len(small) > MOST_PACKED:
        raise Refusal(f"A release has at most {MOST_BYTES >> 20} MB, and packed {MOST_PACKED >> 20} MB.")
    if len(wished.title) > _MOST_TITLE or (wished.title and not wished.title.isprintable()):
        raise Refusal(f"A title has at most {_MOST_TITLE} signs on one line.")
    if wished.expires is not None and wished.expires < max(today, wished.valid_from or today):
        raise Refusal("It would expire before it holds.")


def _next_number(session: Session, kind: str, day: date) -> int:
    """The day and two digits, above all numbers of the kind that anybody was ever given.

    Devices tell what they have: a database that was put back from a copy gives no number twice.
    """
    ours = session.exec(select(func.max(ReleaseRow.number)).where(ReleaseRow.kind == kind)).one() or 0
    told = session.exec(select(func.max(ReleaseTold.number)).where(ReleaseTold.kind == kind)).one() or 0
    return max(_last_of(day) - 99, ours, told) + 1


def _last_of(day: date) -> int:
    return int(day.strftime("%Y%m%d")) * 100 + 99


def _end_earlier(session: Session, release: Release, now_ms: int) -> None:
    same = (
        col(ReleaseRow.kind) == release.kind,
        col(ReleaseRow.station) == release.station,
        col(ReleaseRow.over_ms).is_(None),
    )
    session.exec(update(ReleaseRow).where(*same).values(over_ms=now_ms))


def _row(release: Release, signed: Signed) -> ReleaseRow:
    return ReleaseRow(
        kind=release.kind,
        number=release.number,
        station=release.station,
        title=release.title,
        valid_from=release.valid_from.isoformat() if release.valid_from else "",
        expires=release.expires.isoformat() if release.expires else "",
        size=release.size,
        at_ms=release.at_ms,
        content=signed.content,
        signature=signed.signature,
    )


def _holding(query: Any, station: str, now_ms: int) -> Any:
    return query.where(
        col(ReleaseRow.station).in_(("", station)),
        col(ReleaseRow.over_ms).is_(None),
        or_(ReleaseRow.expires == "", col(ReleaseRow.expires) >= day_of(now_ms).isoformat()),
    )
