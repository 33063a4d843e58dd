"""The centre's addresses. Bodies are the messages of ``counter_tui.wire``; errors are Problems with a code."""

from __future__ import annotations

from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Path, Query, Request, Response, Security
from fastapi.exceptions import RequestValidationError
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from msgspec import DecodeError, Struct, ValidationError
from msgspec.json import encode
from msgspec.msgpack import encode as pack
from sqlalchemy import text

from counter_centre.centre import Centre
from counter_centre.database import reading
from counter_centre.enrolling import NotEnrolled
from counter_centre.metrics import CONTENT_TYPE
from counter_centre.web.described import Health, answer, problems, taken
from counter_tui.domain.reading import read_json
from counter_tui.streams.reception import Refused
from counter_tui.wire.envelope import Signed
from counter_tui.wire.messages import (
    Cursor,
    Elsewhere,
    Enrolled,
    EnrolmentAsked,
    Greeting,
    Head,
    Nonce,
    Noted,
    ObeyedTold,
    Welcome,
)
from counter_tui.wire.releases import Releases

BYTES = "application/octet-stream"
_MOST = 2**62
"""Places and seqs above it are nowhere."""

Shape = TypeVar("Shape", bound=Struct)
router = APIRouter()


def centre_of(request: Request) -> Centre:
    """The centre this application serves."""
    centre: Centre = request.app.state.centre
    return centre


async def body_of(request: Request) -> bytes:
    """The body, which the door has read."""
    return await request.body()


def session_of(
    given: Annotated[HTTPAuthorizationCredentials | None, Security(HTTPBearer(auto_error=False))],
) -> str:
    """The session a device brings; empty for none."""
    return given.credentials if given else ""


def no_others(request: Request) -> None:
    """Refuse a parameter that the address does not describe: who sends one means something by it.

    Raises ``RequestValidationError``.
    """
    described = {each.alias for each in request.scope["route"].dependant.query_params}
    if others := sorted(set(request.query_params) - described):
        raise RequestValidationError([{"type": "extra_forbidden", "loc": ("query", each)} for each in others])


Served = Annotated[Centre, Depends(centre_of)]
Body = Annotated[bytes, Depends(body_of)]
Session = Annotated[str, Depends(session_of)]
DESCRIBED_ALONE = Depends(no_others)
Epoch = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="The epoch's id in hexadecimal digits.")]
Seq = Annotated[int, Query(ge=0, le=_MOST)]
First = Annotated[int, Query(ge=1, le=_MOST)]
Kind = Annotated[str, Path(pattern="^[a-z]{1,20}$", description="A kind of release.")]
Number = Annotated[int, Path(ge=1, le=_MOST, description="The number of a release.")]
Behind = Annotated[int, Path(ge=0, le=_MOST, description="A number of a release, or 0.")]
Part = Annotated[int, Path(ge=0, le=1000, description="A part of its file, from 0.")]
Hash = Annotated[
    str, Query(alias="hash", pattern="^(?:[0-9a-f]{64})?$", description="Hash of the fact at that place.")
]


@router.get("/v1/nonce", response_class=Response, responses=problems() | {200: answer(Nonce, "A nonce.")})
def nonce(centre: Served) -> Response:
    """What the next hello has to say again, once."""
    return _json(centre.reception.nonce(centre.now_ms()))


@router.post(
    "/v1/enrol",
    response_class=Response,
    openapi_extra=taken(EnrolmentAsked),
    responses=problems(400, 401, 403, 409, 429)
    | {200: answer(Enrolled, "The device belongs to the station.")},
)
def enrol(centre: Served, body: Body) -> Response:
    """Let a device belong to a station, by a code that was given out for it."""
    try:
        enrolled = centre.enroller.enrol(_message(body, EnrolmentAsked), centre.incarnation, centre.now_ms())
    except NotEnrolled as refused:
        centre.metrics.enrolments.labels(refused.code).inc()
        raise
    centre.metrics.enrolments.labels("enrolled").inc()
    return _json(enrolled)


@router.post(
    "/v1/hello",
    response_class=Response,
    openapi_extra=taken(Greeting),
    responses=problems(400, 401, 403) | {200: answer(Welcome, "How the streams of the device stand here.")},
)
def hello(centre: Served, body: Body) -> Response:
    """Say who one is and what one has; the answer tells what is to be done."""
    try:
        welcome = centre.reception.hello(_message(body, Greeting), centre.now_ms())
    except Refused as refused:
        centre.metrics.hellos.labels(refused.code).inc()
        raise
    centre.metrics.hellos.labels("welcome").inc()
    return _json(welcome)


@router.post(
    "/v1/obeyed",
    response_class=Response,
    openapi_extra=taken(ObeyedTold),
    responses=problems(400, 401, 403) | {200: answer(Noted, "The order is done with.")},
)
def obeyed(centre: Served, body: Body) -> Response:
    """Say that one did what one was ordered; a revoked device may say so too."""
    return _json(centre.orders.done(_message(body, ObeyedTold), centre.now_ms()))


