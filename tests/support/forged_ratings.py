"""Rating facts of every sort before and after a closing sheet, and every way to change one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from counter_tui.db import sql
from counter_tui.db.keys.key_store import find_key
from counter_tui.db.reading.gaming import gaming_subject
from counter_tui.db.reading.rating_months import award_subject
from counter_tui.db.rows import projections
from counter_tui.db.rows.projections import PROJECTED
from counter_tui.db.store import identity_key_of
from counter_tui.db.subjects import RECOVERY
from counter_tui.db.tables.ledger import FactRow
from counter_tui.domain.facts.awards import AwardFigures, AwardGiven, AwardWithdrawn
from counter_tui.domain.facts.base import Fact, Subject
from counter_tui.domain.facts.gaming import FlagChecked, SampleCalled
from counter_tui.domain.facts.pack import RecoveryTaken
from counter_tui.domain.facts.recovery import (
    AppealDecided,
    RatingAppealed,
    RecoveryCalled,
    RecoveryCorrected,
    RecoveryPlanned,
)
from counter_tui.domain.ledger.chain import SALT_BYTES, decode_body, encode_body
from counter_tui.paths import Home
from support.closing import TODAY, a_day
from support.forging import write_anew
from support.looking import matter_keys, reaching_in
from support.pressing import declined, rated, timed_out
from support.stations import BILL, LI, PINS, WANG, SmallStation

SORTS = (
    *("TokenArmed", "TokenShown", "RatingGiven", "RatingDeclined", "RatingTimedOut", "PadFailed"),
    "ReasonGiven",
    "PressRefused",
)
"""What the ledger has of ratings."""
FOLLOWING = (
    *("RecoveryPlanned", "RecoveryCalled", "RecoveryCorrected", "RatingAppealed", "AppealDecided"),
    *("RecoveryTaken", "FlagChecked", "SampleCalled", "AwardGiven", "AwardWithdrawn"),
)
"""What it has of what follows them."""


@dataclass(frozen=True)
class Sealed:
    """A closed station with rating facts: what its printed sheet says, and up to which fact it vouches."""

    home: Home
    paper: str
    upto: int

    def facts(self, sort: str) -> tuple[list[int], list[int]]:
        """The places of the facts of a sort: those the sheet vouches for, and those behind it."""
        with reaching_in(self.home) as connection:
            rows = connection.execute("SELECT seq FROM fact WHERE type = ? ORDER BY seq", (sort,)).fetchall()
        places = [seq for (seq,) in rows]
        return [seq for seq in places if seq <= self.upto], [seq for seq in places if seq > self.upto]


def sealed_station(folder: Path) -> Sealed:
    """A day with everything that becomes of a rating, closed and its sheet printed; the same again on the next."""
    small = a_day(folder)
    _all_that_happens(small)
    close = small.services.close_day
    close.count(LI, TODAY, {"cash": 14_500})
    sheet = close.close(LI, TODAY, WANG.staff_no, PINS[WANG.staff_no])
    close.print(WANG, TODAY)
    paper = close.view(WANG, TODAY).fingerprint
    small.clock.advance(timedelta(days=1))
    _all_that_happens(small)
    small.services.close()
    return Sealed(small.home, paper, sheet.place.seq)


def _all_that_happens(small: SmallStation) -> None:
    services = small.services
    visits = []
    for name in ("何静", "陈志强", "吕梁", "蔡明", "曾强"):
        matter = small.accept(LI, BILL, name=name, phone="13812340009", fields={"content": "电费多了"})
        visits.append(services.matters.view(LI, matter).visit)
        small.clock.advance(timedelta(minutes=4))
    rated(services, visits[0], 2, "214", 6_100)
    rated(services, visits[0], 5)
    declined(services, visits[1])
    timed_out(services, visits[2])
    rated(services, visits[4], 5, "", 2_400)
    with services.pad.hold("turned") as hold:
        services.pad.show(hold, visits[3])
    small.clock.advance(timedelta(minutes=5))
    # The pad that starts next finds that the one before it failed.
    services.pad.hold("turned").free()
    _follow(small, visits[0])


def _follow(small: SmallStation, visit: str) -> None:
    """A low rating is made good, a good one is asked about, and somebody is named."""
    day, month = small.clock.now().date(), "2025-11"
    recovery = (
        RecoveryPlanned(
            cause="slow",
            remedy="explain",
            caller="102",
            call_by=day,
            correct_by=day,
            call_limit=day,
            correct_limit=day,
        ),
        RecoveryTaken(giver="102", pack="00"),
        RecoveryCalled(outcome="reached"),
        RecoveryCorrected(words="已说明"),
        RatingAppealed(ground="wrong", words="按错"),
        AppealDecided(finding="stands", words="没有按错"),
    )
    gaming = (
        FlagChecked(month=month, clerk="102", rule="fast", rules="1", rows=5, finding="clean", words="看过"),
        SampleCalled(month=month, visit=visit, clerk="102", outcome="confirmed"),
    )
    figures = AwardFigures(armed=40, levels=(38, 2, 0, 0, 0), lower=9100, rank=1)
    award = (
        AwardGiven(month=month, clerk="102", proposed_by="101", figures=figures),
        AwardWithdrawn(month=month, clerk="102", asked_by="101", words="查实代按"),
    )
    about: dict[Subject, tuple[Fact, ...]] = {
        Subject(RECOVERY, bytes.fromhex(visit)): recovery,
        gaming_subject(month): gaming,
        award_subject(month): award,
    }
    for subject, facts in about.items():
        for fact in facts:
            with small.services.base.store.writing() as writing:
                writing.append(subject, [fact], WANG.staff_no)


Attack = Callable[[Home, int], None]


def _flip(home: Home, seq: int) -> None:
    with reaching_in(home, unguarded=True) as connection:
        (body,) = connection.execute("SELECT body FROM fact WHERE seq = ?", (seq,)).fetchone()
        changed = bytes([*body[:-2], body[-2] ^ 1, body[-1]])
        connection.execute("UPDATE fact SET body = ? WHERE seq = ?", (changed, seq))


def _delete(home: Home, seq: int) -> None:
    with reaching_in(home, unguarded=True) as connection:
        connection.execute("DELETE FROM fact WHERE seq = ?", (seq,))


def _insert(home: Home, seq: int) -> None:
    """A copy of the fact behind it, everything after moved on by one place."""
    with reaching_in(home, unguarded=True) as connection:
        (row,) = sql.stream(connection, FactRow, "WHERE seq = ?", (seq,))
        connection.execute("UPDATE fact SET seq = -seq WHERE seq > ?", (seq,))
        connection.execute("UPDATE fact SET seq = 1 - seq WHERE seq < 0")
        twin = replace(row, seq=seq + 1, fact_id=_other(row.fact_id))
        sql.put_all(connection, FactRow, [_values(twin)])
        connection.execute("UPDATE epoch SET head_seq = head_seq + 1")


def _reorder(home: Home, seq: int) -> None:
    with reaching_in(home, unguarded=True) as connection:
        for before, after in ((seq, -1), (seq - 1, seq), (-1, seq - 1)):
            connection.execute("UPDATE fact SET seq = ? WHERE seq = ?", (after, before))


def _erase(home: Home, seq: int) -> None:
    """The body taken out, as may be done for personal data without breaking the chain; the rows made to fit."""
    key = identity_key_of(find_key(home).key)
    with reaching_in(home, unguarded=True) as connection:
        connection.execute("UPDATE fact SET body = NULL WHERE seq = ?", (seq,))
        about = connection.execute(
            "SELECT subject_kind, subject_id FROM fact WHERE seq = ?", (seq,)
        ).fetchone()
        if about[0] in PROJECTED:
            projections.rebuild(connection, Subject(*about), matter_keys, key)


PLAIN: dict[str, Attack] = {
    "flip": _flip,
    "delete": _delete,
    "insert": _insert,
    "reorder": _reorder,
    "erase": _erase,
}
"""With a database tool alone, or little more."""


def _chained(change: Callable[[list[FactRow], int], list[FactRow]]) -> Attack:
    def attack(home: Home, seq: int) -> None:
        def changed(rows: list[FactRow]) -> list[FactRow]:
            return change(rows, next(place for place, row in enumerate(rows) if row.seq == seq))

        write_anew(home, changed)

    return attack


PROGRAMMED: dict[str, Attack] = {
    "re-chained after a change": _chained(
        lambda rows, at: [*rows[:at], _otherwise(rows[at]), *rows[at + 1 :]],
    ),
    "re-chained without it": _chained(lambda rows, at: [*rows[:at], *rows[at + 1 :]]),
    "re-chained with a second": _chained(
        lambda rows, at: [
            *rows[: at + 1],
            replace(rows[at], fact_id=_other(rows[at].fact_id)),
            *rows[at + 1 :],
        ],
    ),
    "re-chained in another order": _chained(
        lambda rows, at: [*rows[: at - 1], rows[at], rows[at - 1], *rows[at + 1 :]],
    ),
}
"""By somebody with the key and this program, who makes the whole ledger fit in itself."""


def _otherwise(row: FactRow) -> FactRow:
    """The fact as somebody would rather have it: a five, another clerk, another pad, or a moment earlier."""
    assert row.body is not None
    values = decode_body(row.body)
    changed: dict[str, Any] = {"level": 5} if values.get("level", 5) != 5 else {}
    changed = changed or ({"clerk": "103"} if "clerk" in values else {})
    if not changed:
        return replace(row, wall_ms=row.wall_ms - 1)
    return replace(row, body=encode_body({**values, **changed}, row.body[:SALT_BYTES]))


def _other(fact_id: bytes) -> bytes:
    return bytes([*fact_id[:-1], fact_id[-1] ^ 1])


def _values(row: FactRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FactRow.__struct_fields__}


def with_the_close(home: Home, upto: int) -> None:
    """Write the close anew too, so that it names the hash that stands now where its sheet was drawn."""
    with reaching_in(home) as connection:
        (found,) = connection.execute("SELECT hash FROM fact WHERE seq = ?", (upto,)).fetchone()

    def mended(row: FactRow) -> FactRow:
        if row.type != "DayClosed":
            return row
        assert row.body is not None
        values = {**decode_body(row.body), "hash": found.hex(), "seq": upto}
        return replace(row, body=encode_body(values, row.body[:SALT_BYTES]))

    write_anew(home, list, mended)


def attempts(
    sealed: Sealed, ways: dict[str, Attack], sorts: tuple[str, ...] = SORTS, *, each: bool = False
) -> Iterator[tuple[str, str, int]]:
    """The sorts of facts before the seal with the ways, and a place: the last one of a sort, or ``each`` of them."""
    for sort in sorts:
        before, _behind = sealed.facts(sort)
        for way in ways:
            for seq in before if each else before[-1:]:
                yield sort, way, seq
