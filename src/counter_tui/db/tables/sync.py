"""The tables of sync: the centre as this device knows it, and what of other ledgers needs a word of its own.

``seal`` is what ``db.notes`` makes of the other columns when it writes the row.
"""

from __future__ import annotations

from typing import ClassVar

from counter_tui.db.sql import Row


class PeerRow(Row, frozen=True):
    """The centre this device belongs to; ``key`` is the device's own secret, the others are public halves.

    ``feed_pos`` and ``feed_hash`` are how far the station's feed was read, ``order_no`` the last order obeyed;
    ``bytes_up`` and ``bytes_down`` what went over the line in ``month``. When it was called and when it last answered,
    and what was wrong since, are for people to see; with ``failures`` (calls since the last answer), ``not_before_ms``
    (what a busy centre asked for) and ``policy`` (what the centre wishes, as JSON) they say when to call next.

    The second row, where there is one, is the hub of the station: ``centre`` is the hub's key, ``authority`` is what
    that key is called, and ``policy`` says "always" where it is called also while the centre answers.

    ``authority`` is the certificate (PEM) of who vouches for the centre's address, where it is not a public one.
    ``doubted`` is 1 from when the feed was found to be another than the one read so far until it is certain that the
    centre has every fact of other devices that came with it. ``asked`` is a new secret the centre was asked to know and
    has not answered to yet; without ``centre`` the device belongs to none. ``enrol_again`` is 1 from when the centre
    ordered to enrol with a new code until that was done. ``log`` is what became of the last calls, as JSON.
    """

    TABLE: ClassVar[str] = "peer"

    k: int
    address: str
    key: bytes
    centre: bytes
    sealing: bytes
    incarnation: str
    fingerprint: bytes
    feed_pos: int = 0
    feed_hash: bytes = b""
    order_no: int = 0
    called_ms: int = 0
    answered_ms: int = 0
    problem: str = ""
    bytes_up: int = 0
    bytes_down: int = 0
    month: str = ""
    failures: int = 0
    not_before_ms: int = 0
    policy: str = ""
    authority: str = ""
    asked: bytes = b""
    doubted: int = 0
    enrol_again: int = 0
    log: str = ""
    seal: int = 0

    def __repr__(self) -> str:
        """Without the keys."""
        return f"PeerRow({self.address!r}, {self.incarnation!r})"


class ReceiptRow(Row, frozen=True):
    """What the centre vouched for: an epoch of this device up to a seq, as it signed it."""

    TABLE: ClassVar[str] = "receipt"

    epoch: bytes
    seq: int
    archived: int
    at_ms: int
    content: str
    signature: bytes
    seal: int = 0


class ParkedRow(Row, frozen=True):
    """A fact of another device whose content this program does not understand; it is in the ledger all the same."""

    TABLE: ClassVar[str] = "parked"

    fact_id: bytes
    reason: str
    seal: int = 0


class ReleaseRow(Row, frozen=True):
    """A release the centre announced, as it signed it, and what became of it here.

    ``state`` is "coming" while parts of its file are missing, "here", "taken", "parked" where this ``program`` cannot
    use it for ``reason``, or "passed" where a newer one was taken or it was withdrawn. ``taken_ms`` is when it was
    taken, ``left_out`` how many of its lines could not be used.
    """

    TABLE: ClassVar[str] = "release"

    kind: str
    number: int
    state: str
    reason: str
    program: str
    taken_ms: int
    left_out: int
    content: str
    signature: bytes
    seal: int = 0


class ReleasePartRow(Row, frozen=True):
    """A part of a release's file, packed, as long as it is needed."""

    TABLE: ClassVar[str] = "release_part"

    kind: str
    number: int
    part: int
    content: bytes
    seal: int = 0


class RetoldRow(Row, frozen=True):
    """A fact that stands in this epoch too, told again with the same id; it lies in the ledger at its other place."""

    TABLE: ClassVar[str] = "retold"

    epoch: bytes
    seq: int
    fact_id: bytes
    hash: bytes
