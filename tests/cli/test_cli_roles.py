"""Every command of the shell by every role: done, or refused with exit code 3, as the matrix says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.bootstrap import open_services
from counter_tui.domain.role import Role
from counter_tui.domain.staff.matrix import role_may
from counter_tui.domain.staff.matrix.shell import SHELL
from counter_tui.domain.staff.roles import ROLES
from counter_tui.paths import Home
from counter_tui.wire.keys import key_name
from support.bundles import stick_in
from support.cli_runs import Run, private
from support.outages import outages_file
from support.pressing import presses
from support.prices import as_file
from support.roles import ALL_PINS, PEOPLE, Trying, staffed
from support.served_centre import ServedCentre, served_centre
from support.stations import CODE
from support.surveys import survey_file
from support.voice import voice_file

NEW_PIN = "861405"
COMMANDS: dict[str, list[str]] = {
    "staff add": ["staff", "add", "{new}", "--name", "新人", "--new-pin-file", "{pin}"],
    "staff reset-pin": ["staff", "reset-pin", "103", "--new-pin-file", "{pin}"],
    "staff phone": ["staff", "phone", "103", "--phone", "0551-6266{phone}"],
    "staff leave": ["staff", "leave", "{leaver}"],
    "staff absent": ["staff", "absent", "105", "--stand-in", "103"],
    "staff back": ["staff", "back", "{own}"],
    "staff reassign": ["staff", "reassign", "--from", "102", "--to", "103", "--reason", "病假"],
    "units set": ["units", "set", "BUS1", "--name", "公交", "--answers", "站台", "--phone", "{phone}"],
    "units drop": ["units", "drop", "{unit}"],
    "import customers": ["import", "customers", "{file}", "--report", "{report}"],
    "import prices": ["import", "prices", "{book}"],
    "prices": ["prices"],
    "breaches": ["breaches"],
    "brief": ["brief"],
    "minutes": ["minutes", "--search", "x"],
    "bundle export": ["bundle", "export", "{stick}"],
    "bundle import": ["bundle", "import", "{stick}"],
    "bundle receipt": ["bundle", "receipt", "{stick}"],
    "bundle status": ["bundle", "status"],
    "actions": ["actions"],
    "sheets": ["sheets"],
    "close": ["close"],
    "praise": ["praise"],
    "survey import": ["survey", "import", "{survey}"],
    "survey show": ["survey", "show"],
    "comments": ["comments"],
    "checks": ["checks"],
    "shift": ["shift"],
    "roster": ["roster"],
    "meeting": ["meeting"],
    "packs": ["packs"],
    "labels": ["labels"],
    "charges": ["charges"],
    "register": ["register"],
    "import matters": ["import", "matters", "{slips}", "--report", "{report}"],
    **{
        f"export {what}": ["export", what, "--output", "{out}"]
        for what in ("customers", "matters", "facts", "ratings")
    },
    "restore": ["restore", "{copy}"],
    "passphrase set": ["passphrase", "set", "--passphrase-file", "{passphrase}"],
    "passphrase change": [
        *("passphrase", "change", "--passphrase-file", "{passphrase}"),
        *("--new-passphrase-file", "{other_passphrase}"),
    ],
    "passphrase remove": ["passphrase", "remove", "--passphrase-file", "{passphrase}"],
    "reindex": ["reindex"],
    "find customers": ["find", "customers", "王"],
    "import notices": ["import", "notices", "{notices}"],
    "recovery": ["recovery"],
    "stats contacts": ["stats", "contacts"],
    "stats flags": ["stats", "flags"],
    "stats ratings": ["stats", "ratings"],
    "import outages": ["import", "outages", "{outages}"],
    "import roster": ["import", "roster", "{roster}"],
    "import cards": ["import", "cards", "{cards}"],
    "import wording": ["import", "wording", "--shipped"],
    "notices": ["notices"],
    "enquiries": ["enquiries"],
    "hub join": ["hub", "join", "https://192.0.2.1:8640", "0123456789abcdef"],
    "hub leave": ["hub", "leave"],
    "station card": ["station", "card"],
    "sync enrol": ["sync", "enrol", "{centre}", "{code}", "--fingerprint", "{key}"],
    "station share-key": ["station", "share-key", "{out}", "--join-passphrase-file", "{passphrase}"],
    "station renew-key": ["station", "renew-key"],
    "station take-key": ["station", "take-key", "{join}", "--join-passphrase-file", "{passphrase}"],
}
"""Each command that needs somebody, with what only this test gives it."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One station for all commands, with a colleague for each role to let go; none of them may make a rating."""
    small = staffed(tmp_path_factory.mktemp("cli-roles"))
    for person in PEOPLE.values():
        small.services.staff.add(PEOPLE["lead"], f"7{person.staff_no}", "离岗", "clerk", NEW_PIN)
    armed = small.services.matters.view(PEOPLE["lead"], Trying(small, PEOPLE["clerk"], Path()).bill()).visit
    small.services.close()
    yield small.home.folder
    services = open_services(small.home)
    assert services.ratings.open_token(PEOPLE["clerk"], armed)
    assert presses(services) == 0
    services.close()


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedCentre]:
    """A centre that lets PCs of the station in."""
    with served_centre(tmp_path_factory.mktemp("centre"), CODE) as one:
        yield one


