"""A file of more than 400 bad, odd and good records: each gets the verdict a fair person would give."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from counter_tui.services.intake.customers import CustomerImportService
from counter_tui.services.intake.files import read_bytes
from support.messy_customers import messy_file, messy_records
from support.stations import WANG, open_small_station

TODAY = date(2026, 9, 21)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_every_record_gets_the_verdict_of_a_fair_person(encoding: str) -> None:
    records = messy_records()
    assert len(records) > 400
    found = list(read_bytes(messy_file(records, encoding)).verdicts(TODAY))
    assert [each.row for each in found] == list(range(1, len(records) + 1))
    wrong = [
        (each.row, record.line, each.verdict, [reason.key for reason in each.reasons], each.account)
        for each, record in zip(found, records, strict=True)
        if (each.verdict, tuple(reason.key for reason in each.reasons), each.account)
        != (record.verdict, record.reasons, record.account)
    ]
    assert wrong == []


def test_both_encodings_give_the_same_customers_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    service = CustomerImportService(small.services.base)
    records = messy_records()
    good = sum(record.verdict != "reject" for record in records)
    first = service.import_data(WANG, messy_file(records, "gb18030"))
    assert first.customers == (good, 0, 0)
    assert first.rejected == len(records) - good
    for encoding in ("gb18030", "utf-8", "utf-8-sig"):
        again = service.import_data(WANG, messy_file(records, encoding))
        assert (again.customers, again.release_no) == ((0, 0, good), 0)
