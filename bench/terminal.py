"""A terminal of our own: starts a program in a pseudo-terminal, types, and notes when what came out."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import resource
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROWS, COLUMNS = 24, 80
_CODES = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")
"""What moves the cursor and colours the text."""
PATIENCE = 60.0
"""Seconds after which a text that has not come is given up."""


class NeverCame(Exception):
    """The text was not shown in time."""


class Terminal:
    """One program in one window. Times are seconds from its start; ``output`` is everything it has written."""

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str] | None = None,
        size: tuple[int, int] = (ROWS, COLUMNS),
    ) -> None:
        self.output = b""
        self.started = time.perf_counter()
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            _become(command, environ or {})
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))

    def until(self, text: str, since: int = 0) -> float:
        """Wait until the text stands in what was written after place ``since``; when that was.

        Raises NeverCame, also where something else keeps coming.
        """
        wanted, end = text.encode("utf-8"), time.perf_counter() + PATIENCE
        while self.output.find(wanted, since) < 0:
            if not self._read(max(0.0, end - time.perf_counter())):
                raise NeverCame(text)
        return time.perf_counter() - self.started

    def quiet(self, seconds: float) -> int:
        """Read until nothing has come for so long; how many bytes came."""
        before = len(self.output)
        while self._read(seconds):
            pass
        return len(self.output) - before

    def listen(self, seconds: float) -> int:
        """Read for so long, whatever comes; how many bytes came."""
        before, end = len(self.output), time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)
        return len(self.output) - before

    def press(self, keys: str) -> int:
        """Type; the place in the output from which on an answer can stand."""
        place = len(self.output)
        os.write(self._handle, keys.encode("utf-8"))
        return place

    def answer(self, keys: str, shown: str = "") -> float:
        """Type and wait until this is shown, or for the first bytes of any answer; how many seconds it took."""
        place = self.press(keys)
        begun = time.perf_counter()
        while self._read(PATIENCE):
            if shown.encode("utf-8") in _CODES.sub(b"", self.output[place:]):
                return time.perf_counter() - begun
        raise NeverCame(repr(keys))

    def memory(self) -> tuple[float, float]:
        """Resident memory now and at its highest, in MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        sizes = dict(line.split(":", 1) for line in status.splitlines())
        return tuple(int(sizes[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))  # type: ignore[return-value]

    def cpu(self) -> float:
        """The seconds of processor the program has used."""
        times = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")

    def leave(self, keys: str) -> float:
        """Type what ends the program and wait until it has; how many seconds that took."""
        self.press(keys)
        begun = time.perf_counter()
        while self._read(PATIENCE):
            pass
        os.waitpid(self.pid, 0)
        os.close(self._handle)
        return time.perf_counter() - begun

    def end(self) -> float:
        """End the program; the seconds of processor it used in all."""
        before = _children()
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._handle)
        return _children() - before

    def _read(self, seconds: float) -> bool:
        if not select.select([self._handle], [], [], max(seconds, 0.0))[0]:
            return False
        try:
            came = os.read(self._handle, 1 << 16)
        except OSError:
            return False
        self.output += came
        return bool(came)


def _become(command: Sequence[str], environ: Mapping[str, str]) -> None:
    os.environ.update(
        {"TERM": "xterm-256color", "COLORTERM": "truecolor", "COUNTER_KEYRING": "off", **environ}
    )
    os.execvp(command[0], list(command))


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
