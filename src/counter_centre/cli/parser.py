"""The commands of the centre and their options."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from counter_centre.cli import bundle, devices, looking, releases, stations
from counter_centre.cli.given import Given
from counter_centre.cli.starting import serve
from counter_tui import __version__
from counter_tui.wire.releases import KINDS

EXIT_CODES = (
    "Exit codes: 0 done, 1 something was found, 2 bad usage, 3 not allowed, 4 data or database unusable."
)


def parse(arguments: Sequence[str]) -> Given:
    """The call; ends the process with a message where it is none."""
    parser = argparse.ArgumentParser(
        "counter-centre",
        description="The centre: takes in what the devices of stations recorded, and gives it back.",
        epilog=EXIT_CODES,
    )
    _add_version(parser)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _serve(commands)
    _stations(commands)
    _devices(commands)
    _looking(commands)
    _bundles(commands)
    _releases(commands)
    return parser.parse_args(arguments, Given())


def _add_version(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--version", action="version", version=f"counter-centre {__version__}")


def _command(
    group: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[Given], int],
    words: str,
) -> argparse.ArgumentParser:
    command = group.add_parser(name, help=words, description=words, epilog=EXIT_CODES)
    _add_version(command)
    command.set_defaults(run=run)
    command.add_argument("--data", metavar="DIR", help="the data folder (COUNTER_CENTRE_DATA)")
    command.add_argument(
        "--database",
        metavar="URL",
        help="postgresql://… or sqlite:///FILE; by default centre.db in the data folder",
    )
    return command


def _group(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, words: str
) -> argparse._SubParsersAction[argparse.ArgumentParser]:
    group = commands.add_parser(name, help=words, description=words)
    _add_version(group)
    return group.add_subparsers(required=True, metavar="COMMAND")


def _serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _command(commands, "serve", serve, "answer devices until told to end")
    command.add_argument("--host", help="the address to listen at (127.0.0.1)")
    command.add_argument("--port", type=int, help="the port to listen at (8620)")
    command.add_argument("--workers", type=int, help="how many processes answer (1)")


def _stations(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    group = _group(commands, "station", "stations that may have devices")
    add = _command(group, "add", stations.add, "add a station")
    add.add_argument("station", metavar="CODE")
    add.add_argument("name", metavar="NAME")
    _command(group, "list", stations.list_, "list the stations with their devices and facts")
    codes = _group(commands, "code", "codes that let a new device in")
    make = _command(
        codes, "make", stations.make_code, "make a code for one device of a station and print it, once"
    )
    make.add_argument("station", metavar="STATION")
    make.add_argument("--hours", type=int, default=72, help="how long it serves (72)")


def _devices(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    group = _group(commands, "device", "enrolled devices")
    listed = _command(group, "list", devices.list_, "list devices and how they are")
    listed.add_argument("station", metavar="STATION", nargs="?")
    revoke = _command(group, "revoke", devices.revoke, "take nothing more of a device")
    again = _command(
        group, "enrol-again", devices.enrol_again, "order a device to enrol again with a new code"
    )
    orders = _group(commands, "order", "signed orders, given at a device's next hello")
    wipe = _command(orders, "wipe", devices.wipe, "order a revoked device to destroy its store")
    read = _command(
        orders, "read-again", devices.read_again, "order a device to read its station's feed anew"
    )
    told = _command(orders, "list", devices.orders, "list orders, and since when they are done with")
    told.add_argument("station", metavar="STATION", nargs="?")
    for command in (revoke, again, wipe, read):
        command.add_argument("device", metavar="ID", help="the device's id, or STATION-LETTER")
    revoke.add_argument("--reason", required=True, help="why, for those who look later")


def _looking(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    show = _command(commands, "show", looking.show, "show the sums of a day, parked facts and held ranges")
    show.add_argument("station", metavar="STATION")
    show.add_argument("--day", metavar="2026-03-02", help="the day (the last one with facts)")
    parked = _group(commands, "parked", "facts that were not understood")
    _command(parked, "retry", looking.retry_parked, "judge them anew, after an upgrade")
    archived = _command(
        commands,
        "archived",
        looking.archived,
        "note what a restored copy of the database has, read fact by fact",
    )
    archived.add_argument("copy", metavar="COPY", help="the copy: an SQLite file or postgresql://…")
    archived.add_argument("--station", help="one station only")


def _bundles(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    group = _group(commands, "bundle", "what devices without a line send by stick")
    take = _command(
        group, "import", bundle.import_, "take in the bundles of a stick, and leave receipts beside them"
    )
    take.add_argument("stick", metavar="FOLDER", help="the stick; the files lie in its folder GW")
    give = _command(
        group, "give", bundle.give, "write releases onto a stick for devices that brought no bundle"
    )
    give.add_argument("station", metavar="STATION")
    give.add_argument("stick", metavar="FOLDER", help="the stick; the files go into its folder GW")
    give.add_argument(
        "--device", dest="letter", default="", metavar="LETTER", help="for this device only (all)"
    )
    give.add_argument(
        "--all", dest="everything", action="store_true", help="also what the device said it has"
    )
    _command(
        group, "quarantine", bundle.quarantined, "list the bundles of revoked devices, which are kept apart"
    )
    read = _command(
        group, "read", bundle.read, "write the facts of one of those in JSON; they name customers"
    )
    read.add_argument("name", metavar="NAME", help="its name in the list, or the beginning of it")


def _releases(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    group = _group(commands, "release", "files that every station, or one, is to work by")
    publish = _command(group, "publish", releases.publish, "publish a file, and print its number")
    publish.add_argument("kind", metavar="KIND", help=", ".join(KINDS))
    publish.add_argument("file", metavar="FILE", help="the file, as the stations' own imports take it")
    publish.add_argument("--station", default="", metavar="CODE", help="for this station only (all)")
    publish.add_argument(
        "--title", default="", metavar="WORDS", help="what people at the stations read of it"
    )
    publish.add_argument("--from", dest="valid_from", metavar="DAY", help="the first day it holds (at once)")
    publish.add_argument("--expires", metavar="DAY", help="the last day; stations are warned of it later")
    publish.add_argument(
        "--whole",
        action="store_true",
        help="it stands for all earlier ones of its kind for the same stations",
    )
    listed = _command(group, "list", releases.list_, "list the releases")
    listed.add_argument("station", metavar="STATION", nargs="?", default="")
    show = _command(group, "show", releases.show, "show which devices have a release")
    withdraw = _command(
        group, "withdraw", releases.withdraw, "give a release to nobody any more; who has it, keeps it"
    )
    for command in (show, withdraw):
        command.add_argument("kind", metavar="KIND")
        command.add_argument("number", metavar="NUMBER", type=int)
