"""A centre in the process of the test, and what devices ask of it over HTTP, in process or through a socket."""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from msgspec import Struct, to_builtins
from msgspec.json import decode, encode
from msgspec.structs import replace
from sqlalchemy.engine import URL
from starlette.types import ASGIApp

from counter_centre.centre import Centre, open_centre
from counter_centre.database import open_database, writing
from counter_centre.settings import Settings
from counter_centre.tables import Station
from counter_centre.web.app import make_app
from counter_tui.domain.reading import read_json
from counter_tui.streams.log import StreamLog
from counter_tui.wire.envelope import Signed, sign
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.messages import (
    ENROLMENT,
    HELLO,
    Cursor,
    Enrolment,
    EnrolmentAsked,
    Greeting,
    Head,
    Hello,
    Nonce,
    Receipt,
    Welcome,
)
from counter_tui.wire.ranges import SignedRange, write_range
from support.streams import NOON_MS, PaperDevice

MACHINE = b"machine of the hall"


class SetClock:
    """A centre's clock that stands until it is moved."""

    def __init__(self, at_ms: int = NOON_MS) -> None:
        self.at_ms = at_ms

    def __call__(self) -> int:
        """The instant it stands at."""
        return self.at_ms

    def move(self, **time: int) -> None:
        """Let time pass: hours, minutes, seconds."""
        self.at_ms += 1000 * (
            3600 * time.get("hours", 0) + 60 * time.get("minutes", 0) + time.get("seconds", 0)
        )


def made_centre(data: Path, database: str = "", **settings: Any) -> Centre:
    """A centre with its data in this folder, on a clock that stands at noon."""
    known = Settings(database=database, **settings)
    url = known.url(data)
    if url.drivername == "sqlite" and url.database:
        file = Path(url.database)
        if file.parent.exists() and not file.exists():
            file.touch(mode=0o600)
            file.write_bytes(_of_this_schema())
    centre = open_centre(data, known)
    centre.now_ms = SetClock()
    return centre


@cache
def _of_this_schema() -> bytes:
    """An empty SQLite database brought to this schema, once a process."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "centre.db"
        open_database(URL.create("sqlite", database=str(file))).dispose()
        return file.read_bytes()


def add_station(centre: Centre, code: str, name: str) -> None:
    """A station devices may belong to."""
    with writing(centre.engine) as session:
        session.add(Station(code=code, name=name))
        session.flush()
        StreamLog(centre.engine).add_station(session.connection(), code)


class Caller:
    """What devices ask, as HTTP."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client

    def nonce(self) -> str:
        """A fresh nonce."""
        return read_json(self.client.get("/v1/nonce").content, Nonce).nonce

    def enrol(self, device: PaperDevice, code: str, /, **changed: Any) -> httpx.Response:
        """Ask for the device to belong to its station."""
        return self.client.post("/v1/enrol", content=encode(enrolment_of(device, code, **changed)))

    def hello(self, device: PaperDevice, /, **changed: Any) -> httpx.Response:
        """Say hello with a fresh nonce."""
        nonce = changed.pop("nonce", "") or self.nonce()
        return self.client.post("/v1/hello", content=encode(greeting_of(device, nonce, **changed)))

    def welcome(self, device: PaperDevice, /, **changed: Any) -> Welcome:
        """Say hello, and be welcome."""
        answer = self.hello(device, **changed)
        assert answer.status_code == 200, answer.text
        return read_json(answer.content, Welcome)

    def put(self, signed: SignedRange) -> httpx.Response:
        """Put a range."""
        return self.client.put("/v1/ranges", content=write_range(signed))

    def receipt(self, signed: SignedRange) -> Receipt:
        """Put a range that is taken."""
        answer = self.put(signed)
        assert answer.status_code == 200, answer.text
        return read_json(read_json(answer.content, Signed).content, Receipt)

    def get(self, path: str, session: str, **query: Any) -> httpx.Response:
        """Ask for something of a session."""
        return self.client.get(path, params=query, headers={"authorization": f"Bearer {session}"})


class InProcess(httpx.BaseTransport):
    """Asks an application of this process, each request in a loop of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._transport = httpx.ASGITransport(app, raise_app_exceptions=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The application's answer."""
        return asyncio.run(self._ask(request))

    async def _ask(self, request: httpx.Request) -> httpx.Response:
        answer = await self._transport.handle_async_request(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=await answer.aread())


def calling(centre: Centre) -> Caller:
    """A caller of a centre that needs no socket."""
    return Caller(httpx.Client(transport=InProcess(make_app(centre)), base_url="http://centre"))


def enrolled(centre: Centre, caller: Caller, name: str, station: str = "33010") -> PaperDevice:
    """A device of a station, which the centre let in."""
    device = PaperDevice(name, station)
    code = centre.enroller.make_code(station, centre.now_ms())
    answer = caller.enrol(device, code)
    assert answer.status_code == 200, answer.text
    return device


def enrolment_of(
    device: PaperDevice, code: str, /, by: SigningKey | None = None, **changed: Any
) -> EnrolmentAsked:
    """What a device asks to be let in; signed by its own key unless by another."""
    wanted = Enrolment(
        code=code,
        station=device.station,
        device=device.device,
        letter=device.opening.letter,
        public=device.key.public,
        fingerprint=MACHINE,
        program="0.1.0",
    )
    return EnrolmentAsked(sign(ENROLMENT, replace(wanted, **changed), by or device.key))


def greeting_of(device: PaperDevice, nonce: str, /, by: SigningKey | None = None, **changed: Any) -> Greeting:
    """A hello of a device about its one stream; signed by its own key unless by another."""
    heads = (Head(device.epoch, len(device.entries), device.hash_before(len(device.entries) + 1)),)
    hello = Hello(
        station=device.station,
        device=device.device,
        nonce=nonce,
        program="0.1.0",
        fingerprint=MACHINE,
        wall_ms=NOON_MS,
        boot_id=b"b" * 16,
        mono_ms=1000,
        streams=heads if device.entries else (),
        feed=Cursor(),
    )
    return Greeting(device.device, sign(HELLO, replace(hello, **changed), by or device.key))


def code_of(answer: httpx.Response) -> str:
    """The status of an answer and the code of its problem, as ``403 revoked``."""
    return f"{answer.status_code} {decode(answer.content)['code']}"


def plain(message: Struct) -> Any:
    """A message as plain values."""
    return to_builtins(message)
