"""After a day's work no customer's particulars stand in the clear in any file under the home, its names, or a log."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.services.intake.customers import CustomerImportService
from support.looking import looked_over, reaching_in
from support.pressing import rated
from support.stations import (
    BILL,
    CONNECTION,
    CUSTOMERS,
    LI,
    LIU,
    PINS,
    WANG,
    SmallStation,
    open_small_station,
)

PERSON = {
    "id_kind": "resident_id",
    "id_number": "110101199003074477",
    "name": "司徒雅琴",
    "phone": "13765432109",
    "phone2": "13798761234",
    "address": "梧桐巷47号6单元",
    "remark": "家中有孕妇需提前联系",
}
TYPED = ("欧阳小满", "13622223333", "柳荫街9号", "110101198506151249")
SAID = ("客户说邻居私接电线", "表后线短路已排除", "换表师傅马国庆", "13912345678")
ON_FILE = tuple(
    cell for line in CUSTOMERS.splitlines()[1:] for cell in line.split(",")[1:6] if cell and len(cell) > 1
)
SECRETS = frozenset(
    {*PERSON.values(), *TYPED, *SAID, *ON_FILE, *(line[:10] for line in CUSTOMERS.splitlines()[1:])}
    - {"resident_id", "居民身份证", ""}
)
WRITINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
LEAST_BYTES = 6
"""Four given bytes stand somewhere in a megabyte of good cipher once in some thousand runs."""
LOOKED_FOR = {
    secret: [each for each in (secret.encode(writing) for writing in WRITINGS) if len(each) >= LEAST_BYTES]
    for secret in SECRETS
}


def a_day(small: SmallStation, folder: Path) -> None:
    """Import, take down, draft, hand over, answer, show, correct, rate, find, fail."""
    services = small.services
    file = folder / "客户.csv"
    file.write_text(CUSTOMERS, "utf-8")
    CustomerImportService(services.base).import_file(WANG, file)
    services.staff.sign_in("102", PINS["102"])
    matter = small.accept(LI, CONNECTION, **PERSON)
    services.drafts.save(
        LI,
        services.drafts.new(LI, kind=BILL).with_values(
            name=TYPED[0], phone=TYPED[1], address=TYPED[2], id_number=TYPED[3]
        ),
    )
    services.matters.note(LI, matter, SAID[0])
    outside = Receiver(person=SAID[2], phone=SAID[3])
    services.matters.hand_over(LI, matter, outside, "needs_site", told=SAID[1])
    services.matters.take(LI, matter)
    services.matters.answer(LI, matter, SAID[1], "not_possible")
    services.matters.reveal(LI, matter, "打印合同")
    services.matters.correct(LI, matter, "address", TYPED[2])
    services.matters.inform(LI, matter, "phone")
    token = services.ratings.open_token(LI)
    assert token is not None
    rated(services, token.visit, 5)
    services.find.find(LI, PERSON["name"])
    services.home.view(LIU)
    with pytest.raises(RuleBroken):
        services.matters.close(LIU, matter)
    services.station.data_version()


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes()


def told(small: SmallStation) -> list[str]:
    """Where any of it can be read, without saying what."""
    where = []
    for name, content in files(small.home.folder):
        for secret in SECRETS:
            if secret in name or any(written in content for written in LOOKED_FOR[secret]):
                where.append(name)
    return where


def test_a_days_work_leaves_nothing_readable(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """With the station open and its log beside the store, and after it was closed."""
    caplog.set_level(logging.DEBUG)
    small = open_small_station(tmp_path, empty=True)
    a_day(small, tmp_path)
    assert {name for name, _content in files(small.home.folder)} >= {"station.db", "station.db-wal"}
    assert told(small) == []
    small.services.close()
    assert told(small) == []
    assert looked_over(small.home).clean
    assert [secret for secret in SECRETS if secret in caplog.text] == []


def test_the_search_for_what_must_not_be_there_would_find_it(tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    small.services.close()
    for number, writing in enumerate(WRITINGS):
        (small.home.folder / f"leak{number}").write_bytes(b"\x00" + PERSON["name"].encode(writing))
    (small.home.folder / f"receipt-{TYPED[1]}.txt").write_bytes(b"")
    assert len(told(small)) == len(WRITINGS) + 1


def test_what_the_doctor_says_names_no_customer(tmp_path: Path) -> None:
    small = open_small_station(tmp_path)
    with small.services.base.store.writing() as writing:
        writing.connection.execute("UPDATE matter SET customer_name = 'x', customer_phone = 'y'")
    said = repr(looked_over(small.home).findings)
    assert "projection_differs" in said
    assert [secret for secret in SECRETS if secret in said] == []


def everything_said(error: RuleBroken) -> str:
    return "".join(traceback.format_exception(error)) + str(error.facts)


def test_an_error_of_the_store_names_no_value_of_a_customer(tmp_path: Path) -> None:
    """Neither do the errors it came from: nothing of the statement's values is in a traceback."""
    small = open_small_station(tmp_path, empty=True)
    with small.services.base.store.writing() as writing:
        writing.connection.execute("DROP TABLE matter_key")
    with pytest.raises(RuleBroken, match="store_unusable") as broken:
        small.accept(LI, CONNECTION, **PERSON)
    said = everything_said(broken.value)
    assert "matter_key" in said
    assert [secret for secret in SECRETS if secret in said] == []


def test_a_fact_that_cannot_be_read_is_not_quoted(tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    matter = small.accept(LI, CONNECTION, **PERSON)
    with reaching_in(small.home, unguarded=True) as connection:
        connection.execute("UPDATE fact SET type = 'NoteAdded' WHERE type = 'MatterAccepted'")
    with pytest.raises(RuleBroken, match="store_unusable") as broken:
        small.services.matters.view(LI, matter)
    said = everything_said(broken.value)
    assert [secret for secret in SECRETS if secret in said] == []
