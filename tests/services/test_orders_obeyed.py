"""What the centre orders a PC is done once, and only what it signed for this very PC."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.bootstrap import open_services
from counter_tui.db import ledger
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.upkeep import OrderObeyed
from counter_tui.paths import Home
from counter_tui.services.centre.closed_pc import read_closed, tell_centre
from counter_tui.services.centre.orders import obey_orders
from counter_tui.sync.peer import change_peer, read_peer
from counter_tui.wire.bundle import read_bundle
from counter_tui.wire.envelope import Signed, sign
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.messages import ORDER, RECEIPT, Order, What
from counter_tui.wire.ranges import read_range
from counter_tui.wire.sealed import read_sealed
from support.bundles import stick_in
from support.ordering import as_command, belonging, give, open_orders
from support.served_centre import ServedCentre, served_centre
from support.stations import BILL, CODE, LI, WANG, SmallStation, open_small_station

NOTE = {"name": "何静", "phone": "13812340009", "fields": {"content": "电费多了"}}


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[ServedCentre]:
    with served_centre(tmp_path / "centre", CODE) as one:
        yield one


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    made = open_small_station(tmp_path / "home")
    yield made
    made.services.close()


def obeyed(small: SmallStation) -> list[str]:
    with small.services.base.store.reading() as connection:
        facts = [each.fact for each in ledger.latest(connection, OrderObeyed.type, limit=9)]
    return [fact.what for fact in facts if isinstance(fact, OrderObeyed)]


def facts_in(small: SmallStation) -> int:
    with small.services.base.store.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM fact").fetchone()[0])


def unsent(small: SmallStation) -> int:
    return small.services.station.view().unsent


def left_in(home: Home) -> list[str]:
    return sorted(str(each.relative_to(home.folder)) for each in home.folder.rglob("*") if each.is_file())


def sealed_facts(home: Home, centre: ServedCentre) -> int:
    """How many facts the centre can read in what a closed PC left."""
    (file,) = (home.folder / "GW").iterdir()
    sealing = centre.centre.enroller.keys.sealing
    bundles = [read_bundle(each) for each in read_sealed(file.read_bytes()).bundles]
    return sum(len(read_range(each).entries()) for bundle in bundles for each in bundle.ranges(sealing))


def closed_by(call: object) -> str:
    with pytest.raises(RuleBroken) as broken:
        call()  # type: ignore[operator]
    return broken.value.code


def test_the_feed_is_read_again_once_and_the_centre_hears_of_it(
    small: SmallStation, centre: ServedCentre
) -> None:
    belonging(small, centre)
    small.services.sync.call_now()
    facts = facts_in(small)
    give(centre, "read_again")
    called = small.services.sync.call_now()
    assert (called.result, called.taken, obeyed(small), open_orders(centre)) == (
        "done",
        0,
        ["read_again"],
        [],
    )
    small.services.sync.call_now()
    assert obeyed(small) == ["read_again"]
    assert unsent(small) == 0
    # The one that tells of the order.
    assert facts_in(small) == facts + 1


def test_what_was_brought_before_the_feed_is_read_again_is_counted_too(
    small: SmallStation, centre: ServedCentre
) -> None:
    belonging(small, centre)
    facts = facts_in(small)
    give(centre, "read_again")
    # The one that tells of the order goes with the second half of the call.
    assert small.services.sync.call_now().sent == facts + 1


def test_a_pc_asks_for_a_new_code_until_it_has_one_and_goes_on_being_served(
    small: SmallStation, centre: ServedCentre
) -> None:
    belonging(small, centre)
    give(centre, "enrol_again")
    assert small.services.sync.call_now().result == "done"
    assert small.services.sync.call_now().result == "done"
    state = small.services.sync.state()
    assert state
    assert (state.enrol_again, obeyed(small), open_orders(centre)) == (
        True,
        ["enrol_again"],
        ["enrol_again"],
    )
    belonging(small, centre)
    state = small.services.sync.state()
    assert state
    assert (state.enrol_again, open_orders(centre)) == (False, [])


def test_a_copied_disk_leads_to_a_new_code_by_itself(
    small: SmallStation, centre: ServedCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    belonging(small, centre)
    monkeypatch.setattr("counter_tui.services.centre.calls.machine_of", lambda _station: b"another machine")
    small.services.sync.call_now()
    small.services.sync.call_now()
    state = small.services.sync.state()
    assert state
    assert state.enrol_again


def test_a_stolen_pc_seals_what_it_had_not_sent_and_nothing_else_stays(
    small: SmallStation, centre: ServedCentre, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    belonging(small, centre)
    small.services.sync.call_now()
    small.accept(LI, BILL, **NOTE)
    small.services.backups.make_due()
    outside = tmp_path / "outside.txt"
    outside.write_text("not of this home", "ascii")
    (small.home.folder / "link").symlink_to(outside)
    waiting = unsent(small)
    assert waiting > 0
    number = give(centre, "wipe")
    assert closed_by(small.services.sync.call_now) == "closed_down"
    name = f"{CODE}-C-{number}.gws"
    assert left_in(small.home) == [f"GW/{name}", "closed.json"]
    assert sealed_facts(small.home, centre) == waiting
    assert outside.read_text("ascii") == "not of this home"
    noted = read_closed(small.home)
    assert noted
    assert (noted.gone, noted.noted, noted.facts, open_orders(centre)) == (True, True, waiting, [])
    text = small.home.closed.read_text("utf-8")
    assert "何静" not in text
    assert closed_by(lambda: open_services(small.home, small.clock)) == "closed_down"
    # The operator takes the file in as any stick: set apart, and readable there.
    data = tmp_path / "centre"
    assert as_command(data, "bundle", "import", str(small.home.folder)) == 1
    assert "revoked" in capsys.readouterr().out
    assert as_command(data, "bundle", "quarantine") == 1
    bundle = capsys.readouterr().out.splitlines()[1].split("\t")[0]
    assert as_command(data, "bundle", "read", bundle[:12]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(told) == waiting
    assert {"MatterAccepted"} <= {each["type"] for each in told}
    assert any("何静" in json.dumps(each["body"], ensure_ascii=False) for each in told)


def test_a_wipe_comes_also_by_stick_and_the_sealed_file_tells_that_it_was_obeyed(
    small: SmallStation, centre: ServedCentre, tmp_path: Path
) -> None:
    belonging(small, centre)
    small.services.sync.call_now()
    small.accept(LI, BILL, **NOTE)
    stick = stick_in(tmp_path)
    small.services.bundles.export(LI, stick)
    give(centre, "wipe")
    change_peer(small.services.base.store, address="http://127.0.0.1:1")
    now = centre.centre.now_ms()
    assert [each.verdict for each in centre.centre.bundles.take(Path(stick), now)] == ["revoked"]
    assert closed_by(lambda: small.services.bundles.take_back(LI, stick)) == "closed_down"
    noted = read_closed(small.home)
    assert noted
    assert (noted.gone, noted.noted, open_orders(centre)) == (True, False, ["wipe"])
    (small.home.folder / "GW" / noted.sealed).rename(Path(stick) / "GW" / noted.sealed)
    centre.centre.bundles.take(Path(stick), now)
    assert open_orders(centre) == []


def test_a_centre_that_was_not_told_hears_it_at_the_next_call(
    small: SmallStation, centre: ServedCentre
) -> None:
    belonging(small, centre)
    give(centre, "wipe")
    given = orders_of(small, centre)
    with pytest.raises(RuleBroken, match="closed_down"):
        obey_orders(small.services.base.store, given)
    # Nobody handed the line over: it was called at the kept address.
    assert open_orders(centre) == []
    assert tell_centre(small.home)


def orders_of(small: SmallStation, centre: ServedCentre) -> tuple[Signed, ...]:
    """What the centre orders the PC, as it sends it."""
    with small.services.base.store.reading() as connection:
        peer = read_peer(connection)
        device = connection.execute("SELECT device_id FROM station").fetchone()[0]
    assert peer
    member = centre.centre.bundles.members.member(bytes(device))
    assert member
    return member.orders


def test_no_order_but_the_centres_own_to_this_pc_is_obeyed(small: SmallStation, centre: ServedCentre) -> None:
    device = belonging(small, centre)
    number = give(centre, "read_again")
    small.services.sync.call_now()
    key, stranger = centre.centre.enroller.keys.signing, SigningKey(b"x" * 32)
    order = Order(number + 1, CODE, device, "wipe", 1)
    fit = sign(ORDER, order, key)
    unfit = {
        "nobody's": replace(fit, signature=b""),
        "a stranger's": sign(ORDER, order, stranger),
        "another device's": sign(ORDER, replace(order, device=b"x" * 16), key),
        "another station's": sign(ORDER, replace(order, station="OTHER"), key),
        "another sort": sign(RECEIPT, order, key),
        "changed": replace(fit, content=fit.content.replace('"at_ms":1', '"at_ms":2')),
        "repeated": sign(ORDER, replace(order, number=number), key),
        "older": sign(ORDER, replace(order, number=1), key),
    }
    facts = facts_in(small)
    for why, signed in unfit.items():
        assert not obey_orders(small.services.base.store, [signed]), why
    assert facts_in(small) == facts
    assert not small.home.closing.exists()
    # The one they were made of would have been.
    assert closed_by(lambda: obey_orders(small.services.base.store, [fit])) == "closed_down"


@pytest.mark.parametrize("what", ["read_again", "enrol_again"])
def test_an_order_told_twice_is_obeyed_once(small: SmallStation, centre: ServedCentre, what: What) -> None:
    belonging(small, centre)
    give(centre, what)
    given = orders_of(small, centre)
    store = small.services.base.store
    change_peer(store, feed_pos=7, feed_hash=b"h" * 32)
    first = obey_orders(store, [*given, *given])
    assert first is (what == "read_again")
    assert obey_orders(store, given) is False
    assert obeyed(small) == [what]
    with store.reading() as connection:
        peer = read_peer(connection)
    assert peer
    assert peer.feed_pos == (0 if what == "read_again" else 7)


def test_nothing_is_gone_where_what_is_sealed_cannot_be_written(
    small: SmallStation, centre: ServedCentre
) -> None:
    belonging(small, centre)
    small.accept(LI, BILL, **NOTE)
    give(centre, "wipe")
    waiting = unsent(small)
    # A file where the folder would be.
    (small.home.folder / "GW").write_bytes(b"")
    before = small.clock.now()
    assert closed_by(small.services.sync.call_now) == "closing_stopped"
    # Nor is the centre called at each look from then on.
    state = small.services.sync.state()
    assert state
    assert (state.called_at, state.failures) == (before, 1)
    small.services.close()
    assert closed_by(lambda: open_services(small.home, small.clock)) == "closing_stopped"
    assert small.home.store.exists()
    (small.home.folder / "GW").unlink()
    assert closed_by(lambda: open_services(small.home, small.clock)) == "closed_down"
    assert sealed_facts(small.home, centre) == waiting
    assert not small.home.store.exists()


def test_a_home_of_the_same_name_as_the_folder_of_bundles_keeps_what_is_sealed(
    tmp_path: Path, centre: ServedCentre
) -> None:
    first = open_small_station(tmp_path)
    first.services.close()
    home = Home(first.home.folder.rename(tmp_path / "GW"))
    small = SmallStation(open_services(home, first.clock), first.clock, home)
    belonging(small, centre)
    give(centre, "wipe")
    waiting = unsent(small)
    assert closed_by(small.services.sync.call_now) == "closed_down"
    assert sealed_facts(small.home, centre) == waiting
    assert not small.home.store.exists()


def test_what_is_written_while_it_is_sealed_is_sealed_too(
    small: SmallStation, centre: ServedCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    belonging(small, centre)
    give(centre, "wipe")
    other = open_services(small.home, small.clock)
    waiting, steps = unsent(small), []

    def step(name: str) -> None:
        steps.append(name)
        if steps == ["note", "seal", "verify"]:
            draft = other.drafts.new(LI, kind=BILL).with_values(**NOTE)
            other.acceptance.submit(LI, draft)
        if name == "ledger":
            # From then on nobody writes, whoever still has the store open.
            assert closed_by(lambda: other.drafts.save(LI, other.drafts.new(LI, kind=BILL))) == "closed_down"

    from counter_tui.services.centre import orders
    from counter_tui.services.centre.closing_down import close_down

    monkeypatch.setattr(orders, "close_down", lambda store, given: close_down(store, given, step))
    assert closed_by(small.services.sync.call_now) == "closed_down"
    other.close()
    assert steps.count("seal") == 2
    assert sealed_facts(small.home, centre) > waiting
    assert left_in(small.home)[1:] == ["closed.json"]


def test_a_demo_station_is_closed_down_in_its_own_folder_and_the_centre_beside_it_stays(
    tmp_path: Path, centre: ServedCentre
) -> None:
    small = open_small_station(tmp_path / "demo", demo=True)
    beside = small.home.folder / "centre" / "centre.db"
    beside.parent.mkdir()
    beside.write_bytes(b"the company's")
    belonging(small, centre)
    give(centre, "wipe")
    assert closed_by(small.services.sync.call_now) == "closed_down"
    small.services.close()
    assert left_in(small.home)[1:] == ["centre/centre.db", "closed.json"]


def test_the_note_of_another_home_closes_nothing(
    small: SmallStation, centre: ServedCentre, tmp_path: Path
) -> None:
    belonging(small, centre)
    give(centre, "wipe")
    assert closed_by(small.services.sync.call_now) == "closed_down"
    other = open_small_station(tmp_path / "other")
    other.services.close()
    key = other.home.key_file.read_bytes()
    # As the same key file would be the same home, this one has another.
    other.home.key_file.write_bytes(key.strip() + b" \n")
    other.home.closed.write_bytes(small.home.closed.read_bytes().replace(b'"gone":true', b'"gone":false'))
    again = open_services(other.home, other.clock)
    assert again.staff.find(WANG.staff_no) == WANG
    again.close()
    assert not other.home.closed.exists()


def test_a_note_of_an_order_that_proves_nothing_closes_nothing(small: SmallStation) -> None:
    small.services.close()
    for content in (b"", b"{}", b'{"order":{"content":"{}","signature":""}}'):
        small.home.closing.write_bytes(content)
        again = open_services(small.home, small.clock)
        again.close()
        assert not small.home.closing.exists()
        assert small.home.store.exists()
