"""Every way to change one row of a table with a database tool."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from counter_tui.bootstrap import Services
from counter_tui.db.customers import on_file as customer_rows
from counter_tui.db.customers import staging as customer_staging
from counter_tui.db.customers.index import CustomerRow
from counter_tui.db.store import Writing
from counter_tui.db.subjects import CONTACT, RECOVERY
from counter_tui.db.tables.sync import PeerRow, ReleaseRow
from counter_tui.db.travel import branches, releases, streams
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.calls import Place as CallPlace
from counter_tui.domain.facts.checks import CheckAnswer
from counter_tui.domain.facts.contact import ContactPutOff, ContactRefreshed
from counter_tui.domain.facts.matter import ActUndone
from counter_tui.domain.facts.recovery import (
    AppealDecided,
    ClerkStated,
    RatingAppealed,
    RecoveryCalled,
    RecoveryClosed,
    RecoveryCorrected,
    RecoveryPlanned,
)
from counter_tui.domain.facts.station import CustomersImported
from counter_tui.domain.ledger.chain import genesis, link
from counter_tui.domain.ledger.entry import Entry
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.pack.state import ORDER
from counter_tui.paths import Home
from counter_tui.services.intake import deliveries
from counter_tui.services.intake.customers import Progress
from counter_tui.services.intake.deliveries import Interrupted
from counter_tui.services.reference.readings import load_readings
from counter_tui.services.station import matter_subject
from counter_tui.sync.peer import keep_peer, keep_receipt
from counter_tui.wire.envelope import sign
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.messages import RECEIPT, Receipt
from counter_tui.wire.releases import RELEASE, Release
from support.looking import looked_over, reaching_in
from support.outages import outages_file
from support.pressing import rated
from support.prices import BOOK, charged, take_book
from support.stations import (
    BILL,
    CODE,
    CONNECTION,
    CUSTOMERS,
    LI,
    LIU,
    PINS,
    WANG,
    SmallStation,
    open_small_station,
)
from support.sync_world import WorldPc
from support.voice import OVER, card, notice

_ONCE = {
    "fact": ("fact_id",),
    "customer": ("account",),
    "customer_staged": ("account",),
    "price_book": ("version",),
}
"""Columns beside the key in which no two rows say the same."""


@dataclass(frozen=True)
class Table:
    """A table: its columns with their types, those that tell rows apart, those that may be empty."""

    name: str
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    keys: tuple[str, ...]
    empties: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One change of one table: the statements with their values."""

    words: str
    statements: tuple[tuple[str, tuple[Any, ...]], ...]


def busy_station(folder: Path) -> Home:
    """The home of a closed station in which every table has rows; the first call of a process makes it.

    The customers stand in three parts of the search index: the import of the second is not finished, those of the third
    were switched to and not moved to their places. Two facts do not fit, as if another PC had written them.
    """
    home = Home(folder / "station")
    shutil.copytree(_template().folder, home.folder)
    return home


