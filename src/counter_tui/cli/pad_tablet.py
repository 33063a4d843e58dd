"""``pad --tablet``: the rating pad as a page for a tablet of the hall, and what the terminal says of it meanwhile."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from counter_tui.cli.acting import home_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import say
from counter_tui.domain.errors import RuleBroken

if TYPE_CHECKING:
    import socket

    from counter_tui.bootstrap import Services
    from counter_tui.services.pad_web.running import TabletDesk
    from counter_tui.services.ratings.pad import PadHold

NICE = 5
"""The counter comes first: how far the pad stands back where both want the processor."""


def run(options: Options) -> int:
    """Take the station's one pad in hand and serve its page until somebody ends it."""
    from counter_tui.services.pad_web.server import listen

    with (
        opened(options) as services,
        services.pad.hold("tablet") as hold,
        listen(options.host, options.port) as opened_socket,
    ):
        if hasattr(os, "nice"):
            os.nice(NICE)
        asyncio.run(_serve(options, _desk(options, services, hold), opened_socket))
    return DONE


def _desk(options: Options, services: Services, hold: PadHold) -> TabletDesk:
    from counter_tui.services.pad_web.asking import Asking
    from counter_tui.services.pad_web.limits import Limits
    from counter_tui.services.pad_web.running import TabletDesk
    from counter_tui.services.pad_web.session import Session

    station = services.station
    session = Session(home_of(options).tablet, station.today, time.monotonic)
    asking = Asking(services.pad, hold, station, time.monotonic)
    return TabletDesk(asking, session, Limits(), time.monotonic, partial(_tell, services))


async def _serve(options: Options, desk: TabletDesk, opened_socket: socket.socket) -> None:
    from counter_tui.services.pad_web.server import addresses, serve
    from counter_tui.services.wording.pad_web import say_addresses, say_kept_tablet, say_keys

    loop = asyncio.get_running_loop()

    def ready(end: Callable[[], None]) -> None:
        say(say_addresses(addresses(options.host, opened_socket.getsockname()[1])))
        say(say_keys())
        if desk.session.paired:
            say(say_kept_tablet())
        else:
            desk.new_code()
        for name in ("SIGTERM", "SIGHUP"):
            if sys.platform != "win32":
                loop.add_signal_handler(getattr(signal, name), end)
        deeds = {"n": desk.new_code, "q": end}
        threading.Thread(target=_read_keys, args=(loop, deeds), daemon=True).start()

    with _single_keys():
        await serve(desk, opened_socket, time.monotonic, ready)


def _tell(services: Services, event: str, **facts: object) -> None:
    """A line with the time. Nothing is said of what a customer pressed."""
    from counter_tui.cli.words import say_broken
    from counter_tui.services.wording.pad_web import say_code, say_event, say_refused

    if event == "code":
        words = say_code(str(facts["code"]))
    elif event == "refused":
        words = say_refused(int(str(facts["count"])), str(facts["address"]))
    elif isinstance(broken := facts.get("broken"), RuleBroken):
        words = say_broken(broken)
    else:
        words = say_event(event)
    now = services.station.now().astimezone(services.station.zone)
    say(f"{now:%H:%M}  {words}")


def _read_keys(loop: asyncio.AbstractEventLoop, deeds: dict[str, Callable[[], None]]) -> None:
    """Do what a key of the terminal asks for, until there is no terminal."""
    while key := _key():
        if deed := deeds.get(key.lower()):
            try:
                loop.call_soon_threadsafe(deed)
            except RuntimeError:
                # The server has ended meanwhile.
                return


if sys.platform == "win32":
    import msvcrt

    def _key() -> str:
        return msvcrt.getwch() if sys.stdin.isatty() else os.read(0, 1).decode("ascii", "replace")

    @contextmanager
    def _single_keys() -> Iterator[None]:
        yield

else:

    def _key() -> str:
        try:
            return os.read(0, 1).decode("ascii", "replace")
        except OSError:
            return ""

    @contextmanager
    def _single_keys() -> Iterator[None]:
        """Keys come at once and are not written on the screen; the terminal is put back afterwards."""
        import termios
        import tty

        if not sys.stdin.isatty():
            yield
            return
        before = termios.tcgetattr(0)
        tty.setcbreak(0)
        try:
            yield
        finally:
            termios.tcsetattr(0, termios.TCSADRAIN, before)
