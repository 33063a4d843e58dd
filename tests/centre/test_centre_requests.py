"""What a device asks of the centre, and what it is answered."""

from __future__ import annotations

import logging
from typing import Any

import httpx
import pytest
from msgspec.json import encode
from msgspec.msgpack import decode as unpack
from msgspec.structs import replace
from sqlmodel import select

from counter_centre.centre import Centre
from counter_centre.database import reading
from counter_centre.logs import JsonLines
from counter_centre.ordering import Orders
from counter_centre.refusing import NotAllowed
from counter_centre.tables import Device, RollUp
from counter_tui.domain.ledger.entry import Opening
from counter_tui.domain.reading import read_json
from counter_tui.wire.envelope import Signed, proven, sign
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.messages import (
    OBEYED,
    ORDER,
    RECEIPT,
    Cursor,
    Elsewhere,
    Head,
    Obeyed,
    ObeyedTold,
    Order,
    Problem,
    Receipt,
)
from counter_tui.wire.pages import read_page
from counter_tui.wire.ranges import read_range
from support.centres import Caller, SetClock, add_station, code_of, enrolled
from support.streams import NOON_MS, PaperDevice

DAY_MS = 86_400_000


def key_of(centre: Centre) -> SigningKey:
    return centre.enroller.keys.signing


def ids_of(content: bytes) -> list[bytes]:
    return [entry.header.fact_id for run in read_page(content).runs for entry in run.entries()]


def ids(device: PaperDevice) -> list[bytes]:
    return [entry.header.fact_id for entry in device.entries]


def other_branch(device: PaperDevice) -> PaperDevice:
    """The same device whose disk went another way after its second fact."""
    other = PaperDevice("a")
    other.key = device.key
    other.entries = device.entries[:2]
    other.write(2, "another ")
    return other


def test_a_nonce_serves_one_hello(centre: Centre, caller: Caller) -> None:
    device = enrolled(centre, caller, "a")
    nonce = caller.nonce()
    assert caller.hello(device, nonce=nonce).status_code == 200
    assert code_of(caller.hello(device, nonce=nonce)) == "401 nonce_unfit"


@pytest.mark.parametrize("nonce", ["", "1.2.3", "not one", "\0", "十"])
def test_a_nonce_the_centre_did_not_give_serves_nobody(centre: Centre, caller: Caller, nonce: str) -> None:
    device = enrolled(centre, caller, "a")
    said = caller.hello(device, nonce=nonce or " ")
    assert code_of(said) == "401 nonce_unfit"


def test_an_old_nonce_and_one_of_a_later_clock_serve_no_more(centre: Centre, caller: Caller) -> None:
    device = enrolled(centre, caller, "a")
    clock = centre.now_ms
    assert isinstance(clock, SetClock)
    nonce = caller.nonce()
    clock.move(minutes=5, seconds=1)
    assert code_of(caller.hello(device, nonce=nonce)) == "401 nonce_unfit"
    later = caller.nonce()
    clock.move(minutes=-1)
    assert code_of(caller.hello(device, nonce=later)) == "401 nonce_unfit"


def test_a_hello_of_somebody_else_is_not_proven(centre: Centre, caller: Caller) -> None:
    device, other = enrolled(centre, caller, "a"), enrolled(centre, caller, "b")
    assert code_of(caller.hello(device, by=other.key)) == "401 unproven"
    assert code_of(caller.hello(device, device=other.device)) == "401 unproven"
    assert code_of(caller.hello(device, station="33020")) == "401 unproven"
    assert code_of(caller.hello(PaperDevice("z"))) == "403 unknown_device"


def test_the_centre_notes_how_a_device_is_and_sees_a_copied_disk(centre: Centre, caller: Caller) -> None:
    device = enrolled(centre, caller, "a")
    caller.welcome(device, wall_ms=NOON_MS - 5000, free_bytes=2**70, program="0.1\0.0" + "x" * 500)
    with reading(centre.engine) as session:
        row = session.exec(select(Device)).one()
    assert (row.offset_ms, row.hello_ms, row.strange_ms) == (-5000, NOON_MS, None)
    assert row.program.startswith("0.1.0xx")
    assert len(row.program) < 101
    caller.welcome(device, fingerprint=b"another machine")
    with reading(centre.engine) as session:
        assert session.exec(select(Device)).one().strange_ms == NOON_MS
    caller.welcome(device)
    with reading(centre.engine) as session:
        assert session.exec(select(Device)).one().strange_ms == NOON_MS, "the first machine called again"
    assert "counter_centre_strange_devices_total 1.0" in centre.metrics.text().decode()


