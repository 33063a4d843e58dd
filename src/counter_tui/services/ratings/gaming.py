"""Flags on a month's ratings (刷评侦测) and call-backs on drawn ones: computed each time, never kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from counter_tui.db import begun, ledger, people
from counter_tui.db.reading import gaming as rows
from counter_tui.db.store import Reading
from counter_tui.domain.clock import to_ms
from counter_tui.domain.facts.gaming import CallOutcome, Finding
from counter_tui.domain.gaming.assess import assess
from counter_tui.domain.gaming.decide import answers, decide_called, decide_check, is_for_head
from counter_tui.domain.gaming.rules import RuleSet
from counter_tui.domain.gaming.sample import draw
from counter_tui.domain.gaming.state import Checked, Looked, fold
from counter_tui.domain.gaming.visits import Flag, Month, Visit
from counter_tui.domain.matter.context import Context
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.ratings.gaming_month import Read, Span, read_month, span_of
from counter_tui.services.reference.gaming import load_gaming
from counter_tui.services.station import Once, Station, require_still_here
from counter_tui.services.views.gaming import CheckNote, FlagLine, FlagRow, GamingMonth, SampleLine

CHECKING, CALLING = "flag", "sample"
"""The acts under which words are kept: with the month, clerk and rule, or the visit, behind them."""


class Found(Struct, frozen=True):
    """A month as the rules see it: what was read, the flags, the drawn ratings, and what people found so far."""

    span: Span
    read: Read
    flags: tuple[Flag, ...]
    drawn: tuple[Visit, ...]
    looked: Looked

    @property
    def barred(self) -> frozenset[str]:
        """The clerks whose month is out of the award."""
        return self.looked.barred(self.flags)


class GamingService:
    """Whoever oversees sees the flags; a lead other than the clerk looks into them and calls the customers."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._rules = Once(load_gaming)

    def month(self, actor: Actor, month: str = "") -> GamingMonth:
        """The month (``2026-11``), else this one, without what is about the actor's own ratings and not settled.

        Raises RuleBroken("not_allowed"), "month_unknown" or "month_ahead".
        """
        require(actor, "oversee")
        with self._station.store.reading() as connection:
            found = find(self._station, connection, month, self._rules())
            return self._view(connection, actor, found)

    def unchecked(self, actor: Actor, month: str = "") -> frozenset[str]:
        """The staff numbers of the clerks whose month is out of the award: flagged and not found in order.

        Raises what ``month`` raises.
        """
        require(actor, "oversee")
        with self._station.store.reading() as connection:
            return find(self._station, connection, month, self._rules()).barred

    def to_check(self, actor: Actor) -> tuple[str, int]:
        """The month whose flags come first, and how many of them this lead may look into; ("", 0) where none wait.

        Those of the last month come before those of this one, since its best clerk can be named.
        """
        require(actor, "lead_matter")
        this = self._station.clock.now().astimezone(self._station.zone).date().replace(day=1)
        last = this - timedelta(days=1)
        for month in (f"{last:%Y-%m}", f"{this:%Y-%m}"):
            waiting = (each for each in self.month(actor, month).flags if each.check is None)
            count = sum(actor.role == "head" or not each.for_head for each in waiting)
            if count:
                return month, count
        return "", 0

    def check(self, actor: Actor, month: str, clerk: str, rule: str, finding: Finding, words: str) -> None:
        """Keep what was found behind a flag. Raises what ``decide_check`` raises, or RuleBroken("staff_left")."""
        require(actor, "lead_matter")
        found = self._found(month)
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            looked = _looked(connection, found.span)
            context, version = self._context(actor, connection), self._rules().version
            fact = decide_check(
                context,
                found.span.month,
                found.flags,
                looked,
                clerk,
                rule,
                version,
                finding,
                words,
                for_head=is_for_head(clerk, people.colleagues(connection)),
            )
            if fact is not None:
                subject = rows.gaming_subject(found.span.month)
                writing.append(subject, [fact], actor.staff_no, looked.head)
            self._settle(connection, actor, f"{CHECKING} {found.span.month} {clerk} {rule}")

    def called(
        self, actor: Actor, month: str, visit: str, outcome: CallOutcome, words: str = "", level: int = 0
    ) -> None:
        """Keep what a called customer said. Raises what ``decide_called`` raises, or RuleBroken("staff_left")."""
        require(actor, "lead_matter")
        found = self._found(month)
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            looked = _looked(connection, found.span)
            context = self._context(actor, connection)
            fact = decide_called(context, found.span.month, found.drawn, looked, visit, outcome, words, level)
            subject = rows.gaming_subject(found.span.month)
            writing.append(subject, [fact], actor.staff_no, looked.head)
            self._settle(connection, actor, f"{CALLING} {visit}")

    def _found(self, month: str) -> Found:
        """Made before anything is held: a month takes long enough for a counter to wait for it."""
        with self._station.store.reading() as connection:
            return find(self._station, connection, month, self._rules())

    def _context(self, actor: Actor, connection: Reading) -> Context:
        return self._station.context(actor, connection)

    def _settle(self, connection: Reading, actor: Actor, act: str) -> None:
        begun.discard(connection, self._station.subject.id, actor.staff_no, act)

    def _view(self, connection: Reading, actor: Actor, found: Found) -> GamingMonth:
        names, me = self._station.names(connection), actor.staff_no
        visits = {each.visit: each for each in found.read.visits}
        staff = people.colleagues(connection)
        lines = tuple(
            self._flag(each, found, visits, names, for_head=is_for_head(each.clerk, staff))
            for each in found.flags
        )
        return GamingMonth(
            month=found.span.month,
            rules=self._rules(),
            tokens=len(found.read.visits),
            flags=tuple(each for each in lines if each.clerk != me or each.check is not None),
            samples=tuple(
                line for each in found.drawn if (line := self._sample(each, found, names)).clerk != me
            ),
            barred=tuple(sorted(found.barred - {me})),
        )

    def _flag(
        self,
        flag: Flag,
        found: Found,
        visits: Mapping[str, Visit],
        names: Callable[[str], str],
        *,
        for_head: bool,
    ) -> FlagLine:
        known, last = found.looked.check_of(flag), found.looked.checks.get((flag.clerk, flag.rule))
        return FlagLine(
            clerk=flag.clerk,
            clerk_name=names(flag.clerk),
            flag=flag,
            rows=tuple(self._row(visits[each], found.read) for each in flag.visits if each in visits),
            check=self._note(known, names) if known else None,
            before=self._note(last, names) if last and not known else None,
            for_head=for_head,
        )

    def _note(self, checked: Checked, names: Callable[[str], str]) -> CheckNote:
        return CheckNote(
            finding=checked.finding,
            words=checked.words,
            by=checked.by,
            by_name=names(checked.by),
            at=checked.at,
            rules=checked.rules,
            older=checked.rules != self._rules().version,
        )

    def _row(self, visit: Visit, read: Read) -> FlagRow:
        matter = read.matters.get(visit.visit)
        return FlagRow(
            visit=visit.visit,
            matter=matter.matter_id.hex() if matter else "",
            number=matter.number if matter else "",
            kind=self._station.words_of(matter.kind) if matter else None,
            at=visit.armed_at,
            state=visit.state,
            level=visit.level,
            latency_ms=visit.latency_ms,
            served_s=visit.served_s,
            pad=visit.pad,
            refused=visit.refused,
            sore=visit.sore,
        )

    def _sample(self, visit: Visit, found: Found, names: Callable[[str], str]) -> SampleLine:
        matter, call = found.read.matters.get(visit.visit), found.looked.calls.get(visit.visit)
        return SampleLine(
            visit=visit.visit,
            clerk=visit.clerk,
            clerk_name=names(visit.clerk),
            day=visit.day,
            matter=matter.matter_id.hex() if matter else "",
            number=matter.number if matter else "",
            kind=self._station.words_of(matter.kind) if matter else None,
            level=visit.level or 0,
            state=visit.state,
            answers=answers(visit),
            outcome=call.outcome if call else None,
            words=call.words if call else "",
            called_by=names(call.by) if call else "",
            called_at=call.at if call else None,
            tries=call.tries if call else 0,
            content=call.level if call else 0,
        )


