"""Keys struck at a counter that calls the centre with a week's facts, beside the same keys at one that does not."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from shutil import copytree
from tempfile import TemporaryDirectory

import httpx
from centres import Paper, Served, facts_of, join, let_in, serving, told_by
from report import Figure, high, middle
from stations import demo
from terminal import NeverCame, Terminal
from use import signed_in

from counter_tui.bootstrap.opening import open_station
from counter_tui.paths import Home
from counter_tui.sync.peer import change_peer

MANY = 800
"""Matters of the other PC: some 10,000 facts."""
_BEGINS_WITHIN = 90.0
_CALLS = 6
"""A call is over in some seconds, before many keys are struck."""
_TURNS = 3
_QUITS = 3
_SILENCE = 10.0
"""Seconds without a request after which a call is over."""
_FLOOR = "no call"
Times = tuple[list[float], list[float]]
"""Milliseconds from key to screen at a counter that makes no call, and at one that does."""
_PLACES = (("Find", "/", "wgjz"), ("the acceptance form", "1", "8888"))


def figures(folder: Path) -> Iterator[Figure]:
    """The time below which 95 of 100 keys stay, in Find and in the acceptance form, while a call runs."""
    here, there = demo(folder), demo(folder, MANY)
    paper = told_by(facts_of(there), "the other PC", "B")
    for place, key, typed in _PLACES:
        times: Times = ([], [])
        took = 0.0
        for call in range(_CALLS):
            with TemporaryDirectory(dir=folder) as made:
                homes = tuple(Home(copytree(here.folder, Path(made) / each)) for each in ("still", "calling"))
                took += _in_a_call(Path(made) / "centre", homes, paper, (key, typed), times)
                if call == _CALLS - 1:
                    yield from _told(
                        f"{place}, {len(times[1])} keys in {_CALLS} calls of {took:.0f} s", times
                    )
                    yield from _quit(homes[1])


def _in_a_call(
    data: Path, homes: tuple[Home, ...], paper: Paper, keys: tuple[str, str], times: Times
) -> float:
    """Strike keys at both counters while the second takes the other PC's facts; the seconds that took."""
    code = _code(homes[1])
    let_in(data, {code: [paper]})
    with serving(data) as centre:
        _bring(centre, paper)
        with closing(open_station(homes[1]).store) as store:
            join(store, data, centre.address, code)
        return _keys(keys, homes, centre, times)


def _code(home: Home) -> str:
    station = open_station(home)
    station.store.close()
    return station.code


def _bring(centre: Served, paper: Paper) -> None:
    with httpx.Client(base_url=centre.address) as client:
        for _count, content in paper.ranges:
            client.put("/v1/ranges", content=content).raise_for_status()


def _keys(keys: tuple[str, str], homes: Sequence[Home], centre: Served, times: Times) -> float:
    key, typed = keys
    terminals = [signed_in(home) for home in homes]
    for terminal in terminals:
        terminal.press(key)
        terminal.quiet(0.5)
    _wait_for_call(centre, terminals)
    begun = time.perf_counter()
    chance = Random(20251121)
    while _is_going_on(centre):
        for _turn in range(_TURNS):
            _strike(terminals, typed, times, chance)
    took = time.perf_counter() - begun
    for terminal in terminals:
        terminal.end()
    return took


def _told(what: str, times: Times) -> Iterator[Figure]:
    still, calling = times
    yield Figure(f"key to screen in {what}: median", middle(calling), "ms", middle(still), _FLOOR)
    yield Figure("the same, 95 of 100", high(calling, 0.95), "ms", high(still, 0.95), _FLOOR, "<= 20 ms more")


def _strike(terminals: Sequence[Terminal], typed: str, times: Times, chance: Random) -> None:
    """Type in turn, each key until it is shown; then delete it all and let that be drawn."""
    for key in typed:
        for terminal, found in zip(terminals, times, strict=True):
            found.append(terminal.answer(key, key) * 1000)
        pause = chance.uniform(0.06, 0.3)
        for terminal in terminals:
            terminal.listen(pause / len(terminals))
    for terminal in terminals:
        terminal.press("\x7f" * len(typed))
    for terminal in terminals:
        terminal.quiet(0.3)


def _quit(home: Home) -> Iterator[Figure]:
    """The time from the key to the end of the program, while a call waits for a centre that never answers."""
    times: list[list[float]] = [[], []]
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        silent.settimeout(_BEGINS_WITHIN)
        with closing(open_station(home).store) as store:
            change_peer(
                store, address=f"http://127.0.0.1:{silent.getsockname()[1]}", called_ms=0, answered_ms=0
            )
        for _turn in range(_QUITS):
            for found, is_calling in zip(times, (False, True), strict=True):
                terminal = signed_in(home)
                if is_calling:
                    call, _from = silent.accept()
                found.append(terminal.leave("\x11") * 1000)
                if is_calling:
                    call.close()
    still, calling = map(middle, times)
    yield Figure(
        "from ^Q to the end of the program in a call", calling, "ms", still, _FLOOR, "<= 200 ms more"
    )


def _wait_for_call(centre: Served, terminals: Sequence[Terminal]) -> None:
    before, until = _answered(centre, "/v1/ranges"), time.perf_counter() + _BEGINS_WITHIN
    while _answered(centre, "/v1/ranges") == before:
        if time.perf_counter() > until:
            raise NeverCame("a call")
        for terminal in terminals:
            terminal.listen(0.2)


def _is_going_on(centre: Served) -> bool:
    """Whether anything was asked within the last seconds."""
    before, until = _all(centre), time.perf_counter() + _SILENCE
    while time.perf_counter() < until:
        time.sleep(0.2)
        if _all(centre) > before:
            return True
    return False


def _answered(centre: Served, route: str) -> int:
    """How many requests of this route the centre has answered."""
    found = re.findall(rf'requests_total{{route="{route}",[^}}]*}} (\d+)', centre.get("/metrics").decode())
    return sum(map(int, found))


def _all(centre: Served) -> int:
    return sum(_answered(centre, route) for route in ("/v1/ranges", "/v1/feed", "/v1/hello"))
