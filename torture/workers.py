"""What works at a station beside a clerk: the shell, an import, a backup; each for ever, until it is killed."""

from __future__ import annotations

import contextlib
import io
import itertools
import os
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path

from counter_tui.cli.run import run
from support.stations import PINS, WANG

CUSTOMERS = 400
HEADINGS = "户号,户名,手机1,地址\n"


def _command(folder: str, *arguments: str) -> None:
    """One command from its arguments to its exit code."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = run(["--home", folder, *arguments])
    assert code == 0, said.getvalue()


def _lead(folder: str) -> tuple[str, ...]:
    """The arguments by which the lead acts."""
    pin = Path(folder).with_name(f"pin-{os.getpid()}")
    if not pin.exists():
        pin.touch(0o600)
        pin.write_text(PINS[WANG.staff_no], "utf-8")
    return "--staff", WANG.staff_no, "--pin-file", str(pin)


def shell(folder: str, say: Connection) -> None:
    """Somebody adds people at the shell, one command after the other."""
    pin = Path(folder).with_name(f"new-pin-{os.getpid()}")
    pin.touch(0o600)
    pin.write_text("730518", "utf-8")
    for number in itertools.count():
        staff_no = f"K{os.getpid()}N{number}"
        _command(
            folder, "staff", "add", staff_no, "--name", "何静", "--new-pin-file", str(pin), *_lead(folder)
        )
        say.send(("StaffAdded", staff_no, ""))


def importing(folder: str, say: Connection) -> None:
    """Somebody imports one delivery after the other: the same customers, each time with other addresses."""
    file = Path(folder).with_name(f"customers-{os.getpid()}.csv")
    report = file.with_suffix(".report.csv")
    for number in itertools.count():
        rows = (
            f"04170{place:05d},何静,138{place:08d},解放路{os.getpid()}号{number}"
            for place in range(CUSTOMERS)
        )
        file.write_text(HEADINGS + "\n".join(rows) + "\n", "utf-8")
        say.send(("ready", "", ""))
        _command(folder, "import", "customers", str(file), "--report", str(report), *_lead(folder))
        say.send(("CustomersImported", sha256(file.read_bytes()).hexdigest(), ""))


def copies_of(folder: str | Path) -> Path:
    """Where the copies of this station go."""
    return Path(folder).with_name("copies")


def copying(folder: str, say: Connection) -> None:
    """Somebody makes one backup after the other."""
    for number in itertools.count():
        say.send(("ready", "", ""))
        _command(folder, "backup", "--to", str(copies_of(folder) / f"{os.getpid()}-{number}"))
        say.send(("copied", "", ""))
