"""Whom a hub answers: the devices of the station, as the centre told them last."""

from __future__ import annotations

from collections.abc import Mapping

from counter_tui.streams.hub_log import HubLog
from counter_tui.streams.hub_shelf import HubShelf
from counter_tui.streams.reception import Member
from counter_tui.wire.envelope import Signed, Unproven, proven
from counter_tui.wire.messages import NEIGHBOURS, Hello, Neighbour, Neighbours, Policy

_LIST = "neighbours"


class StationMembers:
    """The devices of the list that is kept in the log; it is proven by the centre's key each time it is read."""

    def __init__(self, log: HubLog, shelf: HubShelf, centre: bytes) -> None:
        self._log, self._shelf, self._centre = log, shelf, centre

    def take(self, signed: Signed) -> bool:
        """Go by this list from now on; by none the centre did not sign, of another station, or an older one."""
        told = self._read(signed)
        if told is None:
            return False
        known = self.told()
        if known is None or told.at_ms > known.at_ms:
            self._log.keep(_LIST, signed)
        return True

    def told(self) -> Neighbours | None:
        """The list, None where the centre has told none yet."""
        kept = self._log.kept(_LIST)
        return self._read(kept) if kept else None

    def member(self, device: bytes) -> Member | None:
        """The device of this id with the centre's receipts for it, None where the list has it not."""
        for each in self.neighbours(self._log.station):
            if each.device == device:
                receipts = self._log.vouched(device)
                return Member(self._log.station, device, each.public, revoked=False, receipts=receipts)
        return None

    def greeted(self, _member: Member, _hello: Hello, _now_ms: int) -> Policy:
        """A hub wishes nothing."""
        return Policy()

    def releases(self, _station: str, now_ms: int) -> Mapping[str, int]:
        """The newest of each kind that the centre gave out and that is here whole."""
        return self._shelf.newest(now_ms)

    def neighbours(self, station: str) -> tuple[Neighbour, ...]:
        """The devices of the station."""
        told = self.told()
        return told.devices if told and told.station == station else ()

    def _read(self, signed: Signed) -> Neighbours | None:
        try:
            told = proven(signed, NEIGHBOURS, self._centre, Neighbours)
        except Unproven:
            return None
        return told if told.station == self._log.station else None
