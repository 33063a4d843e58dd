"""Fetching releases: what the centre announced at the hello and this store has not.

Only what the centre signed for this station counts. A file comes in parts, each kept when it is here, so that a call
that is cut off is gone on with by the next one. What a release does is for the services to say.
"""

from __future__ import annotations

from counter_tui.db.store import Store
from counter_tui.db.tables.sync import ReleaseRow
from counter_tui.db.travel import releases
from counter_tui.domain.reading import read_json
from counter_tui.sync.carrier import Denied
from counter_tui.sync.peer import CENTRE, read_peer
from counter_tui.sync.talk import Talk
from counter_tui.wire.envelope import Signed, Unproven, proven
from counter_tui.wire.releases import (
    KIND,
    KINDS,
    RELEASE,
    Release,
    ReleaseBroken,
    is_bounded,
    put_together,
)

_MOST_KINDS = 50


def told(row: ReleaseRow) -> Release:
    """What the centre signed of a release; it was proven when it came."""
    return read_json(row.content, Release)


def fetch(talk: Talk, program: str) -> None:
    """Fetch what is new; raises NoAnswer where the line fails, and keeps what came until then.

    A hub hands on what it has of the centre; only what the centre signed counts there too.
    """
    for kind, number in sorted(talk.welcome.releases.items())[:_MOST_KINDS]:
        if KIND.fullmatch(kind):
            _learn(talk, kind, number, program)
    with talk.store.reading() as connection:
        wanted = [row for row in releases.known(connection) if _is_wanted(talk, row, program)]
    for row in wanted:
        _fetch(talk, row, program)


def _is_wanted(talk: Talk, row: ReleaseRow, program: str) -> bool:
    """Whether it is to be fetched; what was changed on its way, once more by each program, from the centre itself."""
    if row.state == "parked" and row.reason == "changed":
        return talk.peer.k == CENTRE and row.program != program
    return row.state == "coming" or (row.reason == "unknown_kind" and row.kind in KINDS)


def _learn(talk: Talk, kind: str, newest: int, program: str) -> None:
    """Ask for the releases of a kind behind the last one that was announced."""
    with talk.store.reading() as connection:
        after = releases.newest(connection, kind)
    while after < newest:
        talk.pause()
        answer = talk.carrier.releases(talk.welcome.session, kind, after)
        fresh = [pair for each in answer.releases if (pair := _proven(talk, each, kind, after))]
        if not fresh:
            # Withdrawn since the hello, or by somebody who is not the centre: nothing to go by.
            return
        with talk.store.writing() as writing:
            newest_here = releases.newest(writing.connection, kind)
            for release, signed in fresh:
                if release.number > newest_here:
                    releases.announce(writing, coming(release, signed, program))
        after = max(release.number for release, _signed in fresh)


def _proven(talk: Talk, signed: Signed, kind: str, after: int) -> tuple[Release, Signed] | None:
    """A release the centre signed for this station, with a number above those that are known; else None."""
    try:
        release = proven(signed, RELEASE, _centre_of(talk), Release)
    except Unproven:
        return None
    ours = release.station in ("", talk.station.code)
    if release.kind != kind or release.number <= after or not ours or not is_bounded(release):
        return None
    return release, signed


def _centre_of(talk: Talk) -> bytes:
    """The key of the centre, also where a hub is called."""
    if talk.peer.k == CENTRE:
        return talk.peer.centre
    with talk.store.reading() as connection:
        peer = read_peer(connection)
    return peer.centre if peer else b""


def coming(release: Release, signed: Signed, program: str) -> ReleaseRow:
    """What is kept of a release of which no part is here yet."""
    return ReleaseRow(
        release.kind, release.number, "coming", "", program, 0, 0, signed.content, signed.signature
    )


def _fetch(talk: Talk, row: ReleaseRow, program: str) -> None:
    if row.kind not in KINDS:
        with talk.store.writing() as writing:
            releases.change(writing, row, state="parked", reason="unknown_kind", program=program)
        return
    release = told(row)
    with talk.store.reading() as connection:
        have = releases.count_parts(connection, row.kind, row.number)
    for part in range(have, release.parts):
        talk.pause()
        try:
            content = talk.carrier.release_part(talk.welcome.session, row.kind, row.number, part)
        except Denied as denied:
            if denied.code != "not_there":
                raise
            _give_up(talk.store, row, "passed", "withdrawn", program)
            return
        with talk.store.writing() as writing:
            releases.keep_part(writing, row.kind, row.number, part, content)
    look_at(talk.store, row, program)


def look_at(store: Store, row: ReleaseRow, program: str) -> bool:
    """A file of which every part is here is as the centre signed it, or it is thrown away; whether it is."""
    with store.reading() as connection:
        parts = releases.parts(connection, row.kind, row.number)
    try:
        put_together(told(row), parts)
    except ReleaseBroken:
        # A hub or the line may have changed it: without a program it is fetched once more.
        _give_up(store, row, "parked", "changed", program if row.reason == "changed" else "")
        return False
    with store.writing() as writing:
        releases.change(writing, row, state="here", reason="", program="")
    return True


def _give_up(store: Store, row: ReleaseRow, state: str, reason: str, program: str) -> None:
    with store.writing() as writing:
        releases.drop_parts(writing, row.kind, (row.number,))
        releases.change(writing, row, state=state, reason=reason, program=program)