@router.put(
    "/v1/ranges",
    response_class=Response,
    openapi_extra=taken(BYTES),
    responses=problems(400, 403)
    | {200: answer(Signed, "A signed receipt."), 409: answer(Elsewhere, "Where the stream goes on instead.")},
)
def ranges(centre: Served, body: Body) -> Response:
    """Put a signed range into its stream. To put it again is harmless."""
    found = centre.reception.put(body, centre.now_ms())
    return _json(found, 409 if isinstance(found, Elsewhere) else 200)


@router.get(
    "/v1/feed",
    response_class=Response,
    dependencies=[DESCRIBED_ALONE],
    responses=problems(401, 403, 404, 422) | {200: answer(BYTES, "A page in MessagePack.")},
)
def feed(centre: Served, session: Session, after: Seq = 0, hash_: Hash = "") -> Response:
    """The station's feed after a place, without what the device wrote itself."""
    cursor = Cursor(after, bytes.fromhex(hash_))
    return Response(centre.reception.feed(session, cursor, centre.now_ms()), media_type=BYTES)


@router.get(
    "/v1/streams/{epoch}/facts",
    response_class=Response,
    dependencies=[DESCRIBED_ALONE],
    responses=problems(401, 403, 404, 422) | {200: answer(BYTES, "A page in MessagePack.")},
)
def facts(centre: Served, session: Session, epoch: Epoch, first: First) -> Response:
    """The facts of a stream of the device itself from a seq on."""
    found = centre.reception.stream(session, bytes.fromhex(epoch), first, centre.now_ms())
    return Response(found, media_type=BYTES)


@router.get(
    "/v1/streams/{epoch}/hash",
    response_class=Response,
    dependencies=[DESCRIBED_ALONE],
    responses=problems(401, 403, 404, 422) | {200: answer(Head, "The hash there.")},
)
def hash_at(centre: Served, session: Session, epoch: Epoch, seq: Seq) -> Response:
    """The hash of a fact of a stream of the device itself."""
    return _json(centre.reception.hash_at(session, bytes.fromhex(epoch), seq, centre.now_ms()))


@router.get(
    "/v1/neighbours",
    response_class=Response,
    responses=problems(401, 403) | {200: answer(Signed, "The devices of the station, signed.")},
)
def neighbours(centre: Served, session: Session) -> Response:
    """The devices of the device's station, for a hub."""
    return _json(centre.reception.neighbours(session, centre.now_ms()))


@router.get(
    "/v1/releases/{kind}/after/{number}",
    response_class=Response,
    dependencies=[DESCRIBED_ALONE],
    responses=problems(401, 403, 422) | {200: answer(Releases, "Releases for the station, signed.")},
)
def releases(centre: Served, session: Session, kind: Kind, number: Behind) -> Response:
    """The releases of a kind behind a number that are for the device's station, in their order."""
    station = centre.reception.station_of(session, centre.now_ms())
    return _json(centre.shelf.after(station, kind, number, centre.now_ms()))


@router.get(
    "/v1/releases/{kind}/{number}/{part}",
    response_class=Response,
    dependencies=[DESCRIBED_ALONE],
    responses=problems(401, 403, 404, 422) | {200: answer(BYTES, "A part of the packed file.")},
)
def release_part(centre: Served, session: Session, kind: Kind, number: Number, part: Part) -> Response:
    """A part of the file of a release, from 0."""
    station = centre.reception.station_of(session, centre.now_ms())
    return Response(centre.shelf.part(station, kind, number, part), media_type=BYTES)


@router.get(
    "/v1/held",
    response_class=Response,
    responses=problems(401, 403)
    | {
        200: answer(
            BYTES, "Ranges as they came, an array of byte strings in MessagePack; the oldest of them."
        )
    },
)
def held(centre: Served, session: Session) -> Response:
    """Ranges of the device that stand on another branch. When those are told again, the next ones are given."""
    return Response(pack(centre.reception.held(session, centre.now_ms())), media_type=BYTES)


@router.get(
    "/healthz",
    response_class=Response,
    responses=problems() | {200: answer(Health, "The centre can answer.")},
)
def healthz(centre: Served) -> Response:
    """Whether the centre and its database can answer."""
    centre.demand_its_own()
    with reading(centre.engine) as session:
        session.connection().execute(text("SELECT 1"))
    return _json(Health("ok"))


@router.get(
    "/metrics", response_class=Response, responses=problems() | {200: answer("text/plain", "Counts.")}
)
def metrics(centre: Served) -> Response:
    """What this process counted since it started, for Prometheus."""
    return Response(centre.metrics.text(), media_type=CONTENT_TYPE)


def _message(body: bytes, shape: type[Shape]) -> Shape:
    try:
        return read_json(body, shape)
    except (DecodeError, ValidationError):
        raise Refused("broken", "no such message") from None


def _json(message: Struct, status: int = 200) -> Response:
    return Response(encode(message), status, media_type="application/json")
