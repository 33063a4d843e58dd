"""Calling the company's centre, and what people are told of it.

What is kept of earlier calls is for people and for when to call next. It decides nothing of what is sent: each call
begins with what both have (``sync.call``).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from msgspec import DecodeError, ValidationError
from msgspec.structs import replace

from counter_tui.db import people
from counter_tui.db import station as station_rows
from counter_tui.db.travel import receipts
from counter_tui.domain.clock import from_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.reading import read_json
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.sync.schedule import Past, Window, Wishes, after_return, back_off, next_call
from counter_tui.services.centre.belonging import let_in
from counter_tui.services.centre.calls import (
    Line,
    Says,
    call_once,
    calls_before,
    centre_of,
    keep_call,
    keep_releases,
    month_of,
    open_line,
)
from counter_tui.services.centre.orders import calling_alone, obey_orders
from counter_tui.services.centre.releases import ReleaseService, ReleaseState
from counter_tui.services.station import Station, matter_subject, require_still_here
from counter_tui.services.views.sync import Called, SyncState, Vouched
from counter_tui.sync.call import Outcome
from counter_tui.sync.peer import read_peer
from counter_tui.sync.way import has_way
from counter_tui.wire.envelope import Signed
from counter_tui.wire.keys import key_name
from counter_tui.wire.messages import Policy


class SyncService:
    """Belonging to a centre, calling it, and what came of it."""

    def __init__(self, station: Station) -> None:
        self._station = station
        # Drawn anew for each call: a place that moved at each look would be reached the sooner the oftener one looks.
        self._draw = _drawn(station)
        self._away = False
        self._back: datetime | None = None
        self._broke, self._begun = 0, station.clock.now()

    def state(self) -> SyncState | None:
        """What people are told; None where this PC belongs to no centre."""
        with self._station.store.reading() as connection:
            peer = read_peer(connection)
            if peer is None or not peer.centre:
                return None
            unsent = station_rows.unsent_facts(connection)
            hours = receipts.unsent_by_hour(connection)
        by_day: dict[date, int] = {}
        for hour_ms, count in hours.items():
            day = from_ms(hour_ms).astimezone(self._station.zone).date()
            by_day[day] = by_day.get(day, 0) + count
        month = month_of(self._station)
        runs = peer.month == month
        return SyncState(
            address=peer.address,
            centre=key_name(peer.centre),
            called_at=_instant(peer.called_ms),
            answered_at=_instant(peer.answered_ms),
            problem=peer.problem,
            failures=peer.failures,
            unsent=unsent,
            by_day=by_day,
            bytes_up=peer.bytes_up if runs else 0,
            bytes_down=peer.bytes_down if runs else 0,
            month=month,
            next_at=self.due(self._draw),
            enrol_again=bool(peer.enrol_again),
            log=calls_before(peer),
        )

    def releases(self) -> tuple[ReleaseState, ...]:
        """What came from the centre to work by."""
        return ReleaseService(self._station).states()

    def due(self, draw: float) -> datetime:
        """When to call next; ``draw`` is a random number from 0 to 1. Raises RuleBroken("centre_missing")."""
        peer = centre_of(self._station)
        past = Past(
            _instant(peer.called_ms), _instant(peer.answered_ms), peer.failures, _instant(peer.not_before_ms)
        )
        station = self._station
        with station.store.reading() as connection:
            row = station_rows.read(connection)
        device = row.device_id if row else b""
        now = station.clock.now()
        due = next_call(_wishes(peer.policy), past, device, station.zone, now, draw)
        if self._back:
            due = min(due, max(self._back, past.not_before or self._back))
        # A clock that was set back must keep nobody from calling.
        waits = self._broke and self._begun <= now
        return max(due, self._begun + back_off(self._broke, draw)) if waits else due

    def notice_line(self) -> None:
        """Notice, while calls fail, that the line was away and is back: the next call is soon then, not at its time.

        Raises RuleBroken("centre_missing").
        """
        peer = centre_of(self._station)
        if not peer.failures:
            self._away, self._back = False, None
            return
        away = not has_way(peer.address)
        if away:
            self._back = None
        elif self._away:
            self._back = after_return(self._station.clock.now(), self._draw)
        self._away = away

    def call_by_hand(self, call: Callable[[], Called]) -> Called:
        """Have the centre called now by ``call``, in its own way; when the schedule calls is drawn anew after it.

        Raises RuleBroken("centre_missing"), and what ``call`` raises.
        """
        centre_of(self._station)
        return self._come_to_an_end(call)

    def call_if_due(self, call: Callable[[], Called] | None = None) -> Called | None:
        """Call the centre where the schedule says so; None where there is nothing to do now.

        ``call`` makes the call in its own way.
        """
        station = self._station
        try:
            self.notice_line()
            if self.due(self._draw) > station.clock.now():
                return None
            return self._come_to_an_end(call or self.call_now)
        except RuleBroken as broken:
            if broken.code in ("centre_missing", "sync_running"):
                return None
            raise

    def _come_to_an_end(self, call: Callable[[], Called]) -> Called:
        """Make a call; one that breaks off without a word of what became of it is a failure that nobody has kept.

        That is remembered here and not in the store, which may be what it broke off at.
        """
        broke = self._broke
        self._back, self._broke, self._begun = None, broke + 1, self._station.clock.now()
        try:
            called = call()
        except RuleBroken as broken:
            if broken.code in ("centre_missing", "sync_running"):
                self._broke = broke
            raise
        finally:
            self._draw = _drawn(self._station)
        self._broke = 0
        return called

    def call_now(
        self, on_progress: Says = lambda _: None, is_stopped: Callable[[], bool] = lambda: False
    ) -> Called:
        """Call the centre once, whatever the schedule says; nobody's right is asked: nothing is shown or changed.

        Orders of the centre are obeyed.

        Raises RuleBroken("centre_missing"), "sync_running" where another process of this PC is calling, "closed_down"
        or "closing_stopped" where the centre closes this PC down.
        """
        peer = centre_of(self._station)
        store = self._station.store
        self._back = None
        with calling_alone(store):
            line = open_line(peer.address, peer.authority)
            try:
                found, orders, wait = call_once(self._station, line, on_progress, is_stopped)
                if orders and self._obey(line, found, orders, wait):
                    before = found
                    found, _orders, wait = call_once(self._station, line, on_progress, is_stopped)
                    found = replace(found, sent=before.sent + found.sent, taken=before.taken + found.taken)
                called = keep_call(self._station, line, found, wait)
            finally:
                line.close()
            # Also where the call failed: what came before may have waited for this program.
            count = ReleaseService(self._station).take_due()
            return keep_releases(self._station, called, count) if count else called

    def _obey(self, line: Line, found: Called | Outcome, orders: tuple[Signed, ...], wait: int) -> bool:
        """Obey these orders; whether the station's feed is to be read again. Raises what ``obey_orders`` raises."""
        store = self._station.store
        try:
            return obey_orders(store, orders, line.obeyed)
        except RuleBroken as broken:
            if broken.code != "closed_down":
                # Else the centre is called over and over, though what is in the way may take people hours.
                with suppress(RuleBroken):
                    keep_call(self._station, line, found, wait)
            raise

    def proof(self, matter_id: str) -> Vouched:
        """What the centre vouches for of a matter. Raises RuleBroken("matter_unknown")."""
        with self._station.store.reading() as connection:
            found = receipts.vouched(connection, matter_subject(matter_id))
        had = [at for at in found if at is not None]
        whole = had and len(had) == len(found)
        return Vouched(len(found), len(had), from_ms(max(had)) if whole else None)

    def enrol(
        self, actor: Actor, address: str, code: str, authority: str, is_right: Callable[[str], bool]
    ) -> SyncState:
        """Let this PC belong to the centre at an address, by a code that was given out for its station.

        ``authority`` is the certificate of who vouches for the address, empty for a public one. ``is_right`` is asked
        whether the centre's key has the name that stands on the sheet of the code; where it has not, nothing is kept,
        and the same code serves again.

        Raises RuleBroken: "not_allowed", "staff_left", "address_unfit", "address_open", "authority_unfit",
        "centre_not_heard", "centre_denied", "centre_other_key" or "sync_running".
        """
        require(actor, "change_settings")
        with self._station.store.reading() as connection:
            require_still_here(connection, actor)
        return self._let_in(address, code, authority, is_right)

    def join(self, address: str, code: str, authority: str, centre: str) -> SyncState:
        """Let a PC that was set up by a join file belong to the centre whose key has this name.

        Nobody's right is asked, since nobody can sign in here before the first call has brought the station's people;
        where there is anybody, this does nothing. Raises RuleBroken("join_people_here"), and what ``enrol`` raises.
        """
        with self._station.store.reading() as connection:
            if people.names(connection):
                raise RuleBroken("join_people_here")
        return self._let_in(address, code, authority, lambda name: name == centre)

    def _let_in(self, address: str, code: str, authority: str, is_right: Callable[[str], bool]) -> SyncState:
        let_in(self._station, address, code, authority, is_right)
        state = self.state()
        assert state is not None
        return state


def _wishes(policy: str) -> Wishes:
    """What the centre wished last; what every centre wishes where that cannot be read."""
    try:
        told = read_json(policy, Policy) if policy else Policy()
        start, end = told.window_start, told.window_end
        window = Window(time.fromisoformat(start), time.fromisoformat(end)) if start and end else None
    except (DecodeError, ValidationError, ValueError):
        return Wishes()
    every = timedelta(minutes=min(max(told.every_minutes, 1), 7 * 24 * 60))
    return Wishes(every, timedelta(seconds=min(max(told.jitter_seconds, 0), 86400)), window)


def _instant(ms: int) -> datetime | None:
    return from_ms(ms) if ms else None


def _drawn(station: Station) -> float:
    """A random number from 0 to 1."""
    return int.from_bytes(station.store.pen.random(4), "big") / (1 << 32)
