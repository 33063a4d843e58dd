"""Releases: published, given to the stations they are for, and to nobody else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from counter_centre.centre import Centre
from counter_centre.cli.main import main
from counter_centre.database import open_database
from counter_centre.refusing import Refusal
from counter_centre.releasing import Wished
from counter_tui.domain.reading import read_json
from counter_tui.wire.envelope import proven
from counter_tui.wire.releases import PART_BYTES, RELEASE, Release, ReleaseBroken, Releases, put_together
from support.centres import Caller, SetClock, add_station, code_of, enrolled
from support.streams import PaperDevice

FIRST = 2026030200
FIRST_OF_A_WEEK_ON = 2026030901
"""Numbers of the day the centre's clock stands at."""


def publish(centre: Centre, kind: str = "prices", content: bytes = b"a book", **wished: object) -> Release:
    made = Wished(kind, content, **wished)  # type: ignore[arg-type]
    return centre.shelf.publish(made, centre.enroller.keys.signing, centre.now_ms())


def listed(centre: Centre, answer: httpx.Response) -> list[Release]:
    public = centre.enroller.keys.signing.public
    return [proven(each, RELEASE, public, Release) for each in read_json(answer.content, Releases).releases]


@pytest.fixture
def device(centre: Centre, caller: Caller) -> PaperDevice:
    return enrolled(centre, caller, "a")


