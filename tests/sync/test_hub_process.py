"""The hub as a process of its own: PCs of the station call it over TLS on the loopback, and so do strangers."""

from __future__ import annotations

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from counter_centre.releasing import Wished
from counter_tui.db.travel import releases
from counter_tui.sync.call import make_call
from counter_tui.sync.carrier import NoAnswer
from counter_tui.sync.enrol import ask_in, belong
from counter_tui.sync.http import HttpLine
from counter_tui.sync.hub_line import find_hub, join_hub, know_hub
from counter_tui.sync.peer import HUB
from support.centres import add_station
from support.clocks import StillClock
from support.release_halls import NOTICE
from support.served_centre import MACHINE, ServedCentre, served_centre
from support.stations import CODE, open_small_station
from support.sync_world import WorldPc

ANSWER_WITHIN = 60


@dataclass
class Running:
    """A hub that runs, on a PC of the station, and the centre."""

    process: subprocess.Popen[str]
    address: str
    key: str
    centre: ServedCentre
    folder: Path
    pcs: dict[str, WorldPc] = field(default_factory=dict)

    def pc(self, name: str) -> WorldPc:
        """Another PC of the station that the centre let in before the hub asked for its devices."""
        pc = WorldPc(name, self.folder / name, StillClock(), code=CODE)
        pc.set_up()
        _enrol(pc.store, self.centre)
        return pc

    def told(self, wanted: str) -> str:
        """The next line of the hub with these words."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if wanted in line:
                return line
        raise AssertionError(f"the hub ended without {wanted!r}")


def _enrol(store: Any, centre: ServedCentre) -> None:
    with HttpLine(centre.address) as line:
        code = centre.centre.enroller.make_code(CODE, centre.centre.now_ms())
        belong(store, ask_in(store, line, code, MACHINE, "test"), centre.address, "", MACHINE)


def _free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("hub")
    with served_centre(folder / "centre") as centre:
        add_station(centre.centre, CODE, "本所")
        here = centre.centre
        here.shelf.publish(Wished("notices", NOTICE.encode()), here.enroller.keys.signing, here.now_ms())
        small = open_small_station(folder / "small", empty=True)
        _enrol(small.services.base.store, centre)
        small.services.close()
        running = Running(None, "", "", centre, folder)  # type: ignore[arg-type]
        running.pcs = {name: running.pc(name) for name in "ab"}
        command = [sys.executable, "-m", "counter_tui", "--lang", "en", "hub", "serve"]
        command += ["--home", str(small.home.folder), "--port", str(_free_port())]
        environ = os.environ | {"COUNTER_KEYRING": "off", "PYTHONUNBUFFERED": "1"}
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environ)
        watch = threading.Timer(ANSWER_WITHIN, process.kill)
        watch.start()
        try:
            running.process = process
            running.address = re.findall(r"https://\S+?:\d+", running.told("https://"))[0]
            running.key = running.told("On the other PCs").split()[-1]
            running.told("PCs answered: 3")
            watch.cancel()
            yield running
        finally:
            watch.cancel()
            process.send_signal(signal.SIGTERM)
            process.wait(20)
            assert process.stdout is not None
            process.stdout.close()


def _call(hub: Running, pc: WorldPc) -> Any:
    found = find_hub(hub.address, hub.key)
    join_hub(pc.store, hub.address, hub.key, always=False)
    know_hub(pc.store, found)
    with found.line() as line:
        return make_call(pc.store, line, "test", k=HUB)


def test_two_pcs_see_each_other_by_the_hub_over_tls(hub: Running) -> None:
    one, other = hub.pcs["a"], hub.pcs["b"]
    one.accept()
    assert _call(hub, one).sent >= 2
    assert _call(hub, other).taken >= 2
    assert one.matters() == other.matters()


def test_a_release_reaches_a_pc_by_the_hub_alone(hub: Running) -> None:
    pc = hub.pcs["b"]
    _call(hub, pc)
    with pc.store.reading() as connection:
        (row,) = releases.known(connection)
    assert (row.kind, row.state) == ("notices", "here")


def test_a_server_of_another_key_is_no_hub(hub: Running) -> None:
    with pytest.raises(NoAnswer) as refused:
        find_hub(hub.address, "0" * 16)
    assert refused.value.reason == "not_trusted"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/neighbours", 404),
        ("GET", "/metrics", 404),
        ("POST", "/v1/nonce", 404),
        ("GET", "/v1/feed?after=x", 422),
        ("GET", "/v1/feed", 401),
        ("GET", "/v1/held", 401),
        ("GET", "/v1/releases/notices/after/0", 401),
        ("GET", "/v1/releases/notices/1/0", 401),
        ("GET", "/v1/releases/No/after/0", 422),
        ("GET", "/v1/releases/notices/after/x", 422),
        ("GET", f"/v1/releases/notices/{2**70}/0", 422),
        ("GET", "/v1/streams/zz/facts?first=1", 422),
        ("GET", f"/v1/streams/{'0' * 32}/facts?first=0", 422),
    ],
)
def test_what_is_no_request_of_a_device_is_refused_with_a_code(
    hub: Running, method: str, path: str, status: int
) -> None:
    with _client(hub) as client:
        answer = client.request(method, path)
    assert answer.status_code == status
    assert answer.json()["code"]


@pytest.mark.parametrize("body", [b"", b"{}", b"\xc1" * 99, b"0" * (65 * 1024)])
def test_no_body_of_a_stranger_is_an_error_of_the_program(hub: Running, body: bytes) -> None:
    with _client(hub) as client:
        assert client.post("/v1/hello", content=body).status_code in (400, 413)
        assert client.put("/v1/ranges", content=body).status_code == 400
        assert client.put("/v1/ranges", content=b"0" * (300 * 1024)).status_code == 413


def test_a_flood_from_elsewhere_is_refused_while_a_pc_calls(hub: Running) -> None:
    pc = hub.pcs["a"]
    _call(hub, pc)
    over = threading.Event()
    refused = threading.Semaphore(0)

    def flood() -> None:
        while not over.is_set():
            if b" 429 " in _many(hub, "127.0.0.2"):
                refused.release()

    thread = threading.Thread(target=flood)
    thread.start()
    try:
        assert refused.acquire(timeout=ANSWER_WITHIN)
        for _ in range(3):
            pc.accept()
            assert _call(hub, pc).sent >= 1
    finally:
        over.set()
        thread.join(ANSWER_WITHIN)


def _many(hub: Running, source: str) -> bytes:
    """What comes back to a great many requests sent at once from an address."""
    host, port = hub.address.removeprefix("https://").split(":")
    found = bytearray()
    try:
        with (
            socket.create_connection((host, int(port)), 20, (source, 0)) as plain,
            _context().wrap_socket(plain) as line,
        ):
            line.sendall(b"GET /v1/nonce HTTP/1.1\r\nhost: hub\r\n\r\n" * 300)
            while part := line.recv(65536):
                found += part
    except OSError:
        pass
    return bytes(found)


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _client(hub: Running) -> httpx.Client:
    return httpx.Client(base_url=hub.address, verify=_context(), timeout=20)
