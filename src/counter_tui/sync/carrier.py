"""What brings a device's requests to the centre or a hub and the answers back, and the ways that can fail."""

from __future__ import annotations

from typing import Literal, Protocol

from counter_tui.wire.envelope import Signed
from counter_tui.wire.messages import Cursor, Elsewhere, Greeting, Head, Nonce, Welcome
from counter_tui.wire.pages import Page
from counter_tui.wire.releases import Releases

Reason = Literal[
    "not_reached",
    "not_trusted",
    "timeout",
    "cut_off",
    "redirected",
    "no_message",
    "busy",
    "trouble",
    "too_large",
    "broken",
    "unsettled",
]
"""Why nothing came back that could be an answer.

``no_message``: what came is not what was asked for, or nothing the centre signed for it. ``too_large`` and ``broken``:
even one fact alone is not taken. ``unsettled``: what the centre has and what is here were not brought in line.
"""


class NoAnswer(Exception):
    """Nothing came back, or nothing that could be an answer: nobody knows what became of the request.

    ``wait_seconds`` is what a busy centre asked for, 0 where nobody asked.
    """

    def __init__(self, reason: Reason, wait_seconds: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait_seconds = wait_seconds


class Denied(Exception):
    """The centre answered that it will not do this: ``code`` says why, ``orders`` are what it wants done, signed."""

    def __init__(self, code: str, orders: tuple[Signed, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.orders = orders


class TooLarge(Exception):
    """A range is more than the centre, or somebody on the way there, takes at once."""


class Carrier(Protocol):
    """One way to the centre. Every method raises NoAnswer or Denied.

    ``bytes_up`` and ``bytes_down`` count what went over the line so far.
    """

    bytes_up: int
    bytes_down: int

    def nonce(self) -> Nonce:
        """What the next hello has to say again."""
        ...

    def hello(self, greeting: Greeting) -> Welcome:
        """Say hello."""
        ...

    def put(self, content: bytes) -> Signed | Elsewhere:
        """Bring a range; the receipt, or where the stream goes on there. Raises TooLarge besides."""
        ...

    def feed(self, session: str, after: Cursor) -> Page:
        """The next part of the station's feed."""
        ...

    def stream(self, session: str, epoch: bytes, first: int) -> Page:
        """Facts of one of the device's own streams."""
        ...

    def hash_at(self, session: str, epoch: bytes, seq: int) -> Head:
        """The hash of a fact of one of the device's own streams."""
        ...

    def held(self, session: str) -> list[bytes]:
        """Ranges of the device on another branch."""
        ...

    def releases(self, session: str, kind: str, after: int) -> Releases:
        """Releases of a kind behind a number, in their order."""
        ...

    def release_part(self, session: str, kind: str, number: int, part: int) -> bytes:
        """A part of a release's packed file, from 0."""
        ...
