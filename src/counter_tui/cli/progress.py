"""A bar of progress in one line beside the output, for a person at a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable

_WIDTH = 24
# Spaces, not a control sequence: an old console would show that.
_CLEAR = "\r" + " " * 72 + "\r"


class Bar:
    """One line that is drawn over again; nothing at all where the error output is no terminal."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty()
        self._last = ""

    def draw(self, label: str, done: int, total: int) -> None:
        """Draw how far it is."""
        share = min(done / total, 1.0) if total else 1.0
        full = round(share * _WIDTH)
        line = f"{label} {'█' * full}{'░' * (_WIDTH - full)} {share:4.0%}  {done:,} / {max(done, total):,}"
        if self.shown and line != self._last:
            self._last = line
            sys.stderr.write(_CLEAR + line)
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away, so that words can stand there."""
        if self._last:
            self._last = ""
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()

    def under(self, write: Callable[[str], None]) -> Callable[[str], None]:
        """The same writing of lines, with the bar taken away before."""

        def _write(text: str) -> None:
            self.clear()
            write(text)

        return _write
