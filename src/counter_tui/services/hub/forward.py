"""Bringing what the hub has to the centre, for all devices, as they signed it.

Only what the centre signed moves the hub's marks. A branch the centre does not have is held there for its device,
and a log with such a branch is begun anew once the centre has all of it.
"""

from __future__ import annotations

from hashlib import sha256

from msgspec import Struct

from counter_tui.streams.forward import ranges_to_bring
from counter_tui.streams.giving import Stream
from counter_tui.streams.hub_log import HubLog
from counter_tui.sync.carrier import Carrier, Denied, NoAnswer, TooLarge
from counter_tui.wire.envelope import Signed, Unproven, proven
from counter_tui.wire.messages import RECEIPT, Elsewhere, Receipt
from counter_tui.wire.ranges import read_range

_NOT_TAKEN = ("unknown_device", "revoked", "broken", "too_large")
"""What the centre says of devices it takes nothing from, and of ranges it cannot read; the others are brought all the
same."""


class Forwarded(Struct, frozen=True):
    """What was brought: ``ranges`` sent, ``branches`` the centre has otherwise, and whether the log began anew.

    ``waiting`` facts are in the hub's log and not at the centre, ``refused`` streams are of devices that
    the centre takes nothing from, or have a range that it cannot read.
    """

    ranges: int
    branches: int
    anew: bool
    waiting: int
    refused: int = 0


def forward(log: HubLog, carrier: Carrier, centre: bytes) -> Forwarded:
    """Bring the centre what it lacks; ``centre`` is the key its receipts are signed with.

    Raises:
        NoAnswer: the line or the centre failed; some of it may be done.
        Denied: the centre will not do it.
    """
    log.is_centre(carrier.nonce().incarnation)
    bringing = _Bringing(log, carrier, centre)
    streams = log.streams()
    refused = 0
    for stream in streams:
        try:
            bringing.bring(stream)
        except Denied as denied:
            if denied.code not in _NOT_TAKEN:
                raise
            refused += 1
    branches = len(bringing.branches)
    bringing.bring_held()
    anew = bool(branches) and log.begin_anew(bringing.brought, bringing.held)
    waiting = 0 if anew else sum(stream.mark.seq - stream.archived for stream in log.streams())
    return Forwarded(bringing.count, branches, anew, waiting, refused)


class _Bringing:
    """One go at bringing all streams."""

    def __init__(self, log: HubLog, carrier: Carrier, centre: bytes) -> None:
        self._log, self._carrier, self._centre = log, carrier, centre
        self.count = 0
        self.branches: set[tuple[bytes, bytes]] = set()
        self.brought: dict[tuple[bytes, bytes], bytes] = {}
        self.held: set[bytes] = set()

    def bring(self, stream: Stream) -> None:
        """Bring a stream from the centre's mark on; from further back where the centre says that it has less."""
        mark = stream.archived
        while (less := self._bring_from(stream, mark)) is not None:
            self._log.forget(stream, less)
            mark = less

    def _bring_from(self, stream: Stream, mark: int) -> int | None:
        """Bring a stream from a mark on; how far the centre has it where that is less."""
        key = (stream.device, stream.epoch)
        last = mark
        for content in ranges_to_bring(self._log.log, stream, self._log.station, mark):
            answer = self._put(content)
            manifest = read_range(content).told()
            if isinstance(answer, Elsewhere):
                if answer.code == "gap" and key not in self.branches and answer.seq < mark:
                    return answer.seq
                # On another branch, or behind one: the centre holds it for its device.
                self.branches.add(key)
            elif not self._is_vouched(answer, stream, manifest.last):
                self.branches.add(key)
            last, self.brought[key] = manifest.last, manifest.hash
        if last == stream.mark.seq:
            self.brought[key] = stream.mark.hash
        return None

    def bring_held(self) -> None:
        """Bring the ranges that stand on another branch here, so that they are held at the centre too."""
        for content in self._log.held():
            if sha256(content).digest() not in self.held:
                try:
                    self._put(content)
                except Denied:
                    continue
                self.held.add(sha256(content).digest())

    def _put(self, content: bytes) -> Signed | Elsewhere:
        self.count += 1
        try:
            return self._carrier.put(content)
        except TooLarge:
            # Its device signed it whole.
            raise Denied("too_large") from None

    def _is_vouched(self, signed: Signed, stream: Stream, last: int) -> bool:
        try:
            receipt = proven(signed, RECEIPT, self._centre, Receipt)
        except Unproven:
            raise NoAnswer("no_message") from None
        if (receipt.device, receipt.epoch) != (stream.device, stream.epoch) or receipt.seq < last:
            raise NoAnswer("no_message")
        return self._log.vouch(signed, receipt)
