"""The closing sheet of a day, put together of what its facts, its rows and the lists of the moment say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice

from msgspec.structs import replace

from counter_tui.db import ledger, people
from counter_tui.db.checks import chain as chain_checks
from counter_tui.db.checks import store as checks
from counter_tui.db.reading import close as rows
from counter_tui.db.rows.closes import close_subject
from counter_tui.db.rows.projections import PROJECTED
from counter_tui.db.store import Reading
from counter_tui.db.subjects import MATTER
from counter_tui.domain.brief.compile import Rows, first_day
from counter_tui.domain.brief.models import Item
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.checks.lists import CheckList
from counter_tui.domain.close.models import FIGURES, Closing, Figure, Gap, Opens, Place
from counter_tui.domain.close.state import CloseDay, fold
from counter_tui.domain.facts.base import Subject
from counter_tui.services.brief.today import today_rows
from counter_tui.services.checks.sheet import Sheet
from counter_tui.services.close.day import DayTold, figure
from counter_tui.services.close.money import charges
from counter_tui.services.close.open import broken, hand_over_packs, hand_overs, meeting, papers
from counter_tui.services.reference.enquiry import load_topics
from counter_tui.services.station import Station

_MOST = 50
"""So many differences of the ledger are named; where there are more, ``doctor`` names all."""
_MOST_LINKS = 20_000
"""So many facts since the last close are looked over; where there are more, those since the day began."""


def known_day(connection: Reading, day: date) -> CloseDay:
    """What was counted, explained and closed of a day."""
    return fold(ledger.facts_of(connection, close_subject(day)))


def place_now(connection: Reading) -> Place:
    """The end of this PC's ledger."""
    end = ledger.head(connection)
    return Place(end.epoch.hex(), end.seq, end.hash.hex())


def compiled(
    station: Station,
    connection: Reading,
    lists: Sequence[CheckList],
    day: date,
    now: datetime,
    *,
    ledger_too: bool = True,
) -> Closing:
    """The sheet of a day as it would be closed now; each gap with the words somebody had for it.

    Without ``ledger_too`` the ledger is not looked over, which takes longest, and its figure has no source.
    """
    known, told = known_day(connection, day), DayTold(station, connection, day, now)
    money, cash = charges(told, known.counts)
    standing = today_rows(station, connection, now.astimezone(station.zone).date(), now)
    since = first_day(day, station.rules.calendar) + timedelta(days=1)
    made = {
        each.code: each
        for each in (
            told.accepted(),
            told.ratings(),
            money,
            papers(told, since),
            hand_overs(told),
            broken(told),
            meeting(told),
            hand_over_packs(told),
            _answers(standing, told),
            _actions(standing, day),
            _recoveries(standing, station),
            _checks(station, connection, lists, day, now),
            _notices(connection, standing),
            *([_ledger(station, connection, told)] if ledger_too else []),
        )
    }
    names = people.names(connection)
    figures = (made.get(code) or Figure(code, None) for code in FIGURES)
    explained = tuple(replace(each, gaps=tuple(_explained(each.gaps, known, names))) for each in figures)
    return Closing(day, explained, cash, place_now(connection))


def _explained(gaps: Sequence[Gap], known: CloseDay, names: dict[str, str]) -> Iterator[Gap]:
    for gap in gaps:
        said = known.explained.get(gap.key)
        yield replace(gap, words=said.words, by=names.get(said.by, said.by)) if said else gap


def _answers(standing: Rows, told: DayTold) -> Figure:
    """Calls and answers that were promised by the end of the day and not given."""
    topics = {topic.code: topic.name for topic in load_topics()} if standing.get("answers_due") else {}
    gaps = []
    for what, kind in _PROMISED:
        for row in standing.get(what) or ():
            if row.at is not None and row.at < told.end:
                thing = topics.get(row.group, Words(zh=row.group, en=row.group)) if row.group else None
                gaps.append(Gap("answers", what, row.id, kind, row.opens, row.name, thing))
    return figure("answers", {"owed": len(gaps)}, gaps)


_PROMISED: tuple[tuple[str, Opens], ...] = (("calls", "matter"), ("answers_due", "enquiry"))


