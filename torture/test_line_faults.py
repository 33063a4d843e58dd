"""Every fault of a line at every request of a call, and thousands of calls over lines that fail at random."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest
from telling import Tell, of_environ

from counter_tui.sync.carrier import Carrier
from counter_tui.sync.http import PATIENT, HttpLine, Patience
from support.authorities import Authority
from support.bad_hall import PLACES, Hall, bad_hall, call, call_by
from support.bad_line import FAULTS, QUICK, TIMED, TWICE
from support.served_centre import answering, served

SESSIONS = of_environ("FAULT_SESSIONS", 10_000)
SEED = of_environ("SEED", 20_251_120)
HEALED_AFTER = 50
"""So many calls go badly before one over a good line has to heal everything."""
SHORT = Patience(connect=10, step=1.5, whole=1.5)
PLACES_HEALED = (0, 1, 2, 3, 4)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with bad_hall(tmp_path_factory.mktemp("hall")) as made:
        yield made
        made.look()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_request_is_healed_by_the_next_good_call(hall: Hall, fault: str) -> None:
    for at in PLACES_HEALED:
        hall.begin()
        told = hall.call_badly(fault, at, SHORT if fault in TIMED else PATIENT)
        hall.heal()
        assert told or fault not in ("cut before the answer", "a portal's page", "silence after it was done")


class Turned:
    """A way to the centre of which one request goes another way."""

    def __init__(self, line: HttpLine, other: HttpLine, at: int) -> None:
        self._line, self._other, self._at, self._asked = line, other, at, 0
        self.turned = False

    def __getattr__(self, name: str) -> Any:
        asked = self._asked == self._at
        self._asked += 1
        self.turned = self.turned or asked
        return getattr(self._other if asked else self._line, name)


ALWAYS = datetime(2001, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)


def _nobody(_folder: Path, _patch: pytest.MonkeyPatch) -> Iterator[HttpLine]:
    yield HttpLine("http://127.0.0.1:1")


def _no_name(_folder: Path, patch: pytest.MonkeyPatch) -> Iterator[HttpLine]:
    true = socket.getaddrinfo

    def found(host: str, *given: Any, **more: Any) -> Any:
        if host == "localhost":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return true(host, *given, **more)

    patch.setattr(socket, "getaddrinfo", found)
    yield HttpLine("http://localhost:8620")


def _another_certificate(folder: Path, _patch: pytest.MonkeyPatch) -> Iterator[HttpLine]:
    trusted, other = Authority(*ALWAYS), Authority(*ALWAYS)
    certificate, key = other.vouch(folder, "127.0.0.1")
    with served(answering(200), ssl_certfile=str(certificate), ssl_keyfile=str(key)) as port:
        yield HttpLine(f"https://127.0.0.1:{port}", trusted.certificate)


def _no_tls(_folder: Path, _patch: pytest.MonkeyPatch) -> Iterator[HttpLine]:
    with served(answering(200)) as port:
        yield HttpLine(f"https://127.0.0.1:{port}", Authority(*ALWAYS).certificate)


Way = Callable[[Path, pytest.MonkeyPatch], Iterator[HttpLine]]


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        (_nobody, "not_reached"),
        (_no_name, "not_reached"),
        (_another_certificate, "not_trusted"),
        (_no_tls, "not_reached"),
    ],
)
def test_a_centre_that_is_not_reached_at_any_request_is_told_and_nothing_is_lost(
    hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Way, reason: str
) -> None:
    with contextmanager(way)(tmp_path, monkeypatch) as other, closing(other):
        for at in PLACES:
            hall.begin()
            hall.write()
            with HttpLine(hall.centre.address) as line:
                turned = Turned(line, other, at)
                told = call_by(hall.pc, cast(Carrier, turned))
            assert (told, turned.turned) == (reason, True)
            hall.heal()


def test_thousands_of_calls_over_a_line_that_fails_at_random(tmp_path: Path, tell: Tell) -> None:
    random = Random(SEED)
    befell: Counter[str] = Counter()
    told: Counter[str] = Counter()
    number = 0
    try:
        while number < SESSIONS:
            with bad_hall(tmp_path / f"hall-{number}") as hall:
                for _ in range(20):
                    number += _heal_after_random_calls(hall, random, befell, told)
                hall.look()
    finally:
        tell(seed=SEED, sessions=number, faults=sum(befell.values()), sorts=len(befell), told=dict(told))


def _heal_after_random_calls(hall: Hall, random: Random, befell: Counter[str], told: Counter[str]) -> int:
    """Some calls of both PCs over the bad line, at each of which anything may befall any request; how many."""
    hall.begin()
    calls = random.randint(1, HEALED_AFTER)
    for _call in range(calls):
        pc = random.choice([hall.pc, hall.pc, hall.other])
        if random.random() < 0.5:
            hall.write() if pc is hall.pc else pc.accept()
        before = pc.has()
        # What takes time takes the test's time too: seldom.
        sorts = TIMED if random.random() < 0.01 else (*QUICK, *TWICE * 5, "delivered late", "delivered late")
        faults = {random.randrange(8): random.choice(sorts) for _ in range(random.choice([1, 1, 2, 3]))}
        hall.line.set(more=faults)
        said = call(pc, hall.line.address, SHORT)
        told[said or "done"] += 1
        befell.update(fault for at, fault in faults.items() if at < len(hall.line.requests))
        assert before <= pc.has()
    hall.heal_both()
    return calls
