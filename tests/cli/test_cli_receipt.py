"""Receipts checked at the shell, and the station's key taken from one home to another."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from counter_tui.bootstrap import open_services
from counter_tui.db import station_keys
from counter_tui.domain.receipt.proof import Claim, code_of, write_text
from counter_tui.paths import Home
from support.cli_runs import Run, private

CLAIM = Claim("33011-A-261120-0007-WN", "BZ101", "王**", "2026-11-27", "2026-11-20T10:42")
PASSPHRASE = "杨柳 river 2211 lantern"


@pytest.fixture
def code(real: Path) -> str:
    """The code on the receipt that says ``CLAIM``."""
    services = open_services(Home(real))
    with services.base.store.reading() as connection:
        key = station_keys.known(connection)[-1]
    services.close()
    return code_of(key, CLAIM)


def test_a_receipt_is_checked_by_what_its_qr_code_says(run: Run, real: Path, code: str) -> None:
    ran = run("check", "receipt", write_text(CLAIM, code), "--home", real)
    assert ran.code == 0
    (answer,) = ran.objects
    assert (answer["genuine"], answer["customer"], answer["code"]) == (True, "王**", code)
    assert "真" in answer["message"]


def test_of_many_receipts_each_is_answered_and_one_false_one_ends_in_1(
    run: Run, real: Path, code: str
) -> None:
    forged = write_text(CLAIM, code).replace("2026-11-27", "2026-11-21")
    typed = {name: getattr(CLAIM, name) for name in CLAIM.__struct_fields__} | {"code": code.lower()}
    lines = [write_text(CLAIM, code), forged, json.dumps(typed), "{", json.dumps({"number": "1"}), "what"]
    ran = run("check", "receipt", "-", "--home", real, given="\n".join(lines).encode())
    assert ran.code == 1
    assert [each["genuine"] for each in ran.objects] == [True, False, True, False, False, False]
    assert [each.get("error", {}).get("code") for each in ran.objects[3:]] == [
        "line_not_json",
        "member_missing",
        "receipt_text_unfit",
    ]
    assert all(each["error"]["message"] for each in ran.objects[3:])


def test_the_key_goes_from_one_home_to_another_in_a_sealed_file(
    run: Run, real: Path, code: str, pin_file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    made = run("init", "--home", other, "--code", "33011", "--name", "枫岭供电所", "--device", "B",
               "--lead-no", "2001", "--lead-name", "周立", "--pin-file", pin_file,
               "--recovery-sheet", tmp_path / "sheet")  # fmt: skip
    assert made.code == 0, made.err
    text, file = write_text(CLAIM, code), tmp_path / "join"
    acting = ("--staff", "2001", "--pin-file", pin_file)
    sealing = ("--join-passphrase-file", private(tmp_path / "words", PASSPHRASE))
    assert run("check", "receipt", text, "--home", other).code == 1
    shared = run("station", "share-key", file, *sealing, *acting, "--home", real)
    assert (shared.code, str(file) in shared.err) == (0, True)
    taken = run("station", "take-key", file, *sealing, *acting, "--home", other)
    assert (taken.code, "1 个密钥" in taken.err) == (0, True)
    assert run("check", "receipt", text, "--home", other).code == 0
    again = run("station", "take-key", file, *sealing, *acting, "--home", other)
    assert (again.code, "已有" in again.err) == (0, True)
    renewed = run("station", "renew-key", *acting, "--home", other)
    assert (renewed.code, "share-key" in renewed.err) == (0, True)
    assert run("check", "receipt", text, "--home", other).code == 0
    behind = run("station", "take-key", file, *sealing, *acting, "--home", other)
    assert (behind.code, "已换新" in behind.err) == (0, True)


def test_the_key_is_neither_shared_nor_taken_without_a_passphrase_or_a_lead(
    run: Run, real: Path, pin_file: Path, tmp_path: Path
) -> None:
    acting = ("--staff", "2001", "--pin-file", pin_file, "--home", real)
    for action in ("share-key", "take-key"):
        assert run("station", action, tmp_path / "join", *acting).code == 2
        assert run("station", action, tmp_path / "join", "--home", real).code == 3
    sealing = ("--join-passphrase-file", private(tmp_path / "words", "short"))
    assert run("station", "share-key", tmp_path / "join", *sealing, *acting).code == 2
    assert not (tmp_path / "join").exists()
    wrong = private(tmp_path / "other-words", PASSPHRASE + "x")
    good = private(tmp_path / "good-words", PASSPHRASE)
    assert run("station", "share-key", tmp_path / "join", "--join-passphrase-file", good, *acting).code == 0
    refused = run("station", "take-key", tmp_path / "join", "--join-passphrase-file", wrong, *acting)
    assert (refused.code, "口令不对" in refused.err) == (3, True)


def test_a_copied_home_proves_the_same_receipts(run: Run, real: Path, code: str, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(real, tmp_path / "copy"))
    assert run("check", "receipt", write_text(CLAIM, code), "--home", copy).code == 0
