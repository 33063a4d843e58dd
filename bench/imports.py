"""The import of customers: wall time, processor time and memory, and how long a clerk's own writing waits meanwhile.

The floor reads the same file (CSV with the ``csv`` module, XLSX with the reader library alone) and puts the same rows
into a copy of the same store with the same search index, in transactions of the same size, and judges nothing.
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from shutil import copytree, rmtree
from typing import Any

import xlsxwriter
from python_calamine import load_workbook
from report import Figure, high, middle
from stations import demo

from counter_tui.bootstrap import open_services
from counter_tui.db.customers.index import CustomerRow
from counter_tui.db.customers.writing import put_customers
from counter_tui.paths import Home
from counter_tui.services.demo.people import DEMO_LEAD
from counter_tui.services.intake.deliveries import BATCH
from counter_tui.services.reference.readings import load_readings

COUNTS = (20_000, 100_000)
MOST_MIB = 400.0
_HEADINGS = [
    "户号",
    "户名",
    "证件类型",
    "证件号码",
    "手机1",
    "手机2",
    "地址",
    "台区",
    "客户经理",
    "用电类别",
    "电压",
    "容量kW",
    "电表资产编号",
    "更新日期",
]
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗单曾仇覃"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华文建国志玉红春梅"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def figures(folder: Path) -> Iterator[Figure]:
    """All figures of this section."""
    home = demo(folder)
    for count in COUNTS:
        for ending in ("csv", "xlsx"):
            file = _file(folder, count, ending)
            what = f"{count:,} customers, {ending.upper()}"
            wall, busy, peak = _imported(home, file)
            floor_wall, floor_busy = _floor(home, file, ending)
            yield Figure(f"{what}: wall", wall, "s", floor_wall, "read and put only")
            yield Figure(f"{what}: processor", busy, "s", floor_busy, "read and put only")
            yield Figure(f"{what}: peak memory", peak, "MiB", wanted=f"<= {MOST_MIB:.0f} MiB")
    yield from _waits(home, _file(folder, COUNTS[0], "csv"))


def _rows(count: int) -> Iterator[list[str]]:
    random = Random(count)
    yield _HEADINGS
    for number in range(count):
        name = random.choice(_SURNAMES) + "".join(random.choices(_GIVEN, k=random.randint(1, 2)))
        phone = f"13{random.randint(10**8, 10**9 - 1)}"
        second = f"15{random.randint(10**8, 10**9 - 1)}" if random.random() < 0.3 else ""
        village = f"枫岭镇{random.choice(_GIVEN)}{random.choice(_GIVEN)}村{random.randint(1, 20)}组"
        yield [
            f"33{number:08d}",
            name,
            "居民身份证",
            _resident(random),
            phone,
            second,
            f"{village}{random.randint(1, 300)}号",
            f"{random.choice(_GIVEN)}岭#{random.randint(1, 9)}公变",
            "陈" + random.choice(_GIVEN),
            "城镇居民生活用电",
            "交流220V",
            random.choice(("8", "4", "12", "6.5")),
            f"33{random.randint(10**19, 10**20 - 1)}",
            "2025-03-01",
        ]


def _resident(random: Random) -> str:
    born = f"{random.randint(1940, 2005)}{random.randint(1, 12):02d}{random.randint(1, 28):02d}"
    head = f"330110{born}{random.randint(0, 999):03d}"
    return head + "10X98765432"[sum(int(a) * b for a, b in zip(head, _WEIGHTS, strict=True)) % 11]


def _file(folder: Path, count: int, ending: str) -> Path:
    path = folder / f"customers-{count}.{ending}"
    if path.exists():
        return path
    if ending == "csv":
        with path.open("w", encoding="gb18030", newline="") as stream:
            csv.writer(stream).writerows(_rows(count))
        return path
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    for place, row in enumerate(_rows(count)):
        sheet.write_row(place, 0, row)
    book.close()
    return path


def _fresh(home: Home) -> Home:
    copy = Home(home.folder.with_name(home.folder.name + "-import"))
    rmtree(copy.folder, ignore_errors=True)
    copytree(home.folder, copy.folder)
    return copy


def _command(home: Home, file: Path) -> list[str]:
    report = home.folder.with_name("report.csv")
    given = ["import", "customers", str(file), "--home", str(home.folder), "--report", str(report)]
    return [sys.executable, "-m", "counter_tui", *given]


def _imported(home: Home, file: Path) -> tuple[float, float, float]:
    """Seconds on the wall and of the processor, and MiB at the peak, of the command as a person gives it."""
    began = time.perf_counter()
    process = subprocess.Popen(_command(_fresh(home), file), stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the import ended with {process.returncode}")
    return time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _floor(home: Home, file: Path, ending: str) -> tuple[float, float]:
    """Seconds on the wall and of the processor for reading the file and putting its rows, and nothing else."""
    services = open_services(_fresh(home))
    readings = load_readings()
    wall, busy = time.perf_counter(), time.process_time()
    rows = _read_csv(file) if ending == "csv" else load_workbook(str(file)).get_sheet_by_index(0).to_python()
    records = [_record(row) for row in rows[1:]]
    for start in range(0, len(records), BATCH):
        with services.base.store.writing() as writing:
            put_customers(writing.connection, records[start : start + BATCH], readings)
    found = time.perf_counter() - wall, time.process_time() - busy
    services.close()
    return found


def _read_csv(file: Path) -> list[list[Any]]:
    return list(csv.reader(io.StringIO(file.read_bytes().decode("gb18030"), newline="")))


def _record(row: list[Any]) -> CustomerRow:
    (
        account,
        name,
        _kind,
        number,
        phone,
        second,
        address,
        area,
        manager,
        use,
        voltage,
        kilowatts,
        meter,
        day,
    ) = row
    return CustomerRow(
        account=account,
        name=name,
        id_kind="resident_id",
        id_number=number,
        phone1=phone,
        phone2=second or None,
        address=address,
        transformer_area=area,
        manager=manager,
        use_class=use,
        voltage=voltage,
        capacity_w=int(float(kilowatts) * 1000),
        meter_asset=meter,
        updated_on=day,
        source="file",
        release_no=9,
    )


def _waits(home: Home, file: Path) -> Iterator[Figure]:
    """How long a clerk waits for an acceptance while another process imports, beside the same without an import."""
    copy = _fresh(home)
    services = open_services(copy)
    alone = [_accept(services) for _time in range(100)]
    process = subprocess.Popen(_command(copy, file), stdout=subprocess.DEVNULL)
    beside = []
    while process.poll() is None:
        beside.append(_accept(services))
        time.sleep(0.05)
    services.close()
    for what, pick in (("median", middle), ("p99", lambda values: high(values, 0.99)), ("longest", max)):
        yield Figure(
            f"an acceptance while another process imports: {what}",
            pick(beside) * 1000,
            "ms",
            pick(alone) * 1000,
            "without an import",
        )


def _accept(services: Any) -> float:
    lead = services.staff.find(DEMO_LEAD)
    draft = services.drafts.new(lead, kind="BZ501").with_values(
        name="何静", phone="13812340009", fields={"content": "电费"}
    )
    began = time.perf_counter()
    services.acceptance.submit(lead, draft)
    return time.perf_counter() - began
