"""Results as tables: every figure beside its floor from the same run, and the machine they were measured on."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"


@dataclass(frozen=True)
class Figure:
    """One line: what was measured, the figure, the floor beside it, and what is wanted."""

    what: str
    value: float
    unit: str
    floor: float | None = None
    floor_is: str = ""
    wanted: str = ""

    def line(self) -> str:
        """The line of the table."""
        floor = f"{_short(self.floor)} {self.unit} ({self.floor_is})" if self.floor is not None else "-"
        ratio = f"{self.value / self.floor:.2f}" if self.floor else "-"
        return (
            f"| {self.what} | {_short(self.value)} {self.unit} | {floor} | {ratio} | {self.wanted or '-'} |"
        )


def table(figures: Sequence[Figure]) -> str:
    """The figures as Markdown."""
    head = ["| what | measured | floor, same run | ratio | wanted |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*head, *(each.line() for each in figures)])


def machine() -> str:
    """What it was measured on, and with what."""
    parts = ("textual", "rich", "msgspec", "sqlcipher3")
    versions = ", ".join(f"{name} {version(name)}" for name in parts)
    return (
        f"Measured on {datetime.now(UTC).date()}: {platform.system()} {platform.machine()}, {_processor()}, "
        f"{os.cpu_count()} cores, {_memory_gib()} GiB; load {os.getloadavg()[0]:.1f} at the end; "
        f"Python {platform.python_version()}, {versions}."
    )


def put(name: str, text: str, page: Path = PAGE) -> None:
    """Put the text into the page between the marks of this section."""
    before = page.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    after, found = pattern.subn(lambda _match: f"{begin}\n{text}\n{end}", before)
    if not found:
        raise LookupError(f"{page} has no section {name}")
    page.write_text(after, encoding="utf-8", newline="\n")


def middle(values: Sequence[float]) -> float:
    """The median."""
    return median(values)


def high(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _short(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or "processor unknown"


def _memory_gib() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
