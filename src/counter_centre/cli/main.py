"""From arguments to an exit code: 0 done, 1 found something, 2 bad usage, 3 not allowed, 4 unusable."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from counter_centre.cli.parser import parse
from counter_centre.refusing import NOT_ALLOWED, UNUSABLE, Refusal


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``arguments`` are those of the process unless given."""
    from sqlalchemy.exc import SQLAlchemyError

    if arguments is None:
        _in_utf8()
    given = parse(sys.argv[1:] if arguments is None else arguments)
    try:
        return given.run(given)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return refusal.exit_code
    except PermissionError as error:
        print(f"Not allowed by the system: {error.filename or ''}", file=sys.stderr)
        return NOT_ALLOWED
    except SQLAlchemyError as error:
        # The words of the statement, and with them its values, stay out.
        print(f"The database cannot be used: {type(error).__name__}", file=sys.stderr)
        return UNUSABLE
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _in_utf8() -> None:
    """Make the process speak UTF-8 whatever the locale; it begins anew where arguments were read otherwise already."""
    if os.name == "posix" and sys.getfilesystemencoding().lower() not in ("utf-8", "utf8"):
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "counter_centre", *sys.argv[1:]])
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
