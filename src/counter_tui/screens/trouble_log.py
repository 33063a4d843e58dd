"""Writing down what went wrong, by number, without a word of what was typed or stored."""

from __future__ import annotations

import logging

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
    _log.error("trouble %s: %s at %s", number, type(error).__name__, " < ".join(reversed(frames)) or "-")
    return number
