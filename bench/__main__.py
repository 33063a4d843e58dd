"""Measures what the counter promises, each figure beside its floor, and writes the tables into docs/benchmarks.md.

``python bench [start] [use] [commit] [writers] [find] [context] [brief] [ratings] [doctor] [flood]
[imports] [catching_up] [syncing]``; without names all.
``BENCH_FOLDER`` keeps the stations that are measured on between runs.
"""

from __future__ import annotations

import os
import sys
from compileall import compile_dir
from importlib import import_module
from pathlib import Path
from tempfile import gettempdir

from report import machine, put, table

import counter_tui

SECTIONS = (
    "start",
    "use",
    "commit",
    "writers",
    "find",
    "context",
    "brief",
    "ratings",
    "doctor",
    "flood",
    "imports",
    "catching_up",
    "syncing",
)


def main(names: list[str]) -> int:
    """Run these sections; the exit code, 2 where one of them is none."""
    if unknown := [name for name in names if name not in SECTIONS]:
        sys.stderr.write(f"No section {', '.join(unknown)}: {', '.join(SECTIONS)}\n")
        return 2
    folder = Path(os.environ.get("BENCH_FOLDER") or Path(gettempdir()) / "counter-bench")
    folder.mkdir(parents=True, exist_ok=True)
    compile_dir(str(Path(counter_tui.__file__).parent), quiet=2)
    for name in names or SECTIONS:
        made = table(list(import_module(name).figures(folder)))
        sys.stdout.write(f"## {name}\n\n{made}\n\n")
        put(name, f"{machine()}\n\n{made}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
