"""Who acts when a command is given, and on which station."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark
from counter_tui.cli.unlocking import passphrase_of
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.paths import Home, home_folder

if TYPE_CHECKING:
    from counter_tui.bootstrap import Services
    from counter_tui.domain.staff.roles import Actor


def home_of(options: Options) -> Home:
    """The home these options mean."""
    return Home(home_folder(options.home, os.environ))


@contextmanager
def opened(options: Options) -> Iterator[Services]:
    """The services of the station these options mean, let go of at the end."""
    from counter_tui.bootstrap import open_services

    services = open_services(home_of(options), passphrase=passphrase_of(options))
    try:
        yield services
    finally:
        services.close()


def actor_of(services: Services, options: Options) -> Actor:
    """The person who acts: signed in by PIN, or the shift lead of a demo station when nobody is named.

    Raises RuleBroken("actor_missing"), "pin_file_unreadable" and what signing in raises.
    """
    if not options.staff and not options.pin_file and services.station.demo:
        from counter_tui.services.demo.people import DEMO_LEAD

        return services.staff.find(DEMO_LEAD)
    if not options.staff or not options.pin_file:
        raise RuleBroken("actor_missing")
    return services.staff.identify(options.staff, read_pin(options.pin_file))


def read_pin(name: str) -> str:
    """The PIN in a file of one line; warns when others may read the file. Raises RuleBroken("pin_file_unreadable")."""
    path = Path(name)
    try:
        text = path.read_text("utf-8-sig").strip()
        mode = path.stat().st_mode
    except (OSError, UnicodeDecodeError):
        raise RuleBroken("pin_file_unreadable", file=name) from None
    if os.name == "posix" and mode & 0o077:
        remark(_("Others may read the file of the PIN: chmod 600 {file}").format(file=name))
    return text


def ask_pin(prompt: str) -> str:
    """A PIN typed twice at the terminal; raises RuleBroken("pin_differs")."""
    from getpass import getpass

    pin = getpass(f"{prompt}: ")
    if getpass(_("The same PIN again") + ": ") != pin:
        raise RuleBroken("pin_differs")
    return pin
