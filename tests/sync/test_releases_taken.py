"""Releases end to end: published at the centre, fetched over HTTP, worked by at the station."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlmodel import select

from counter_centre.database import writing
from counter_centre.tables import ReleasePart
from counter_centre.tables import ReleaseRow as Published
from counter_tui.db import sql
from counter_tui.db.tables.around import ContactRow
from counter_tui.db.travel import releases
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.contact import ContactRefreshed
from counter_tui.services.centre import releases as service
from counter_tui.services.centre.release_kinds import TAKES, Take
from counter_tui.services.intake.customers import CustomerImportService
from counter_tui.services.intake.deliveries import Interrupted
from counter_tui.services.reference.catalogue import catalogue_files, load_catalogue
from counter_tui.services.reference.files import shipped
from counter_tui.sync.carrier import NoAnswer
from counter_tui.sync.http import HttpLine
from counter_tui.wire import releases as wire
from counter_tui.wire.envelope import sign
from counter_tui.wire.releases import packed
from support.prices import BOOK
from support.release_halls import CARD, NOTICE, OUTAGES, Hall, open_hall
from support.stations import CODE, LI, WANG, open_small_station


def catalogue(version: str) -> str:
    """The shipped catalogue as one file, with another version."""
    files = (f"#--- {name}\n{text}" for name, text in catalogue_files().items())
    return re.sub(r'^version = ".*"$', f'version = "{version}"', "\n".join(files), flags=re.MULTILINE)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    with open_hall(tmp_path) as found:
        yield found


def test_prices_outages_notices_and_cards_come_down_and_are_worked_by(hall: Hall) -> None:
    published = [
        hall.publish("prices", BOOK),
        hall.publish("outages", OUTAGES, title="配网调度"),
        hall.publish("notices", NOTICE),
        hall.publish("cards", CARD),
    ]
    assert hall.call() == 4
    services = hall.services
    assert services.prices.in_force(LI, date(2026, 1, 10)) is not None
    assert [each.code for each in services.notices.unread(LI)] == ["GS-1"]
    assert [card.code for card in services.cards.cards_for("tariff") if card.code == "PEAK"] == ["PEAK"]
    (notice,) = services.notices.unread(LI)
    assert notice.by == "公司中心"
    assert {each.kind: each.left_out for each in services.sync.releases()} == {
        "prices": 0,
        "outages": 1,
        "notices": 0,
        "cards": 0,
    }
    assert {(fact.kind, fact.number) for fact in hall.facts()} == {
        (each.kind, each.number) for each in published
    }
    # The next call tells the centre what is here, and brings nothing twice.
    assert hall.call() == 0
    here = hall.centre.centre
    assert all(each.has for row in here.shelf.all() for each in here.shelf.had(row))


def test_customers_come_down_in_parts_and_a_number_the_customer_gave_stays(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = "0417000018"
    said = ContactRefreshed(account=account, phone="13900001111")
    with hall.services.base.store.writing() as writing:
        writing.append(Subject("contact", account.encode()), [said], LI.staff_no)
    monkeypatch.setattr(wire, "PART_BYTES", 200)
    lines = "".join(f"04180{n:05},新客户{n},1380000{n:04},解放路{n}号\n" for n in range(40))
    text = "户号,户名,手机1,地址\n" + f"{account},王建国,13812340001,和平路12号\n" + lines
    release = hall.publish("customers", text)
    assert release.parts > 1
    cut = iter([True])

    def once(line: HttpLine, *asked: object) -> bytes:
        if asked[-1] == 1 and next(cut, False):
            raise NoAnswer("cut_off")
        return whole(line, *asked)  # type: ignore[arg-type]

    whole = HttpLine.release_part
    monkeypatch.setattr(HttpLine, "release_part", once)
    assert hall.services.sync.call_now().problem == "cut_off"
    assert hall.states() == {"customers": "coming"}
    with hall.services.base.store.reading() as connection:
        assert releases.count_parts(connection, "customers", release.number) == 1
    assert hall.call() == 1
    with hall.services.base.store.reading() as connection:
        assert releases.count_parts(connection, "customers", release.number) == 0
        assert sql.scalar(connection, "SELECT count(*) FROM customer WHERE account LIKE '04180%'") == 40
        said_before = sql.first(connection, ContactRow, "WHERE contact = ?", (account.encode(),))
    assert said_before is not None
    assert said_before.phone == "13900001111"


def test_a_roster_comes_down_and_leaves_the_days_that_were_set_here(hall: Hall) -> None:
    today = hall.small.clock.now().date() + timedelta(days=1)
    days = [today + timedelta(days=n) for n in range(3)]
    hall.services.shift.set_roster(WANG, days[1], {"101": "lead", "102": "guide"}, "")
    past = today - timedelta(days=9)
    rows = "".join(f"{day.isoformat()},101,值长,\n{day.isoformat()},102,柜台,\n" for day in (past, *days))
    hall.publish("roster", "日期,工号,岗位,代值长\n" + rows, station=CODE)
    assert hall.call() == 1
    posts = [dict(line.posts) for line in hall.services.shift.rosters(WANG, days[0], 3)]
    assert posts == [
        {"101": "lead", "102": "counter"},
        {"101": "lead", "102": "guide"},
        {"101": "lead", "102": "counter"},
    ]
    (state,) = hall.services.sync.releases()
    assert state.left_out == 2


def test_days_catalogue_and_labels_hold_from_the_next_start(hall: Hall) -> None:
    hall.publish("calendar", "2026-05-20,off,站庆\n")
    hall.publish("calendar", "2026-05-21,off,站庆第二天\n")
    hall.publish("catalogue", catalogue("2026.9"))
    hall.publish("labels", shipped("labels.toml"))
    assert hall.call() == 4, hall.services.sync.releases()
    rules = hall.reopened().base.rules
    assert rules.catalogue.version == "2026.9"
    assert [rules.calendar.is_working(date(2026, 5, day)) for day in (19, 20, 21)] == [True, False, False]
    assert hall.services.labels.kinds()


def test_a_station_opens_with_what_ships_where_another_program_took_what_this_one_stumbles_over(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind, file in (
        ("catalogue", catalogue("2026.9")),
        ("labels", shipped("labels.toml")),
        ("calendar", "2026-05-20,off,集体休假\n"),
    ):
        hall.publish(kind, file)
    assert hall.call() == 3

    def stumbles(*_given: object) -> None:
        raise KeyError("of another program")

    for name in ("catalogue_of", "labels_of", "days_of"):
        monkeypatch.setattr(f"counter_tui.services.reference.released.{name}", stumbles)
    assert hall.reopened().base.rules.catalogue.version == load_catalogue().version
    assert hall.services.base.rules.calendar.is_working(date(2026, 5, 20))
    assert hall.services.labels.kinds()


def test_a_catalogue_that_holds_later_waits_for_its_day(hall: Hall) -> None:
    before = hall.services.base.rules.catalogue.version
    later = hall.small.clock.now().date() + timedelta(days=30)
    hall.publish("catalogue", catalogue("later"), valid_from=later)
    hall.call()
    assert hall.reopened().base.rules.catalogue.version == before
    hall.small.clock.advance(timedelta(days=31))
    assert hall.reopened().base.rules.catalogue.version == "later"


def test_what_cannot_be_used_is_parked_and_stops_nothing(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.publish("prices", "not a book at all")
    hall.publish("catalogue", "version = 'x'\n")
    hall.publish("calendar", b"\xff\xfe\xff")
    hall.publish("labels", b"\xff\xff")
    hall.publish("roster", "日期,工号,岗位\n明天,101,值长\n")
    hall.publish("notices", NOTICE)
    assert hall.call() == 1
    assert hall.states() == {
        "calendar": "parked",
        "catalogue": "parked",
        "labels": "parked",
        "notices": "taken",
        "prices": "parked",
        "roster": "parked",
    }
    said = {each.kind: each.reason for each in hall.services.sync.releases()}
    assert said["labels"] == "catalogue_broken: labels.toml, line 1: not_utf8"
    assert said["catalogue"].startswith("catalogue_broken: catalogue, top, common_papers: missing")
    # A later program tries again; the same one does not, and none where a newer one was taken.
    hall.publish("calendar", "2026-05-20,off,站庆\n")
    assert hall.call() == 1
    tried: list[str] = []

    def trying(kind: str) -> Take:
        def take(*_: object) -> int:
            tried.append(kind)
            return 0

        return take

    monkeypatch.setattr(service, "TAKES", {kind: trying(kind) for kind in TAKES})
    monkeypatch.setattr(service, "__version__", "99")
    assert hall.call() == 4
    assert sorted(tried) == ["catalogue", "labels", "prices", "roster"]


def test_nothing_of_a_release_stays_where_its_mark_is_not_kept(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.publish("notices", NOTICE)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(service.ReleaseService, "_mark", killed)
        with pytest.raises(KeyboardInterrupt):
            hall.services.sync.call_now()
    assert hall.services.notices.unread(LI) == ()
    assert hall.states() == {"notices": "here"}
    assert hall.call() == 1
    assert len(hall.services.notices.unread(LI)) == 1


def test_customers_cut_off_in_the_middle_are_gone_on_with(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.publish("customers", "户号,户名\n0418000001,新客户\n")
    whole = CustomerImportService.import_data

    def cut_off(*_: object, **__: object) -> None:
        raise Interrupted(None)  # type: ignore[arg-type]

    monkeypatch.setattr(CustomerImportService, "import_data", cut_off)
    with pytest.raises(Interrupted):
        hall.services.sync.call_now()
    assert (hall.states(), hall.facts()) == ({"customers": "here"}, [])
    monkeypatch.setattr(CustomerImportService, "import_data", whole)
    assert hall.call() == 1


def test_what_the_centre_did_not_sign_just_so_is_not_taken(hall: Hall) -> None:
    forged, changed = hall.publish("outages", OUTAGES), hall.publish("notices", NOTICE)
    here = hall.centre.centre
    unheard = replace(changed, kind="weather")
    signed = sign("release", unheard, here.enroller.keys.signing)
    with writing(here.engine) as session:
        for row in session.exec(select(Published)).all():
            if row.kind == forged.kind:
                row.signature = bytes(64)
                session.add(row)
                continue
            told = {"kind": "weather", "content": signed.content, "signature": signed.signature}
            session.add(Published(**{**row.model_dump(), **told}))
        for part in session.exec(select(ReleasePart).where(ReleasePart.kind == changed.kind)).all():
            part.content = packed(NOTICE.replace("GS-1", "GS-2").encode())
            session.add(part)
    hall.publish("cards", CARD)
    assert hall.call() == 1
    assert {each.kind: each.reason for each in hall.services.sync.releases()} == {
        "cards": "",
        "notices": "changed",
        "weather": "unknown_kind",
    }


def test_what_is_changed_at_the_centre_itself_is_fetched_twice_and_no_more(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.publish("notices", NOTICE)
    with writing(hall.centre.centre.engine) as session:
        for part in session.exec(select(ReleasePart)).all():
            part.content = packed(NOTICE.replace("GS-1", "GS-2").encode())
            session.add(part)
    asked: list[int] = []
    plainly = HttpLine.release_part

    def noting(line: HttpLine, session: str, kind: str, number: int, part: int) -> bytes:
        asked.append(part)
        return plainly(line, session, kind, number, part)

    monkeypatch.setattr(HttpLine, "release_part", noting)
    for _call in range(4):
        assert hall.call() == 0
        assert hall.states() == {"notices": "parked"}
    assert asked == [0, 0]


def test_an_expired_release_is_used_on_and_warned_of(hall: Hall) -> None:
    hall.publish("prices", BOOK, expires=date(2026, 12, 31))
    hall.call()
    assert hall.services.home.view(WANG).releases_expired == 0
    hall.small.clock.advance(timedelta(days=500))
    (state,) = hall.services.sync.releases()
    assert (state.expired, state.state) == (True, "taken")
    assert hall.services.home.view(WANG).releases_expired == 1
    assert hall.services.home.view(LI).releases_expired == 0


def test_rosters_are_taken_in_whole_or_not_at_all(tmp_path: Path) -> None:
    hall = open_small_station(tmp_path / "station")
    first = hall.clock.now().date() + timedelta(days=2)
    file = tmp_path / "roster.csv"
    head = "日期,工号,岗位,代值长\n"
    good = f"{first},101,值长,\n{first},102,柜台,\n"
    file.write_text(head + good + f"{first + timedelta(days=1)},102,柜台,\n", "utf-8")
    with pytest.raises(RuleBroken) as broken:
        hall.services.rosters.import_file(WANG, file)
    assert (broken.value.code, broken.value.facts["day"]) == ("roster_no_lead", first + timedelta(days=1))
    assert hall.services.shift.rosters(WANG, first)[0].posts == {}
    file.write_text(head + good, "utf-8")
    assert hall.services.rosters.import_file(WANG, file, dry_run=True).days == (first,)
    assert hall.services.shift.rosters(WANG, first)[0].posts == {}
    assert hall.services.rosters.import_file(WANG, file).days == (first,)
    assert hall.services.shift.rosters(WANG, first)[0].posts == {"101": "lead", "102": "counter"}
    for line in (f"{first},101,厨师,\n", f"{first},101,值长,\n{first},101,柜台,\n", f"{first},,值长,\n"):
        file.write_text(head + line, "utf-8")
        with pytest.raises(RuleBroken, match="roster_line_unusable"):
            hall.services.rosters.import_file(WANG, file)
    # The column is called as its own file calls it.
    english = f"day,staff no,post\n{first},101,cook\n"
    for text, fact in ((english, "post"), (f"{head}{first},101,厨师,\n", "岗位")):
        file.write_text(text, "utf-8")
        with pytest.raises(RuleBroken) as broken:
            hall.services.rosters.import_file(WANG, file)
        assert broken.value.facts["column"] == fact
    file.write_text(f"{head}{first},101\n", "utf-8")
    with pytest.raises(RuleBroken, match="roster_line_uneven"):
        hall.services.rosters.import_file(WANG, file)
    hall.services.close()
