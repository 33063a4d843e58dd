"""The key that proves receipts, taken from one PC of the station to another in a sealed file.

The join file is ``services.join_file``. The fact is there before the file is.
"""

from __future__ import annotations

from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.db import ledger, station_keys
from counter_tui.db import station as station_rows
from counter_tui.db.ledger import RandomBytes
from counter_tui.db.store import Reading
from counter_tui.db.travel import following
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.keys import StationKeyRenewed, StationKeyShared, StationKeyTaken
from counter_tui.domain.facts.station import StationOpened
from counter_tui.domain.receipt.keys import keys_to_take, renewed_marks
from counter_tui.domain.receipt.proof import KEY_BYTES, key_mark
from counter_tui.domain.staff.passphrases import require_strong
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.text import fold_code
from counter_tui.paths import write_private
from counter_tui.services.centre.belonging import plain_code
from counter_tui.services.set_up.join_file import Joining, NextPc, read_join_file, sealed
from counter_tui.services.station import Station, require_still_here
from counter_tui.sync.peer import read_peer
from counter_tui.wire.keys import key_name

if TYPE_CHECKING:
    from counter_tui.domain.catalogue.models import AreaClass


class TakenKeys(Struct, frozen=True):
    """How many keys a join file brought; ``outdated`` where its key in use was renewed: that PC takes this one's."""

    count: int
    outdated: bool


class StationKeyService:
    """Making a new key, sharing and taking them all; each by a lead or head."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def share(
        self, actor: Actor, passphrase: str, file: Path, *, letter: str = "", enrolment: str = ""
    ) -> str:
        """Write what the next PC needs into a new file, sealed by this passphrase; the letter that PC gets.

        ``letter`` is that one's, the next free one that no other file gives unless it is said; ``enrolment`` is a code
        of the centre for it.

        Raises RuleBroken: "not_allowed", "join_file_exists", "join_file_unwritable", "device_unfit",
        "join_letter_taken", "join_letters_over", what ``require_strong`` raises.
        """
        require(actor, "share_key")
        station = self._station
        require_strong(passphrase, station.code, station.name)
        if file.exists():
            raise RuleBroken("join_file_exists", file=str(file))
        with station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            keys = station_keys.known(writing.connection)
            renewed = renewed_marks(ledger.facts_of(writing.connection, station.subject))
            next_pc = _next_pc(station, writing.connection, actor, letter, enrolment)
            shared = StationKeyShared(mark=key_mark(keys[-1]), letter=next_pc.letter)
            writing.append(station.subject, [shared], actor.staff_no)
        try:
            joining = Joining(tuple(keys), frozenset(renewed), next_pc)
            write_private(file.absolute(), sealed(station.code, joining, passphrase).encode("ascii"))
        except OSError:
            raise RuleBroken("join_file_unwritable", file=str(file)) from None
        return next_pc.letter

    def renew(self, actor: Actor) -> None:
        """Make a new key and use it from now on; receipts of older ones stay true.

        Raises RuleBroken("not_allowed").
        """
        require(actor, "share_key")
        station = self._station
        key = RandomBytes()(KEY_BYTES)
        with station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            before = dict.fromkeys(map(key_mark, station_keys.known(writing.connection)))
            station_keys.put(writing.connection, key)
            fact = StationKeyRenewed(mark=key_mark(key), renewed=tuple(before))
            writing.append(station.subject, [fact], actor.staff_no)

    def take(self, actor: Actor, passphrase: str, file: Path) -> TakenKeys:
        """Keep the keys of another PC's join file, and use its key from now on where it was not renewed since.

        Raises RuleBroken: "not_allowed", "join_file_unreadable", "join_other_station", "join_passphrase_wrong".
        """
        require(actor, "share_key")
        station = self._station
        join = read_join_file(file)
        if join.code != station.code:
            raise RuleBroken("join_other_station", station=join.code)
        joining = join.opened(passphrase)
        theirs, theirs_renewed = list(joining.keys), joining.renewed
        with station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            ours = station_keys.known(writing.connection)
            renewed = renewed_marks(ledger.facts_of(writing.connection, station.subject)) | theirs_renewed
            taken = keys_to_take(ours, theirs, renewed)
            for key in taken:
                station_keys.put(writing.connection, key)
            if taken:
                told = tuple(sorted(theirs_renewed))
                facts = [StationKeyTaken(mark=key_mark(key), renewed=told) for key in taken]
                writing.append(station.subject, facts, actor.staff_no)
                following.open_pins(writing)
        return TakenKeys(len(taken), outdated=key_mark(theirs[-1]) in renewed)


def _next_pc(station: Station, connection: Reading, actor: Actor, letter: str, enrolment: str) -> NextPc:
    """What the next PC is set up by. Raises RuleBroken("device_unfit"), "join_letter_taken" or "join_letters_over"."""
    row, peer = station_rows.read(connection), read_peer(connection)
    assert row is not None
    told = [each.fact for each in ledger.of_types(connection, StationOpened.type, StationKeyShared.type)]
    taken = {row.device_letter, *(fact.device for fact in told if isinstance(fact, StationOpened))}
    given = {fact.letter for fact in told if isinstance(fact, StationKeyShared)}
    free = [each for each in ascii_uppercase if each not in taken]
    # A file may lie unused, so its letter comes last; two PCs of one letter would give out the same numbers.
    free.sort(key=lambda each: each in given)
    wanted = fold_code(letter)
    if wanted and not (len(wanted) == 1 and wanted in ascii_uppercase):
        raise RuleBroken("device_unfit")
    if wanted in taken:
        raise RuleBroken("join_letter_taken", letter=wanted)
    if not free:
        raise RuleBroken("join_letters_over")
    # The row was written from a checked profile and area.
    area, profile = cast("AreaClass", row.area), station.profile
    made = NextPc(row.name, area, profile, wanted or free[0], actor.staff_no)
    if peer is None or not peer.centre:
        return made
    return replace(
        made,
        address=peer.address,
        authority=peer.authority,
        centre=key_name(peer.centre),
        enrolment=plain_code(enrolment),
    )