def test_a_device_that_is_revoked_while_it_calls_from_another_machine_is_answered(
    centre: Centre, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = enrolled(centre, caller, "a")
    noted = centre.metrics.strange.inc

    def revoking() -> None:
        noted()
        centre.orders.revoke(device.device, "stolen")

    monkeypatch.setattr(centre.metrics.strange, "inc", revoking)
    assert caller.hello(device, fingerprint=b"another machine").status_code == 200
    assert code_of(caller.hello(device)) == "403 revoked"


def test_a_revoked_device_is_told_its_order_and_nothing_of_it_is_taken(
    centre: Centre, caller: Caller
) -> None:
    device = enrolled(centre, caller, "a")
    device.write(3)
    session = caller.welcome(device).session
    orders = Orders(centre.engine, key_of(centre))
    with pytest.raises(NotAllowed):
        orders.give(device.device, "wipe", NOON_MS)
    orders.revoke(device.device, "stolen")
    assert orders.give(device.device, "wipe", NOON_MS) == orders.give(device.device, "wipe", NOON_MS)
    refused = caller.hello(device)
    assert code_of(refused) == "403 revoked"
    (order,) = read_json(refused.content, Problem).orders
    told = proven(order, ORDER, key_of(centre).public, Order)
    assert (told.what, told.device, told.station) == ("wipe", device.device, "33010")
    assert code_of(caller.put(device.signed())) == "403 revoked"
    assert code_of(caller.get("/v1/feed", session)) == "403 revoked"


def test_a_range_gets_a_signed_receipt_as_often_as_it_comes(centre: Centre, caller: Caller) -> None:
    device = enrolled(centre, caller, "a")
    device.write(7)
    answers = [caller.put(device.signed()) for _ in range(3)]
    receipts = [
        proven(read_json(each.content, Signed), RECEIPT, key_of(centre).public, Receipt) for each in answers
    ]
    assert {(each.seq, each.hash, each.station) for each in receipts} == {
        (7, device.entries[-1].hash, "33010")
    }
    (standing,) = caller.welcome(device).streams
    assert (standing.seq, standing.verdict) == (7, "behind")


def test_a_range_that_belongs_elsewhere_is_told_where_the_stream_goes_on(
    centre: Centre, caller: Caller
) -> None:
    device = enrolled(centre, caller, "a")
    device.write(6)
    caller.receipt(device.signed(1, 4))
    gap = caller.put(device.signed(6))
    assert (gap.status_code, read_json(gap.content, Elsewhere)) == (
        409,
        Elsewhere("gap", 4, device.entries[3].hash),
    )
    other = other_branch(device)
    fork = caller.put(other.signed(3))
    assert (fork.status_code, read_json(fork.content, Elsewhere).code) == (409, "fork")
    welcome = caller.welcome(other)
    assert (welcome.held, welcome.streams[0].verdict) == (2, "fork")
    held = unpack(caller.get("/v1/held", welcome.session).content)
    assert [read_range(each).entries() for each in held] == [other.entries[2:], device.entries[5:]]
    after = PaperDevice("a", epoch="2", key=device.key)
    after.opening = Opening("A", NOON_MS + 1, "branch", device.epoch, 2, device.entries[1].hash)
    after.retell(other.entries[2:])
    caller.receipt(after.signed())
    assert caller.welcome(after).held == 1
    caller.receipt(device.signed(5))
    assert caller.welcome(after).held == 0


def test_a_range_of_a_device_nobody_enrolled_or_another_signed_is_not_taken(
    centre: Centre, caller: Caller
) -> None:
    device, other = enrolled(centre, caller, "a"), PaperDevice("z")
    device.write(2)
    other.write(2)
    assert code_of(caller.put(other.signed())) == "403 unknown_device"
    device.key = other.key
    assert code_of(caller.put(device.signed())) == "400 broken"
    assert caller.client.put("/v1/ranges", content=b"").status_code == 400


def test_a_device_reads_the_facts_of_the_others_of_its_station(centre: Centre, caller: Caller) -> None:
    add_station(centre, "33020", "和平供电所")
    one, other = enrolled(centre, caller, "a"), enrolled(centre, caller, "b")
    far = enrolled(centre, caller, "c", "33020")
    for device in (one, other, far):
        device.write(4)
        caller.receipt(device.signed())
    session = caller.welcome(one).session
    page = caller.get("/v1/feed", session)
    assert ids_of(page.content) == ids(other)
    cursor = read_page(page.content).cursor
    again = caller.get("/v1/feed", session, after=cursor.pos, hash=cursor.hash.hex())
    assert ids_of(again.content) == []
    assert caller.welcome(one, feed=cursor).feed_again is False
    wrong = Cursor(cursor.pos, bytes(32))
    assert code_of(caller.get("/v1/feed", session, after=wrong.pos, hash=wrong.hash.hex())) == "404 not_there"
    assert caller.welcome(one, feed=wrong).feed_again is True


def test_a_device_gets_its_own_streams_back_and_no_other(centre: Centre, caller: Caller) -> None:
    one, other = enrolled(centre, caller, "a"), enrolled(centre, caller, "b")
    one.write(5)
    caller.receipt(one.signed())
    session = caller.welcome(one).session
    path = f"/v1/streams/{one.epoch.hex()}"
    assert ids_of(caller.get(f"{path}/facts", session, first=3).content) == ids(one)[2:]
    head = read_json(caller.get(f"{path}/hash", session, seq=4).content, Head)
    assert head == Head(one.epoch, 4, one.entries[3].hash)
    assert code_of(caller.get(f"{path}/facts", session, first=6)) == "404 not_there"
    assert code_of(caller.get(f"{path}/hash", session, seq=6)) == "404 not_there"
    strange = caller.welcome(other).session
    assert code_of(caller.get(f"{path}/facts", strange, first=1)) == "404 not_there"


@pytest.mark.parametrize("session", ["", "x", "00.ff.00", "\xe9", "a" * 500])
def test_a_session_that_is_none_opens_nothing(caller: Caller, session: str) -> None:
    headers = [(b"authorization", f"Bearer {session}".encode("latin-1"))]
    assert code_of(caller.client.get("/v1/feed", headers=headers)) == "401 session_over"


def test_a_session_is_over_after_a_quarter_of_an_hour(centre: Centre, caller: Caller) -> None:
    session = caller.welcome(enrolled(centre, caller, "a")).session
    assert isinstance(centre.now_ms, SetClock)
    centre.now_ms.move(minutes=15)
    assert caller.get("/v1/feed", session).status_code == 200
    centre.now_ms.move(seconds=1)
    assert code_of(caller.get("/v1/feed", session)) == "401 session_over"


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/v1/feed", {"after": "-1"}),
        ("/v1/feed", {"after": "9" * 40}),
        ("/v1/feed", {"hash": "zz"}),
        ("/v1/streams/xx/facts", {"first": "1"}),
        (f"/v1/streams/{'0' * 32}/facts", {"first": "0"}),
        (f"/v1/streams/{'0' * 32}/hash", {}),
        ("/v1/feed", {"until": "7"}),
        ("/v1/releases/prices/after/0", {"": "7"}),
    ],
)
def test_parameters_that_are_none_are_told(
    centre: Centre, caller: Caller, path: str, query: dict[str, Any]
) -> None:
    session = caller.welcome(enrolled(centre, caller, "a")).session
    assert code_of(caller.get(path, session, **query)) == "422 parameters"