def find(station: Station, connection: Reading, month: str, rules: RuleSet) -> Found:
    """The month as the rules see it now. Raises RuleBroken("month_unknown") or "month_ahead"."""
    span = span_of(station, month)
    read = read_month(station, connection, span)
    looked = _looked(connection, span)
    seen = assess(Month(read.visits, read.served, looked.called()), rules)
    drawn = draw(read.visits, _seeds(station, connection, read), looked.called(), seen.closely)
    asked = {each.visit for each in drawn}
    # Who was called once stays in the list, also where nobody is looked at closely any more.
    called = tuple(each for each in read.visits if each.visit in looked.calls and each.visit not in asked)
    listed = sorted((*drawn, *called), key=lambda each: (each.day, each.clerk, each.visit))
    return Found(span, read, seen.flags, tuple(listed), looked)


def unchecked(station: Station, connection: Reading, month: str = "") -> frozenset[str]:
    """For a service that has the store open already: the clerks whose month is out of the award."""
    return find(station, connection, month, load_gaming()).barred


def _looked(connection: Reading, span: Span) -> Looked:
    return fold(ledger.facts_of(connection, rows.gaming_subject(span.month)))


def _seeds(station: Station, connection: Reading, read: Read) -> Mapping[date, bytes]:
    """The hash of the ledger's last fact of each day that is over and had a token."""
    today = station.clock.now().astimezone(station.zone).date()
    seeds: dict[date, bytes] = {}
    for day in sorted({each.day for each in read.visits if each.day < today}):
        end = datetime.combine(day + timedelta(days=1), time.min, station.zone)
        head = rows.head_before(connection, to_ms(end))
        if head is not None:
            seeds[day] = head
    return seeds