def test_every_command_that_needs_somebody_is_tried() -> None:
    assert {name for name, need in SHELL.items() if need != "nobody"} == set(COMMANDS)


def _hand_over(home: Home, was: str, to: str) -> None:
    """The shift is taken from who leads: he could not be noted as away."""
    services = open_services(home)
    services.shift.take(PEOPLE["clerk"], to, ALL_PINS[to], was, was, ALL_PINS[was])
    services.close()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_a_role_may_what_the_matrix_says(
    run: Run, home: Path, tmp_path: Path, command: str, role: Role, request: pytest.FixtureRequest
) -> None:
    """With the own number and PIN; without them nothing is done at all."""
    actor = PEOPLE[role]
    file = tmp_path / "customers.csv"
    file.write_text("户号,户名,手机1\n0417000133,周明,13812340013\n", "utf-8")
    slips = tmp_path / "slips.csv"
    slips.write_text("纸单号,受理时间,首问工号,业务类型\n", "utf-8")
    roster = tmp_path / "roster.csv"
    roster.write_text("日期,工号,岗位\n2025-11-20,101,值长\n", "utf-8")
    given = {
        "roster": str(roster),
        "stick": stick_in(tmp_path),
        "slips": str(slips),
        "book": str(as_file(tmp_path)),
        "phone": f"6{actor.staff_no}",
        "unit": {"lead": "HEAT"}.get(role, "WATER"),
        "out": str(tmp_path / "out.jsonl"),
        "new": f"8{actor.staff_no}",
        "leaver": f"7{actor.staff_no}",
        "own": actor.staff_no,
        "other": "103" if actor.staff_no != "103" else "102",
        "pin": str(private(tmp_path / "new", NEW_PIN)),
        "file": str(file),
        "report": str(tmp_path / "report.csv"),
        "notices": str(voice_file(tmp_path, "notice")),
        "cards": str(voice_file(tmp_path, "card")),
        "outages": str(outages_file(tmp_path)),
        "survey": str(survey_file(tmp_path)),
        "passphrase": str(private(tmp_path / "passphrase", "correct horse battery")),
        "join": str(tmp_path / "join"),
    }
    if command == "sync enrol":
        centre: ServedCentre = request.getfixturevalue("centre")
        given |= {"centre": centre.address, "code": centre.code(CODE), "key": key_name(centre.public)}
    if command == "restore":
        # What was written after the copy is gone afterwards: not on the station of the other tries.
        home = Path(shutil.copytree(home, tmp_path / "home"))
        assert run("backup", "--to", tmp_path / "copy", "--home", home).code == 0
        given["copy"] = str(next((tmp_path / "copy").rglob("*.db")))
    if command == "staff back":
        home = Path(shutil.copytree(home, tmp_path / "home"))
        noting = PEOPLE["head" if role == "lead" else "lead"].staff_no
        if role == "lead":
            _hand_over(Home(home), actor.staff_no, noting)
        away = ["staff", "absent", actor.staff_no, "--stand-in", given["other"], "--home", home]
        assert (
            run(*away, "--staff", noting, "--pin-file", private(tmp_path / "a", ALL_PINS[noting])).code == 0
        )
    if command.startswith("passphrase"):
        home = Path(shutil.copytree(home, tmp_path / "home"))
        given["other_passphrase"] = str(private(tmp_path / "other", "stapled under the bridge"))
        if command != "passphrase set":
            own = private(tmp_path / "lead", ALL_PINS["101"])
            lead = ["--staff", "101", "--pin-file", own, "--passphrase-file", given["passphrase"]]
            assert run("passphrase", "set", "--home", home, *lead).code == 0
    if command == "station take-key":
        lead = ["--staff", "101", "--pin-file", private(tmp_path / "lead", ALL_PINS["101"])]
        share = ["share-key", given["join"], "--join-passphrase-file", given["passphrase"]]
        assert run("station", *share, "--home", home, *lead).code == 0
    words = [each.format(**given) for each in COMMANDS[command]]
    pin = private(tmp_path / "own", ALL_PINS[actor.staff_no])
    assert run(*words, "--home", home).code == 3
    ran = run(*words, "--home", home, "--staff", actor.staff_no, "--pin-file", pin, "--lang", "en")
    if role_may(role, SHELL[command]):
        assert (ran.code, ran.err.count("may not")) == (0, 0)
    else:
        assert (ran.code, ran.out) == (3, "")
        assert "may not" in ran.err
