"""What the codes in a brief are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from counter_tui.db.reading import brief as rows
from counter_tui.db.store import Reading
from counter_tui.domain.brief.models import Brief, Item
from counter_tui.domain.catalogue import queries
from counter_tui.domain.catalogue.models import Kind, Words
from counter_tui.domain.enquiry.topics import Topic
from counter_tui.services.station import Station

BY_KIND = ("accepted", "ended", "not_accepted", "complaints", "praise")
"""The figures that are divided by kinds of matter."""
BY_PROMISE = ("promises_kept", "promises_broken", "limits_passed", "promises_due")
BY_PAPER = ("papers_deferred", "papers_collected", "papers_due", "papers_late", "waived")
_BY_PART = (*BY_PROMISE, *BY_PAPER)

Part = tuple[str, str]
"""A code of a kind's own (a promise, a paper), with the kind's before it."""


def kinds_of(connection: Reading, brief: Brief) -> Mapping[str, str]:
    """The kind of every matter a row of the brief opens, by the id of the matter or of its visit."""
    known = {row.opens: row.group for code in BY_KIND for row in brief.figure(code).rows or () if row.group}
    asked = {
        row.opens
        for figure in brief.figures
        for row in figure.rows or ()
        if row.kind in ("matter", "paper") and row.opens not in known
    }
    visits = {
        row.opens
        for figure in brief.figures
        for row in figure.rows or ()
        if row.kind in ("visit", "recovery")
    }
    found = {
        **rows.kinds(connection, [bytes.fromhex(each) for each in sorted(asked)]),
        **rows.kinds_of_visits(connection, [bytes.fromhex(each) for each in sorted(visits)]),
    }
    return {**known, **{each.hex(): kind for each, kind in found.items()}}


def kind_names(station: Station, kinds: Iterable[str]) -> Mapping[str, Words]:
    """What these kinds are called in short."""
    return {each: station.words_of(each) for each in sorted(kinds)}


def part_names(station: Station, brief: Brief, matters: Mapping[str, str]) -> Mapping[Part, Words]:
    """What the promises and papers of the rows are called, each by its kind."""
    wanted = {
        (matters[row.opens], row.group)
        for code in _BY_PART
        for row in brief.figure(code).rows or ()
        if row.opens in matters
    }
    known = {
        each: queries.known_kind(station.rules.catalogue, each) for each in {kind for kind, _code in wanted}
    }
    return {(code, part): words for code, part in sorted(wanted) for words in _named(known[code], part)}


def _named(kind: Kind | None, code: str) -> Iterator[Words]:
    if kind is not None:
        yield from (each.name for each in kind.promises if each.code == code)
        yield from (each.name for each in kind.papers if each.code == code)


def topic_names(topics: Callable[[], Iterable[Topic]], asked: Iterable[Item]) -> Mapping[str, Words]:
    """What the topics of these questions are called; none is read where nothing was asked."""
    wanted = {row.group for row in asked}
    return {each.code: each.name for each in topics() if each.code in wanted} if wanted else {}
