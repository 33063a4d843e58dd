"""Customers' files taken into the store: one delivery, one fact, and nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path

import pytest

from counter_tui.bootstrap import Services, open_services
from counter_tui.db import ledger
from counter_tui.db.customers import on_file as customers
from counter_tui.db.customers.index import CustomerRow
from counter_tui.db.keys.key_store import alone
from counter_tui.db.store import Store, Writing
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact
from counter_tui.domain.facts.station import CustomersImported
from counter_tui.domain.intake.records import RecordVerdict
from counter_tui.domain.staff.roles import Actor
from counter_tui.paths import Home
from counter_tui.services.intake.customers import ImportResult, Progress
from counter_tui.services.intake.deliveries import BATCH, Interrupted
from counter_tui.services.set_up.setting_up import init_station
from support.clocks import StillClock

LEAD = Actor("2001", "周立", "lead")
CLERK = Actor("2002", "李敏", "clerk")
FULL = (
    "户号,户名,证件类型,证件号码,手机1,手机2,固定电话,地址,容量kW,更新日期\n"
    "3300000001,王建国,身份证,11010519491231002x,15400000001,15400000002,0571-87654321,柳河村12号,8,2025/1/5\n"
    "3300000002,李四,,,+8615400000003,,,枫岭村1号,,\n"
)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    home = Home(tmp_path / "station")
    init_station(
        home,
        code="33011",
        name="枫岭供电所",
        area="rural",
        profile="state_grid",
        device="A",
        lead_no="2001",
        lead_name="周立",
        lead_pin="580213",
        papers_folder="",
        clock=StillClock(),
        environ={"COUNTER_KEYRING": "off"},
    )
    opened = open_services(home, StillClock())
    yield opened
    opened.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "customers.csv"
    path.write_text(FULL, "utf-8")
    return path


def take_in(services: Services, file: Path, text: str | None = None) -> ImportResult:
    if text is not None:
        file.write_text(text, "utf-8")
    return services.customers.import_file(LEAD, file)


def long(file: Path, count: int) -> Path:
    """The file with so many customers in it."""
    lines = (f"33{n:08d},王{n}\n" for n in range(count))
    file.write_text("户号,户名\n" + "".join(lines), "utf-8")
    return file


def on_file(services: Services, account: str) -> CustomerRow | None:
    with services.base.store.reading() as connection:
        return customers.by_account(connection, account)


def facts(services: Services) -> list[Fact]:
    with services.base.store.reading() as connection:
        return [entry.fact for entry in ledger.latest(connection, CustomersImported.type, limit=100)]


def test_a_file_becomes_customers_on_file_and_one_fact_with_its_digest(
    services: Services, file: Path
) -> None:
    result = take_in(services, file)
    assert (result.imported, result.warned, result.rejected, result.records) == (2, 0, 0, 2)
    assert result.customers == (2, 0, 0)
    assert result.digest == sha256(file.read_bytes()).hexdigest()
    assert facts(services) == [
        CustomersImported(digest=result.digest, release_no=1, inserted=2, changed=0, unchanged=0, rejected=0)
    ]


def test_what_the_file_says_is_kept_folded_and_no_telephone_number_is_lost(
    services: Services, file: Path
) -> None:
    take_in(services, file)
    row = on_file(services, "3300000001")
    assert row is not None
    assert (row.id_kind, row.id_number) == ("resident_id", "11010519491231002X")
    assert (row.phone1, row.phone2) == ("15400000001", "15400000002/0571-87654321")
    assert (row.capacity_w, row.updated_on) == (8000, "2025-01-05")
    assert len(services.find.customers(LEAD, "87654321")[0]) == 1


def test_the_same_file_again_changes_nothing_and_leaves_no_fact(services: Services, file: Path) -> None:
    take_in(services, file)
    before = on_file(services, "3300000001")
    again = take_in(services, file)
    assert again.customers == (0, 0, 2)
    assert again.release_no == 0
    assert on_file(services, "3300000001") == before
    assert len(facts(services)) == 1


def test_a_later_file_changes_what_it_says_otherwise_and_is_found_by_it(
    services: Services, file: Path
) -> None:
    take_in(services, file)
    result = take_in(services, file, FULL.replace("李四", "李思远").replace("枫岭村1号", "大坞村9号"))
    row = on_file(services, "3300000002")
    assert result.customers == (0, 1, 1)
    assert result.release_no == 2
    assert row is not None
    assert (row.name, row.address, row.release_no) == ("李思远", "大坞村9号", 2)
    assert services.find.customers(LEAD, "lsy")[1] == 1
    assert services.find.customers(LEAD, "李四")[1] == 0


def test_a_customer_keeps_what_the_file_has_no_column_for(services: Services, file: Path) -> None:
    take_in(services, file)
    take_in(services, file, "户号,户名\n3300000001,王建华\n")
    row = on_file(services, "3300000001")
    assert row is not None
    assert (row.name, row.phone1, row.address) == ("王建华", "15400000001", "柳河村12号")
    assert row.id_number == "11010519491231002X"


def test_a_column_that_is_there_and_empty_clears_the_field(services: Services, file: Path) -> None:
    take_in(services, file)
    take_in(services, file, "户号,户名,手机1\n3300000001,王建国,\n")
    row = on_file(services, "3300000001")
    assert row is not None
    assert (row.phone1, row.phone2, row.address) == (None, None, "柳河村12号")


def test_rejected_records_are_told_and_counted_and_the_others_taken_in(
    services: Services, file: Path
) -> None:
    told: list[RecordVerdict] = []
    file.write_text(FULL + "\n3300000003,,,,,,,,,\n3300000001,另一个,,,,,,,,\n", "utf-8")
    result = services.customers.import_file(LEAD, file, on_verdict=told.append)
    assert [each.row for each in told] == [1, 2, 3, 4, 5]
    assert (result.imported, result.rejected) == (2, 3)
    row = on_file(services, "3300000001")
    assert row is not None
    assert row.name == "王建国"
    (fact,) = facts(services)
    assert isinstance(fact, CustomersImported)
    assert fact.rejected == 3


def test_a_dry_run_says_what_would_happen_and_does_nothing(services: Services, file: Path) -> None:
    take_in(services, file, "户号,户名\n3300000001,王建国\n")
    file.write_text(FULL, "utf-8")
    before = len(facts(services))
    result = services.customers.import_file(LEAD, file, dry_run=True)
    assert result.customers == (1, 1, 0)
    assert result.release_no == 0
    assert on_file(services, "3300000002") is None
    assert len(facts(services)) == before
    assert services.customers.import_file(LEAD, file).customers == result.customers


def test_the_report_has_every_record_and_no_personal_data(
    services: Services, file: Path, tmp_path: Path
) -> None:
    report = tmp_path / "papers" / "report.csv"
    result = services.customers.import_file(LEAD, file, report=report)
    text = report.read_text("utf-8-sig")
    assert result.report_path == report
    assert len(text.splitlines()) == 3
    assert not any(word in text for word in ("王建国", "15400000001", "11010519491231002", "柳河村"))
    assert [each.name for each in report.parent.iterdir()] == ["report.csv"]


def test_a_report_that_cannot_be_written_stops_the_import_before_anything_is_taken_in(
    services: Services, file: Path, tmp_path: Path
) -> None:
    (tmp_path / "papers").write_text("a file", "utf-8")
    with pytest.raises(OSError, match="papers"):
        services.customers.import_file(LEAD, file, report=tmp_path / "papers" / "report.csv")
    assert on_file(services, "3300000001") is None


def test_a_clerk_may_not_import(services: Services, file: Path) -> None:
    with pytest.raises(RuleBroken, match="not_allowed"):
        services.customers.import_file(CLERK, file)


def test_nothing_is_written_while_a_long_file_is_judged(
    services: Services, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    begin = Store.writing

    def noted(store: Store) -> AbstractContextManager[Writing]:
        done.append("begun")
        return begin(store)

    monkeypatch.setattr(Store, "writing", noted)
    services.customers.import_file(LEAD, file, on_verdict=lambda _verdict: done.append("judged"))
    assert done == ["judged", "judged", "begun", "begun"]


def test_progress_is_told_while_it_is_judged_and_while_it_is_written(services: Services, file: Path) -> None:
    told: list[Progress] = []
    services.customers.import_file(LEAD, long(file, 2500), on_progress=told.append)
    assert told[:2] == [("judged", 1000, 2500), ("judged", 2000, 2500)]
    assert [each.doing for each in told[2:]] == ["written"] * -(-2500 // BATCH)
    assert told[-1] == ("written", 2500, 2500)


def test_others_write_between_the_transactions_of_a_long_import(services: Services, file: Path) -> None:
    """Each gap is open to another connection of the same store, which waits for no more than one batch."""
    counts: list[int] = []

    def look(progress: Progress) -> None:
        if progress.doing == "written":
            with services.base.store.writing() as writing:
                counts.append(int(writing.connection.execute("SELECT count(*) FROM customer").fetchone()[0]))

    services.customers.import_file(LEAD, long(file, 3 * BATCH), on_progress=look)
    assert counts == [BATCH, 2 * BATCH, 3 * BATCH]


def stop_after(batches: int) -> Callable[[Progress], None]:
    """Somebody presses Ctrl+C when so many batches are written."""

    def told(progress: Progress) -> None:
        if progress.doing == "written" and progress.done >= batches * BATCH:
            raise KeyboardInterrupt

    return told


def test_an_import_that_is_stopped_says_what_is_in_and_goes_on_with_the_same_file(
    services: Services, file: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.csv"
    long(file, 3 * BATCH + 7)
    with pytest.raises(Interrupted) as stopped:
        services.customers.import_file(LEAD, file, on_progress=stop_after(2))
    assert stopped.value.counts == (2 * BATCH, 0, 0)
    assert facts(services) == []

    told: list[Progress] = []
    result = services.customers.import_file(LEAD, file, report=report, on_progress=told.append)
    assert result.customers == (3 * BATCH + 7, 0, 0)
    assert result.release_no == 1
    assert len(report.read_text("utf-8-sig").splitlines()) == 1 + 3 * BATCH + 7
    assert facts(services) == [
        CustomersImported(
            digest=result.digest, release_no=1, inserted=3 * BATCH + 7, changed=0, unchanged=0, rejected=0
        )
    ]
    assert take_in(services, file).customers == (0, 0, 3 * BATCH + 7)
    assert len(facts(services)) == 1


def test_an_import_cut_off_before_its_fact_gets_it_the_next_time(
    services: Services, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("counter_tui.db.store.Writing.append", fail)
        with pytest.raises(Interrupted):
            take_in(services, file)
    assert (facts(services), on_file(services, "3300000002") is None) == ([], False)
    assert take_in(services, file).customers == (2, 0, 0)
    assert len(facts(services)) == 1


def test_an_import_cut_off_for_ever_is_told_when_the_next_file_comes(services: Services, file: Path) -> None:
    long(file, 2 * BATCH)
    with pytest.raises(Interrupted):
        services.customers.import_file(LEAD, file, on_progress=stop_after(1))
    head = Actor("2009", "赵国平", "head")
    file.write_text(FULL, "utf-8")
    result = services.customers.import_file(head, file)
    newest, cut_off = facts(services)
    assert newest == CustomersImported(
        digest=result.digest, release_no=2, inserted=0, changed=2, unchanged=0, rejected=0
    )
    assert isinstance(cut_off, CustomersImported)
    assert (cut_off.inserted, cut_off.cut_off, cut_off.begun_by) == (BATCH, True, "2001")


def test_a_second_import_at_once_is_refused_in_words(services: Services, file: Path) -> None:
    with alone(Home(services.base.store.path.parent)), pytest.raises(RuleBroken, match="import_running"):
        take_in(services, file)
    assert on_file(services, "3300000001") is None
