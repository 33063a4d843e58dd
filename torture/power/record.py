"""The record of a program's writes: strace of the real process, read back call by call."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from power.disk import Folder
from support.working import Done

CALLS = (
    "openat,creat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,fsync,fdatasync,sync_file_range,"
    "unlink,unlinkat,rename,renameat,renameat2,link,linkat,copy_file_range,sendfile,msync"
)
"""Every call by which content or names can change, so that none the replay does not know goes unseen."""

_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)(?:<.*>)?(?: .*)?$")
_QUOTED = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_OF_FILE = re.compile(r"^\d+<([^>]*)>")
_UNKNOWN = frozenset(
    {
        "writev",
        "pwritev",
        "pwritev2",
        "truncate",
        "fallocate",
        "unlinkat",
        "renameat",
        "renameat2",
        "link",
        "linkat",
    }
) | {"creat", "sync_file_range", "copy_file_range", "sendfile", "msync"}


def record(folder: Path, mode: str, rounds: int) -> Path:
    """Let the program work in ``folder`` under strace; the trace, beside the folder."""
    tracer = shutil.which("strace")
    assert tracer, "power-loss images need strace (Debian, Ubuntu: apt install strace)"
    trace, here = folder.with_name("trace"), Path(__file__).parents[2]
    acknowledged = folder.with_name("acknowledged")
    command = [
        tracer,
        "-f",
        "-y",
        "-xx",
        "-s",
        "1000000",
        "-e",
        "signal=none",
        "-e",
        f"trace={CALLS}",
        "-o",
        str(trace),
    ]
    writer = [sys.executable, str(Path(__file__).with_name("writer.py")), str(folder), str(acknowledged)]
    environ = {**os.environ, "PYTHONPATH": str(here / "tests"), "COUNTER_KEYRING": "off"}
    subprocess.run([*command, *writer, mode, str(rounds)], check=True, env=environ)
    return trace


def calls(trace: Path, folder: Path) -> Iterator[tuple[str, str, bytes, int]]:
    """What happened in ``folder`` and beside it: call, path, bytes, and place or length, in order of completion.

    A call on the folder's files that the replay does not know stops it: an image must not leave anything out.
    """
    with trace.open("r", encoding="ascii") as lines:
        yield from _calls(lines, str(folder.parent))


def _calls(lines: Iterable[str], ours: str) -> Iterator[tuple[str, str, bytes, int]]:
    for line in lines:
        assert "unfinished" not in line, "two threads wrote at once: the order is not known"
        found = _LINE.match(line.rstrip("\n"))
        if not found or found[3] == "-1":
            continue
        call, arguments = found[1], found[2]
        quoted = [_text(each) for each in _QUOTED.findall(arguments)]
        held = _OF_FILE.match(arguments)
        path = _text(held[1]).decode() if held else quoted[0].decode() if quoted else ""
        if not path.startswith(ours):
            continue
        assert call not in _UNKNOWN, f"the replay does not know {call}"
        numbers = [int(each) for each in re.findall(r", (\d+)(?=,|$)", _QUOTED.sub('""', arguments))]
        if call == "openat":
            if "O_CREAT" in arguments:
                yield call, path, b"", 0
        elif call == "pwrite64":
            assert len(quoted[0]) == numbers[0] == int(found[3]), "a write was cut short in the record"
            yield call, path, quoted[0], numbers[1]
        elif call == "rename":
            yield call, path, quoted[1], 0
        else:
            yield call, path, quoted[0] if quoted else b"", numbers[-1] if numbers else 0


def _text(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", "")) if "\\x" in escaped else escaped.encode("ascii")


def images(
    trace: Path, folder: Path, before: dict[str, bytes], random: Random, count: int
) -> Iterator[tuple[dict[str, bytes], list[Done], bool]]:
    """So many power cuts between two calls: what is left, what was acknowledged, whether anything was lost."""
    happened = list(calls(trace, folder))
    disk, done = Folder(before), list[Done]()
    moments = sorted(random.randrange(1, len(happened) + 1) for _image in range(count))
    for moment, (call, path, data, number) in enumerate(happened, start=1):
        if path == str(folder.with_name("acknowledged")):
            if call == "write":
                kind, matter, mark = json.loads(data)
                done.append((kind, matter, mark))
        elif not path.endswith("-shm"):
            _happen(disk, folder, call, path, data, number)
        while moments and moments[0] == moment:
            moments.pop(0)
            left, lost = disk.after_cut(random)
            yield left, list(done), lost


def _happen(disk: Folder, folder: Path, call: str, path: str, data: bytes, number: int) -> None:
    name = Path(path).name
    if path == str(folder):
        assert call in ("fsync", "fdatasync")
        disk.sync()
    elif call == "openat":
        disk.create(name)
    elif call == "unlink":
        disk.unlink(name)
    elif call == "rename":
        disk.rename(name, Path(data.decode()).name)
    else:
        file = disk.file(name)
        assert file is not None, f"{call} on {name}, which is not there"
        if call == "pwrite64":
            file.write(number, data)
        elif call == "ftruncate":
            file.resize(number)
        elif call in ("fsync", "fdatasync"):
            file.sync()
        else:
            raise AssertionError(f"the replay does not know {call} on {name}")
