"""How a centre or a hub answers devices. It knows nothing of HTTP: carriers bring what is asked and take the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Protocol

from msgspec import Struct
from sqlalchemy import Engine, delete, insert
from sqlalchemy.exc import IntegrityError

from counter_tui.streams.giving import Giving, Run, Stream
from counter_tui.streams.log import StreamLog, Writer
from counter_tui.streams.passes import NONCE_MS, Passes
from counter_tui.streams.tables import USED
from counter_tui.wire import pages
from counter_tui.wire.entries import BatchBroken
from counter_tui.wire.envelope import Signed, Unproven, proven, sign
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.messages import (
    HELLO,
    NEIGHBOURS,
    RECEIPT,
    Cursor,
    Elsewhere,
    Greeting,
    Head,
    Hello,
    Neighbour,
    Neighbours,
    Nonce,
    Policy,
    Receipt,
    Standing,
    Verdict,
    Welcome,
)
from counter_tui.wire.ranges import read_range

Code = Literal["unknown_device", "revoked", "nonce_unfit", "unproven", "session_over", "broken", "not_there"]


class Refused(Exception):
    """A request that is not answered with what it asked for; ``code`` says why."""

    def __init__(self, code: Code, detail: str = "", orders: tuple[Signed, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.orders = orders


class Member(Struct, frozen=True):
    """A device as the centre or a hub knows it.

    ``orders`` are what it is to do, ``receipts`` what a hub has of the centre for it; both signed by the centre.
    """

    station: str
    device: bytes
    public: bytes
    revoked: bool
    orders: tuple[Signed, ...] = ()
    receipts: tuple[Signed, ...] = ()


class Members(Protocol):
    """Who belongs to which station."""

    def member(self, device: bytes) -> Member | None:
        """The device of this id, None where nobody enrolled it."""
        ...

    def greeted(self, member: Member, hello: Hello, now_ms: int) -> Policy:
        """A device said hello; what is wished of it."""
        ...

    def releases(self, station: str, now_ms: int) -> Mapping[str, int]:
        """The newest number of each kind of release that is for a station."""
        ...

    def neighbours(self, station: str) -> tuple[Neighbour, ...]:
        """The devices of a station that were not revoked."""
        ...


class House(Struct, frozen=True):
    """Whose answers these are: the key that signs them, and the incarnation of what is kept here."""

    key: SigningKey
    incarnation: str


class Reception:
    """Answers devices out of one stream log."""

    def __init__(
        self, log: StreamLog, engine: Engine, members: Members, house: House, passes: Passes
    ) -> None:
        self._log = log
        self._engine = engine
        self._members = members
        self._house = house
        self._passes = passes

    def nonce(self, now_ms: int) -> Nonce:
        """What a hello has to say again."""
        return Nonce(self._passes.nonce(now_ms), now_ms, self._house.incarnation)

    def hello(self, greeting: Greeting, now_ms: int) -> Welcome:
        """Let a device in, and tell it how its streams stand here.

        Raises:
            Refused: unknown_device, revoked, unproven or nonce_unfit.
        """
        member = self._member(greeting.device)
        try:
            hello = proven(greeting.hello, HELLO, member.public, Hello)
        except Unproven as error:
            raise Refused("unproven", str(error)) from None
        if (hello.device, hello.station) != (member.device, member.station):
            raise Refused("unproven", "another device or station")
        self._use(hello.nonce, now_ms)
        policy = self._members.greeted(member, hello, now_ms)
        releases = dict(self._members.releases(member.station, now_ms))
        with self._log.giving(member.station) as giving:
            return Welcome(
                session=self._passes.session(member.device, now_ms),
                incarnation=self._house.incarnation,
                at_ms=now_ms,
                streams=_standings(giving, member.device, hello.streams),
                feed_end=giving.end(),
                feed_again=not giving.has(hello.feed.pos, hello.feed.hash),
                held=giving.count_held(member.device),
                policy=policy,
                releases=releases,
                orders=member.orders,
                receipts=member.receipts,
            )

    def put(self, content: bytes, now_ms: int) -> Signed | Elsewhere:
        """Take a range in; a signed receipt, or where the stream goes on instead.

        Raises:
            Refused: unknown_device, revoked or broken.
        """
        try:
            signed = read_range(content)
            manifest = signed.told()
            member = self._member(manifest.device)
            taken = self._log.put(Writer(member.station, member.device, member.public), signed, now_ms)
        except BatchBroken as error:
            raise Refused("broken", str(error)) from None
        if taken.place == "gap" or taken.place == "fork":
            return Elsewhere(taken.place, taken.mark.seq, taken.mark.hash)
        receipt = Receipt(
            incarnation=self._house.incarnation,
            station=member.station,
            device=member.device,
            epoch=manifest.epoch,
            seq=taken.mark.seq,
            hash=taken.mark.hash,
            archived=taken.archived,
            at_ms=now_ms,
            parked=taken.parked,
        )
        return sign(RECEIPT, receipt, self._house.key)

    def feed(self, session: str, after: Cursor, now_ms: int) -> bytes:
        """The next part of the feed of the device's station, without its own facts.

        Raises:
            Refused: session_over, unknown_device or revoked; not_there where the feed has not this place.
        """
        member = self._of_session(session, now_ms)
        with self._log.giving(member.station) as giving:
            if not giving.has(after.pos, after.hash):
                raise Refused("not_there")
            page = giving.page(after.pos, besides=member.device)
            cursor = Cursor(page.pos, giving.sign_in_feed(page.pos))
            asked = pages.asked_by(member.device, after)
            return pages.write_page(pages.Page(cursor, page.end, tuple(map(_carried, page.runs)), asked))

    def stream(self, session: str, epoch: bytes, first: int, now_ms: int) -> bytes:
        """The facts of one of the device's own streams from a seq on, as far as one page goes.

        Raises:
            Refused: session_over, unknown_device or revoked; not_there where the stream has no such facts.
        """
        member = self._of_session(session, now_ms)
        with self._log.giving(member.station) as giving:
            run = giving.part(member.device, epoch, first)
        if run is None:
            raise Refused("not_there")
        last = run.entries[-1]
        cursor = Cursor(last.header.seq, last.hash)
        return pages.write_page(pages.Page(cursor, run.stream.mark.seq, (_carried(run),)))

    def hash_at(self, session: str, epoch: bytes, seq: int, now_ms: int) -> Head:
        """The hash of a fact of a stream of the device's station; raises Refused as ``stream`` does."""
        member = self._of_session(session, now_ms)
        with self._log.giving(member.station) as giving:
            found = giving.hash_at(giving.writer_of(epoch, member.device), epoch, seq)
        if found is None:
            raise Refused("not_there")
        return Head(epoch, seq, found)

    def held(self, session: str, now_ms: int) -> list[bytes]:
        """The oldest ranges of the device on another branch, as they came; raises Refused as ``stream`` does."""
        member = self._of_session(session, now_ms)
        with self._log.giving(member.station) as giving:
            return giving.held(member.device)

    def neighbours(self, session: str, now_ms: int) -> Signed:
        """The devices of the device's station, signed; raises Refused as ``feed`` does."""
        station = self._of_session(session, now_ms).station
        told = Neighbours(station, now_ms, self._members.neighbours(station))
        return sign(NEIGHBOURS, told, self._house.key)

    def station_of(self, session: str, now_ms: int) -> str:
        """The station of the device with this session; raises Refused as ``feed`` does."""
        return self._of_session(session, now_ms).station

    def _member(self, device: bytes) -> Member:
        member = self._members.member(device)
        if member is None:
            raise Refused("unknown_device")
        if member.revoked:
            raise Refused("revoked", orders=member.orders)
        return member

    def _of_session(self, session: str, now_ms: int) -> Member:
        device = self._passes.device_of(session, now_ms)
        if device is None:
            raise Refused("session_over")
        return self._member(device)

    def _use(self, nonce: str, now_ms: int) -> None:
        if not self._passes.is_fresh(nonce, now_ms):
            raise Refused("nonce_unfit")
        try:
            with self._engine.begin() as connection:
                connection.execute(delete(USED).where(USED.c.at_ms < now_ms - 2 * NONCE_MS))
                connection.execute(insert(USED).values(nonce=nonce, at_ms=now_ms))
        except IntegrityError:
            raise Refused("nonce_unfit") from None


def _standings(giving: Giving, device: bytes, heads: tuple[Head, ...]) -> tuple[Standing, ...]:
    """How each stream stands that the device named or the log has."""
    told = {head.epoch: head for head in heads}
    known = {stream.epoch: stream for stream in giving.streams(device)}
    missing = [Standing(epoch, 0, b"", 0, "unknown") for epoch in told if epoch not in known]
    return (
        *(
            Standing(
                stream.epoch,
                stream.mark.seq,
                stream.mark.hash,
                stream.archived,
                _verdict(giving, stream, told.get(stream.epoch)),
            )
            for stream in known.values()
        ),
        *missing,
    )


def _verdict(giving: Giving, stream: Stream, head: Head | None) -> Verdict:
    if head is None:
        return "ahead"
    if stream.mark.seq <= head.seq:
        same = stream.mark.seq < head.seq or stream.mark.hash == head.hash
        return "behind" if same else "fork"
    return "ahead" if giving.hash_at(stream.device, stream.epoch, head.seq) == head.hash else "fork"


def _carried(run: Run) -> pages.Run:
    return pages.make_run(run.stream.device, run.stream.opening, run.previous, run.entries)
