"""Printers as they are reached: devices, the network, serial ports and the system's queues, and what goes wrong."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.services.printers import windows_spooler
from counter_tui.services.printers.address import Address, parse_address
from counter_tui.services.printers.devices import send
from counter_tui.services.views.printing import Printed
from counter_tui.services.wording.printers import WORDS, say_trouble

NO_PAPER, PAPER = b"\x72", b"\x12"
ASK = b"\x10\x04\x04"


def trouble(printer: object, data: bytes = b"slip", *, talks: bool = False, patience: float = 5.0) -> str:
    """The rule that stops this print, empty when it goes through."""
    try:
        send(str(printer), data, talks=talks, patience=patience)
    except RuleBroken as broken:
        return broken.code
    return ""


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("/dev/usb/lp0", Address("path", "/dev/usb/lp0")),
        (r"\\pc\receipts", Address("path", r"\\pc\receipts")),
        (r"C:\slips\lp", Address("path", r"C:\slips\lp")),
        ("tcp://192.168.1.50", Address("network", "192.168.1.50", 9100)),
        ("tcp://printer.hall:9101", Address("network", "printer.hall", 9101)),
        ("tcp://[::1]:9100", Address("network", "::1", 9100)),
        ("tcp://[::1]", Address("network", "::1", 9100)),
        ("serial:COM3", Address("serial", "COM3", 9600)),
        ("serial:/dev/ttyS0:19200", Address("serial", "/dev/ttyS0", 19200)),
        ("queue:Office A4", Address("queue", "Office A4")),
        ("queue:", Address("queue", "")),
    ],
)
def test_an_address_says_which_way_the_printer_is_reached(text: str, address: Address) -> None:
    assert parse_address(text) == address


@pytest.mark.parametrize(
    "text", ["tcp://", "tcp://host:x", "tcp://host:0", "tcp://host:70000", "serial:", "serial:COM3:fast"]
)
def test_an_address_that_cannot_be_read_is_refused(text: str) -> None:
    assert trouble(text) == "printer_address_unfit"


def test_a_device_gets_every_byte_and_a_missing_one_is_not_made(tmp_path: Path) -> None:
    device, missing = tmp_path / "lp0", tmp_path / "lp1"
    device.touch()
    assert trouble(device, b"slip" * 50_000) == ""
    assert device.read_bytes() == b"slip" * 50_000
    assert trouble(missing) == "printer_gone"
    assert not missing.exists()


@pytest.fixture
def port(tmp_path: Path) -> Path:
    """A device that takes little at once; nobody reads it yet."""
    path = tmp_path / "lp"
    os.mkfifo(path)
    return path


def test_a_device_nobody_listens_on_is_gone(port: Path) -> None:
    assert trouble(port) == "printer_gone"


def test_a_device_that_takes_no_more_has_printed_half(port: Path) -> None:
    reader = os.open(port, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert trouble(port, b"x" * 1_000_000, patience=0) == "printer_half"
    finally:
        os.close(reader)


def test_a_device_without_room_for_paper_says_so() -> None:
    assert trouble("/dev/full") == "printer_no_paper"


@contextmanager
def network_printer(serve: Callable[[socket.socket], None]) -> Iterator[str]:
    """A printer on the loopback that does this with its first connection; its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(10)

        def answer() -> None:
            connection, _peer = listening.accept()
            with connection:
                connection.settimeout(10)
                serve(connection)

        thread = Thread(target=answer)
        thread.start()
        yield f"tcp://127.0.0.1:{listening.getsockname()[1]}"
        thread.join(20)


def read_all(connection: socket.socket) -> bytes:
    """Everything until the other side closes."""
    return b"".join(iter(lambda: connection.recv(4096), b""))


def test_a_printer_that_cannot_talk_is_sent_the_paper_alone() -> None:
    got = []
    with network_printer(lambda connection: got.append(read_all(connection))) as printer:
        assert trouble(printer) == ""
    assert got == [b"slip"]


def test_a_printer_that_has_paper_is_asked_before_and_after() -> None:
    got = []

    def serve(connection: socket.socket) -> None:
        got.append(connection.recv(3))
        connection.sendall(PAPER)
        got.append(connection.recv(4, socket.MSG_WAITALL))
        got.append(connection.recv(3, socket.MSG_WAITALL))
        connection.sendall(PAPER)

    with network_printer(serve) as printer:
        assert trouble(printer, talks=True) == ""
    assert got == [ASK, b"slip", ASK]


def test_a_printer_without_paper_is_sent_nothing() -> None:
    got = []

    def serve(connection: socket.socket) -> None:
        connection.sendall(NO_PAPER)
        got.append(read_all(connection))

    with network_printer(serve) as printer:
        assert trouble(printer, talks=True) == "printer_no_paper"
    assert got == [ASK]


