"""What a hub is told of the devices of its station."""

from __future__ import annotations

from counter_centre.centre import Centre
from counter_centre.ordering import Orders
from counter_tui.domain.reading import read_json
from counter_tui.wire.envelope import Signed, proven
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.messages import NEIGHBOURS, Enrolled, Neighbours
from support.centres import Caller, add_station, enrolled
from support.streams import PaperDevice


def told(centre: Centre, caller: Caller, device: PaperDevice) -> Neighbours:
    answer = caller.get("/v1/neighbours", caller.welcome(device).session)
    code = centre.enroller.make_code(device.station, centre.now_ms())
    key = read_json(caller.enrol(device, code).content, Enrolled).centre
    return proven(read_json(answer.content, Signed), NEIGHBOURS, key, Neighbours)


def test_a_device_is_told_the_keys_of_its_stations_devices_signed(centre: Centre, caller: Caller) -> None:
    add_station(centre, "33020", "清河供电所")
    one, other = (enrolled(centre, caller, name) for name in "ab")
    enrolled(centre, caller, "c", "33020")
    found = told(centre, caller, one)
    assert (found.station, [each.letter for each in found.devices]) == ("33010", ["A", "B"])
    assert [(each.device, each.public) for each in found.devices] == [
        (device.device, device.key.public) for device in (one, other)
    ]


def test_a_revoked_device_is_no_neighbour(centre: Centre, caller: Caller) -> None:
    one, other = (enrolled(centre, caller, name) for name in "ab")
    Orders(centre.engine, SigningKey(bytes(32))).revoke(other.device, "stolen")
    assert [each.letter for each in told(centre, caller, one).devices] == ["A"]


def test_nobody_is_told_without_a_session(caller: Caller) -> None:
    assert caller.get("/v1/neighbours", "").status_code == 401
