"""Sending bytes to a printer, and saying plainly why they did not come out.

Nothing is made where no device is: a mistyped name must not become a file.
"""

from __future__ import annotations

import errno
import os
import select
import stat
import sys
from typing import Protocol

from counter_tui.domain.errors import RuleBroken
from counter_tui.services.printers.address import Address, parse_address
from counter_tui.services.printers.spooler import spool

PATIENCE = 20.0
"""Seconds in which a printer has to take something; the paper of a long receipt is fed in less."""

_ASK_PAPER = b"\x10\x04\x04"
"""DLE EOT 4: how the paper stands, answered at once even by a printer that has none."""

_PAPER_ENDED = 0x60
_ANSWER_WITHIN = 1.0
_CONNECT_WITHIN = 5.0
_LPGETSTATUS, _PORT_NO_PAPER = 0x060B, 0x20
"""How Linux asks a printer port, and the bit of its answer that says the paper ended (linux/lp.h)."""


class _Line(Protocol):
    """An open way to a printer that can answer."""

    def send(self, data: bytes) -> None:
        """Raises OSError; what went out before is out."""
        ...

    def answer(self, seconds: float) -> bytes:
        """One byte the printer says within these seconds, empty for none."""
        ...


def send(printer: str, data: bytes, *, talks: bool, raw: bool = True, patience: float = PATIENCE) -> None:
    """Send the bytes to the printer of this address.

    ``talks`` says that it may be asked about its paper, ``raw`` that a queue must not convert the bytes. Raises
    RuleBroken("printer_gone") where nothing was printed, "printer_no_paper", "printer_half" when it stopped in
    between, "printer_address_unfit", "printer_no_queues".
    """
    address = parse_address(printer)
    if address.kind == "path":
        _to_path(address, data, patience)
    elif address.kind == "queue":
        spool(address.name, data, raw)
    elif address.kind == "network":
        _to_network(address, data, talks, patience)
    else:
        _to_serial(address, data, talks, patience)


def _to_path(address: Address, data: bytes, patience: float) -> None:
    flags = os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        device = os.open(address.name, flags)
    except (OSError, ValueError):
        raise RuleBroken("printer_gone", printer=address.name) from None
    try:
        if _port_says_no_paper(device):
            raise RuleBroken("printer_no_paper", printer=address.name)
        _written(device, data, address.name, patience)
    finally:
        os.close(device)


def _written(device: int, data: bytes, name: str, patience: float) -> None:
    done = 0
    try:
        while done < len(data):
            if not _takes(device, patience):
                break
            done += _taken(device, data[done:])
    except OSError as error:
        if error.errno == errno.ENOSPC and not done:
            raise RuleBroken("printer_no_paper", printer=name) from None
    if done < len(data):
        raise RuleBroken("printer_half" if done else "printer_gone", printer=name)


def _taken(device: int, data: bytes) -> int:
    """How many bytes the device took; none where it says so although it was ready."""
    try:
        return os.write(device, data)
    except BlockingIOError:
        return 0


def _takes(device: int, patience: float) -> bool:
    """Whether the device takes bytes now or within these seconds; elsewhere than on POSIX writing simply waits."""
    if sys.platform == "win32":
        return True
    _readable, writable, _broken = select.select((), (device,), (), patience)
    return bool(writable)


def _port_says_no_paper(device: int) -> bool:
    if sys.platform != "linux" or not stat.S_ISCHR(os.fstat(device).st_mode):
        return False
    import fcntl

    try:
        said = fcntl.ioctl(device, _LPGETSTATUS, bytes(4))
    except OSError:
        return False
    return bool(said[0] & _PORT_NO_PAPER)


def _to_network(address: Address, data: bytes, talks: bool, patience: float) -> None:
    import socket

    try:
        connection = socket.create_connection((address.name, address.number), _CONNECT_WITHIN)
    except (OSError, UnicodeError):
        raise RuleBroken("printer_gone", printer=address.name) from None

    class Connection:
        def send(self, data: bytes) -> None:
            connection.settimeout(patience)
            connection.sendall(data)

        def answer(self, seconds: float) -> bytes:
            connection.settimeout(seconds)
            try:
                return connection.recv(1)
            except OSError:
                return b""

    with connection:
        _converse(Connection(), data, talks, address.name)


def _to_serial(address: Address, data: bytes, talks: bool, patience: float) -> None:
    import serial

    try:
        port = serial.Serial(address.name, address.number, timeout=_ANSWER_WITHIN, write_timeout=patience)
    except (OSError, ValueError):
        raise RuleBroken("printer_gone", printer=address.name) from None

    class Port:
        def send(self, data: bytes) -> None:
            port.write(data)
            port.flush()

        def answer(self, seconds: float) -> bytes:
            port.timeout = seconds
            return bytes(port.read(1))

    with port:
        _converse(Port(), data, talks, address.name)


def _converse(line: _Line, data: bytes, talks: bool, name: str) -> None:
    """Ask about the paper where that can be asked, send, and ask again where an answer came.

    A printer that does not answer is believed to print: many cannot answer.
    """
    answers = _asked(line, name, "printer_no_paper", "printer_gone") if talks else False
    try:
        line.send(data)
    except OSError:
        raise RuleBroken("printer_half", printer=name) from None
    if answers:
        _asked(line, name, "printer_half", "printer_half")


def _asked(line: _Line, name: str, ended: str, gone: str) -> bool:
    """Whether the printer answers. Raises RuleBroken(ended) when its paper has ended, RuleBroken(gone) when it left."""
    try:
        line.send(_ASK_PAPER)
    except OSError:
        raise RuleBroken(gone, printer=name) from None
    said = line.answer(_ANSWER_WITHIN)
    if said and said[0] & _PAPER_ENDED == _PAPER_ENDED:
        raise RuleBroken(ended, printer=name)
    return bool(said)