@cache
def _template() -> Home:
    folder = Path(tempfile.mkdtemp(prefix="busy-station-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    small = open_small_station(folder, empty=True)
    services = small.services
    person = {"id_kind": "resident_id", "id_number": "110101199003074477", "phone": "13812340001"}
    matter = small.accept(LI, CONNECTION, name="王建国", address="和平路12号", **person)
    small.accept(LI, CONNECTION, name="王建国", address="和平路14号", papers_shown=("property",), **person)
    small.clock.advance(timedelta(minutes=3))
    bill = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
    due = small.clock.now().date() + timedelta(days=3)
    first_task = services.tasks.give(LI, bill, "校验电能表", due, unit="METERING").tasks[0].task_id
    services.tasks.give(LI, bill, "核对电费", due, to="103", after=(first_task,))
    services.absences.away(WANG, "103", "102", "leave", due)
    services.absences.back(WANG, "103")
    services.matters.hand_over(LI, bill, Receiver("103"), "needs_site", note="核对")
    services.matters.take(LIU, bill)
    services.matters.note(LI, matter, "客户来电催办")
    services.matters.collect(LI, matter, "property")
    take_book(small)
    take_book(small, BOOK.replace("2025-1", "2025-2"))
    paid = charged(small)
    services.charges.take(LI, paid, [("KH-01", 2)], "scan")
    services.charges.explain_boundary(LI, paid)
    services.charges.settle_invoice(LI, paid, "told")
    first = services.matters.view(LI, paid).charges[0].charge_id
    services.charges.void(LI, paid, first, "重复收费", WANG.staff_no, PINS[WANG.staff_no])
    token = services.ratings.open_token(LI)
    assert token is not None
    rated(services, token.visit, 5)
    with pytest.raises(RuleBroken, match="sign_in_refused"):
        services.staff.sign_in("103", "000000")
    services.staff.reset_pin(WANG, "102", "730518")
    services.staff.sign_in("101", PINS["101"])
    services.station.confirm_date(WANG)
    small.draft(LI, BILL, name="单志勇", phone="13812340004")
    small.draft(LIU, BILL, name="吕梁", phone="13812340005")
    for words in ("电费", "电价"):
        services.enquiries.leave_open(LI, services.enquiries.new(LI), "bill", words=words)
    for words in ("打印机坏了", "读卡器坏了"):
        services.calls.report(LI, services.calls.new(LI), words, CallPlace(screen="home"))
    for words in ("公示牌过期", "老花镜缺"):
        services.actions.set(WANG, services.actions.new(WANG), words, "102", due, "值长看", about=words)
    for item in ("printer", "reader"):
        services.checks.done(LI, "opening", [CheckAnswer(item=item, result="failed", words="坏了")])
    services.checks.done(LI, "hall", [CheckAnswer(item="walk_place", result="ok")])
    services.checks.add(WANG, "five_s", "绿植", "枯了", "guide")
    services.checks.drop(WANG, "pos", "本厅不收费")
    services.meeting.begin(WANG)
    services.meeting_steps.attendance(WANG, ["101", "102", "103", "104"])
    services.drafts.keep_words(LI, matter, "note", {"text": "请带"})
    services.drafts.keep_words(LIU, bill, "note", {"text": "已约"})
    _speak(services, matter)
    services.close_words.keep(LI, small.clock.now().date(), "cash", {"paid-cash": "12"})
    for back in (1, 2):
        day = small.clock.now().date() - timedelta(days=back)
        services.close_day.count(LI, day, {"cash": 0})
        services.close_day.close(WANG, day, WANG.staff_no, PINS[WANG.staff_no])
    services.outages.import_file(WANG, outages_file(folder))
    _reach(small)
    _import_customers(small, folder / "customers.csv")
    _switch_customers(small)
    pack = services.packs.new(LI)
    services.packs.offer(LI, "730518", pack, "103")
    services.packs.take(LIU, PINS["103"], pack, ORDER, {})
    services.packs.offer(LIU, PINS["103"], services.packs.new(LIU), "102")
    with services.base.store.writing() as writing:
        for undone in ("00", "01"):
            writing.append(matter_subject(bill), [ActUndone(undone=undone)], LI.staff_no)
        _make_good(writing, due)
    _meet(small, folder / "other")
    services.close()
    assert looked_over(small.home).findings == ()
    return small.home


def _speak(services: Services, matter: str) -> None:
    """Notices of which one is over, read by somebody, and cards of which an old text was told."""
    services.notices.publish(WANG, notice("2025-1"))
    services.notices.read(LI, "2025-1", 1)
    services.notices.publish(WANG, notice("2025-2", text="全文", valid_until=OVER, supersedes=("2025-1",)))
    services.notices.read(LI, "2025-2", 1)
    services.notices.read(LIU, "2025-2", 1)
    services.cards.issue(WANG, card("meter", notice="2025-2", valid_until=OVER, topics=("meter",)))
    services.cards.tell(LI, "meter", matter=matter)
    services.cards.tell(LIU, "meter", "printed", enquiry="e1")
    services.cards.issue(WANG, card("meter", text="改了"))
    telling = services.cards.to_put_right(WANG)[0]
    services.cards.put_right(WANG, telling.telling, "已电话告知")
    services.cards.withdraw(WANG, "meter", "又改了")


def _make_good(writing: Writing, day: date) -> None:
    """What follows two bad ratings; the store keeps it as it keeps all facts, with a token of theirs or without."""
    for visit, words in ((b"\x01" * 16, "已增开窗口"), (b"\x02" * 16, "已说明")):
        plan = RecoveryPlanned(
            cause="waiting",
            remedy="priority",
            caller=LI.staff_no,
            call_by=day,
            correct_by=day,
            call_limit=day,
            correct_limit=day,
        )
        appeal = RatingAppealed(ground="wrong", words=words)
        told = RecoveryCalled(outcome="reached", words=words, told=4, recording=f"LY-{visit[0]}")
        facts = [plan, told, RecoveryCorrected(words=words), ClerkStated(words=words), appeal]
        facts += [AppealDecided(finding="stands", words=words), RecoveryClosed()]
        writing.append(Subject(RECOVERY, visit), facts, WANG.staff_no)


def _meet(small: SmallStation, folder: Path) -> None:
    """Belong to a centre, and have what another PC wrote: some of it told again, some by a later program."""
    other = WorldPc("z", folder, small.clock, code=CODE)
    other.set_up()
    matter = other.accept()
    for words in ("一", "二"):
        other.note(matter, words)
        other.note(matter, f"later {words}")
    with other.store.writing() as there:
        (first,) = streams.own(there.connection)
        told = streams.entries(there.connection, first.epoch, 1, 99)
        branches.leave_branch(there, first.epoch, 2)
        second = streams.own(there.connection)[1]
        again = streams.entries(there.connection, second.epoch, 1, 99)
    with small.services.base.store.writing() as writing:
        for row, facts in ((first, told), (second, again)):
            start = genesis(row.device_id, row.epoch)
            streams.take_in(writing, row.device_id, streams.opening_of(row), start, _later(facts, start))
        keep_peer(writing, PeerRow(1, "", b"s" * 32, b"c" * 32, b"x" * 32, "1", b"f" * 32))
        for seq in (3, 5):
            receipt = Receipt("1", CODE, b"d" * 16, b"e" * 16, seq, b"h" * 32, 0, seq)
            keep_receipt(writing, sign(RECEIPT, receipt, SigningKey(b"c" * 32)), receipt)
        _announce(writing)
    other.store.close()


def _announce(writing: Writing) -> None:
    """Two releases of the centre, with a part of each."""
    for number in (1, 2):
        release = Release("prices", number, 3, b"d" * 32, 3, number)
        signed = sign(RELEASE, release, SigningKey(b"c" * 32))
        row = ReleaseRow("prices", number, "taken", "", "1", 5, 0, signed.content, signed.signature)
        releases.announce(writing, row)
        releases.keep_part(writing, "prices", number, 0, b"abc")


def _later(facts: list[Entry], previous: bytes) -> list[Entry]:
    """The facts as if a program that is not written yet had written some of them."""
    made = []
    for entry in facts:
        type_ = "FromLater" if b"later" in (entry.body or b"") else entry.header.type
        header = replace(entry.header, type=type_)
        previous = link(previous, header, entry.body_hash)
        made.append(replace(entry, header=header, hash=previous))
    return made


def _reach(small: SmallStation) -> None:
    """Two customers of whom one said how to reach him; the file has them afterwards."""
    store = small.services.base.store
    for account, phone in (("0417000018", "13812340001"), ("0417000026", "")):
        said = ContactRefreshed(account=account, phone=phone) if phone else ContactPutOff(account=account)
        with store.writing() as writing:
            writing.append(Subject(CONTACT, account.encode()), [said], LI.staff_no)


def _import_customers(small: SmallStation, file: Path) -> None:
    head, *lines = CUSTOMERS.splitlines(keepends=True)
    services = small.services
    file.write_text(head + "".join(lines[:5]), "utf-8")
    services.customers.import_file(WANG, file)
    file.write_text(head + "".join(lines[5:]), "utf-8")

    def stop(progress: Progress) -> None:
        if progress.doing == "written":
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(deliveries, "BATCH", 4)
        with pytest.raises(Interrupted):
            services.customers.import_file(WANG, file, on_progress=stop)


def _switch_customers(small: SmallStation) -> None:
    """Two customers of a release that are on file and not in their places yet, as a process left them."""
    base, staged = small.services.base, customer_staging.Staged()
    rows = [_customer("0418000011", "周敏", "13812340021"), _customer("0418000029", "吴强", "13812340022")]
    with base.store.reading() as connection:
        ready = customer_rows.prepare(connection, rows, load_readings())
    fact = CustomersImported(
        digest="d" * 64, release_no=9, inserted=len(rows), changed=0, unchanged=0, rejected=0, warned=0
    )
    with base.store.writing() as writing:
        customer_staging.stage(writing.connection, ready, staged)
        customer_staging.switch(writing.connection, staged, "d" * 64, writing.sealing)
        writing.append(base.subject, [fact], WANG.staff_no)


def _customer(account: str, name: str, phone: str) -> CustomerRow:
    said = dict.fromkeys(CustomerRow.__struct_fields__[2:-2]) | {"phone1": phone}
    return CustomerRow(account, name, **said, source="file", release_no=9)


def tables(connection: Any) -> list[Table]:
    """All tables, by name."""
    names = [
        row[0]
        for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    found = []
    for name in names:
        if not name.startswith("sqlite_"):
            info = connection.execute(f"PRAGMA table_info({name})").fetchall()
            keys = tuple(row[1] for row in info if row[5])
            names_of, kinds = tuple(row[1] for row in info), tuple(row[2] for row in info)
            empties = tuple(row[1] for row in info if not row[3] and not row[5])
            found.append(Table(name, names_of, kinds, keys, empties))
    return found


_EXTREMES: dict[type, tuple[Any, ...]] = {
    int: (-1, -(2**62), 2**62 + 1),
    str: ("", "{", "\x00" * 70),
    bytes: (b"", b"\x01", b"\x02" * 40, b"\xff" * 5000),
}


def changes(connection: Any, table: Table, *, extremes: bool = False) -> Iterator[Change]:
    """Each row with each column edited, deleted, doubled under another key, and swapped with the next.

    ``extremes`` are further values for each column, at which a reader may stumble.
    """
    rows = connection.execute(f"SELECT * FROM {table.name}").fetchall()
    for number, row in enumerate(rows):
        values = dict(zip(table.columns, row, strict=True))
        where, key = _where(table, values)
        for column, value in values.items():
            text = f'UPDATE {table.name} SET "{column}" = ? WHERE {where}'
            # A key of another row would be refused, not changed.
            far = column in table.keys and isinstance(value, int)
            edited = value + len(rows) + 1 if far else other(value, table.kinds[table.columns.index(column)])
            yield Change(f"{column} edited", ((text, (edited, *key)),))
            further = _EXTREMES.get(type(value), ()) if extremes else ()
            for extreme in (*further, None) if column in table.empties else further:
                if extreme != value:
                    yield Change(f"{column} to {extreme!r:.20} edited", ((text, (extreme, *key)),))
        yield Change("deleted", ((f"DELETE FROM {table.name} WHERE {where}", key),))
        yield Change("inserted", (_insert(table, {**values, **_new_key(table, values, len(rows))}),))
        after = dict(zip(table.columns, rows[(number + 1) % len(rows)], strict=True))
        if _rest(table, after) != _rest(table, values):
            yield Change("swapped", tuple(_swap(table, values, after)))


def other(value: Any, kind: str = "") -> Any:
    """Another value of the same kind."""
    if value is None:
        return {"INTEGER": 7, "BLOB": b"\x07"}.get(kind, "7")
    if isinstance(value, int):
        return value + 1
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1, *value[1:]]) if value else b"\x07"
    return value + "7"


def found(home: Home, change: Change) -> bool:
    """Whether the doctor finds a change; the store is as it was afterwards."""
    return bool(_told(home, change))


def named(home: Home, table: str, change: Change) -> bool:
    """Whether the doctor names the table of a change, or its row by a key of more than a few signs."""
    said = " ".join(_told(home, change))
    keys = {
        value.hex() if isinstance(value, bytes) else str(value)
        for _text, values in change.statements
        for value in values
    }
    return any(name in said for name in _called(table)) or any(
        len(key) >= _TELLING and key in said for key in keys
    )


_TELLING = 6


def _called(table: str) -> tuple[str, ...]:
    """What the doctor calls a table, where it has other words: a fact by its place, a count by what it counts."""
    if table.startswith("customer_"):
        return ("customer_", "customers_differ")
    other = {
        "alembic_version": ("store_newer", "schema_differs"),
        "epoch": ("head_wrong",),
        "fact": ("link_broken", "facts_missing", "fact_changed", "epoch_unknown"),
        "retold": ("link_broken", "facts_missing", "head_wrong", "retold_unknown"),
        "note_tally": ("notes_uncounted",),
    }
    return (table, *other.get(table, ()))


def _told(home: Home, change: Change) -> list[str]:
    """What the doctor says of a change; the store is as it was afterwards."""
    before = home.store.read_bytes()
    try:
        with reaching_in(home, unguarded=True) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            for text, values in change.statements:
                assert connection.execute(text, values).rowcount == 1
        return [f"{each.code} {each.where} {each.facts}" for each in looked_over(home).findings]
    finally:
        home.store.write_bytes(before)


def some(connection: Any, random: Random, of_each: int) -> Iterator[tuple[str, Change]]:
    """So many changes of each kind, of each table, drawn by chance."""
    for table in tables(connection):
        by_kind: dict[str, list[Change]] = {}
        for change in changes(connection, table):
            by_kind.setdefault(change.words.split()[-1], []).append(change)
        for found_so in by_kind.values():
            for change in random.sample(found_so, min(of_each, len(found_so))):
                yield table.name, change


def _where(table: Table, values: dict[str, Any]) -> tuple[str, tuple[Any, ...]]:
    keys = table.keys or table.columns
    return " AND ".join(f'"{key}" IS ?' for key in keys), tuple(values[key] for key in keys)


def _new_key(table: Table, values: dict[str, Any], count: int) -> dict[str, Any]:
    """Values that make a copied row a new one."""
    unique = (*table.keys, *_ONCE.get(table.name, ()))
    return {
        key: values[key] + count + 1 if isinstance(values[key], int) else other(values[key]) for key in unique
    }


def _insert(table: Table, values: dict[str, Any]) -> tuple[str, tuple[Any, ...]]:
    names = ", ".join(f'"{name}"' for name in values)
    return f"INSERT INTO {table.name} ({names}) VALUES ({', '.join('?' * len(values))})", tuple(
        values.values()
    )


def _rest(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value for name, value in values.items() if name not in (*table.keys, *_ONCE.get(table.name, ()))
    }


def _swap(table: Table, one: dict[str, Any], two: dict[str, Any]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Each of two rows with what the other says, under its own key."""
    for keeps, says in ((one, two), (two, one)):
        rest = _rest(table, says)
        where, key = _where(table, keeps)
        columns = ", ".join(f'"{name}" = ?' for name in rest)
        yield f"UPDATE {table.name} SET {columns} WHERE {where}", (*rest.values(), *key)
