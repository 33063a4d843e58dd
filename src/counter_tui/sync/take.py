"""Taking what the other PCs of the station wrote, from the station's feed."""

from __future__ import annotations

from counter_tui.db import streams
from counter_tui.db.store import Writing
from counter_tui.sync.carrier import Denied, NoAnswer
from counter_tui.sync.peer import move_cursor
from counter_tui.sync.talk import SayAgain, Talk
from counter_tui.wire.entries import BatchBroken
from counter_tui.wire.messages import Cursor
from counter_tui.wire.pages import Page, Run


def take(talk: Talk) -> None:
    """Take everything in the feed behind what was read; raises SayAgain where the feed is not what it was."""
    welcome, peer = talk.welcome, talk.peer
    cursor = Cursor() if welcome.feed_again else Cursor(peer.feed_pos, peer.feed_hash)
    talk.count.to_take = talk.count.taken + max(0, welcome.feed_end - cursor.pos)
    while cursor.pos < welcome.feed_end:
        talk.pause()
        cursor = _take_page(talk, cursor)
        talk.tell()


def _take_page(talk: Talk, after: Cursor) -> Cursor:
    page = _page(talk, after)
    if page.cursor.pos <= after.pos:
        raise NoAnswer("a page of nothing")
    with talk.store.writing() as writing:
        for run in page.runs:
            if run.device != talk.station.device_id:
                talk.count.taken += take_run(writing, run)
        move_cursor(writing, page.cursor)
    return page.cursor


def _page(talk: Talk, after: Cursor) -> Page:
    try:
        return talk.carrier.feed(talk.welcome.session, after)
    except Denied as denied:
        if denied.code == "not_there":
            raise SayAgain from None
        raise


def take_run(writing: Writing, run: Run) -> int:
    """Write a run of facts into this ledger; how many were new. Raises NoAnswer where they do not hang together."""
    try:
        return streams.take_in(writing, run.device, run.opening, run.previous, run.entries())
    except BatchBroken:
        raise NoAnswer("facts that do not hang together") from None
    except streams.OutOfLine:
        raise NoAnswer("facts that do not follow what is here") from None
