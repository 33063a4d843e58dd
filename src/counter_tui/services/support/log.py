"""The log as it may leave the station: only lines whose every part is known to be the program's own."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import counter_tui

MOST_BYTES = 256 * 1024
"""How much of the end of the log is looked at."""

_ROOT = Path(counter_tui.__file__).parent
_LINE = re.compile(
    r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) (DEBUG|INFO|WARNING|ERROR|CRITICAL) "
    r"trouble ([0-9A-F]{6}): ([A-Za-z]\w*) at (.*)",
    re.ASCII,
)
_FRAME = re.compile(r"([/\\][\w/\\]+\.py):(\d{1,6}) (<?[a-z_A-Z]\w*>?)", re.ASCII)
_OURS = re.compile(r"[A-Z][A-Za-z]{2,30}(?:Error|Exception|Broken|Warning)", re.ASCII)


def log_lines(log: Path) -> Iterator[str]:
    """The end of the log, line by line; what has another shape than the program's lines is only counted."""
    try:
        with log.open("rb") as stream:
            stream.seek(max(0, log.stat().st_size - MOST_BYTES))
            text = stream.read().decode("utf-8", "replace")
    except FileNotFoundError:
        yield "no log"
        return
    except OSError as error:
        yield f"log unreadable: {type(error).__name__}"
        return
    yield from _kept(text.splitlines())


def _kept(lines: Iterable[str]) -> Iterator[str]:
    left_out = 0
    for line in lines:
        told = _told(line)
        if told is None:
            left_out += 1
            continue
        if left_out:
            yield f"({left_out} lines of another shape left out)"
            left_out = 0
        yield told
    if left_out:
        yield f"({left_out} lines of another shape left out)"


def _told(line: str) -> str | None:
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    at, level, number, error, where = found.groups()
    name = error if hasattr(builtins, error) or _OURS.fullmatch(error) else "error"
    frames = [_frame(each) for each in where.split(" < ")]
    return f"{at} {level} trouble {number}: {name} at {' < '.join(frames)}"


def _frame(text: str) -> str:
    """A place in the program's own files; a place anywhere else may name a person's folders."""
    found = _FRAME.fullmatch(text)
    if found is None:
        return "elsewhere"
    file, line, function = found.groups()
    source = _source(file.replace("\\", "/").lstrip("/"))
    return f"{file}:{line} {function}" if source and function.strip("<>") in source else "elsewhere"


@cache
def _source(name: str) -> str:
    """The text of one of the program's files, empty for any other."""
    path = _ROOT / name
    if ".." in path.parts or not path.is_file():
        return ""
    return path.read_text("utf-8") + " module lambda listcomp genexpr dictcomp setcomp"
