"""What is too large, too slow or made to hurt is refused early, whoever sends it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from msgspec.json import decode
from msgspec.msgpack import encode
from msgspec.structs import replace
from zstandard import ZstdCompressor

from counter_centre.centre import Centre
from counter_centre.web.app import make_app
from counter_centre.web.door import MOST_OF_OTHERS, MOST_OF_RANGE, Door, Limits
from counter_tui.wire.entries import MOST_UNPACKED
from counter_tui.wire.pages import read_page
from counter_tui.wire.ranges import write_range
from support.centres import Caller, code_of, enrolled


async def asked(app: Door, path: str, content: AsyncIterator[bytes]) -> tuple[int, str]:
    """The status and code of the answer to a body that comes in parts."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://centre") as client:
        answer = await client.request("PUT", path, content=content)
    return answer.status_code, str(decode(answer.content)["code"])


def door_of(centre: Centre, limits: Limits) -> Door:
    return Door(make_app(centre), centre.metrics, limits)


@pytest.mark.parametrize(("path", "most"), [("/v1/ranges", MOST_OF_RANGE), ("/v1/hello", MOST_OF_OTHERS)])
def test_a_body_above_its_size_is_refused_and_one_of_it_is_read(caller: Caller, path: str, most: int) -> None:
    method = "PUT" if path == "/v1/ranges" else "POST"
    assert code_of(caller.client.request(method, path, content=bytes(most))) == "400 broken"
    assert code_of(caller.client.request(method, path, content=bytes(most + 1))) == "413 too_large"


@pytest.mark.parametrize("told", ["-1", "x", "9" * 5000, "１２"])
def test_a_size_that_is_none_is_refused(caller: Caller, told: str) -> None:
    headers = [(b"content-length", told.encode())]
    assert code_of(caller.client.put("/v1/ranges", content=b"x", headers=headers)) == "413 too_large"


async def test_a_body_that_tells_no_size_is_read_no_further_than_allowed(centre: Centre) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1
            yield bytes(10_000)

    found = await asked(door_of(centre, Limits(60)), "/v1/ranges", endless())
    assert found == (413, "too_large")
    assert sent <= MOST_OF_RANGE // 10_000 + 2


async def test_a_body_that_comes_too_slowly_is_waited_for_no_longer(centre: Centre) -> None:
    async def never() -> AsyncIterator[bytes]:
        yield b"x"
        await asyncio.Event().wait()

    assert await asked(door_of(centre, Limits(0.05)), "/v1/ranges", never()) == (408, "too_slow")


async def test_bodies_of_many_are_not_held_without_end(centre: Centre) -> None:
    async def part() -> AsyncIterator[bytes]:
        yield bytes(2000)

    door = door_of(centre, Limits(60, at_once=1999))
    assert await asked(door, "/v1/ranges", part()) == (503, "busy")
    assert await asked(door_of(centre, Limits(60, at_once=2000)), "/v1/ranges", part()) == (400, "broken")


def test_a_bomb_of_a_device_that_is_enrolled_is_not_unpacked(centre: Centre, caller: Caller) -> None:
    device = enrolled(centre, caller, "a")
    device.write(2)
    signed = device.signed()
    for size in (MOST_UNPACKED + 1, 64 * MOST_UNPACKED):
        bomb = encode((1, b"", ZstdCompressor().compress(bytes(size))))
        assert code_of(caller.put(replace(signed, batch=bomb))) == "400 broken"


@pytest.mark.parametrize(
    "header",
    [
        {"type": "x" * 5000},
        {"type": "a\0b"},
        {"actor": "\0"},
        {"version": 2**40},
        {"wall_ms": 2**63 - 1},
        {"mono_ms": -(2**62)},
        {"boot_id": bytes(5000)},
    ],
)
def test_a_header_no_database_keeps_is_refused_on_both(
    centre: Centre, caller: Caller, header: dict[str, object]
) -> None:
    device = enrolled(centre, caller, "a")
    device.write_as(**header)
    assert code_of(caller.put(device.signed())) == "400 broken"
    assert caller.welcome(device).feed_end == 0


@pytest.mark.parametrize(
    "changed",
    [{"letter": "A" * 5000}, {"reason": "\0"}, {"at_ms": 2**63 - 1}, {"parent": b"x"}, {"parent_seq": -1}],
)
def test_an_opening_no_database_keeps_is_refused(
    centre: Centre, caller: Caller, changed: dict[str, object]
) -> None:
    device = enrolled(centre, caller, "a")
    device.opening = replace(device.opening, **changed)
    device.write(1)
    assert code_of(caller.put(device.signed())) == "400 broken"


def test_bits_turned_on_the_way_never_change_what_is_taken(centre: Centre, caller: Caller) -> None:
    device = enrolled(centre, caller, "a")
    device.write(3)
    good = write_range(device.signed())
    for place in range(0, len(good), 3):
        bad = bytearray(good)
        bad[place] ^= 1 << (place % 8)
        answer = caller.client.put("/v1/ranges", content=bytes(bad))
        # Some bits of the packing mean nothing: the facts in it are those that were signed.
        assert answer.status_code in (200, 400, 403), place
    caller.receipt(device.signed())
    session = caller.welcome(device).session
    page = read_page(caller.get(f"/v1/streams/{device.epoch.hex()}/facts", session, first=1).content)
    assert [entry for run in page.runs for entry in run.entries()] == device.entries
