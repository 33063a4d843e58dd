"""Letting this PC belong to a centre, by a code that was given out for its station."""

from __future__ import annotations

from collections.abc import Callable

from counter_tui import __version__
from counter_tui.domain.errors import RuleBroken
from counter_tui.services.centre.calls import open_line
from counter_tui.services.centre.orders import calling_alone
from counter_tui.services.station import Station
from counter_tui.sync.carrier import Denied, NoAnswer
from counter_tui.sync.enrol import ask_in, belong
from counter_tui.sync.machine import machine_of
from counter_tui.wire.keys import key_name


def let_in(
    station: Station, address: str, code: str, authority: str, is_right: Callable[[str], bool]
) -> None:
    """Let this PC belong to the centre at an address, as ``SyncService.enrol`` says; nobody's right is asked."""
    machine = machine_of(station.code)
    with calling_alone(station.store):
        line = open_line(address, authority)
        try:
            enrolled = ask_in(station.store, line, plain_code(code), machine, __version__)
        except NoAnswer as error:
            raise RuleBroken("centre_not_heard", call_problem=error.reason) from None
        except Denied as denied:
            raise RuleBroken("centre_denied", call_problem=denied.code) from None
        finally:
            line.close()
        if not is_right(key_name(enrolled.centre)):
            raise RuleBroken("centre_other_key", centre=key_name(enrolled.centre))
        belong(station.store, enrolled, address.rstrip("/"), authority, machine)


def plain_code(code: str) -> str:
    """A code as it was given out, however it was typed."""
    return "".join(sign for sign in code.upper() if sign not in " -")
