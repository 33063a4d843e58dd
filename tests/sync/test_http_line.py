"""The line over HTTP: what a real centre answers, and what of other answers counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.json import encode

from counter_tui.sync.addresses import NoAddress, check_address
from counter_tui.sync.call import Outcome, make_call
from counter_tui.sync.carrier import Denied, NoAnswer, TooLarge
from counter_tui.sync.enrol import ask_in
from counter_tui.sync.http import HttpLine
from counter_tui.sync.peer import read_peer
from counter_tui.wire.envelope import Signed
from counter_tui.wire.messages import Cursor, Elsewhere, Nonce, Problem
from counter_tui.wire.ranges import read_range
from support.authorities import Authority
from support.clocks import StillClock
from support.served_centre import MACHINE, ServedCentre, answering, enrolled_pc, served, served_centre
from support.sync_world import WorldPc


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedCentre]:
    with served_centre(tmp_path_factory.mktemp("centre")) as one:
        yield one


LETTERS = iter("abcdefghijklmnopqrstuvwxyz")


@pytest.fixture
def pc(centre: ServedCentre, tmp_path: Path) -> Iterator[WorldPc]:
    made = enrolled_pc(centre, tmp_path, StillClock(), next(LETTERS))
    yield made
    made.store.close()


def call(pc: WorldPc, centre: ServedCentre) -> tuple[Outcome, int]:
    """Call over HTTP; what became of it and the bytes of the call both ways."""
    with HttpLine(centre.address) as line:
        outcome = make_call(pc.store, line, "0.1.0", machine=MACHINE)
        return outcome, line.bytes_up + line.bytes_down


def test_a_device_that_was_let_in_brings_its_ledger_once(centre: ServedCentre, pc: WorldPc) -> None:
    pc.note(pc.accept(), "有狗")
    first, _bytes = call(pc, centre)
    again, _bytes = call(pc, centre)
    told = centre.told()
    assert first.sent == 3
    assert again.sent == 0
    assert {told[each] for each in pc.acknowledged} == {1}


def test_a_call_with_nothing_to_tell_takes_at_most_two_kilobytes(centre: ServedCentre, pc: WorldPc) -> None:
    pc.note(pc.accept(), "有狗")
    call(pc, centre)
    _outcome, size = call(pc, centre)
    assert 800 < size <= 2048


PORTAL = b"<html><body>Please log in to the network</body></html>"
PUT_ONCE: dict[str, Callable[[HttpLine], object]] = {
    "nonce": lambda line: line.nonce(),
    "put": lambda line: line.put(b"range"),
    "feed": lambda line: line.feed("session", Cursor()),
    "stream": lambda line: line.stream("session", b"e" * 16, 1),
    "hash": lambda line: line.hash_at("session", b"e" * 16, 1),
    "held": lambda line: line.held("session"),
}


@pytest.mark.parametrize("asked", PUT_ONCE)
def test_the_page_of_a_captive_portal_is_no_answer_to_anything(asked: str) -> None:
    app = answering(200, PORTAL, content_type="text/html")
    with (
        served(app) as port,
        HttpLine(f"http://127.0.0.1:{port}") as line,
        pytest.raises(NoAnswer, match="no_message"),
    ):
        PUT_ONCE[asked](line)


@pytest.mark.parametrize(
    ("status", "content", "reason"),
    [
        (301, b"", "redirected"),
        (302, PORTAL, "redirected"),
        (400, PORTAL, "no_message"),
        (401, b"", "no_message"),
        (403, PORTAL, "no_message"),
        (404, b"{}", "no_message"),
        (409, b'{"code":"letter_taken"}', "no_message"),
        (500, encode(Problem("trouble")), "trouble"),
        (502, PORTAL, "trouble"),
        (204, b"", "no_message"),
        (200, b"{", "no_message"),
        (200, b"", "no_message"),
        (200, encode(Problem("revoked")), "no_message"),
    ],
)
def test_what_is_no_message_of_the_protocol_says_nothing_about_the_request(
    status: int, content: bytes, reason: str
) -> None:
    app = answering(status, content, location="http://127.0.0.1:1/")
    with served(app) as port, HttpLine(f"http://127.0.0.1:{port}") as line:
        with pytest.raises(NoAnswer) as told:
            line.put(b"range")
        assert told.value.reason == reason


@pytest.mark.parametrize("status", [400, 401, 403, 410, 426])
def test_a_problem_of_the_centre_is_a_refusal_with_its_code(status: int) -> None:
    with served(answering(status, encode(Problem("revoked")))) as port:
        with HttpLine(f"http://127.0.0.1:{port}") as line, pytest.raises(Denied) as told:
            line.put(b"range")
        assert told.value.code == "revoked"


@pytest.mark.parametrize(
    ("asked", "wait"), [("7", 7), ("999999999", 86400), ("Wed, 21 Oct 2015 07:28:00 GMT", 0), ("-1", 0)]
)
def test_a_busy_centre_is_given_the_time_it_asks_for_but_no_more_than_a_day(asked: str, wait: int) -> None:
    with served(answering(429, encode(Problem("busy")), retry_after=asked)) as port:
        with HttpLine(f"http://127.0.0.1:{port}") as line, pytest.raises(NoAnswer) as told:
            line.nonce()
        assert (told.value.reason, told.value.wait_seconds) == ("busy", wait)


def test_an_answer_without_end_is_let_go_of() -> None:
    app = answering(200, b"x" * (9 * 1024 * 1024))
    with served(app) as port, HttpLine(f"http://127.0.0.1:{port}") as line:
        with pytest.raises(NoAnswer, match="no_message"):
            line.nonce()
        assert line.bytes_down < 9 * 1024 * 1024


def test_a_range_that_is_too_large_for_somebody_on_the_way_is_told_apart() -> None:
    with (
        served(answering(413, PORTAL)) as port,
        HttpLine(f"http://127.0.0.1:{port}") as line,
        pytest.raises(TooLarge),
    ):
        line.put(b"range")


def test_nobody_there_is_no_answer() -> None:
    with HttpLine("http://127.0.0.1:1") as line, pytest.raises(NoAnswer, match="not_reached"):
        line.nonce()


def test_a_proxy_of_the_environment_is_not_asked(
    centre: ServedCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with HttpLine(centre.address) as line:
        assert line.nonce().nonce


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://10.0.0.1:8620", "address_open"),
        ("http://centre.example", "address_open"),
        ("ftp://centre.example", "address_unfit"),
        ("centre.example", "address_unfit"),
        ("https://user@centre.example", "address_unfit"),
        ("https://centre.example:port", "address_unfit"),
        ("https://", "address_unfit"),
        ("https://centre.example/?a", "address_unfit"),
    ],
)
def test_facts_go_to_no_address_where_others_could_read_them(address: str, code: str) -> None:
    with pytest.raises(NoAddress) as told:
        check_address(address)
    assert told.value.code == code


def test_a_centre_on_this_pc_or_behind_a_certificate_has_an_address() -> None:
    assert check_address("http://127.0.0.1:8620/") == "http://127.0.0.1:8620"
    assert check_address("http://[::1]:8620") == "http://[::1]:8620"
    assert check_address("https://centre.example/counter/") == "https://centre.example/counter"


def _secret(folder: Path, authority: Authority, address: str = "127.0.0.1") -> dict[str, Any]:
    certificate, key = authority.vouch(folder, address)
    return {"ssl_certfile": str(certificate), "ssl_keyfile": str(key)}


BYGONE = Authority(datetime(2001, 1, 1, tzinfo=UTC), datetime(2002, 1, 1, tzinfo=UTC))
NONCE = answering(200, encode(Nonce("n", 0, "1")))


def test_the_date_of_this_pc_keeps_nobody_from_a_centre_of_a_trusted_authority(tmp_path: Path) -> None:
    with (
        served(NONCE, **_secret(tmp_path, BYGONE)) as port,
        HttpLine(f"https://127.0.0.1:{port}", BYGONE.certificate) as line,
    ):
        assert line.nonce().nonce == "n"


@pytest.mark.parametrize("trusted", ["another", "public"])
def test_a_centre_another_authority_vouches_for_is_none(tmp_path: Path, trusted: str) -> None:
    other = Authority(datetime(2001, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC))
    authority = BYGONE.certificate if trusted == "another" else ""
    with (
        served(NONCE, **_secret(tmp_path, other)) as port,
        HttpLine(f"https://127.0.0.1:{port}", authority) as line,
        pytest.raises(NoAnswer, match="not_trusted"),
    ):
        line.nonce()


def test_a_centre_at_another_address_than_its_certificate_says_is_none(tmp_path: Path) -> None:
    with (
        served(NONCE, **_secret(tmp_path, BYGONE, "127.0.0.2")) as port,
        HttpLine(f"https://127.0.0.1:{port}", BYGONE.certificate) as line,
        pytest.raises(NoAnswer, match="not_trusted"),
    ):
        line.nonce()


def test_what_is_no_certificate_is_refused_before_anybody_is_asked() -> None:
    with pytest.raises(NoAddress, match="authority_unfit"):
        HttpLine("https://127.0.0.1:1", "no certificate")


def test_a_code_serves_again_for_the_same_key_where_the_answer_was_lost(
    centre: ServedCentre, pc: WorldPc
) -> None:
    code = centre.code()
    with HttpLine(centre.address) as line:
        first = ask_in(pc.store, line, code, MACHINE, "test")
        again = ask_in(pc.store, line, code, MACHINE, "test")
    assert first.device == again.device == pc.device


def test_facts_go_on_being_sent_in_smaller_parts_where_ranges_are_too_large(pc: WorldPc) -> None:
    taken: list[int] = []

    class Narrow(HttpLine):
        def put(self, content: bytes) -> Signed | Elsewhere:
            if read_range(content).told().count > 2:
                raise TooLarge
            taken.append(read_range(content).told().count)
            return super().put(content)

    for _number in range(6):
        pc.accept()
    with pc.store.reading() as connection:
        peer = read_peer(connection)
    assert peer
    with Narrow(peer.address) as line:
        outcome = make_call(pc.store, line, "test")
    assert outcome.sent == sum(taken) == 7
    assert max(taken) <= 2
