"""What has to agree at the end of a day, told twice: by the facts of the day, and by the rows of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from counter_tui.db import ledger
from counter_tui.db.reading import brief as brief_rows
from counter_tui.db.reading import close as rows
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.reading import tokens as token_rows
from counter_tui.db.store import Reading
from counter_tui.db.subjects import MATTER, VISIT
from counter_tui.domain.catalogue import queries
from counter_tui.domain.clock import to_ms
from counter_tui.domain.close.models import Figure, Gap
from counter_tui.domain.facts.base import Fact, Recorded, Subject
from counter_tui.domain.facts.door import MatterNotAccepted
from counter_tui.domain.facts.matter import MatterAccepted
from counter_tui.domain.facts.papers import ReceiptPrinted
from counter_tui.domain.facts.prices import ChargeTaken, ChargeVoided
from counter_tui.domain.facts.visit import TokenArmed
from counter_tui.domain.ids import parse_number
from counter_tui.domain.visit import rating
from counter_tui.services.station import Station

_TOKENS = ("rated", "declined", "timed_out", "device_down", "armed")
_READ = (
    MatterAccepted.type,
    MatterNotAccepted.type,
    TokenArmed.type,
    ChargeTaken.type,
    ChargeVoided.type,
)


class DayTold:
    """What happened on a day: its facts, read once, and the rows it left."""

    def __init__(self, station: Station, connection: Reading, day: date, now: datetime) -> None:
        self.station, self.connection, self.day, self.now = station, connection, day, now
        self.start = datetime.combine(day, time.min, station.zone)
        self.end = self.start + timedelta(days=1)
        self.span = (to_ms(self.start), to_ms(self.end))
        # By the writer's own clock, as the rows are: the hybrid clock stands still while that one is doubted.
        read = ledger.between(connection, _READ, *self.span)
        self.facts = [entry for entry in read if self.start <= entry.at < self.end]
        self._numbers = {
            entry.subject.id: entry.fact.number
            for entry in self.facts
            if isinstance(entry.fact, MatterAccepted | MatterNotAccepted)
        }

    def number(self, matter_id: bytes) -> str:
        """The number of a matter, empty where nothing knows it."""
        if matter_id not in self._numbers:
            found = rows.numbers_of(self.connection, [matter_id])
            self._numbers[matter_id] = found.get(matter_id, "")
        return self._numbers[matter_id]

    def accepted(self) -> Figure:
        """Acceptances beside their receipts and promises, and the day's numbers without a hole."""
        facts = {each.subject.id: each for each in self.facts if isinstance(each.fact, MatterAccepted)}
        found = matter_rows.of_day(self.connection, *self.span)
        there = {row.matter_id: row for row in found if row.state != "not_accepted"}
        facts.update(self._elsewhere(MATTER, [each for each in there if each not in facts], MatterAccepted))
        missing = [each for each in facts if each not in there]
        known = {row.matter_id: row for row in matter_rows.of(self.connection, missing)}
        gaps = [self.gap("accepted", "no_row", each) for each in missing if each not in known]
        strangers = [
            each for each in there if each not in facts and not self.was(MATTER, each, MatterAccepted.type)
        ]
        gaps += [self.gap("accepted", "no_fact", each) for each in strangers]
        receipts, promises, unlimited = 0, 0, 0
        promised = _codes(self.connection, list(facts))
        for matter_id, entry in facts.items():
            fact = entry.fact
            assert isinstance(fact, MatterAccepted)
            given = {each.code for each in fact.promises}
            on_paper = fact.on_paper is not None
            receipt = on_paper or self.was(MATTER, matter_id, ReceiptPrinted.type)
            kept = given <= promised.get(matter_id, set())
            receipts, unlimited = receipts + receipt, unlimited + (not given)
            promises += bool(given) and kept
            if not receipt:
                gaps.append(self.gap("accepted", "no_receipt", matter_id))
            if not kept:
                gaps.append(self.gap("accepted", "no_promise", matter_id))
        gaps += self._holes()
        counts = {"accepted": len({*facts, *strangers}), "receipts": receipts, "promises": promises}
        return figure("accepted", {**counts, "no_limit": unlimited}, gaps)

    def _holes(self) -> Iterator[Gap]:
        """Numbers of the day that stand nowhere, or twice: they are given one after the other."""
        day = self.day.strftime("%y%m%d")
        seen: dict[int, set[str]] = {}
        for ordinal, number in rows.numbered(self.connection, self.station.device, day):
            seen.setdefault(ordinal, set()).add(number)
        for number in self._numbers.values():
            parsed = parse_number(number)
            if parsed and parsed.device == self.station.device and parsed.day == day:
                seen.setdefault(parsed.ordinal, set()).add(number)
        skipped = rows.skipped(self.connection, day)
        for ordinal in range(1, max(seen, default=0)):
            if ordinal not in seen and ordinal > skipped:
                name = f"{self.station.device}-{day}-{ordinal:04}"
                yield Gap("accepted", "number_missing", name, name=name)
        for ordinal, numbers in sorted(seen.items()):
            if len(numbers) > 1:
                name = f"{self.station.device}-{day}-{ordinal:04}"
                yield Gap("accepted", "number_twice", name, name=name)

    def ratings(self) -> Figure:
        """Tokens armed beside what became of them, by their facts; each has a row, and no row is without facts."""
        armed = {each.subject.id: each for each in self.facts if isinstance(each.fact, TokenArmed)}
        stored = {row.visit: row for row in brief_rows.tokens(self.connection, _TOKENS, *self.span)}
        armed.update(self._elsewhere(VISIT, [each for each in stored if each not in armed], TokenArmed))
        counts = dict.fromkeys(("armed", *_TOKENS[:4]), 0)
        gaps: list[Gap] = []
        for visit, entry in armed.items():
            fact = entry.fact
            assert isinstance(fact, TokenArmed)
            token = rating.fold(ledger.facts_of(self.connection, Subject(VISIT, visit)))
            counts["armed"] += 1
            if token is None or token.state == "armed":
                gaps.append(self._of_visit("still_armed", visit, fact.matter))
            else:
                counts[token.state] += 1
            if visit not in stored and not self._token_elsewhere(visit):
                gaps.append(self._of_visit("no_row", visit, fact.matter))
        strangers = [
            each for each in stored if each not in armed and not self.was(VISIT, each, TokenArmed.type)
        ]
        numbers = brief_rows.of_visits(self.connection, strangers)
        gaps += [
            Gap("ratings", "no_fact", each.hex(), name=numbers[each] or each.hex()) for each in strangers
        ]
        gaps += self._never_armed({each.hex() for each in armed})
        return figure("ratings", counts, gaps)

    def _never_armed(self, armed: set[str]) -> Iterator[Gap]:
        """Acceptances of a rated kind at the counter whose visit has no token."""
        for entry in self.facts:
            fact = entry.fact
            if not isinstance(fact, MatterAccepted) or fact.on_paper is not None or fact.visit in armed:
                continue
            kind = queries.known_kind(self.station.rules.catalogue, fact.kind)
            if kind and kind.rated and not self.was(VISIT, as_bytes(fact.visit), TokenArmed.type):
                yield self.gap("ratings", "no_token", entry.subject.id)

    def _token_elsewhere(self, visit: bytes) -> bool:
        return visit in token_rows.of_visits(self.connection, [visit])

    def _of_visit(self, what: str, visit: bytes, matter: str) -> Gap:
        return Gap("ratings", what, visit.hex(), "matter", matter, self.number(as_bytes(matter)))

    def _elsewhere(
        self, kind: str, ids: Iterable[bytes], fact: type[Fact]
    ) -> Iterator[tuple[bytes, Recorded]]:
        """The facts of this type behind rows of the day that the hybrid clock has on another day."""
        for each in ids:
            for entry in ledger.facts_of(self.connection, Subject(kind, each)):
                if isinstance(entry.fact, fact) and self.start <= entry.at < self.end:
                    yield each, entry

    def was(self, kind: str, id_: bytes, type_: str) -> bool:
        """Whether a fact of this type was ever written about this."""
        return rows.has_fact(self.connection, Subject(kind, id_), type_)

    def gap(self, figure: str, what: str, matter_id: bytes, *, fen: int = 0) -> Gap:
        """A gap that is a matter's."""
        hex_id = matter_id.hex()
        return Gap(figure, what, hex_id, "matter", hex_id, self.number(matter_id), fen=fen)


def _codes(connection: Reading, ids: Sequence[bytes]) -> dict[bytes, set[str]]:
    found: dict[bytes, set[str]] = {}
    for row in matter_rows.promises_of(connection, ids):
        found.setdefault(row.matter_id, set()).add(row.code)
    return found


def figure(code: str, counts: Mapping[str, int], gaps: Iterable[Gap]) -> Figure:
    """A line of the sheet that has a source."""
    return Figure(code, tuple(counts.items()), tuple(gaps))


def as_bytes(text: str) -> bytes:
    """The bytes of an id in hexadecimal; none of what is no such id."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
