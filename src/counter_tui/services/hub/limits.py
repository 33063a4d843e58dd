"""How much a hub lets anybody ask: more than a tablet, since a PC that was long away brings and takes a lot."""

from __future__ import annotations

from collections import OrderedDict

from counter_tui.services.pad_web.limits import ADDRESSES, Bucket, Limits

DEVICES = 32
"""Addresses remembered at which a device of the station said hello."""


class HubLimits(Limits):
    """A bucket for each address and one for all strangers; an address where a device was let in has its own alone.

    So a flood from elsewhere takes nothing from a device that has said hello.
    """

    def __init__(self) -> None:
        super().__init__()
        self._strangers = Bucket(40, 80)
        self._devices: OrderedDict[str, Bucket] = OrderedDict()
        self._asked: OrderedDict[str, Bucket] = OrderedDict()

    def is_device(self, address: str) -> None:
        """A device was let in from there."""
        self._devices.setdefault(address, Bucket(200, 400))
        self._devices.move_to_end(address)
        if len(self._devices) > DEVICES:
            self._devices.popitem(last=False)

    def take(self, address: str, now: float, *, tablet: bool = False) -> bool:
        """Whether a request from there may be answered now."""
        del tablet
        if bucket := self._devices.get(address):
            return bucket.take(now) or self.refuse(address)
        own = self._asked.pop(address, None) or Bucket(20, 40)
        self._asked[address] = own
        if len(self._asked) > ADDRESSES:
            self._asked.popitem(last=False)
        return (own.take(now) and self._strangers.take(now)) or self.refuse(address)
