"""The command line: arguments become one call, and what comes back becomes lines and an exit code.

Exit codes: 0 done, 1 a check found something, 2 bad usage or input file, 3 not allowed, 4 store unusable (or an error
of the program itself, which is noted in the log under a number), 75 nobody answered the call, 130 interrupted.
"""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``arguments`` are those of the process unless given."""
    import sys

    from counter_tui.cli.run import run
    from counter_tui.cli.streams import in_utf8, leave_no_memory

    if arguments is None:
        leave_no_memory()
        in_utf8()
        arguments = sys.argv[1:]
    return run(list(arguments))
