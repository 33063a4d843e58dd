"""Looking a store of ten years over, as a person gives the commands; the floor is the same with a quarter of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from chained import chained
from report import Figure

from counter_tui.paths import Home

MATTERS = int(os.environ.get("BENCH_DOCTOR", "200000"))
MOST_MIB = 300
PARTS = 4


def figures(folder: Path) -> Iterator[Figure]:
    """Seconds of the processor, and memory at the most."""
    small, large = chained(folder, MATTERS // PARTS), chained(folder, MATTERS)
    floor_is = f"{MATTERS // PARTS:,} matters"
    for what in ("doctor", "verify"):
        least, least_peak = _looked(small, what)
        busy, peak = _looked(large, what)
        told = f"{what} with {MATTERS:,} matters"
        yield Figure(f"{told}: processor", busy, "s", least, floor_is, f"ratio <= {PARTS}.5")
        yield Figure(f"{told}: memory", peak, "MiB", least_peak, floor_is, f"<= {MOST_MIB} MiB")


def _looked(home: Home, what: str) -> tuple[float, float]:
    """Seconds of the processor and MiB at the peak; a store in which anything is wrong is measured on by mistake."""
    command = [sys.executable, "-m", "counter_tui", what, "--home", str(home.folder)]
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, env={**os.environ, "COUNTER_KEYRING": "off"}
    )
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{what} ended with {process.returncode}")
    sys.stderr.write(f"{what}: {time.perf_counter() - began:.0f} s on the wall\n")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
