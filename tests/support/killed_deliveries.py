"""A process that takes in a release of customers and dies in or after a writing transaction that is chosen."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from counter_tui.bootstrap import open_services
from counter_tui.db.customers import on_file as customers
from counter_tui.db.customers import staging as customer_staging
from counter_tui.db.customers.checks import check_customers, check_told
from counter_tui.db.reading import export_pages
from counter_tui.db.store import Store, Writing
from counter_tui.db.travel import releases
from counter_tui.domain.staff.roles import CENTRE
from counter_tui.paths import Home
from counter_tui.services.centre.releases import ReleaseService
from counter_tui.services.intake import deliveries
from counter_tui.services.intake.customers import CustomerImportService
from counter_tui.services.reference.readings import load_readings
from counter_tui.sync.releases import coming, look_at
from counter_tui.wire.envelope import sign
from counter_tui.wire.releases import RELEASE, Release, cut, packed
from support.bundles import PAPER_CENTRE, belong_to
from support.clocks import StillClock
from support.killed_restores import ended
from support.stations import SmallStation, open_small_station

KILLED = -9
COUNT = 40
_AT_ONCE = 8
"""So many customers go into one transaction, so that few make many places to be killed at."""

OLD, NEW = "old", "new"


def _file(which: str) -> bytes:
    """Customers by their number: every third one says something else in the new file, every fourth is new there."""
    lines = ["户号,户名,手机1,地址,客户经理"]
    for number in range(COUNT):
        new = which == NEW
        if number % 4 == 3 and not new:
            continue
        phone = f"13{7 if new and number % 3 == 0 else 8}0001{number:04}"
        manager = "王强" if new and number % 3 == 1 else "李敏"
        lines.append(f"0418{number:06},客户{number}号,{phone},和平路{number}号,{manager}")
    return "\n".join(lines).encode("utf-8")


def prepared(folder: Path) -> SmallStation:
    """A closed station with the old customers, where a release with the new ones has come and was not taken in."""
    small = open_small_station(folder)
    belong_to(small.services, PAPER_CENTRE)
    CustomerImportService(small.services.base).import_data(CENTRE, _file(OLD))
    store, content = small.services.base.store, _file(NEW)
    parts = packed(content)
    release = Release("customers", 1, len(content), sha256(content).digest(), len(parts), 1)
    row = coming(release, sign(RELEASE, release, PAPER_CENTRE.signing), "test")
    with store.writing() as writing:
        releases.announce(writing, row)
        for place, part in enumerate(cut(parts)):
            releases.keep_part(writing, "customers", 1, place, part)
    assert look_at(store, row, "test")
    small.services.close()
    return small


def take_until(folder: str, place: int) -> None:
    """Take the release in and die in every odd place before the commit of a transaction, in an even one after it.

    With an exit code of 0 where there are not so many transactions.
    """
    deliveries.BATCH = customer_staging.MOVED_AT_ONCE = _AT_ONCE
    services = open_services(Home(Path(folder)), StillClock())
    whole, left = Store.writing, [place]

    def die_here() -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def writing(store: Store) -> Iterator[Writing]:
        with whole(store) as under_way:
            yield under_way
            die_here()
        die_here()

    Store.writing = writing  # type: ignore[method-assign, assignment]
    ReleaseService(services.base).take_due()
    services.close()


def killed_at(small: SmallStation, folder: Path, place: int) -> str:
    """Whether the old or the new customers are on file after a process was killed there; "" where none was.

    Then the release is taken in by the next process, and everything looked over.
    """
    home = Home(folder / f"at-{place}")
    shutil.copytree(small.home.folder, home.folder)
    code = ended(take_until, str(home.folder), place)
    assert code in (0, KILLED), code
    services = open_services(home, StillClock())
    base = services.base
    try:
        before = _on_file(base.store)
        taken = ReleaseService(base).take_due()
        assert taken == (before == OLD)
        assert _on_file(base.store) == NEW
        with base.store.reading() as connection:
            assert not customer_staging.stands(connection)
            assert [row.state for row in releases.known(connection)] == ["taken"]
            assert list(check_customers(connection, load_readings)) == []
            assert list(check_told(connection)) == []
    finally:
        services.close()
        shutil.rmtree(home.folder)
    return before if code == KILLED else ""


def _on_file(store: Store) -> str:
    """Which of the two files is what readers see, by account, by search and by telephone number; never some of each."""
    found = {which: _expected(which) for which in (OLD, NEW)}
    with store.reading() as connection:
        rows = export_pages.customers(connection, "0418", 1000)
        seen = {row.account: (row.phone1, row.manager) for row in rows if row.account.startswith("0418")}
        which = next(name for name, expected in found.items() if expected == seen)
        told = releases.taken(connection).get("customers", 0)
        for account, (phone, _manager) in found[which].items():
            assert [row.account for row in customers.by_phone(connection, phone)] == [account]
            assert customers.by_account(connection, account) is not None
        gone = found[OLD if which == NEW else NEW].items() - found[which].items()
        for account, (phone, _manager) in gone:
            other = found[which].get(account)
            if other is None or other[0] != phone:
                assert customers.by_phone(connection, phone) == ()
    assert told == (which == NEW)
    return which


def _expected(which: str) -> dict[str, tuple[str, str]]:
    lines = [line.split(",") for line in _file(which).decode("utf-8").splitlines()[1:]]
    return {account: (phone, manager) for account, _name, phone, _address, manager in lines}
