"""Lines in and out: UTF-8 whatever the locale, one JSON object a line, each line out as soon as it is known."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping

STANDARD = "-"
_BOM = b"\xef\xbb\xbf"


def in_utf8() -> None:
    """Make the process speak UTF-8: its arguments, file names, input and output.

    Where the locale has another encoding, Python has read the arguments by it already; the process begins anew then.
    """
    if os.name == "posix" and sys.getfilesystemencoding().lower() not in ("utf-8", "utf8"):
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "counter_tui", *sys.argv[1:]])
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Half of a character pair, as JSON may hold it, goes out as JSON writes it.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")


def leave_no_memory() -> None:
    """Let the system keep no image of this process where it breaks down: the store's key and customers' data are in it.

    Processes it starts keep none either.
    """
    if sys.platform != "win32":
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


def lines_of(name: str) -> Iterator[bytes]:
    """The lines of a file, or of the standard input for ``-``, without their ends; raises OSError."""
    if name == STANDARD:
        if sys.stdin is None:
            raise OSError("there is no standard input")
        yield from _without_ends(sys.stdin.buffer)
        return
    with open(name, "rb") as stream:
        yield from _without_ends(stream)


def _without_ends(stream: Iterable[bytes]) -> Iterator[bytes]:
    first = True
    for line in stream:
        bare = line.rstrip(b"\r\n")
        yield bare.removeprefix(_BOM) if first else bare
        first = False


def say(text: str = "") -> None:
    """Write a line to the output at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def say_object(value: Mapping[str, object]) -> None:
    """Write one JSON object as a line at once."""
    import json

    say(json.dumps(value, ensure_ascii=False, allow_nan=False))


def remark(text: str) -> None:
    """Write a line for the person at the terminal, beside the output."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def is_terminal() -> bool:
    """Whether a person sits at both ends and can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()