def test_a_printer_whose_paper_ends_on_the_way_has_printed_half() -> None:
    def serve(connection: socket.socket) -> None:
        connection.recv(3)
        connection.sendall(PAPER)
        connection.recv(7, socket.MSG_WAITALL)
        connection.sendall(NO_PAPER)

    with network_printer(serve) as printer:
        assert trouble(printer, talks=True) == "printer_half"


def test_an_address_where_nothing_listens_is_gone() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    assert trouble(f"tcp://127.0.0.1:{port}") == "printer_gone"


def test_a_serial_port_is_written_to_and_a_missing_one_is_gone(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    try:
        assert trouble(f"serial:{os.ttyname(theirs)}:19200") == ""
        assert os.read(ours, 100) == b"slip"
    finally:
        os.close(ours)
        os.close(theirs)
    assert trouble(f"serial:{tmp_path / 'ttyS9'}") == "printer_gone"


def with_program(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, ends: int = 0) -> Path:
    """A program of the print system that keeps what it is given; the file it keeps it in."""
    kept = folder / "job"
    script = folder / name
    script.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > {kept}\n/bin/cat >> {kept}\nexit {ends}\n', "utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return kept


def test_a_queue_gets_raw_bytes_under_a_title_that_names_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = with_program(tmp_path, monkeypatch, "lp")
    send("queue:receipts", b"slip", talks=True)
    assert kept.read_bytes() == b"-d|receipts|-o|raw|-t|counter-tui|-|slip"
    send("queue:", b"%PDF", talks=False, raw=False)
    assert kept.read_bytes() == b"-t|counter-tui|-|%PDF"


def test_where_there_is_no_lp_there_may_be_lpr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = with_program(tmp_path, monkeypatch, "lpr")
    send("queue:receipts", b"slip", talks=True)
    assert kept.read_bytes() == b"-P|receipts|-l|-J|counter-tui|slip"


def test_a_queue_that_refuses_is_gone_and_a_system_without_queues_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_program(tmp_path, monkeypatch, "lp", ends=1)
    assert trouble("queue:receipts") == "printer_gone"
    (tmp_path / "lp").unlink()
    assert trouble("queue:receipts") == "printer_no_queues"


class Spooler:
    """The spooler of Windows as far as a job needs it; ``refuses`` is the call that fails."""

    def __init__(self, refuses: str = "", takes: int | None = None) -> None:
        self.calls: list[str] = []
        self.data = b""
        self._refuses, self._takes = refuses, takes

    def __getattr__(self, name: str) -> Callable[..., int]:
        def call(*given: object) -> int:
            self.calls.append(name)
            if name == "OpenPrinterW":
                self.queue = given[0]
            elif name == "GetDefaultPrinterW":
                given[0].value = "Usual"  # type: ignore[attr-defined]
            elif name == "WritePrinter":
                self.data = bytes(given[1])  # type: ignore[call-overload]
                given[3]._obj.value = len(self.data) if self._takes is None else self._takes  # type: ignore[attr-defined]
            return int(name != self._refuses)

        return call


def test_on_windows_a_raw_job_goes_through_the_spooler() -> None:
    spooler = Spooler()
    windows_spooler._raw_job(spooler, "receipts", b"slip", "counter-tui")
    assert (spooler.queue, spooler.data) == ("receipts", b"slip")
    assert spooler.calls == [
        "OpenPrinterW",
        "StartDocPrinterW",
        "WritePrinter",
        "EndDocPrinter",
        "ClosePrinter",
    ]
    usual = Spooler()
    windows_spooler._raw_job(usual, "", b"slip", "counter-tui")
    assert usual.queue == "Usual"


@pytest.mark.parametrize("refuses", ["OpenPrinterW", "StartDocPrinterW", "WritePrinter", "EndDocPrinter", ""])
def test_a_job_the_spooler_does_not_take_whole_is_no_job(refuses: str) -> None:
    with pytest.raises(OSError, match="spooler"):
        windows_spooler._raw_job(Spooler(refuses, takes=2), "receipts", b"slip", "counter-tui")


@pytest.mark.parametrize("code", ["printer_gone", "printer_no_paper", "printer_half"])
def test_what_went_wrong_is_said_with_the_printer(code: str) -> None:
    printed = Printed("", "/papers/1.txt", 0, silent="/dev/usb/lp0", trouble=code)
    assert "/dev/usb/lp0" in say_trouble(printed)
    assert code in WORDS


def test_a_device_that_is_not_ready_after_all_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    device, write, refused = tmp_path / "lp0", os.write, [True, True]
    device.touch()

    def busy(handle: int, data: bytes) -> int:
        if refused:
            refused.pop()
            raise BlockingIOError
        return write(handle, data)

    monkeypatch.setattr(os, "write", busy)
    assert trouble(device) == ""
    assert device.read_bytes() == b"slip"
