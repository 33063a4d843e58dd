"""Receipts proven on this PC and on another that holds the station's key; forged ones and strangers fail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import astuple, replace

from counter_tui.bootstrap import Services
from counter_tui.db import ledger, station_keys
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.keys import StationKeyShared, StationKeyTaken
from counter_tui.domain.receipt.proof import Claim, key_mark, read_text
from counter_tui.paths import Home
from counter_tui.services.wording.receipt import claim_of
from support.looking import looked_over
from support.second_pc import PASSPHRASE, join, other_pc
from support.stations import CODE, CONNECTION, LI, WANG, SmallStation, open_small_station

CUSTOMER = {
    "id_kind": "resident_id",
    "id_number": "110101199003074477",
    "name": "王建国",
    "address": "和平路12号",
    "phone": "13812340001",
}


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The station's first PC."""
    station = open_small_station(tmp_path, empty=True)
    yield station
    station.services.close()


@pytest.fixture
def second(small: SmallStation, tmp_path: Path) -> Iterator[Services]:
    """The station's second PC, set up by itself, with a key of its own."""
    services = other_pc(small, tmp_path / "second")
    yield services
    services.close()


def proven_text(small: SmallStation) -> str:
    """What the QR code on the receipt of a new matter says."""
    matter = small.accept(LI, CONNECTION, **CUSTOMER)
    shown = small.services.receipts.preview(LI, matter)
    view = small.services.matters.view(LI, matter)
    assert view.line.number in shown
    code = next(line.split()[-1] for line in shown.splitlines() if "核对码" in line)
    from counter_tui.domain.matter.evolve import fold
    from counter_tui.domain.receipt.proof import write_text
    from counter_tui.services.station import matter_subject

    with small.services.base.store.reading() as connection:
        folded = fold(ledger.facts_of(connection, matter_subject(matter)))
    assert folded is not None
    return write_text(claim_of(folded, small.services.base.zone), code)


def keys_of(services: Services) -> list[bytes]:
    """The keys a PC holds."""
    with services.base.store.reading() as connection:
        return station_keys.known(connection)


def test_a_receipt_is_proven_where_it_was_printed_and_on_the_other_pc_with_the_key(
    small: SmallStation, second: Services, tmp_path: Path
) -> None:
    text = proven_text(small)
    assert small.services.proofs.check_text(text).genuine
    assert not second.proofs.check_text(text).genuine
    assert join(small, second, tmp_path / "join") == 1
    assert second.proofs.check_text(text).genuine


@pytest.mark.parametrize("field", Claim.__struct_fields__)
def test_a_forged_receipt_fails_on_every_pc(
    small: SmallStation, second: Services, tmp_path: Path, field: str
) -> None:
    join(small, second, tmp_path / "join")
    read = read_text(proven_text(small))
    assert read is not None
    claim, code = read
    forged = replace(claim, **{field: getattr(claim, field).replace("1", "2") + "x"})
    assert astuple(forged) != astuple(claim)
    for services in (small.services, second):
        assert services.proofs.check(claim, code).genuine
        assert not services.proofs.check(forged, code).genuine


def test_the_other_pc_prints_with_the_common_key_from_then_on_and_its_old_receipts_stay_true(
    small: SmallStation, second: Services, tmp_path: Path
) -> None:
    before = keys_of(second)
    join(small, second, tmp_path / "join")
    assert keys_of(second) == [*before, *keys_of(small.services)]
    assert join(small, second, tmp_path / "again") == 0


def test_keys_wander_whole_so_that_a_third_pc_knows_all_of_them(
    small: SmallStation, second: Services, tmp_path: Path
) -> None:
    theirs = keys_of(second)
    second.station_keys.share(WANG, PASSPHRASE, tmp_path / "from-second")
    small.services.station_keys.take(WANG, PASSPHRASE, tmp_path / "from-second")
    join(small, second, tmp_path / "back")
    assert keys_of(small.services)[-1] == keys_of(second)[-1] == theirs[-1]
    assert set(keys_of(small.services)) == set(keys_of(second))


def test_after_a_renewal_old_receipts_prove_with_the_old_key_and_new_ones_with_the_new(
    small: SmallStation, second: Services, tmp_path: Path
) -> None:
    """On the other PC too once it has the keys; the doctor agrees with both."""
    join(small, second, tmp_path / "first")
    old = proven_text(small)
    small.services.station_keys.renew(WANG)
    new = proven_text(small)
    for text in (old, new):
        assert small.services.proofs.check_text(text).genuine
    assert second.proofs.check_text(old).genuine
    assert not second.proofs.check_text(new).genuine
    assert join(small, second, tmp_path / "then") == 1
    assert second.proofs.check_text(new).genuine
    assert keys_of(second)[-1] == keys_of(small.services)[-1]
    for services in (small.services, second):
        assert looked_over(Home(services.base.store.path.parent)).findings == ()


def test_a_pc_that_is_behind_brings_no_renewed_key_back(
    small: SmallStation, second: Services, tmp_path: Path
) -> None:
    """Neither where the key was renewed, nor where the new one was only taken."""
    join(small, second, tmp_path / "first")
    behind = tmp_path / "behind"
    second.station_keys.share(WANG, PASSPHRASE, behind)
    small.services.station_keys.renew(WANG)
    new = keys_of(small.services)[-1]
    assert small.services.station_keys.take(WANG, PASSPHRASE, behind).outdated
    assert keys_of(small.services)[-1] == new
    join(small, second, tmp_path / "then")
    taken = second.station_keys.take(WANG, PASSPHRASE, behind)
    assert (taken.count, taken.outdated) == (0, True)
    assert keys_of(second)[-1] == new


