"""Bringing the centre what it lacks of this device's streams."""

from __future__ import annotations

from counter_tui.db.tables.ledger import EpochRow
from counter_tui.db.travel import receipts, streams
from counter_tui.domain.ledger.entry import Entry
from counter_tui.sync.carrier import Denied, NoAnswer, TooLarge
from counter_tui.sync.peer import CENTRE, keep_receipt
from counter_tui.sync.talk import SayAgain, Talk
from counter_tui.wire.entries import MOST_FACTS
from counter_tui.wire.envelope import Signed, Unproven, proven
from counter_tui.wire.messages import RECEIPT, Elsewhere, Receipt
from counter_tui.wire.ranges import sign_range, write_range
from counter_tui.wire.room import fitting


class NotTaken(NoAnswer):
    """The centre takes no range that begins with a certain fact; everything else goes on."""


def bring(talk: Talk) -> None:
    """Bring every fact of this device from the centre's mark on, in ranges.

    Raises:
        SayAgain: a mark has moved.
        NotTaken: too_large or broken, where even one fact alone is not taken.
    """
    marks = {standing.epoch: standing.seq for standing in talk.welcome.streams}
    with talk.store.reading() as connection:
        own = streams.own(connection)
        lost = receipts.has_lost(connection, marks)
    if lost:
        with talk.store.writing() as writing:
            receipts.forget_lost(writing, marks)
    talk.count.to_send = talk.count.sent + sum(max(0, row.head_seq - marks.get(row.epoch, 0)) for row in own)
    at_once = max(1, min(talk.welcome.policy.batch_facts, MOST_FACTS))
    for row in own:
        _bring_epoch(talk, row, marks.get(row.epoch, 0), at_once)


def _bring_epoch(talk: Talk, row: EpochRow, mark: int, at_once: int) -> None:
    """Bring the facts of an epoch behind a mark, fewer at once where they are too much for the way."""
    while mark < row.head_seq:
        talk.pause()
        previous, facts = _next(talk, row, mark, at_once)
        try:
            mark = _bring_range(talk, row, previous, facts)
        except (TooLarge, Denied) as error:
            if isinstance(error, Denied) and error.code != "broken":
                raise
            if len(facts) == 1:
                raise NotTaken("too_large" if isinstance(error, TooLarge) else "broken") from None
            # Of what was tried: large facts are few at once, and the same range would only be refused again.
            at_once = len(facts) // 2


def _next(talk: Talk, row: EpochRow, mark: int, at_once: int) -> tuple[bytes, list[Entry]]:
    """The facts behind a mark that go into one range, so many at most, and the hash before them."""
    with talk.store.reading() as connection:
        previous = streams.hash_at(connection, row, mark)
        bodies = streams.sizes(connection, row.epoch, mark + 1, min(at_once, row.head_seq - mark))
        facts = streams.entries(connection, row.epoch, mark + 1, fitting(bodies))
    if previous is None or not facts:
        # Another process has left this branch meanwhile.
        raise SayAgain
    return previous, facts


def _bring_range(talk: Talk, row: EpochRow, previous: bytes, facts: list[Entry]) -> int:
    """Bring these facts; the mark behind them. Raises TooLarge."""
    opening = streams.opening_of(row) if facts[0].header.seq == 1 else None
    signed = sign_range(row.device_id, previous, facts, talk.key, opening)
    answer = talk.carrier.put(write_range(signed))
    if isinstance(answer, Elsewhere):
        raise SayAgain
    talk.count.sent += len(facts)
    talk.tell()
    return _note(talk, row, facts[-1], answer)


def _note(talk: Talk, row: EpochRow, last: Entry, signed: Signed) -> int:
    """Keep a receipt; only one that the centre signed for just these facts counts, whatever the line says.

    Gives the mark of the receipt: the centre may have held facts behind these, which came there by another way.

    That of a hub is looked at in the same way and not kept: it vouches for nothing behind this station.
    """
    try:
        receipt = proven(signed, RECEIPT, talk.peer.centre, Receipt)
    except Unproven:
        raise NoAnswer("no_message") from None
    if (receipt.device, receipt.epoch) != (row.device_id, row.epoch) or receipt.seq < last.header.seq:
        raise NoAnswer("no_message")
    if receipt.hash != _hash_here(talk, row, last, receipt.seq):
        raise SayAgain
    if talk.peer.k == CENTRE:
        with talk.store.writing() as writing:
            keep_receipt(writing, signed, receipt)
    return receipt.seq


def _hash_here(talk: Talk, row: EpochRow, last: Entry, seq: int) -> bytes | None:
    """The hash of a fact of this device's epoch, None where the store does not have it."""
    if seq == last.header.seq:
        return last.hash
    with talk.store.reading() as connection:
        return streams.hash_at(connection, row, seq)
