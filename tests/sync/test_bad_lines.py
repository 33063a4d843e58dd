"""Faults of a line at every request of a call: facts reach the centre once, and none is lost here.

``torture/test_line_faults.py`` has every fault and thousands of random calls.
"""

from __future__ import annotations

import gc
import socket
import warnings
from collections.abc import Iterator

import pytest

from counter_tui.sync.http import Patience
from support.bad_hall import PLACES, Hall, bad_hall
from support.bad_line import CUT, OLD, QUICK, SILENT, TWICE, bad_line

STATUSES = ("301", "409", "413", "500", "503")
"""Others are read by the same lines of the program."""
ALIKE = {"no protocol", "an empty answer", "nonce used"}
LEFT = {fault for fault in QUICK if fault.isdigit() and fault not in STATUSES} | ALIKE
MADE_GOOD = {"session over", *TWICE, *OLD}
"""A call comes to a good end all the same."""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with bad_hall(tmp_path_factory.mktemp("hall")) as made:
        yield made
        made.look()


@pytest.mark.parametrize("fault", [fault for fault in QUICK if fault not in LEFT])
def test_a_fault_at_any_request_loses_and_doubles_nothing(hall: Hall, fault: str) -> None:
    hall.begin()
    told = [hall.call_badly(fault, at) for at in PLACES]
    hall.heal()
    assert any(told) or fault in MADE_GOOD
    assert all(told) or fault not in (*CUT, "half an answer", "another length")


@pytest.mark.parametrize("fault", [*SILENT, "a head in drips", "a body in drips"])
def test_a_line_without_an_end_is_given_up_and_nothing_is_lost(hall: Hall, fault: str) -> None:
    hall.begin()
    patience = Patience(connect=10, step=0.7, whole=0.7)
    assert hall.call_badly(fault, 2, patience) == "timeout"
    hall.heal()


def test_a_line_that_ends_while_devices_are_let_in_leaves_no_connection_open(
    recwarn: pytest.WarningsRecorder, caplog: pytest.LogCaptureFixture
) -> None:
    warnings.simplefilter("always")
    with socket.create_server(("127.0.0.1", 0), backlog=200) as dumb:
        for _again in range(10):
            with bad_line(dumb.getsockname()[1]) as line:
                devices = [socket.create_connection(("127.0.0.1", line.port)) for _device in range(8)]
                for device in devices:
                    device.sendall(b"GET / HTTP/1.1\r\n\r\n")
            for device in devices:
                device.close()
        gc.collect()
    assert ([str(each.message) for each in recwarn], caplog.messages) == ([], [])
