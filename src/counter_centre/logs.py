"""The centre's log: one JSON object a line on the standard error, without anything of a customer or of a body."""

from __future__ import annotations

import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from msgspec.json import encode

LOGGER = logging.getLogger("counter_centre")


class JsonLines(logging.Formatter):
    """A record as a line: when, how bad, what, and its facts. The words of an exception may quote data and stay out."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"at": at, "level": record.levelname.lower(), "pid": record.process}
        line["event"] = record.getMessage()
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1]:
            line |= _told(record.exc_info[1])
        return encode(line).decode("utf-8")


def note(event: str, level: int = logging.INFO, **facts: object) -> None:
    """Write a line about an event with these facts."""
    LOGGER.log(level, event, extra={"facts": facts})


def note_trouble(error: BaseException) -> None:
    """Write down an error of the program: its kind and where it came up, not its words."""
    note("trouble", logging.ERROR, **_told(error))


def log_to_stderr() -> None:
    """Let the log, and what the server says beside it, go to the standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for logger in (LOGGER, logging.getLogger("uvicorn")):
        logger.handlers = [handler]
        logger.setLevel(logging.INFO)
        logger.propagate = False


def _told(error: BaseException) -> dict[str, object]:
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-3:]]
    return {"error": type(error).__name__, "where": where}