def test_facts_are_counted_by_the_day_in_shanghai_and_once(centre: Centre, caller: Caller) -> None:
    device = enrolled(centre, caller, "a")
    device.write(2, "night ")
    caller.receipt(device.signed())
    late = PaperDevice("a", epoch="2", key=device.key)
    late.opening = Opening("A", NOON_MS, "restored", device.epoch, 2, device.entries[-1].hash)
    late.retell(device.entries)
    late.write(3)
    for _ in range(2):
        caller.receipt(late.signed())
    with reading(centre.engine) as session:
        rows = [(row.day, row.type, row.count) for row in session.exec(select(RollUp))]
    assert rows == [("2026-03-02", "NoteAdded", 5)]


def test_what_the_centre_does_not_understand_is_kept_and_told(centre: Centre, caller: Caller) -> None:
    device = enrolled(centre, caller, "a")
    device.write(1, type_="FromLater")
    assert caller.receipt(device.signed()).parked == (device.entries[0].header.fact_id,)
    session = caller.welcome(device).session
    assert ids_of(caller.get(f"/v1/streams/{device.epoch.hex()}/facts", session, first=1).content) == ids(
        device
    )


def test_health_and_counts_are_told_without_anybodys_data(centre: Centre, caller: Caller) -> None:
    device = enrolled(centre, caller, "a")
    device.write(3)
    caller.receipt(device.signed())
    caller.get("/v1/nowhere/13812340001", "")
    assert caller.client.get("/healthz").json() == {"status": "ok"}
    text = caller.client.get("/metrics").text
    assert "counter_centre_facts_total 3.0" in text
    assert 'counter_centre_ranges_total{place="extends"} 1.0' in text
    assert 'counter_centre_requests_total{route="/v1/ranges",status="200"} 1.0' in text
    for secret in (device.device.hex(), "33010", "13812340001", "NoteAdded"):
        assert secret not in text


