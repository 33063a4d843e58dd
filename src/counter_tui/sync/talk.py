"""What the parts of one call share: the two ends, who this device is, and how far the call is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from counter_tui.db.sql import Connection
from counter_tui.db.store import Store
from counter_tui.db.tables.ledger import EpochRow
from counter_tui.db.tables.station import StationRow
from counter_tui.db.tables.sync import PeerRow
from counter_tui.db.travel import streams
from counter_tui.sync.carrier import Carrier
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.messages import Welcome


class Progress(Struct, frozen=True):
    """How far a call is: facts brought and taken so far, and how many there are to bring and to take."""

    sent: int = 0
    to_send: int = 0
    taken: int = 0
    to_take: int = 0


class Stopped(Exception):
    """Somebody wanted the call to end; it can be made again at any time."""


class SayAgain(Exception):
    """Something stands otherwise than the hello said: say hello again."""


@dataclass
class Count:
    """How far a call is, over all its hellos."""

    sent: int = 0
    to_send: int = 0
    taken: int = 0
    to_take: int = 0
    epochs: list[bytes] = field(default_factory=list)


@dataclass(frozen=True)
class Talk:
    """One hello and what follows it; ``own`` are the streams of the device as the hello told them."""

    store: Store
    carrier: Carrier
    peer: PeerRow
    station: StationRow
    own: Mapping[bytes, EpochRow]
    welcome: Welcome
    count: Count
    on_progress: Callable[[Progress], None]
    is_stopped: Callable[[], bool]

    @property
    def key(self) -> SigningKey:
        """The device's own key."""
        return SigningKey(self.peer.key)

    def pause(self) -> None:
        """Between two steps: raise Stopped when somebody wants the call to end."""
        if self.is_stopped():
            raise Stopped

    def tell(self) -> None:
        """Say how far the call is."""
        count = self.count
        self.on_progress(Progress(count.sent, count.to_send, count.taken, count.to_take))

    def require_head(self, connection: Connection, epoch: bytes) -> None:
        """Raise SayAgain when facts were written since the hello: what was decided is not for them."""
        if streams.epoch_row(connection, epoch) != self.own.get(epoch):
            raise SayAgain
