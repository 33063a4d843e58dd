"""The spooler of Windows, through its own library: a raw job, or a PDF given to the program that prints PDFs."""

from __future__ import annotations

import os
import sys
import tempfile
from typing import Any

from counter_tui.domain.errors import RuleBroken


def spool_on_windows(queue: str, data: bytes, title: str, raw: bool) -> None:
    """Hand the bytes to a queue. Raises RuleBroken("printer_gone")."""
    try:
        if raw:
            _raw_job(_library(), queue, data, title)
        else:
            _print_file(queue, data)
    except OSError:
        raise RuleBroken("printer_gone", printer=queue) from None


def _library() -> Any:
    import ctypes

    if sys.platform != "win32":
        raise OSError("only Windows has it")
    return ctypes.WinDLL("winspool.drv", use_last_error=True)


def _raw_job(library: Any, queue: str, data: bytes, title: str) -> None:
    """One document of the spooler's type RAW (OpenPrinter, StartDocPrinter, WritePrinter); raises OSError."""
    import ctypes

    class Document(ctypes.Structure):
        _fields_ = [("name", ctypes.c_wchar_p), ("output", ctypes.c_wchar_p), ("type", ctypes.c_wchar_p)]

    printer, written = ctypes.c_void_p(), ctypes.c_ulong()
    _must(library.OpenPrinterW(queue or _default_queue(library), ctypes.byref(printer), None))
    try:
        _must(library.StartDocPrinterW(printer, 1, ctypes.byref(Document(title, None, "RAW"))))
        _must(library.WritePrinter(printer, data, len(data), ctypes.byref(written)))
        _must(library.EndDocPrinter(printer))
    finally:
        library.ClosePrinter(printer)
    _must(written.value == len(data))


def _default_queue(library: Any) -> str:
    import ctypes

    size = ctypes.c_ulong(256)
    name = ctypes.create_unicode_buffer(size.value)
    _must(library.GetDefaultPrinterW(name, ctypes.byref(size)))
    return name.value


def _must(done: object) -> None:
    if not done:
        raise OSError("the spooler refused")


def _print_file(queue: str, data: bytes) -> None:
    """The program that opens PDFs prints it; the file is left to it, in the folder for temporary files."""
    handle, name = tempfile.mkstemp(prefix="counter-tui-", suffix=".pdf")
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
    if sys.platform == "win32":
        if queue:
            os.startfile(name, "printto", f'"{queue}"')
        else:
            os.startfile(name, "print")
