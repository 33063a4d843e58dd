"""Writing down what went wrong, by number, without a word of what was typed or stored."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter_tui.paths import Home

_log = logging.getLogger("counter_tui.trouble")


def note_trouble(error: BaseException) -> str:
    """Log the error's type and where it came from, and return the number under which it stands in the log.

    The error's own text is left out: it may quote a customer's data.
    """
    import secrets
    import traceback

    number = secrets.token_hex(3).upper()
    frames = [
        f"{frame.filename.rsplit('counter_tui', 1)[-1]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    # Without a log the library would write it onto the screen that somebody works at.
    if _log.hasHandlers():
        _log.error("trouble %s: %s at %s", number, type(error).__name__, " < ".join(reversed(frames)) or "-")
    return number


def open_log(home: Home) -> logging.Handler | None:
    """Write into the home's log from now on, which its owner alone may read; None where it cannot be written."""
    try:
        home.log.touch(mode=0o600)
        handler = _LogFile(home.log, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.getLogger("counter_tui").addHandler(handler)
    return handler


def close_log(handler: logging.Handler | None) -> None:
    """Write into it no more."""
    if handler is not None:
        logging.getLogger("counter_tui").removeHandler(handler)
        # What a full disk did not take is tried once more as the file is closed.
        with suppress(OSError):
            handler.close()


class _LogFile(logging.FileHandler):
    """A log that keeps silent where it cannot be written: on a full disk the screen belongs to who works."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing."""
