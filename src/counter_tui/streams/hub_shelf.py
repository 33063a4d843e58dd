"""What a hub keeps of the centre's releases, to hand on while the outside line is down: as they came, with their parts.

The shelf has what the centre listed last, and of a list it has not heard again for two weeks nothing is handed on: what
was withdrawn meanwhile would go on and on. A release is handed on once it is here whole, and none before the one it
follows: a device takes no older number after a newer one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)

from counter_tui.wire.envelope import Signed
from counter_tui.wire.releases import MOST_LISTED, Release, ReleaseBroken, Releases, day_of, put_together

SHELF = MetaData()

LISTED_FOR_MS = 14 * 86_400_000
"""So long a kind is handed on after the centre listed it."""

_RELEASE = Table(
    "shelved_release",
    SHELF,
    Column("kind", Text, primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("expires", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("whole", Boolean, nullable=False),
)
"""A release as the centre signed it; ``whole`` once all parts of it are here."""

_PART = Table(
    "shelved_part",
    SHELF,
    Column("kind", Text, primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

_LIST = Table(
    "shelved_list",
    SHELF,
    Column("kind", Text, primary_key=True),
    Column("listed_ms", BigInteger, nullable=False),
)
"""When the centre told which releases of a kind there are, by this PC's clock."""


class Shelved(Struct, frozen=True):
    """A release the centre listed, proven, and as it signed it."""

    release: Release
    signed: Signed


class HubShelf:
    """The releases of a hub's log."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        with engine.begin() as connection:
            SHELF.create_all(connection)

    def listed(self) -> dict[str, int]:
        """The newest number of each kind the centre listed, here or not."""
        query = select(_RELEASE.c.kind, func.max(_RELEASE.c.number)).group_by(_RELEASE.c.kind)
        with self._engine.connect().execution_options(reading=True) as connection:
            return {kind: int(number) for kind, number in connection.execute(query)}

    def told_since(self, instant_ms: int) -> set[str]:
        """The kinds the centre listed at this instant or after it."""
        query = select(_LIST.c.kind).where(_LIST.c.listed_ms >= instant_ms)
        with self._engine.connect().execution_options(reading=True) as connection:
            return set(connection.scalars(query))

    def put_list(self, kind: str, shelved: Sequence[Shelved], now_ms: int) -> None:
        """The centre lists just these of a kind now; what it lists no more is handed on no more."""
        wanted = {each.release.number: each for each in shelved}
        with self._engine.begin() as connection:
            known = set(connection.scalars(select(_RELEASE.c.number).where(_RELEASE.c.kind == kind)))
            for number in known - wanted.keys():
                for table in (_PART, _RELEASE):
                    connection.execute(delete(table).where(table.c.kind == kind, table.c.number == number))
            for number, each in wanted.items():
                if number not in known:
                    connection.execute(insert(_RELEASE).values(_values(each)))
            connection.execute(delete(_LIST).where(_LIST.c.kind == kind))
            connection.execute(insert(_LIST).values(kind=kind, listed_ms=now_ms))

    def lacking(self, kind: str) -> list[int]:
        """The numbers of a kind that are not here whole, in their order."""
        here = (_RELEASE.c.kind == kind, _RELEASE.c.whole.is_(False))
        with self._engine.connect().execution_options(reading=True) as connection:
            return list(
                connection.scalars(select(_RELEASE.c.number).where(*here).order_by(_RELEASE.c.number))
            )

    def count_parts(self, kind: str, number: int) -> int:
        """How many parts of a release are here; they came in their order."""
        here = (_PART.c.kind == kind, _PART.c.number == number)
        with self._engine.connect().execution_options(reading=True) as connection:
            return connection.scalar(select(func.count()).select_from(_PART).where(*here)) or 0

    def keep_part(self, kind: str, number: int, part: int, content: bytes) -> None:
        """Keep a part of a release."""
        with self._engine.begin() as connection:
            connection.execute(insert(_PART).values(kind=kind, number=number, part=part, content=content))

    def complete(self, release: Release) -> bool:
        """All parts of a release are here: hand it on from now on. What is not as it was signed is thrown away."""
        here = (_PART.c.kind == release.kind, _PART.c.number == release.number)
        with self._engine.begin() as connection:
            parts = list(connection.scalars(select(_PART.c.content).where(*here).order_by(_PART.c.part)))
            try:
                put_together(release, parts)
            except ReleaseBroken:
                connection.execute(delete(_PART).where(*here))
                return False
            mine = (_RELEASE.c.kind == release.kind, _RELEASE.c.number == release.number)
            connection.execute(update(_RELEASE).where(*mine).values(whole=True))
        return True

    def signed(self, kind: str, number: int) -> Signed | None:
        """A release as the centre signed it."""
        mine = (_RELEASE.c.kind == kind, _RELEASE.c.number == number)
        query = select(_RELEASE.c.content, _RELEASE.c.signature).where(*mine)
        with self._engine.connect().execution_options(reading=True) as connection:
            row = connection.execute(query).first()
        return Signed(row.content, row.signature) if row else None

    def newest(self, now_ms: int) -> Mapping[str, int]:
        """The newest number of each kind that is handed on."""
        with self._engine.connect().execution_options(reading=True) as connection:
            kinds = connection.scalars(select(_RELEASE.c.kind).distinct()).all()
            found = {kind: _given(connection, kind, 0, now_ms) for kind in kinds}
        return {kind: rows[-1][0] for kind, rows in found.items() if rows}

    def after(self, kind: str, number: int, now_ms: int) -> Releases:
        """The next releases of a kind behind a number."""
        with self._engine.connect().execution_options(reading=True) as connection:
            rows = _given(connection, kind, number, now_ms)
        return Releases(tuple(signed for _number, signed in rows[:MOST_LISTED]))

    def part(self, kind: str, number: int, part: int) -> bytes | None:
        """A part of a release, None where it is not here."""
        mine = (_PART.c.kind == kind, _PART.c.number == number, _PART.c.part == part)
        with self._engine.connect().execution_options(reading=True) as connection:
            return connection.scalar(select(_PART.c.content).where(*mine))


def _values(each: Shelved) -> dict[str, object]:
    release = each.release
    return {
        "kind": release.kind,
        "number": release.number,
        "expires": release.expires.isoformat() if release.expires else "",
        "content": each.signed.content,
        "signature": each.signed.signature,
        "whole": False,
    }


def _given(connection: Connection, kind: str, after: int, now_ms: int) -> list[tuple[int, Signed]]:
    """The releases of a kind behind a number that are not expired, up to the first that is not here whole.

    Nothing is given where the centre's list of them is too old.
    """
    listed_ms = connection.scalar(select(_LIST.c.listed_ms).where(_LIST.c.kind == kind))
    if listed_ms is None or now_ms - listed_ms > LISTED_FOR_MS:
        return []
    today = day_of(now_ms)
    found = []
    query = select(_RELEASE).where(_RELEASE.c.kind == kind, _RELEASE.c.number > after)
    for row in connection.execute(query.order_by(_RELEASE.c.number)):
        if row.expires and row.expires < today.isoformat():
            continue
        if not row.whole:
            break
        found.append((int(row.number), Signed(row.content, row.signature)))
    return found
