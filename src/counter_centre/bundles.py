"""Taking in what came by stick: the bundles of devices, through the same door as ranges over a line.

Everything of a file is proven before anything of it is taken, so a file is taken whole or not at all. What a revoked
device signed is kept apart, sealed as it came, and noted: what it claims about when it was written proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

from msgspec import Struct
from sqlalchemy import Engine

from counter_centre.keys import Keys
from counter_centre.members import DeviceMembers
from counter_centre.ordering import Orders
from counter_centre.parcels import ParcelDesk
from counter_centre.quarantine import Quarantine, proven
from counter_centre.refusing import Refusal
from counter_centre.releasing import ReleaseShelf
from counter_tui.streams.reception import Member, Reception, Refused
from counter_tui.wire import sticks
from counter_tui.wire.bundle import (
    MOST_BUNDLE,
    Bundle,
    BundleReturn,
    read_bundle,
    write_return,
)
from counter_tui.wire.entries import BatchBroken
from counter_tui.wire.envelope import Signed
from counter_tui.wire.frames import BundleBroken
from counter_tui.wire.keys import key_name
from counter_tui.wire.messages import Elsewhere, Neighbour
from counter_tui.wire.parcels import Address
from counter_tui.wire.sealed import MOST_SEALED, SEALED_ENDING, read_sealed
from counter_tui.wire.sticks import BUNDLE_ENDING, RETURN_ENDING, StickFailed

Verdict = Literal[
    "taken",
    "gap",
    "held",
    "revoked",
    "not_one",
    "later",
    "cut_off",
    "changed",
    "other_centre",
    "other_station",
    "unknown_device",
    "other_key",
    "unreadable",
    "closed",
    "given",
    "no_room",
]
"""What became of a file. ``taken``: the log has its facts now, or had them before. ``gap``: facts before its first are
missing; they are held, and are taken by themselves when those come. ``held``: it stands on another branch.
``revoked``: kept apart. ``closed``: a PC that was closed down left it, and had brought everything before. ``given`` and
``no_room`` are of releases that go back: it lies on the stick, or there was no room for it and those behind it. The
others: nothing of it was taken."""
Told = dict[bytes, tuple[Member, dict[str, int]]]
"""The newest releases that devices said they have in the bundles of a stick."""
WAITING: frozenset[Verdict] = frozenset({"gap"})
"""After these the file is worth another try once others were taken."""


class Outcome(Struct, frozen=True):
    """A file of a stick and what became of it; ``facts`` is how many it has, as far as that is known.

    ``returned`` says whether what the centre sends back lies beside it.
    """

    name: str
    verdict: Verdict
    facts: int = 0
    returned: bool = False


class BundleDesk(Struct, frozen=True):
    """Takes in sticks for one centre."""

    engine: Engine
    keys: Keys
    reception: Reception
    members: DeviceMembers
    incarnation: str
    data: Path

    @property
    def quarantine(self) -> Quarantine:
        """Where bundles of revoked devices are kept apart."""
        return Quarantine(self.engine, self.data, self.members, self.keys.sealing)

    def take(self, place: Path, now_ms: int) -> list[Outcome]:
        """Take in every bundle on a stick, in whatever order they lie there; what became of each, by name.

        Raises:
            StickFailed: the stick has no such folder, or was pulled out.
        """
        files = sticks.files_on(place, BUNDLE_ENDING)
        outcomes: dict[Path, Outcome] = {}
        told: Told = {}
        while files:
            found = {file: self._take_file(file, now_ms, told) for file in files}
            outcomes |= found
            waiting = [file for file, outcome in found.items() if outcome.verdict in WAITING]
            # As long as anything was taken, what waits may follow it.
            files = waiting if len(waiting) < len(files) else []
        bundles = [outcomes[file] for file in sorted(outcomes)]
        sealed = sticks.files_on(place, SEALED_ENDING)
        return [
            *bundles,
            *(each for file in sealed for each in self._take_sealed(file, now_ms)),
            *self._give_releases(sticks.folder_on(place), told, now_ms),
        ]

    def give(
        self, place: Path, station: str, now_ms: int, *, letter: str = "", everything: bool = False
    ) -> list[Outcome]:
        """Write the releases for the devices of a station, or for the one of this letter, that brought no bundle.

        What a device has is what it said last, over a line or by stick; with ``everything`` it is given all there is.

        Raises:
            Refusal: there is no such device that is not revoked.
            StickFailed: the stick is not there, or takes nothing.
        """
        devices = [each for each in self.members.neighbours(station) if letter in ("", each.letter)]
        if not devices:
            raise Refusal(f"No device {station}-{letter or '*'} is enrolled here, or it is revoked.")
        folder = sticks.require_folder(place)
        shelf = ReleaseShelf(self.engine)
        return [
            outcome
            for each in devices
            for outcome in self._give(
                folder, station, each, {} if everything else shelf.told_by(each.device), now_ms
            )
        ]

    def _give_releases(self, folder: Path, told: Told, now_ms: int) -> Iterator[Outcome]:
        """Leave on the stick what its devices have not of what they are to work by."""
        for member, releases in told.values():
            here = self.members.neighbours(member.station)
            mine = next((each for each in here if each.device == member.device), None)
            if mine is not None:
                yield from self._give(folder, member.station, mine, releases, now_ms)

    def _give(
        self, folder: Path, station: str, device: Neighbour, told: Mapping[str, int], now_ms: int
    ) -> Iterator[Outcome]:
        address = Address(station, device.device, device.letter, device.public)
        for given in ParcelDesk(self.engine, self.keys.signing).give(folder, address, told, now_ms):
            verdict: Verdict = "given" if given.written else "no_room"
            yield Outcome(given.name, verdict, returned=given.written)

    def _take_sealed(self, file: Path, now_ms: int) -> list[Outcome]:
        """Take in what a PC left when it was closed down: bundle by bundle, and that it obeyed."""
        try:
            content = sticks.read_file(file, min(MOST_SEALED, file.lstat().st_size))
        except OSError:
            return [Outcome(file.name, "unreadable")]
        try:
            sealed = read_sealed(content)
        except BundleBroken as broken:
            return [Outcome(file.name, broken.fault)]
        with suppress(Refused):
            Orders(self.engine, self.keys.signing).done(sealed.told, now_ms)
        if not sealed.bundles:
            return [Outcome(file.name, "closed")]
        names = [file.with_name(f"{file.stem}-{number}") for number in range(1, len(sealed.bundles) + 1)]
        return [self._take(*each, now_ms, {}) for each in zip(names, sealed.bundles, strict=True)]

    def _take_file(self, file: Path, now_ms: int, told: Told) -> Outcome:
        try:
            content = sticks.read_file(file, MOST_BUNDLE)
        except OSError:
            return Outcome(file.name, "unreadable")
        return self._take(file, content, now_ms, told)

    def _take(self, file: Path, content: bytes, now_ms: int, told: Told) -> Outcome:
        """Take in a bundle; what goes back is left beside ``file``."""
        try:
            bundle = read_bundle(content)
        except BundleBroken as broken:
            return Outcome(file.name, broken.fault)
        facts = bundle.header.count
        member, verdict = self._signer(bundle)
        if member is None or verdict:
            return Outcome(file.name, verdict or "unknown_device")
        if member.revoked:
            self.quarantine.keep(bundle, content, now_ms)
            returned = bool(member.orders) and self._return(file, member, (), now_ms)
            return Outcome(file.name, "revoked", facts, returned)
        try:
            carried = proven(bundle, self.keys.sealing, member.public)
        except (BundleBroken, BatchBroken):
            return Outcome(file.name, "changed")
        self._hear(member, carried.releases, told, now_ms)
        answer = self._put(carried.ranges, now_ms)
        if not isinstance(answer, Signed):
            returned = bool(member.orders) and self._return(file, member, (), now_ms)
            return Outcome(file.name, answer, facts, returned)
        returned = self._return(file, member, (answer,), now_ms)
        return Outcome(file.name, "taken", facts, returned)

    def _signer(self, bundle: Bundle) -> tuple[Member | None, Verdict | None]:
        """Whose bundle it is, and what is wrong with that."""
        header = bundle.header
        if header.recipient != key_name(self.keys.sealing_public):
            return None, "other_centre"
        member = self.members.member(header.device)
        if member is None:
            return None, "unknown_device"
        if member.station != header.station:
            return member, "other_station"
        if header.key != key_name(member.public):
            return member, "other_key"
        return member, None if bundle.is_by(member.public) else "changed"

    def _hear(self, member: Member, releases: Mapping[str, int], told: Told, now_ms: int) -> None:
        """Note which releases a device says it has; of several bundles on a stick the newest numbers count."""
        _member, known = told.setdefault(member.device, (member, {}))
        for kind, number in releases.items():
            known[kind] = max(number, known.get(kind, 0))
        ReleaseShelf(self.engine).note(member.device, known, now_ms)

    def _put(self, ranges: Sequence[bytes], now_ms: int) -> Signed | Verdict:
        """The last receipt, or why there is none.

        What is held is held whole: the ranges behind one of another branch, or behind a gap, are held with it.
        """
        receipt: Signed | None = None
        held: list[Verdict] = []
        for content in ranges:
            try:
                answer = self.reception.put(content, now_ms)
            except Refused as refused:
                # Revoked in this very moment; the next time it is kept apart.
                return "revoked" if refused.code == "revoked" else "changed"
            if isinstance(answer, Elsewhere):
                held.append("held" if answer.code == "fork" else "gap")
            else:
                receipt = answer
        if held:
            return held[0]
        assert receipt is not None
        return receipt

    def _return(self, file: Path, member: Member, receipts: tuple[Signed, ...], now_ms: int) -> bool:
        """Leave beside a bundle what the device is to be told; whether the stick took it."""
        message = BundleReturn(
            member.station, member.device, self.incarnation, now_ms, receipts, member.orders
        )
        try:
            sticks.put(file.parent, file.stem + RETURN_ENDING, write_return(message, self.keys.signing))
        except StickFailed:
            return False
        return True