def _actions(standing: Rows, day: date) -> Figure:
    """Action items that were to be done by the day: those their owner has not reported are gaps."""
    due = [row for row in standing.get("actions") or () if row.due is not None and row.due <= day]
    gaps = [
        Gap("actions", "open", row.id, "action", row.opens, row.name) for row in due if row.group == "open"
    ]
    return figure("actions", {"due": len(due), "reported": len(due) - len(gaps)}, gaps)


def _recoveries(standing: Rows, station: Station) -> Figure:
    """Bad ratings whose next step is due or late: what is to be done of each is a gap.

    It is named by the day of the press: everybody reads the sheet, and whose rating it was not everybody may know.
    """
    due = standing.get("recoveries_due") or ()
    gaps = []
    for row in due:
        day = row.at.astimezone(station.zone).date().isoformat() if row.at else ""
        gaps.append(Gap("recoveries", row.group, row.id, "recovery", row.opens, day))
    return figure("recoveries", {"due": len(due)}, gaps)


def _checks(
    station: Station, connection: Reading, lists: Sequence[CheckList], day: date, now: datetime
) -> Figure:
    """The checks of the hall that were due on the day, the closing one among them."""
    due = [each for each in Sheet(station, connection, lists, day, now).lists() if each.due_on == day]
    gaps = [
        Gap("checks", "not_done", each.list, "check", each.list, each.list, each.name)
        for each in due
        if each.standing not in ("done", "done_late")
    ]
    return figure("checks", {"due": len(due), "done": len(due) - len(gaps)}, gaps)


def _notices(connection: Reading, standing: Rows) -> Figure:
    """Notices somebody who is here has not read, with who."""
    names = people.names(connection)
    unread: dict[str, list[Item]] = defaultdict(list)
    for row in standing.get("notices_unread") or ():
        unread[row.opens].append(row)
    gaps = []
    for notice, found in unread.items():
        who = [names.get(row.who, row.who) for row in found]
        thing = Words(zh="、".join(who), en=", ".join(who))
        gaps.append(Gap("notices", "unread", notice, "notice", notice, found[0].name, thing))
    return figure("notices", {"unread": sum(map(len, unread.values()))}, gaps)


def _ledger(station: Station, connection: Reading, told: DayTold) -> Figure:
    """The ledger since the last close, link by link, and every row of the day beside its facts."""
    before = rows.newest_closed(connection, told.day.isoformat())
    end = ledger.head(connection)
    gaps: list[Gap] = []
    first = rows.last_before(connection, end.epoch, told.span[0])
    if before is not None and before.seq is not None:
        if rows.hash_at(connection, before.epoch, before.seq) != before.hash:
            name = before.close_day.decode()
            gaps.append(Gap("ledger", "head_moved", name, "close", name, name))
        elif before.epoch == end.epoch and end.seq - before.seq < _MOST_LINKS:
            first = min(first, before.seq)
    broken = chain_checks.check_since(connection, end.epoch, first)
    gaps += [Gap("ledger", "chain_broken", each.where, name=each.where) for each in islice(broken, _MOST)]
    touched = rows.subjects_of(connection, *told.span, end.epoch, first)
    for subject in touched:
        if len(gaps) < _MOST and subject.kind in PROJECTED:
            gaps += _differing(station, connection, told, subject.kind, subject.id)
    return figure("ledger", {"facts": end.seq - first, "subjects": len(touched)}, gaps)


def _differing(station: Station, connection: Reading, told: DayTold, kind: str, id_: bytes) -> Iterator[Gap]:
    seen: set[str] = set()
    for each in checks.check_subject(connection, Subject(kind, id_), station.store.identity_key):
        table = str(each.facts.get("table", each.code))
        if table in seen:
            continue
        seen.add(table)
        opens = id_.hex() if kind == MATTER else ""
        name = told.number(id_) if kind == MATTER else each.where
        thing = Words(zh=table, en=table)
        yield Gap(
            "ledger", "row_differs", f"{id_.hex()}/{table}", "matter" if opens else "", opens, name, thing
        )