def test_sharing_and_taking_are_facts_without_the_key_and_the_doctor_agrees(
    small: SmallStation, second: Services, tmp_path: Path
) -> None:
    join(small, second, tmp_path / "join")
    mark = key_mark(keys_of(small.services)[-1])
    for services, fact in (
        (small.services, StationKeyShared(mark=mark, letter="A")),
        (second, StationKeyTaken(mark=mark)),
    ):
        with services.base.store.reading() as connection:
            (entry,) = ledger.latest(connection, fact.type)
        assert (entry.fact, entry.actor) == (fact, WANG.staff_no)
        home = Home(services.base.store.path.parent)
        assert looked_over(home).findings == ()


def test_the_key_is_not_in_the_file_nor_in_any_fact(small: SmallStation, tmp_path: Path) -> None:
    file = tmp_path / "join"
    small.services.station_keys.share(WANG, PASSPHRASE, file)
    (key,) = keys_of(small.services)
    assert key.hex() not in file.read_text("ascii")
    with small.services.base.store.reading() as connection:
        bodies = [body for (body,) in connection.execute("SELECT body FROM fact")]
    assert not [body for body in bodies if key in body or key.hex().encode() in body]


def test_only_a_lead_or_head_shares_or_takes(small: SmallStation, tmp_path: Path) -> None:
    for act in (small.services.station_keys.share, small.services.station_keys.take):
        with pytest.raises(RuleBroken, match="not_allowed"):
            act(LI, PASSPHRASE, tmp_path / "join")
    with pytest.raises(RuleBroken, match="not_allowed"):
        small.services.station_keys.renew(LI)
    assert not (tmp_path / "join").exists()


def test_a_weak_passphrase_or_a_file_that_is_there_stops_the_sharing(
    small: SmallStation, tmp_path: Path
) -> None:
    file = tmp_path / "join"
    with pytest.raises(RuleBroken, match="passphrase_short"):
        small.services.station_keys.share(WANG, "short", file)
    file.touch()
    with pytest.raises(RuleBroken, match="join_file_exists"):
        small.services.station_keys.share(WANG, PASSPHRASE, file)
    with pytest.raises(RuleBroken, match="join_file_unwritable"):
        small.services.station_keys.share(WANG, PASSPHRASE, file / "join")


def test_a_file_of_another_station_another_passphrase_or_a_changed_one_gives_no_key(
    small: SmallStation, second: Services, tmp_path: Path
) -> None:
    file = tmp_path / "join"
    small.services.station_keys.share(WANG, PASSPHRASE, file)
    before, text = keys_of(second), file.read_text("ascii")
    changes = {
        "join_passphrase_wrong": text[:-3] + ("00\n" if text[-3:] != "00\n" else "11\n"),
        "join_other_station": text.replace(f"station {CODE}", "station 0418B"),
        "join_file_unreadable": text.replace("scheme", "schema"),
    }
    with pytest.raises(RuleBroken, match="join_passphrase_wrong"):
        second.station_keys.take(WANG, PASSPHRASE + "x", file)
    for code, changed in changes.items():
        file.write_text(changed, "ascii")
        with pytest.raises(RuleBroken, match=code):
            second.station_keys.take(WANG, PASSPHRASE, file)
    with pytest.raises(RuleBroken, match="join_file_unreadable"):
        second.station_keys.take(WANG, PASSPHRASE, tmp_path / "none")
    assert keys_of(second) == before


def test_a_file_renamed_for_another_station_does_not_open_there(small: SmallStation, tmp_path: Path) -> None:
    file = tmp_path / "join"
    small.services.station_keys.share(WANG, PASSPHRASE, file)
    file.write_text(file.read_text("ascii").replace(f"station {CODE}", "station 0418B"), "ascii")
    stranger = other_pc(small, tmp_path / "stranger", "0418B")
    with pytest.raises(RuleBroken, match="join_passphrase_wrong"):
        stranger.station_keys.take(WANG, PASSPHRASE, file)
    stranger.close()


def test_a_receipt_is_proven_by_the_days_as_they_stand_on_it(small: SmallStation) -> None:
    read = read_text(proven_text(small))
    assert read is not None
    claim, code = read
    year, month, day = claim.due.split("-")
    typed = replace(claim, due=f"{year}年{int(month)}月{int(day)}日（周五）前")
    assert small.services.proofs.check(typed, code).genuine


def test_what_is_no_receipt_is_told_from_a_false_one(small: SmallStation) -> None:
    with pytest.raises(RuleBroken, match="receipt_text_unfit"):
        small.services.proofs.check_text("https://example.test/")
    with pytest.raises(RuleBroken, match="check_code_length"):
        small.services.proofs.check(Claim("", "", "", "", ""), "ABC")


def test_the_receipt_shows_the_code_and_the_version_of_the_catalogue(small: SmallStation) -> None:
    matter = small.accept(LI, CONNECTION, **CUSTOMER)
    shown = small.services.receipts.preview(LI, matter)
    assert "核对码" in shown
    assert f"{small.services.base.rules.catalogue.version} {CONNECTION}" in shown
    assert "CT1|" not in shown