def test_the_log_has_no_personal_data(
    centre: Centre, caller: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "counter_centre")
    code = centre.enroller.make_code("33010", NOON_MS)
    device = PaperDevice("a")
    caller.enrol(device, code)
    device.write(2, "王建国 13812340001 ")
    caller.receipt(device.signed())
    session = caller.welcome(device, fingerprint=b"x").session
    caller.get("/v1/feed", session, after="110101199003074477")
    caller.get("/v1/nowhere/110101199003074477", session, name="王建国")
    text = "\n".join(JsonLines().format(record) for record in caplog.records)
    assert '"route":"/v1/ranges"' in text
    for secret in ("王", "1381234", "110101", code, session, device.device.hex(), device.epoch.hex()):
        assert secret not in text


def test_an_error_of_the_program_is_a_plain_500_and_its_words_are_not_logged(
    centre: Centre, caller: Caller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> int:
        raise RuntimeError("王建国")

    monkeypatch.setattr(centre, "now_ms", broken)
    assert code_of(caller.client.get("/v1/nonce")) == "500 trouble"
    text = "\n".join(JsonLines().format(record) for record in caplog.records)
    assert "RuntimeError" in text
    assert "王" not in text


def test_what_a_device_obeyed_is_done_with_once_it_signed_that(centre: Centre, caller: Caller) -> None:
    device, other = enrolled(centre, caller, "a"), enrolled(centre, caller, "b")
    number = centre.orders.give(device.device, "read_again", NOON_MS)
    obeyed = Obeyed(number, "33010", device.device, "read_again", NOON_MS)

    def tell(by: PaperDevice, told: Obeyed, id_: bytes = device.device) -> httpx.Response:
        return caller.client.post("/v1/obeyed", content=encode(ObeyedTold(id_, sign(OBEYED, told, by.key))))

    assert code_of(tell(other, obeyed)) == "401 unproven"
    assert code_of(tell(other, obeyed, other.device)) == "401 unproven"
    assert code_of(tell(device, obeyed, b"x" * 16)) == "403 unknown_device"
    for unfit in (
        replace(obeyed, number=number + 1),
        replace(obeyed, what="wipe"),
        replace(obeyed, number=2**63),
    ):
        assert tell(device, unfit).status_code == 200
    assert len(caller.welcome(device).orders) == 1
    centre.orders.revoke(device.device, "stolen")
    for _ in range(2):
        assert tell(device, obeyed).status_code == 200
    assert read_json(caller.hello(device).content, Problem).orders == ()
