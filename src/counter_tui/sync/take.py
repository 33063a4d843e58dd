"""Taking what the other PCs of the station wrote, from the station's feed."""

from __future__ import annotations

from collections.abc import Callable

from counter_tui.db import branches, streams
from counter_tui.db.store import Writing
from counter_tui.sync.carrier import Denied, NoAnswer
from counter_tui.sync.peer import move_cursor
from counter_tui.sync.talk import SayAgain, Talk
from counter_tui.wire.entries import BatchBroken
from counter_tui.wire.messages import Cursor
from counter_tui.wire.pages import Page, Run


def take(talk: Talk) -> None:
    """Take everything in the feed behind what was read; raises SayAgain where the feed is not what it was.

    Where it has other facts of another device than this store at the same places (that device's store was put back, and
    the facts came here by another way), it is read from its beginning, and those here are set aside.
    """
    welcome, peer = talk.welcome, talk.peer
    again = welcome.feed_again or welcome.incarnation != peer.incarnation
    cursor = Cursor() if again else Cursor(peer.feed_pos, peer.feed_hash)
    try:
        _take_from(talk, cursor, take_run)
    except _Otherwise:
        _take_from(talk, Cursor(), _take_giving_way)


class _Otherwise(NoAnswer):
    """The feed has other facts of a stream than the store."""


def _take_from(talk: Talk, cursor: Cursor, take_in: Callable[[Writing, Run], int]) -> None:
    end = talk.welcome.feed_end
    talk.count.to_take = talk.count.taken + max(0, end - cursor.pos)
    while cursor.pos < end:
        talk.pause()
        cursor = _take_page(talk, cursor, take_in)
        talk.tell()


def _take_page(talk: Talk, after: Cursor, take_in: Callable[[Writing, Run], int]) -> Cursor:
    page = _page(talk, after)
    if page.cursor.pos <= after.pos:
        raise NoAnswer("a page of nothing")
    with talk.store.writing() as writing:
        for run in page.runs:
            if run.device != talk.station.device_id:
                talk.count.taken += take_in(writing, run)
        move_cursor(writing, page.cursor, talk.peer.k, talk.welcome.incarnation)
    return page.cursor


def _page(talk: Talk, after: Cursor) -> Page:
    try:
        return talk.carrier.feed(talk.welcome.session, after)
    except Denied as denied:
        if denied.code == "not_there":
            raise SayAgain from None
        raise


def _take_giving_way(writing: Writing, run: Run) -> int:
    """As ``take_run``, with whatever else stands at these places set aside."""
    try:
        branches.give_way(writing, run.device, run.previous, run.entries())
    except BatchBroken:
        raise NoAnswer("facts that do not hang together") from None
    return take_run(writing, run)


def take_run(writing: Writing, run: Run) -> int:
    """Write a run of facts into this ledger; how many were new.

    Raises:
        NoAnswer: they do not hang together, or do not follow what is here.
    """
    try:
        return streams.take_in(writing, run.device, run.opening, run.previous, run.entries())
    except BatchBroken:
        raise NoAnswer("facts that do not hang together") from None
    except streams.OutOfLine:
        raise _Otherwise("facts that do not follow what is here") from None
