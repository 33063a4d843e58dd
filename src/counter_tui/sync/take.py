"""Taking what the other PCs of the station wrote, from the station's feed."""

from __future__ import annotations

from collections.abc import Callable

from counter_tui.db.store import Writing
from counter_tui.db.tables.ledger import EpochRow
from counter_tui.db.travel import branches, streams
from counter_tui.sync.carrier import Denied, NoAnswer
from counter_tui.sync.peer import CENTRE, doubt, move_cursor
from counter_tui.sync.talk import SayAgain, Talk
from counter_tui.wire.entries import BatchBroken
from counter_tui.wire.messages import Cursor
from counter_tui.wire.pages import Page, Run, asked_by


def take(talk: Talk) -> None:
    """Take everything in the feed behind what was read; raises SayAgain where the feed is not what it was.

    Where it has other facts of another device than this store at the same places (that device's store was put back, and
    the facts came here by another way), it is read from its beginning, and those here are told in this device's ledger.
    """
    welcome, peer = talk.welcome, talk.peer
    again = welcome.feed_again or welcome.incarnation != peer.incarnation
    cursor = Cursor() if again else Cursor(peer.feed_pos, peer.feed_hash)
    doubted = peer.k == CENTRE and (welcome.feed_again or bool(peer.doubted))
    if doubted and not peer.doubted:
        with talk.store.writing() as writing:
            doubt(writing, True)
    try:
        _take_from(talk, cursor, take_run)
    except _Otherwise:
        _take_from(talk, Cursor(), _take_giving_way)
    if doubted:
        _be_witness(talk)


def _be_witness(talk: Talk) -> None:
    """Tell what the centre lost of other devices' facts, which they may have lost too; raises SayAgain if there is any.

    The whole feed was read anew before, so what this store has of them begins as the centre has it.
    """
    with talk.store.reading() as connection:
        others = streams.of_others(connection)
    behind = [(row, mark) for row in others if (mark := _mark_of(talk, row)) < row.head_seq]
    told = 0
    with talk.store.writing() as writing:
        for row, mark in behind:
            lost = streams.entries(writing.connection, row.epoch, mark + 1, row.head_seq)
            told += branches.witness(writing, lost)
        doubt(writing, False)
    if told:
        raise SayAgain


def _mark_of(talk: Talk, row: EpochRow) -> int:
    """How far the centre has another device's epoch, at most as far as it is here; by halving."""
    low, high, middle = 0, row.head_seq + 1, row.head_seq
    while low < middle:
        talk.pause()
        low, high = (middle, high) if _is_there(talk, row.epoch, middle) else (low, middle)
        middle = (low + high) // 2
    return low


def _is_there(talk: Talk, epoch: bytes, seq: int) -> bool:
    try:
        talk.carrier.hash_at(talk.welcome.session, epoch, seq)
    except Denied as denied:
        if denied.code == "not_there":
            return False
        raise
    return True


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
    if page.asked != asked_by(talk.station.device_id, after):
        raise NoAnswer("no_message")
    if page.cursor.pos <= after.pos:
        raise NoAnswer("no_message")
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
    """As ``take_run``, with whatever else stands at these places told elsewhere."""
    try:
        branches.give_way(writing, run.device, run.previous, run.entries())
    except BatchBroken:
        raise NoAnswer("unsettled") from None
    return take_run(writing, run)


def take_run(writing: Writing, run: Run) -> int:
    """Write a run of facts into this ledger; how many were new.

    Raises:
        NoAnswer: they do not hang together, or do not follow what is here.
    """
    try:
        return streams.take_in(writing, run.device, run.opening, run.previous, run.entries())
    except BatchBroken:
        raise NoAnswer("unsettled") from None
    except streams.OutOfLine:
        raise _Otherwise("unsettled") from None
