"""Bringing this device's own streams in line with what the centre has of them.

What the centre has and this store lacks is taken back before a branch is left, so that as little as possible is told
twice. Each step is one transaction; after any of them hello is said again.
"""

from __future__ import annotations

from counter_tui.db.travel import branches, streams
from counter_tui.sync.carrier import NoAnswer
from counter_tui.sync.take import take_run
from counter_tui.sync.talk import SayAgain, Talk
from counter_tui.wire.entries import BatchBroken
from counter_tui.wire.messages import Standing
from counter_tui.wire.ranges import read_range


def agree(talk: Talk) -> None:
    """Bring the streams in line; raises SayAgain when anything had to be done."""
    ahead = [standing for standing in talk.welcome.streams if standing.verdict == "ahead"]
    for standing in ahead:
        _go_on_anew(talk, standing)
        _restore(talk, standing)
    left = [standing for standing in talk.welcome.streams if _is_branch(talk, standing)]
    for standing in left:
        _leave(talk, standing)
    if ahead or left or (talk.welcome.held and _tell_held(talk)):
        raise SayAgain


def _go_on_anew(talk: Talk, standing: Standing) -> None:
    """Go on in a new epoch where the centre knows more of the present one: this store is an older copy."""
    if standing.epoch != talk.station.epoch:
        return
    with talk.store.writing() as writing:
        talk.require_head(writing.connection, standing.epoch)
        talk.count.epochs.append(branches.go_on(writing, "rewound"))


def _restore(talk: Talk, standing: Standing) -> None:
    """Take back this device's own facts that the centre has and the store lacks."""
    row = talk.own.get(standing.epoch)
    first = row.head_seq + 1 if row else 1
    while first <= standing.seq:
        talk.pause()
        page = talk.carrier.stream(talk.welcome.session, standing.epoch, first)
        if not page.runs or page.cursor.pos < first:
            raise NoAnswer("no_message")
        with talk.store.writing() as writing:
            for run in page.runs:
                if (run.device, run.epoch) != (talk.station.device_id, standing.epoch):
                    raise NoAnswer("no_message")
                talk.count.taken += take_run(writing, run)
        first = page.cursor.pos + 1
        talk.tell()


def _is_branch(talk: Talk, standing: Standing) -> bool:
    """Whether the centre has other facts at places where this store has some."""
    row = talk.own.get(standing.epoch)
    if row is None or standing.verdict in ("unknown", "ahead"):
        return False
    if standing.verdict == "fork":
        return True
    with talk.store.reading() as connection:
        return streams.hash_at(connection, row, standing.seq) != standing.hash


def _leave(talk: Talk, standing: Standing) -> None:
    common = _last_common(talk, standing)
    with talk.store.writing() as writing:
        talk.require_head(writing.connection, standing.epoch)
        talk.count.epochs.append(branches.leave_branch(writing, standing.epoch, common))


def _last_common(talk: Talk, standing: Standing) -> int:
    """The last seq at which both have the same hash, by halving."""
    row = talk.own[standing.epoch]
    low, high = 0, min(standing.seq, row.head_seq)
    while low < high:
        talk.pause()
        middle = (low + high + 1) // 2
        there = talk.carrier.hash_at(talk.welcome.session, standing.epoch, middle).hash
        with talk.store.reading() as connection:
            here = streams.hash_at(connection, row, middle)
        low, high = (middle, high) if here == there else (low, middle - 1)
    return low


def _tell_held(talk: Talk) -> bool:
    """Tell facts again that reached the centre on another branch and that this store lost; whether there were any."""
    public = talk.key.public
    try:
        ranges = [read_range(content) for content in talk.carrier.held(talk.welcome.session)]
        back = [entry for signed in ranges if signed.is_by(public) for entry in signed.entries()]
    except BatchBroken:
        raise NoAnswer("no_message") from None
    with talk.store.writing() as writing:
        return branches.tell_again(writing, back) > 0
