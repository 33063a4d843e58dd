"""One call to the company's centre, and what is kept of it: for people, and for when to call next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from msgspec import DecodeError, Struct, ValidationError
from msgspec.json import encode
from msgspec.structs import replace

from counter_tui import __version__
from counter_tui.db.tables.sync import PeerRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.reading import read_json
from counter_tui.services.station import Station
from counter_tui.services.views.sync import Called, Logged, Result
from counter_tui.sync.call import Outcome, make_call
from counter_tui.sync.carrier import Carrier, Denied, NoAnswer
from counter_tui.sync.enrol import Door
from counter_tui.sync.machine import machine_of
from counter_tui.sync.peer import change_peer, read_peer
from counter_tui.sync.talk import Progress, Stopped
from counter_tui.wire.envelope import Signed
from counter_tui.wire.messages import Noted, ObeyedTold

LOGGED = 5
"""So many calls are kept for people to see, the newest first."""

Says = Callable[[Progress], None]


class Line(Carrier, Door, Protocol):
    """A way to the centre that can be hung up."""

    def obeyed(self, told: ObeyedTold) -> Noted:
        """Say that this device did what it was ordered."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...


class _Log(Struct, frozen=True):
    calls: tuple[Logged, ...]


def open_line(address: str, authority: str) -> Line:
    """The way to a centre; only who calls loads HTTP. Raises RuleBroken for an address facts may not go to."""
    from counter_tui.sync.addresses import NoAddress
    from counter_tui.sync.http import HttpLine

    try:
        return HttpLine(address, authority)
    except NoAddress as error:
        raise RuleBroken(error.code, address=address) from None


def call_once(
    station: Station, line: Line, on_progress: Says, is_stopped: Callable[[], bool]
) -> tuple[Called | Outcome, tuple[Signed, ...], int]:
    """What became of a call, what the centre orders, and how many seconds it asks for where it is busy."""
    wait = 0
    orders: tuple[Signed, ...] = ()
    far = Progress()

    def note(progress: Progress) -> None:
        nonlocal far
        far = progress
        on_progress(progress)

    machine = machine_of(station.code)
    result: Result
    problem: str
    try:
        done = make_call(station.store, line, __version__, note, is_stopped, machine)
        return done, done.orders, 0
    except NoAnswer as error:
        result, problem, wait = "no_answer", error.reason, error.wait_seconds
    except Denied as denied:
        result, problem, orders = "denied", denied.code, denied.orders
    except Stopped:
        result, problem = "stopped", ""
    return Called(result, problem, far.sent, far.taken), orders, wait


def keep_call(station: Station, line: Line, found: Called | Outcome, wait: int) -> Called:
    """Keep what became of a call, also for when to call next."""
    now = to_ms(station.clock.now())
    peer, month = centre_of(station), month_of(station)
    runs = peer.month == month
    values: dict[str, object] = {
        "called_ms": now,
        "month": month,
        "bytes_up": line.bytes_up + (peer.bytes_up if runs else 0),
        "bytes_down": line.bytes_down + (peer.bytes_down if runs else 0),
    }
    if isinstance(found, Outcome):
        called = Called("done", "", found.sent, found.taken, len(found.epochs))
        values |= {"answered_ms": now, "problem": "", "failures": 0, "not_before_ms": 0}
        values |= {"incarnation": found.incarnation, "policy": encode(found.policy).decode("utf-8")}
    else:
        called = found
        if found.result != "stopped":
            values |= {"problem": found.problem, "failures": peer.failures + 1}
            values |= {"not_before_ms": now + wait * 1000 if wait else 0}
    called = replace(called, bytes_up=line.bytes_up, bytes_down=line.bytes_down)
    log = _Log((Logged(now, called), *calls_before(peer))[:LOGGED])
    change_peer(station.store, **values, log=encode(log).decode("utf-8"))
    return called


def keep_releases(station: Station, called: Called, count: int) -> Called:
    """Keep how many releases were taken in after the call that was kept last."""
    told = replace(called, releases=count)
    newest, *before = calls_before(centre_of(station))
    log = _Log((replace(newest, called=told), *before))
    change_peer(station.store, log=encode(log).decode("utf-8"))
    return told


def calls_before(peer: PeerRow) -> tuple[Logged, ...]:
    """The last calls; none where what is kept of them cannot be read."""
    try:
        return read_json(peer.log, _Log).calls if peer.log else ()
    except (DecodeError, ValidationError):
        return ()


def centre_of(station: Station) -> PeerRow:
    """What is known of the centre this PC belongs to. Raises RuleBroken("centre_missing")."""
    with station.store.reading() as connection:
        peer = read_peer(connection)
    if peer is None or not peer.centre:
        raise RuleBroken("centre_missing")
    return peer


def month_of(station: Station) -> str:
    """The month that runs (``2026-11``), by which bytes are counted."""
    return station.clock.now().astimezone(station.zone).strftime("%Y-%m")
