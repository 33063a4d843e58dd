"""Bringing what the centre gives its stations to work by to the hub, so that it can be handed on.

What the centre did not sign for this station is not kept. Each part is kept when it is here; a line that is cut goes on
there at the next call.
"""

from __future__ import annotations

from counter_tui.domain.reading import read_json
from counter_tui.streams.hub_shelf import HubShelf, Shelved
from counter_tui.sync.carrier import Carrier, Denied
from counter_tui.wire.envelope import Unproven, proven
from counter_tui.wire.messages import Welcome
from counter_tui.wire.releases import KIND, RELEASE, Release, is_bounded

_MOST_KINDS = 50
_LIST_EVERY_MS = 3_600_000


def shelve(shelf: HubShelf, line: Carrier, welcome: Welcome, ends: tuple[bytes, str], now_ms: int) -> int:
    """Keep what the centre, whose key comes first, lists for the station now; how many releases came whole.

    The welcome names the newest of each kind alone. That an older one was withdrawn is only in the list, so that is
    asked for again also where the newest is the same, once an hour.

    Raises:
        NoAnswer: the line or the centre failed; what came until then is kept.
        Denied: the centre will not do it.
    """
    told = dict(sorted((kind, number) for kind, number in welcome.releases.items() if KIND.fullmatch(kind)))
    wanted = dict(list(told.items())[:_MOST_KINDS])
    listed = shelf.listed()
    # A list of a later hour is of a clock that was set back since.
    fresh = shelf.told_since(now_ms - _LIST_EVERY_MS) - shelf.told_since(now_ms + 1)
    for kind in wanted.keys() | listed.keys():
        if kind not in fresh or wanted.get(kind, 0) != listed.get(kind, 0):
            shelf.put_list(kind, _listed(line, welcome.session, kind, ends), now_ms)
    came = 0
    for kind in wanted:
        for number in shelf.lacking(kind):
            if not _fetch(shelf, line, welcome.session, kind, number):
                # A device takes none behind it before it has come.
                break
            came += 1
    return came


def _listed(line: Carrier, session: str, kind: str, ends: tuple[bytes, str]) -> list[Shelved]:
    """Every release of a kind that the centre signed for this station."""
    found: list[Shelved] = []
    after = 0
    while True:
        answer = line.releases(session, kind, after)
        centre, station = ends
        fresh: list[Shelved] = []
        for signed in answer.releases:
            try:
                release = proven(signed, RELEASE, centre, Release)
            except Unproven:
                continue
            if release.kind == kind and release.number > after and is_bounded(release):
                fresh.append(Shelved(release, signed))
        if not fresh:
            return found
        found += [each for each in fresh if each.release.station in ("", station)]
        after = max(each.release.number for each in fresh)


def _fetch(shelf: HubShelf, line: Carrier, session: str, kind: str, number: int) -> bool:
    """Fetch what is missing of a release; whether it is here whole."""
    signed = shelf.signed(kind, number)
    if signed is None:
        return False
    release = read_json(signed.content, Release)
    for part in range(shelf.count_parts(kind, number), release.parts):
        try:
            content = line.release_part(session, kind, number, part)
        except Denied as denied:
            if denied.code != "not_there":
                raise
            # Withdrawn since it was listed: the next call lists anew.
            return False
        shelf.keep_part(kind, number, part, content)
    return shelf.complete(release)
