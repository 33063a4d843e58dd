"""What a device asks and what it is answered.

Ids, hashes and keys are bytes, base64 in JSON. Unknown fields are passed over, so that a later program can say more.
Nothing here decides what exists: that is always worked out from the streams themselves.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from counter_tui.wire.envelope import Signed

HELLO = "hello"
RECEIPT = "receipt"
ORDER = "order"
OBEYED = "obeyed"
ENROLMENT = "enrolment"
NEIGHBOURS = "neighbours"
"""The sorts of signed messages."""

Verdict = Literal["unknown", "behind", "ahead", "fork"]
"""How a stream at the centre stands beside the device's: it is not there; it is not further than the device's own; it
is further; it is another branch."""


class Nonce(Struct, frozen=True):
    """What the next hello has to say again, once; and whom one talks to, at what time there."""

    nonce: str
    at_ms: int
    incarnation: str


class Head(Struct, frozen=True):
    """How far a stream of the device is on the device."""

    epoch: bytes
    seq: int
    hash: bytes


class Cursor(Struct, frozen=True):
    """How far the device has read its station's feed: a place of it, and what the feed calls it (empty for 0)."""

    pos: int = 0
    hash: bytes = b""


class Hello(Struct, frozen=True):
    """A device says who it is and what it has; signed with its key.

    ``fingerprint`` stands for the machine. ``wall_ms``, ``boot_id`` and ``mono_ms`` tell how wrong its clock is.
    ``releases`` are the numbers it has of each set of reference data.
    """

    station: str
    device: bytes
    nonce: str
    program: str
    fingerprint: bytes
    wall_ms: int
    boot_id: bytes
    mono_ms: int
    streams: tuple[Head, ...]
    feed: Cursor
    releases: dict[str, int] = {}
    free_bytes: int = 0


class Greeting(Struct, frozen=True):
    """A hello as it is sent: who signs, and what was signed."""

    device: bytes
    hello: Signed


class Standing(Struct, frozen=True):
    """How a stream of the device stands at the centre. Streams the device did not name stand here too, as ahead."""

    epoch: bytes
    seq: int
    hash: bytes
    archived: int
    verdict: Verdict


class Policy(Struct, frozen=True):
    """What the centre wishes of its devices: when to call, and how much at once."""

    every_minutes: int = 60
    window_start: str = ""
    window_end: str = ""
    jitter_seconds: int = 120
    batch_facts: int = 500


class Welcome(Struct, frozen=True):
    """The answer to a hello.

    ``feed_end`` is the last place of the station's feed, ``feed_again`` says that the device has to read it
    from its beginning. ``held`` counts its ranges on another branch, which it has to tell again. ``orders`` are signed.
    ``receipts`` are those a hub brought back from the centre, as the centre signed them.
    """

    session: str
    incarnation: str
    at_ms: int
    streams: tuple[Standing, ...]
    feed_end: int
    feed_again: bool = False
    held: int = 0
    policy: Policy = Policy()
    releases: dict[str, int] = {}
    orders: tuple[Signed, ...] = ()
    receipts: tuple[Signed, ...] = ()


class Receipt(Struct, frozen=True):
    """What the centre vouches for: it has every fact of the stream up to ``seq``, and a proven copy up to ``archived``.

    ``parked`` are facts of the range that are stored and not understood there.
    """

    incarnation: str
    station: str
    device: bytes
    epoch: bytes
    seq: int
    hash: bytes
    archived: int
    at_ms: int
    parked: tuple[bytes, ...] = ()


class Elsewhere(Struct, frozen=True):
    """The answer to a range that does not belong onto the stream's end: how far the stream is there."""

    code: Literal["gap", "fork"]
    seq: int
    hash: bytes


class Problem(Struct, frozen=True):
    """Why something was not done: a code of the protocol, for programs; and words without personal data.

    A revoked device is given its ``orders`` here, since it gets no welcome.
    """

    code: str
    detail: str = ""
    orders: tuple[Signed, ...] = ()


What = Literal["wipe", "enrol_again", "read_again"]
"""What a device may be ordered: to seal what nobody vouches for and destroy everything else, to enrol with a new code
and key, to read its station's feed from the beginning."""


class Order(Struct, frozen=True):
    """Something the centre orders one device to do; numbers of one device only grow."""

    number: int
    station: str
    device: bytes
    what: What
    at_ms: int


class Obeyed(Struct, frozen=True):
    """A device says that it did what it was ordered; signed with its key. ``facts`` is how many a wipe sealed."""

    number: int
    station: str
    device: bytes
    what: What
    at_ms: int
    facts: int = 0


class ObeyedTold(Struct, frozen=True):
    """What a device obeyed as it is sent: who signs, and what was signed."""

    device: bytes
    obeyed: Signed


class Noted(Struct, frozen=True):
    """The answer to it: the order of this number is done with."""

    number: int


class Enrolment(Struct, frozen=True):
    """A device asks to belong to a station, with a code that was given out for it; signed with the key it brings."""

    code: str
    station: str
    device: bytes
    letter: str
    public: bytes
    fingerprint: bytes
    program: str


class EnrolmentAsked(Struct, frozen=True):
    """An enrolment as it is sent."""

    enrolment: Signed


class Enrolled(Struct, frozen=True):
    """The centre has a device from now on; ``centre`` and ``sealing`` are its keys to sign and to seal bundles with."""

    station: str
    station_name: str
    device: bytes
    letter: str
    centre: bytes
    sealing: bytes
    incarnation: str
    at_ms: int


class Neighbour(Struct, frozen=True):
    """A device of a station: its letter on numbers, and the public half of its key."""

    device: bytes
    letter: str
    public: bytes


class Neighbours(Struct, frozen=True):
    """The devices that belong to a station and were not revoked; signed, for a hub that stands in for the centre."""

    station: str
    at_ms: int
    devices: tuple[Neighbour, ...]
