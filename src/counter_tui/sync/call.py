"""One call to the centre: hello, agree on the streams, bring what is missing there, take what is missing here.

Every step is one transaction of the store, and a call that is cut off anywhere is simply made again. What the store
remembers of earlier calls decides nothing: the centre's own marks do, and the hashes.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.db import station as station_rows
from counter_tui.db.store import Store
from counter_tui.db.tables.ledger import EpochRow
from counter_tui.db.tables.station import StationRow
from counter_tui.db.tables.sync import PeerRow
from counter_tui.db.travel import in_step, releases, streams
from counter_tui.domain.clock import to_ms
from counter_tui.sync.agree import agree
from counter_tui.sync.bring import NotTaken, bring
from counter_tui.sync.carrier import Carrier, Denied, NoAnswer
from counter_tui.sync.peer import CENTRE, read_peer
from counter_tui.sync.receipts import keep_told
from counter_tui.sync.releases import fetch
from counter_tui.sync.take import take
from counter_tui.sync.talk import Count, Progress, SayAgain, Stopped, Talk
from counter_tui.wire.envelope import Signed, sign
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.messages import HELLO, Cursor, Greeting, Head, Hello, Policy, Welcome

_HELLOS = 8
"""How often one call may have to say hello: each step of bringing streams in line takes one."""


_TOO_LATE = ("session_over", "nonce_unfit")
"""Refusals of what took too long on a slow line: another hello helps."""


class Outcome(Struct, frozen=True):
    """What a call did. ``epochs`` were opened, since the centre knew another ending of this device's ledger.

    ``orders`` are orders to this device as the centre sent them, which the caller obeys; ``policy`` is what it wishes.
    """

    sent: int
    taken: int
    epochs: tuple[bytes, ...]
    incarnation: str
    orders: tuple[Signed, ...]
    policy: Policy


def make_call(
    store: Store,
    carrier: Carrier,
    program: str,
    on_progress: Callable[[Progress], None] = lambda _: None,
    is_stopped: Callable[[], bool] = lambda: False,
    machine: bytes = b"",
    k: int = CENTRE,
) -> Outcome:
    """Call the peer of this number once; ``machine`` stands for the PC, as it does at enrolment where it is not given.

    Raises:
        NoAnswer: the line or the centre failed; some of it may be done.
        Denied: the centre does not know the device, or not any more.
        Stopped: somebody wanted it to end.
        LookupError: the device belongs to no centre.
    """
    _take_up_parked(store)
    count = Count()
    for _hello in range(_HELLOS):
        if is_stopped():
            raise Stopped
        peer, station, own = _who(store, k)
        peer = replace(peer, fingerprint=machine or peer.fingerprint)
        try:
            welcome = _say_hello(store, carrier, program, peer, station, own)
            keep_told(store, welcome.receipts)
            rows = {row.epoch: row for row in own}
            talk = Talk(store, carrier, peer, station, rows, welcome, count, on_progress, is_stopped)
            agree(talk)
            not_taken = _bring(talk)
            take(talk)
            fetch(talk, program)
            if not_taken is not None:
                raise not_taken
        except SayAgain:
            continue
        except Denied as denied:
            if denied.code not in _TOO_LATE:
                raise
            continue
        done = (count.sent, count.taken, tuple(count.epochs))
        return Outcome(*done, welcome.incarnation, welcome.orders, welcome.policy)
    raise NoAnswer("unsettled")


def _take_up_parked(store: Store) -> None:
    """Try anew what came here and could not be read: by an earlier program, or beside rows that were here then."""
    with store.reading() as connection:
        waits = in_step.has_parked(connection)
    if waits:
        with store.writing() as writing:
            in_step.take_up_parked(writing)


def _bring(talk: Talk) -> NotTaken | None:
    """Bring what the centre lacks; what it does not take keeps nobody from taking what others wrote."""
    try:
        bring(talk)
    except NotTaken as not_taken:
        return not_taken
    return None


def _who(store: Store, k: int = CENTRE) -> tuple[PeerRow, StationRow, list[EpochRow]]:
    with store.reading() as connection:
        peer, station = read_peer(connection, k), station_rows.read(connection)
        if peer is None or station is None or not peer.centre:
            raise LookupError("the device belongs to no centre")
        return peer, station, streams.own(connection)


def greet(store: Store, carrier: Carrier, program: str) -> Welcome:
    """Say hello to the centre and nothing more; raises what ``make_call`` raises."""
    peer, station, own = _who(store)
    return _say_hello(store, carrier, program, peer, station, own)


def _say_hello(
    store: Store, carrier: Carrier, program: str, peer: PeerRow, station: StationRow, own: list[EpochRow]
) -> Welcome:
    nonce = carrier.nonce()
    pen = store.pen
    with store.reading() as connection:
        have = releases.taken(connection) if peer.k == CENTRE else {}
    hello = Hello(
        station=station.code,
        device=station.device_id,
        nonce=nonce.nonce,
        program=program,
        fingerprint=peer.fingerprint,
        wall_ms=to_ms(pen.clock.now()),
        boot_id=pen.boot_id,
        mono_ms=pen.clock.monotonic_ms(),
        streams=tuple(Head(row.epoch, row.head_seq, row.head_hash) for row in own),
        feed=Cursor(peer.feed_pos, peer.feed_hash),
        releases=have,
    )
    return carrier.hello(Greeting(station.device_id, sign(HELLO, hello, SigningKey(peer.key))))
