"""How a device is let in, and who is not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from counter_centre.centre import Centre
from counter_centre.database import reading
from counter_centre.ordering import Orders
from counter_centre.tables import Device, EnrolmentCode, Guessing
from counter_tui.domain.ids import SIGNS
from counter_tui.domain.reading import read_json
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.messages import Enrolled
from support.centres import Caller, SetClock, add_station, code_of, enrolled
from support.streams import NOON_MS, PaperDevice

WRONG = "2222222222"


def clock_of(centre: Centre) -> SetClock:
    assert isinstance(centre.now_ms, SetClock)
    return centre.now_ms


def code_for(centre: Centre, station: str = "33010") -> str:
    return centre.enroller.make_code(station, centre.now_ms())


def letters(centre: Centre) -> list[str]:
    with reading(centre.engine) as session:
        return sorted(session.exec(select(Device.letter)))


def test_a_device_with_a_code_belongs_to_its_station_and_is_told_the_centres_keys(
    centre: Centre, caller: Caller
) -> None:
    device = PaperDevice("a")
    answer = caller.enrol(device, code_for(centre))
    found = read_json(answer.content, Enrolled)
    assert (answer.status_code, found.station_name, found.letter) == (200, "万泉供电所", "A")
    assert (len(found.centre), len(found.sealing), found.incarnation) == (32, 32, centre.incarnation)
    assert caller.hello(device).status_code == 200


def test_a_code_has_ten_signs_and_only_its_hash_is_kept(centre: Centre) -> None:
    code = code_for(centre)
    assert len(code) == 10
    assert set(code) <= set(SIGNS)
    with reading(centre.engine) as session:
        row = session.exec(select(EnrolmentCode)).one()
    assert code.encode() not in row.hash
    assert row.until_ms == NOON_MS + 72 * 3_600_000


def test_a_code_lets_one_device_in(centre: Centre, caller: Caller) -> None:
    code = code_for(centre)
    assert caller.enrol(PaperDevice("a"), code).status_code == 200
    assert code_of(caller.enrol(PaperDevice("b"), code)) == "403 code_unfit"
    assert letters(centre) == ["A"]


def test_the_same_request_again_is_answered_as_the_first_was(centre: Centre, caller: Caller) -> None:
    code = code_for(centre)
    first = caller.enrol(PaperDevice("a"), code)
    clock_of(centre).move(hours=100)
    again = caller.enrol(PaperDevice("a"), code)
    assert again.status_code == 200
    assert {**first.json(), "at_ms": 0} == {**again.json(), "at_ms": 0}
    stolen = PaperDevice("a", key=SigningKey(bytes(range(32))))
    assert code_of(caller.enrol(stolen, code)) == "403 code_unfit"


def test_of_devices_that_bring_one_code_at_once_one_is_let_in(centre: Centre, caller: Caller) -> None:
    code = code_for(centre)
    devices = [PaperDevice(name) for name in "abcd"]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda device: caller.enrol(device, code), devices))
    assert sorted(answer.status_code for answer in answers) == [200, 403, 403, 403]
    assert len(letters(centre)) == 1


@pytest.mark.parametrize("wrong", ["expired", "of another station", "wrong"])
def test_a_code_that_is_not_for_this_lets_nobody_in(centre: Centre, caller: Caller, wrong: str) -> None:
    add_station(centre, "33020", "和平供电所")
    code = {"expired": code_for(centre), "of another station": code_for(centre, "33020")}.get(wrong, WRONG)
    if wrong == "expired":
        clock_of(centre).move(hours=72, seconds=1)
    assert code_of(caller.enrol(PaperDevice("a"), code)) == "403 code_unfit"
    assert letters(centre) == []


def test_a_letter_another_device_has_is_not_given_and_the_code_serves_on(
    centre: Centre, caller: Caller
) -> None:
    enrolled(centre, caller, "a")
    other = PaperDevice("b")
    code = code_for(centre)
    assert code_of(caller.enrol(other, code, letter="A")) == "409 letter_taken"
    assert caller.enrol(other, code).status_code == 200
    assert letters(centre) == ["A", "B"]


def test_a_device_of_one_station_does_not_enrol_at_another(centre: Centre, caller: Caller) -> None:
    device = enrolled(centre, caller, "a")
    add_station(centre, "33020", "和平供电所")
    device.station = "33020"
    assert code_of(caller.enrol(device, code_for(centre, "33020"))) == "403 other_station"


def test_a_revoked_device_does_not_enrol_again_and_one_that_is_to_gets_its_new_key(
    centre: Centre, caller: Caller
) -> None:
    device = enrolled(centre, caller, "a")
    orders = Orders(centre.engine, SigningKey(bytes(range(32))))
    orders.give(device.device, "enrol_again", NOON_MS)
    assert len(caller.welcome(device).orders) == 1
    device.key = SigningKey(bytes(range(1, 33)))
    assert code_of(caller.hello(device)) == "401 unproven"
    assert caller.enrol(device, code_for(centre)).status_code == 200
    assert caller.welcome(device).orders == ()
    orders.revoke(device.device, "stolen")
    assert code_of(caller.enrol(device, code_for(centre))) == "403 revoked"


def test_a_request_of_long_ago_brings_no_old_key_back_and_ends_no_order(
    centre: Centre, caller: Caller
) -> None:
    device, code = PaperDevice("a"), code_for(centre)
    assert caller.enrol(device, code).status_code == 200
    centre.orders.give(device.device, "enrol_again", NOON_MS)
    assert code_of(caller.enrol(device, code)) == "403 code_unfit"
    assert len(caller.welcome(device).orders) == 1
    old, device.key = device.key, SigningKey(bytes(range(1, 33)))
    assert caller.enrol(device, code_for(centre)).status_code == 200
    copied = PaperDevice("a", key=old)
    assert code_of(caller.enrol(copied, code)) == "403 code_unfit"
    assert code_of(caller.hello(copied)) == "401 unproven"
    assert caller.hello(device).status_code == 200


def test_a_request_another_key_signed_is_not_proven(centre: Centre, caller: Caller) -> None:
    other = SigningKey(bytes(range(32)))
    assert code_of(caller.enrol(PaperDevice("a"), code_for(centre), by=other)) == "401 unproven"


@pytest.mark.parametrize(
    "changed",
    [
        {"letter": "AA"},
        {"letter": "\0"},
        {"device": b"short"},
        {"station": "33\x0010"},
        {"code": "\0"},
        {"fingerprint": b""},
        {"fingerprint": bytes(1000)},
    ],
)
def test_a_request_with_values_that_cannot_be_is_broken(
    centre: Centre, caller: Caller, changed: dict[str, object]
) -> None:
    assert code_of(caller.enrol(PaperDevice("a"), code_for(centre), **changed)) == "400 broken"


def test_guessed_codes_are_counted_and_answered_later_and_later(centre: Centre, caller: Caller) -> None:
    device, clock, code = PaperDevice("a"), clock_of(centre), code_for(centre)
    assert {code_of(caller.enrol(device, WRONG)) for _ in range(5)} == {"403 code_unfit"}
    waits = []
    for _ in range(8):
        answer = caller.enrol(device, WRONG)
        assert code_of(answer) == "429 wait"
        waits.append(int(answer.headers["retry-after"]))
        clock.move(seconds=waits[-1])
        assert code_of(caller.enrol(device, WRONG)) == "403 code_unfit"
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert code_of(caller.enrol(device, code)) == "429 wait"
    with reading(centre.engine) as session:
        assert session.get_one(Guessing, "33010").wrong == 13
    clock.move(seconds=60)
    assert caller.enrol(device, code).status_code == 200
    assert code_of(caller.enrol(PaperDevice("b"), WRONG)) == "403 code_unfit"


def test_codes_for_stations_that_are_none_are_counted_in_one_place(centre: Centre, caller: Caller) -> None:
    for number in range(5):
        answer = caller.enrol(PaperDevice("a", station=f"4400{number}"), WRONG)
        assert code_of(answer) == "403 code_unfit"
    assert code_of(caller.enrol(PaperDevice("a", station="44009"), WRONG)) == "429 wait"
    assert caller.enrol(PaperDevice("b"), code_for(centre)).status_code == 200
