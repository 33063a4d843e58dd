"""The centre as the processes it runs in, through real sockets."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import httpx
import pytest

from counter_centre.centre import now_ms
from counter_centre.cli.main import main
from counter_centre.database import open_database
from counter_centre.enrolling import Enroller
from counter_centre.keys import read_keys
from counter_centre.settings import Settings
from support.centres import Caller
from support.databases import database as database
from support.streams import PaperDevice

PATIENCE = 120.0
A_MOMENT = 0.05
"""Seconds between two looks whether a process answers: looking all the time took the time it needs to start."""
END: int = getattr(signal, "CTRL_BREAK_EVENT", signal.SIGTERM)
"""The signal that tells a server, and on Windows its workers, to end."""
GROUP: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
ENDED = (0, -signal.SIGTERM, 0xC000013A)
"""How a process ends that was told to; the last by a signal on Windows."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def client_of(address: str) -> httpx.Client:
    """A client for plain HTTP: the authorities of a machine, which it would read otherwise, vouch for nobody here."""
    nobody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return httpx.Client(base_url=address, verify=nobody, trust_env=False, timeout=PATIENCE)


@contextmanager
def serving(data: Path, *options: str) -> Iterator[tuple[subprocess.Popen[bytes], Caller]]:
    """A centre as a process, once it answers."""
    port = free_port()
    command = [sys.executable, "-m", "counter_centre", "serve", "--data", str(data), "--port", str(port)]
    with (data.parent / "log").open("wb") as log:
        process = subprocess.Popen([*command, *options], stderr=log, creationflags=GROUP)
    client = client_of(f"http://127.0.0.1:{port}")
    try:
        _wait(client, process)
        yield process, Caller(client)
    finally:
        client.close()
        process.send_signal(END)
        process.wait(PATIENCE)


def _wait(client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    until = monotonic() + PATIENCE
    while monotonic() < until and process.poll() is None:
        try:
            if client.get("/healthz").status_code == 200:
                return
        except httpx.TransportError:
            sleep(A_MOMENT)
    raise AssertionError("the centre does not answer")


def let_in(data: Path, database: str, caller: Caller, name: str) -> PaperDevice:
    engine = open_database(Settings(database=database).url(data))
    code = Enroller(engine, read_keys(data)).make_code("33010", now_ms())
    engine.dispose()
    device = PaperDevice(name)
    assert caller.enrol(device, code).status_code == 200
    return device


def test_two_workers_at_one_address_take_every_fact_once_and_any_of_them_knows_any_session(
    tmp_path: Path, database: str
) -> None:
    data = tmp_path / "data"
    assert main(["station", "add", "33010", "x", "--data", str(data), "--database", database]) == 0
    with serving(data, "--workers", "2", "--database", database) as (_, caller):
        devices = [let_in(data, database, caller, name) for name in "abcd"]
        for device in devices:
            device.write(60)
        work = [(device, first) for first in range(1, 61, 10) for device in devices]
        address = str(caller.client.base_url)

        def put(each: tuple[PaperDevice, int]) -> None:
            device, first = each
            # A connection of its own, which any of the workers may take.
            with client_of(address) as client:
                while Caller(client).put(device.signed(first, first + 9)).status_code != 200:
                    pass

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(put, work))
        session = caller.welcome(devices[0]).session
        ends = set()
        for _ in range(8):
            with client_of(address) as client:
                ends.add(Caller(client).welcome(devices[1]).feed_end)
                assert Caller(client).get("/v1/feed", session).status_code == 200
    assert ends == {240}


def test_a_server_ends_when_it_is_told_to_and_says_json_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data) as (process, caller):
        answer = caller.client.get("/v1/nonce")
    assert process.returncode in ENDED
    assert set(answer.headers) == {"date", "content-type", "content-length"}
    lines = [json.loads(line) for line in (tmp_path / "log").read_text("utf-8").splitlines()]
    assert {line["event"] for line in lines} == {"serving", "request"}


def test_an_address_somebody_has_and_keys_others_may_read_end_the_start_with_a_word(tmp_path: Path) -> None:
    data = tmp_path / "data"
    command = [sys.executable, "-m", "counter_centre", "serve", "--data", str(data), "--port"]
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run([*command, port], capture_output=True, timeout=PATIENCE, check=False)
    assert done.returncode == 2
    assert b"another program" in done.stderr
    if os.name == "posix":
        (data / "signing.key").chmod(0o644)
        done = subprocess.run([*command, "0"], capture_output=True, timeout=PATIENCE, check=False)
        assert (done.returncode, b"chmod 600" in done.stderr, b"Traceback" in done.stderr) == (3, True, False)
        (data / "signing.key").chmod(0o600)
    (data / "signing.key").write_text("secret", "utf-8")
    done = subprocess.run([*command, "0"], capture_output=True, timeout=PATIENCE, check=False)
    assert (done.returncode, b"signing.key" in done.stderr, b"Traceback" in done.stderr) == (3, True, False)


def test_a_connection_that_says_nothing_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTER_CENTRE_HEAD_SECONDS", "0.2")
    with serving(tmp_path / "data") as (_, caller):
        url = caller.client.base_url
        with socket.create_connection((url.host, url.port or 0), timeout=PATIENCE) as silent:
            silent.sendall(b"GET /v1/nonce HTTP/1.1\r\n")
            assert silent.recv(1) == b""
