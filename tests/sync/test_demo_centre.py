"""The demo station beside a centre of its own, as a newcomer has it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from counter_centre.cli.main import main as counter_centre
from counter_tui.bootstrap.opening import open_station
from counter_tui.db import ledger, sql
from counter_tui.db.tables.sync import ReceiptRow
from counter_tui.sync.peer import read_peer
from support.stations import CODE, ENVIRON, open_small_station


def started(home: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "counter_tui.bootstrap.demo_centre", str(home)]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **ENVIRON}
    )


def ended(child: subprocess.Popen[bytes]) -> None:
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(timeout=60) == 0


def test_what_the_demo_station_recorded_is_at_the_centre_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small = open_small_station(tmp_path)
    small.services.close()
    child = started(small.home.folder)
    assert child.stdout is not None
    assert child.stdout.readline() == b"called\n"
    ended(child)
    child.stdout.close()
    station = open_station(small.home)
    with station.store.reading() as connection:
        end = ledger.head(connection)
        receipts = sql.read(connection, ReceiptRow, "ORDER BY seq DESC")
        peer = read_peer(connection)
    station.store.close()
    assert (receipts[0].epoch, receipts[0].seq) == (end.epoch, end.seq)
    assert peer is not None
    assert '"every_minutes":1,' in peer.policy.replace(" ", "")
    assert counter_centre(["device", "list", "--data", str(small.home.folder / "centre")]) == 0
    assert f"{CODE}-C" in capsys.readouterr().out
