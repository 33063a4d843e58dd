"""The system's print queues: ``lp`` or ``lpr`` where there is one, the spooler on Windows."""

from __future__ import annotations

import shutil
import subprocess
import sys

from counter_tui.domain.errors import RuleBroken

_WITHIN = 20.0
"""Seconds in which the system has to take a job; it prints later."""

_TITLE = "counter-tui"
"""What the job is called where jobs are listed: nothing of a customer."""


def spool(queue: str, data: bytes, raw: bool) -> None:
    """Hand the bytes to a queue (empty: the default one); ``raw`` keeps the system from converting them.

    Raises RuleBroken("printer_no_queues") on a system without print queues, "printer_gone" when the job is refused.
    """
    if sys.platform == "win32":
        from counter_tui.services.printers.windows_spooler import spool_on_windows

        spool_on_windows(queue, data, _TITLE, raw)
        return
    command = _command(queue, raw)
    try:
        subprocess.run(command, input=data, capture_output=True, check=True, timeout=_WITHIN)
    except (OSError, subprocess.SubprocessError):
        raise RuleBroken("printer_gone", printer=queue) from None


def _command(queue: str, raw: bool) -> list[str]:
    if program := shutil.which("lp"):
        named = ["-d", queue] if queue else []
        return [program, *named, *(["-o", "raw"] if raw else []), "-t", _TITLE, "-"]
    if program := shutil.which("lpr"):
        return [program, *(["-P", queue] if queue else []), *(["-l"] if raw else []), "-J", _TITLE]
    raise RuleBroken("printer_no_queues")
