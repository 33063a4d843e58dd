"""How much anybody may ask: so many requests a second, for one address and for all together.

Instants are seconds of a clock that is never set.
"""

from __future__ import annotations

from collections import OrderedDict

ADDRESSES = 512
"""Addresses remembered; whoever floods from more loses the oldest and gains a handful of requests by it."""


class Bucket:
    """So many at once, and so many a second after that."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst = rate, burst
        self._left, self._at = burst, 0.0

    def take(self, now: float) -> bool:
        """Take one if there is one."""
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Limits:
    """A bucket for each address, one for all of them, and one for the paired tablet that no flood of others empties.

    What an address is refused takes nothing from the others. ``tablet`` is the address the paired tablet was last at.
    """

    def __init__(self) -> None:
        self.tablet = ""
        self._refused = 0
        self._refused_last = ""
        self._all = Bucket(60, 120)
        self._tablet = Bucket(20, 60)
        self._each: OrderedDict[str, tuple[Bucket, Bucket]] = OrderedDict()

    @property
    def remembered(self) -> int:
        """How many addresses are remembered."""
        return len(self._each)

    def take(self, address: str, now: float, *, tablet: bool = False) -> bool:
        """Whether a request from there may be answered now."""
        if tablet:
            self.tablet = address
            taken = self._tablet.take(now)
        else:
            taken = self._of(address)[0].take(now) and self._all.take(now)
        return taken or self.refuse(address)

    def take_connection(self, address: str, now: float) -> bool:
        """Whether a new connection from there may be read from now."""
        return self._of(address)[1].take(now) or self.refuse(address)

    def refuse(self, address: str) -> bool:
        """Count a refusal; False."""
        self._refused += 1
        self._refused_last = address
        return False

    def refused_since(self) -> tuple[int, str]:
        """How many were refused since this was last asked, and from where the last one came."""
        count, self._refused = self._refused, 0
        return count, self._refused_last

    def _of(self, address: str) -> tuple[Bucket, Bucket]:
        buckets = self._each.pop(address, None) or (Bucket(10, 30), Bucket(20, 40))
        self._each[address] = buckets
        if len(self._each) > ADDRESSES:
            self._each.popitem(last=False)
        return buckets
