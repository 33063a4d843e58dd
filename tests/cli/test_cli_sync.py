"""``sync``: enrolled, called and told of from a shell, against a centre on the loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.cli.exits import TRY_LATER
from counter_tui.db.files.one_holder import HolderFile
from counter_tui.paths import CALL, Home
from counter_tui.wire.keys import key_name
from support.cli_runs import Run
from support.ordering import give, open_orders
from support.served_centre import ServedCentre, served_centre

STATION = "33011"
NOBODY = "https://127.0.0.1:1"
"""No program of a PC listens there."""


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[ServedCentre]:
    with served_centre(tmp_path / "centre", STATION) as one:
        yield one


@pytest.fixture
def enrolled(run: Run, real: Path, pin_file: Path, centre: ServedCentre) -> Path:
    """The home of a station whose PC belongs to the centre."""
    assert enrol(run, real, pin_file, centre, key_name(centre.public)) == 0
    return real


def enrol(run: Run, home: Path, pin_file: Path, centre: ServedCentre, name: str, *more: object) -> int:
    """Let the PC belong to the centre; the exit code."""
    act = ("--staff", "2001", "--pin-file", pin_file, "--home", home)
    return run("sync", "enrol", centre.address, centre.code(STATION), "--fingerprint", name, *act, *more).code


def test_a_pc_that_belongs_to_no_centre_says_how_to_enrol_it(run: Run, real: Path) -> None:
    for words in (["sync", "--once"], ["sync", "status"]):
        ran = run(*words, "--home", real)
        assert (ran.code, ran.out) == (2, "")
        assert "sync enrol" in ran.err


def test_a_call_from_a_timer_needs_nobody_and_brings_everything(run: Run, enrolled: Path) -> None:
    before = run("sync", "status", "--json", "--home", enrolled).objects[0]
    ran = run("sync", "--once", "--json", "--home", enrolled)
    after = run("sync", "status", "--json", "--home", enrolled).objects[0]
    assert (ran.code, ran.err) == (0, "")
    assert ran.objects[0]["sent"] == before["unsent"] > 0
    assert (after["unsent"], after["unsent_by_day"], after["problem"]) == (0, {}, None)
    assert after["bytes_up"] == ran.objects[0]["bytes_up"]


def test_what_is_said_has_no_code_of_the_program_in_it(run: Run, enrolled: Path) -> None:
    called = run("sync", "--once", "--home", enrolled, "--lang", "zh")
    status = run("sync", "status", "--home", enrolled, "--lang", "zh")
    assert "中心已齐全" in called.out
    assert "尚未到中心：0" in status.out
    assert "None" not in called.out + status.out


def test_a_name_of_the_centres_key_may_be_typed_in_groups(
    run: Run, real: Path, pin_file: Path, centre: ServedCentre
) -> None:
    name = key_name(centre.public).upper()
    assert enrol(run, real, pin_file, centre, f"{name[:4]} {name[4:8]}-{name[8:]}") == 0


def test_another_name_of_the_key_keeps_the_pc_out(
    run: Run, real: Path, pin_file: Path, centre: ServedCentre
) -> None:
    assert enrol(run, real, pin_file, centre, "0123456789abcdef") == 3
    assert run("sync", "--once", "--home", real).code == 2


def test_without_a_name_and_a_terminal_nobody_is_enrolled(
    run: Run, real: Path, pin_file: Path, centre: ServedCentre
) -> None:
    act = ("--staff", "2001", "--pin-file", pin_file, "--home", real)
    ran = run("sync", "enrol", centre.address, centre.code(STATION), *act)
    assert ran.code == 2
    assert "--fingerprint" in ran.err


@pytest.mark.parametrize("content", [None, b"no certificate", "证书".encode()])
def test_a_file_without_a_certificate_is_refused(
    run: Run, real: Path, pin_file: Path, centre: ServedCentre, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_bytes(content)
    assert enrol(run, real, pin_file, centre, key_name(centre.public), "--ca", file) == 2


def test_nobody_who_answers_ends_as_a_failure_that_passes(
    run: Run, real: Path, pin_file: Path, tmp_path: Path
) -> None:
    with served_centre(tmp_path / "gone", STATION) as centre:
        assert enrol(run, real, pin_file, centre, key_name(centre.public)) == 0
    ran = run("sync", "--once", "--home", real, "--lang", "en")
    assert ran.code == TRY_LATER
    assert "look at the network" in ran.out


def test_a_hub_that_does_not_answer_ends_as_a_centre_that_does_not(
    run: Run, enrolled: Path, pin_file: Path
) -> None:
    act = ("--staff", "2001", "--pin-file", pin_file, "--home", enrolled)
    assert run("hub", "join", NOBODY, "0123456789abcdef", *act).code == 0
    ran = run("hub", "call", "--home", enrolled, "--lang", "en")
    assert ran.code == TRY_LATER
    assert "The hub does not answer" in ran.out


def test_a_revoked_pc_ends_as_not_allowed(run: Run, enrolled: Path, centre: ServedCentre) -> None:
    centre.revoke_all()
    assert run("sync", "--once", "--home", enrolled).code == 3


def test_a_second_call_of_the_same_pc_waits_for_another_time(run: Run, enrolled: Path) -> None:
    elsewhere = HolderFile(Home(enrolled).store, CALL)
    assert elsewhere.take()
    try:
        assert run("sync", "--once", "--home", enrolled).code == TRY_LATER
    finally:
        elsewhere.free()
    assert run("sync", "--once", "--home", enrolled).code == 0


def test_without_once_it_goes_on_calling_by_the_schedule_until_it_is_stopped(
    run: Run, enrolled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        raise KeyboardInterrupt

    monkeypatch.setattr("counter_tui.cli.sync.time.sleep", wait)
    ran = run("sync", "--json", "--home", enrolled)
    assert ran.code == 130
    assert [each["result"] for each in ran.objects] == ["done"]
    assert waited == [60]


def test_a_pc_the_centre_closed_down_says_so_whatever_is_asked_of_it(
    run: Run, enrolled: Path, centre: ServedCentre
) -> None:
    give(centre, "wipe")
    ran = run("sync", "--once", "--home", enrolled, "--lang", "zh")
    assert (ran.code, open_orders(centre)) == (4, [])
    assert "停用" in ran.err
    for words in (["sync", "--once"], ["sync", "status"], ["doctor"], ["brief"], []):
        ran = run(*words, "--home", enrolled, "--lang", "en")
        assert (ran.code, ran.out) == (4, ""), words
        assert "closed this PC down" in ran.err
        assert centre.address in ran.err
    assert run("sync", "--once", "--home", enrolled, "--lang", "zh").code == 4
    assert sorted(each.name for each in enrolled.iterdir()) == ["GW", "closed.json"]


def test_a_pc_that_is_to_enrol_again_says_so(run: Run, enrolled: Path, centre: ServedCentre) -> None:
    give(centre, "enrol_again")
    assert run("sync", "--once", "--home", enrolled).code == 0
    ran = run("sync", "status", "--home", enrolled, "--lang", "en")
    assert "enrol this PC again" in ran.out
    assert run("sync", "status", "--json", "--home", enrolled).objects[0]["enrol_again"] is True