def test_a_release_is_announced_listed_and_given_in_parts(
    centre: Centre, caller: Caller, device: PaperDevice
) -> None:
    content = bytes(str(list(range(90_000))), "ascii")
    release = publish(centre, content=content, title="2026", valid_from=date(2026, 4, 1))
    assert release.number == FIRST + 1
    assert release.parts == -(-release.packed // PART_BYTES) == 1
    welcome = caller.welcome(device)
    assert welcome.releases == {"prices": FIRST + 1}
    assert listed(centre, caller.get("/v1/releases/prices/after/0", welcome.session)) == [release]
    assert listed(centre, caller.get(f"/v1/releases/prices/after/{FIRST + 1}", welcome.session)) == []
    path = f"/v1/releases/prices/{FIRST + 1}"
    assert put_together(release, [caller.get(f"{path}/0", welcome.session).content]) == content
    assert code_of(caller.get(f"{path}/1", welcome.session)) == "404 not_there"
    assert code_of(caller.get(f"{path}/0", "")) == "401 session_over"
    assert code_of(caller.get("/v1/releases/prices/after/0", "")) == "401 session_over"


def test_what_is_no_release_as_announced_is_found(centre: Centre) -> None:
    release = publish(centre, content=b"a book " * 100)
    (part,) = [centre.shelf.part("33010", "prices", release.number, 0)]
    for broken in (part[:-1], part[:-3] + b"xyz", b"", part + b"x"):
        with pytest.raises(ReleaseBroken):
            put_together(release, [broken])


def test_a_station_is_given_its_own_releases_and_those_for_all(
    centre: Centre, caller: Caller, device: PaperDevice
) -> None:
    add_station(centre, "33020", "清河供电所")
    everybody, mine, theirs = (publish(centre, station=station) for station in ("", "33010", "33020"))
    welcome = caller.welcome(device)
    assert welcome.releases == {"prices": mine.number}
    assert listed(centre, caller.get("/v1/releases/prices/after/0", welcome.session)) == [everybody, mine]
    answer = caller.get(f"/v1/releases/prices/{theirs.number}/0", welcome.session)
    assert code_of(answer) == "404 not_there"


def test_withdrawn_expired_and_superseded_releases_are_given_to_nobody(
    centre: Centre, caller: Caller, device: PaperDevice
) -> None:
    early = publish(centre, "customers")
    withdrawn = publish(centre, "customers")
    centre.shelf.withdraw("customers", withdrawn.number, centre.now_ms())
    assert caller.welcome(device).releases == {"customers": early.number}
    publish(centre, "outages", expires=date(2026, 3, 2))
    whole = publish(centre, "customers", whole=True)
    session = caller.welcome(device).session
    assert listed(centre, caller.get("/v1/releases/customers/after/0", session)) == [whole]
    clock = centre.now_ms
    assert isinstance(clock, SetClock)
    clock.move(hours=24)
    assert caller.welcome(device).releases == {"customers": whole.number}


def test_no_number_is_given_twice_where_the_database_was_put_back(
    centre: Centre, caller: Caller, device: PaperDevice
) -> None:
    caller.welcome(device, releases={"prices": FIRST + 7, "unheard": 9, "cards": 2**63})
    assert publish(centre).number == FIRST + 8
    # What a device says of days to come moves nothing further than to the end of the numbers of a week.
    assert publish(centre, "cards").number == FIRST_OF_A_WEEK_ON + 99
    assert [each.has for each in centre.shelf.had(centre.shelf.all()[1])] == [False]
    caller.welcome(device, releases={"prices": FIRST + 8})
    assert [each.has for each in centre.shelf.had(centre.shelf.all()[1])] == [True]


def test_no_number_of_a_day_that_needed_more_than_a_hundred_is_given_twice_after_that(
    centre: Centre, device: PaperDevice
) -> None:
    centre.shelf.note(device.device, {"prices": FIRST + 150}, centre.now_ms())
    assert publish(centre).number == FIRST + 151


def test_whoever_has_the_hundredth_release_of_a_day_is_known_to_have_it(
    centre: Centre, device: PaperDevice
) -> None:
    centre.shelf.note(device.device, {"prices": FIRST + 99}, centre.now_ms())
    hundredth = publish(centre)
    assert hundredth.number == FIRST + 100
    (row,) = centre.shelf.all()
    assert [each.has for each in centre.shelf.had(row)] == [False]
    centre.shelf.note(device.device, {"prices": hundredth.number}, centre.now_ms())
    assert [each.has for each in centre.shelf.had(row)] == [True]


def test_what_cannot_be_a_release_is_refused(centre: Centre) -> None:
    for wished in (
        Wished("weather", b"x"),
        Wished("prices", b" "),
        Wished("prices", b"x", station="44000"),
        Wished("prices", b"x", title="a\nb"),
        Wished("prices", b"x", expires=date(2026, 3, 1)),
        Wished("prices", b"x", valid_from=date(2026, 5, 1), expires=date(2026, 4, 1)),
    ):
        with pytest.raises(Refusal):
            centre.shelf.publish(wished, centre.enroller.keys.signing, centre.now_ms())


def test_a_database_of_the_first_schema_learns_of_releases(centre: Centre) -> None:
    with centre.engine.begin() as connection:
        for table in ("release_told", "release_part", "release"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    open_database(centre.engine.url).dispose()
    assert publish(centre).number == FIRST + 1


def test_releases_by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def do(*words: str) -> tuple[int, list[list[str]]]:
        code = main([*words, "--data", str(tmp_path / "data")])
        return code, [line.split("\t") for line in capsys.readouterr().out.splitlines()]

    file = tmp_path / "book.csv"
    file.write_text("x", "utf-8")
    assert do("station", "add", "33010", "万泉供电所")[0] == 0
    code, ((kind, number),) = do(
        *("release", "publish", "prices", str(file), "--title", "2026年", "--expires", "2099-12-31")
    )
    assert (code, kind) == (0, "prices")
    row = do("release", "list")[1][1]
    assert (row[:4], row[6:]) == (
        ["prices", number, "all", "2026年"],
        ["2099-12-31", "1", "published"],
    )
    assert do("release", "show", "prices", number) == (0, [["device", "has it"]])
    assert do("release", "withdraw", "prices", number) == (0, [])
    assert do("release", "list", "33010")[1][1][-1] == "withdrawn"
    assert do("release", "show", "prices", "1")[0] == 2
    assert do("release", "publish", "prices", str(tmp_path / "none"))[0] == 2
    assert do("release", "publish", "prices", str(file), "--from", "soon")[0] == 2
