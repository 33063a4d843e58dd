"""Bundles of revoked devices, kept apart: sealed as they came and noted, opened for people who ask for one by its name.

What such a bundle claims about when it was written proves nothing, so nothing of it is ever taken into the log.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Engine
from sqlmodel import col, select

from counter_centre.database import insert_or, reading, writing
from counter_centre.members import DeviceMembers
from counter_centre.private_files import make_folder
from counter_centre.refusing import Refusal
from counter_centre.tables import Quarantined
from counter_tui.domain.ledger.entry import Entry
from counter_tui.wire import sticks
from counter_tui.wire.bundle import MOST_BUNDLE, Bundle, Carried, read_bundle
from counter_tui.wire.entries import BatchBroken
from counter_tui.wire.frames import BundleBroken
from counter_tui.wire.ranges import read_range
from counter_tui.wire.sticks import BUNDLE_ENDING

FOLDER = "quarantine"


class Quarantine(Struct, frozen=True):
    """What is kept apart in a centre's data folder; ``sealing`` is the secret half of the key bundles are sealed to."""

    engine: Engine
    data: Path
    members: DeviceMembers
    sealing: bytes

    def keep(self, bundle: Bundle, content: bytes, now_ms: int) -> None:
        """Keep what a revoked device signed, sealed as it came, and note it; once however often it comes."""
        name = sha256(content).hexdigest()
        make_folder(self.data / FOLDER)
        _write_once(self.data / FOLDER / f"{name}{BUNDLE_ENDING}", content)
        header = bundle.header
        with writing(self.engine) as session:
            row = insert_or(session.connection(), Quarantined).values(
                name=name,
                station=header.station,
                device=header.device,
                epoch=header.epoch,
                first=header.first,
                last=header.last,
                at_ms=now_ms,
            )
            session.connection().execute(row.on_conflict_do_nothing())

    def open(self, name: str) -> list[Entry]:
        """The facts of a bundle that was kept apart, named by the beginning of its name; proven as far as can be.

        Raises:
            Refusal: there is none of this name, or more than one; it is not there any more, or was changed.
        """
        with reading(self.engine) as session:
            like = col(Quarantined.name).startswith(name, autoescape=True)
            rows = session.exec(select(Quarantined).where(like)).all()
        if len(rows) != 1:
            raise Refusal(f"{'None' if not rows else 'More than one'} of the bundles kept apart is {name}.")
        member = self.members.member(rows[0].device)
        file = self.data / FOLDER / f"{rows[0].name}{BUNDLE_ENDING}"
        try:
            bundle = read_bundle(sticks.read_file(file, MOST_BUNDLE))
            if member is None:
                raise BundleBroken("changed")
            carried = proven(bundle, self.sealing, member.public)
            return [entry for content in carried.ranges for entry in read_range(content).entries()]
        except OSError:
            raise Refusal(f"{file} cannot be read. Put it back from a copy.") from None
        except (BundleBroken, BatchBroken):
            raise Refusal(f"{file} is not as the device wrote it.") from None


def proven(bundle: Bundle, sealing: bytes, public: bytes) -> Carried:
    """What a bundle has, each range just what the device of this key signed; raises BundleBroken or BatchBroken."""
    carried = bundle.open(sealing)
    for content in carried.ranges:
        signed = read_range(content)
        if not signed.is_by(public):
            raise BundleBroken("changed")
        signed.entries()
    return carried


def _write_once(file: Path, content: bytes) -> None:
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)
