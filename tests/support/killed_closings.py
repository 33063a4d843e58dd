"""A process that closes its PC down and dies at an instant that is chosen."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from counter_tui.bootstrap import open_services
from counter_tui.db.files import removing
from counter_tui.db.store import Store
from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import Home
from counter_tui.services.centre import closing_down
from counter_tui.sync.orders import Given, read_orders
from counter_tui.wire.bundle import read_bundle
from counter_tui.wire.envelope import Signed, sign
from counter_tui.wire.messages import ORDER, Order
from counter_tui.wire.ranges import read_range
from counter_tui.wire.sealed import read_sealed
from support.bundles import PAPER_CENTRE, belong_to
from support.clocks import StillClock
from support.killed_restores import Fuse, ended
from support.stations import CODE, SmallStation, open_small_station

STEPS = ("seal", "close", "keys", "ledger", "rest")
"""The steps between which most changes; the long form is killed before each act on the disk."""
KILLED = -9


def ordered(folder: Path) -> tuple[SmallStation, Signed, int]:
    """A closed station of a centre on paper, the order to close it down, and how many facts it has not sent."""
    small = open_small_station(folder)
    belong_to(small.services, PAPER_CENTRE)
    small.services.backups.make_due()
    store = small.services.base.store
    with store.reading() as connection:
        device = bytes(connection.execute("SELECT device_id FROM station").fetchone()[0])
        facts = int(connection.execute("SELECT count(*) FROM fact").fetchone()[0])
    small.services.close()
    order = Order(1, CODE, device, "wipe", 1)
    return small, sign(ORDER, order, PAPER_CENTRE.signing), facts


def _given(store: Store, signed: Signed) -> Given:
    with store.reading() as connection:
        (given,) = read_orders(connection, [signed])
    return given


def _close(folder: str, content: str, signature: bytes, on_step: Any) -> None:
    services = open_services(Home(Path(folder)), StillClock())
    store = services.base.store
    with pytest.raises(RuleBroken, match="closed_down"):
        closing_down.close_down(store, _given(store, Signed(content, signature)), on_step)


def close_until(folder: str, content: str, signature: bytes, step: str) -> None:
    """Close a PC down, killed before the step of this name."""

    def on_step(name: str) -> None:
        if name == step:
            os.kill(os.getpid(), signal.SIGKILL)

    _close(folder, content, signature, on_step)


def close_until_act(folder: str, content: str, signature: bytes, acts: int) -> None:
    """Close a PC down, killed before this act on the disk; with an exit code of 0 when there are not so many."""
    fuse = Fuse(acts)
    os.fsync = fuse.before(os.fsync)
    Path.unlink = fuse.before(Path.unlink)  # type: ignore[method-assign]
    Path.replace = fuse.before(Path.replace)  # type: ignore[method-assign]
    Path.rmdir = fuse.before(Path.rmdir)  # type: ignore[method-assign]
    removing.blot_out = fuse.before(removing.blot_out)
    _close(folder, content, signature, lambda _name: None)


def looked_at(home: Home, facts: int, *, expect_note: bool = True) -> str:
    """What a killed closing left: "open" or "closing"; raises where anything is gone before it was sealed.

    Then the home is opened as the next start does, until it is closed down, and what was sealed is read.
    """
    before = "closing" if home.closed.exists() else "open"
    if before == "open":
        assert home.store.exists()
        assert home.key_file.exists()
    if home.closing.exists() or home.closed.exists():
        with pytest.raises(RuleBroken, match="closed_down"):
            open_services(home, StillClock())
        assert sealed_in(home) == facts
        left = sorted(each.name for each in home.folder.iterdir())
        assert left == ["GW", "closed.json"], left
        assert len(list((home.folder / "GW").iterdir())) == 1
    else:
        assert not expect_note
        open_services(home, StillClock()).close()
    return before


def sealed_in(home: Home) -> int:
    """How many facts the centre can read in the one file that stays."""
    (file,) = (each for each in (home.folder / "GW").iterdir() if each.suffix == ".gws")
    bundles = [read_bundle(each) for each in read_sealed(file.read_bytes()).bundles]
    return sum(
        len(read_range(each).entries()) for one in bundles for each in one.ranges(PAPER_CENTRE.sealing)
    )


def killed(small: SmallStation, folder: Path, signed: Signed, target: Any, at: object) -> tuple[Home, int]:
    """A copy of the home after a closing that was killed there, and how its process ended."""
    home = Home(folder / f"at-{at}")
    shutil.copytree(small.home.folder, home.folder)
    code = ended(target, str(home.folder), signed.content, signed.signature, at)
    return home, code if code is not None else 0
