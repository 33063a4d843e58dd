"""The commands and their options."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence

from counter_tui.cli.arguments import files, hall, lists, people, station, sync
from counter_tui.cli.arguments.common import Parser, add_everywhere, add_json
from counter_tui.i18n import N_, _
from counter_tui.paths import PROGRAM


def make_parser(arguments: Sequence[str] | None = None) -> Parser:
    """The parser of the whole command line, in the language in use; for these arguments, if they are given.

    A command they do not name has its line in the help and no options of its own: making those of all takes longer than
    everything else before the app is loaded.
    """
    parser = Parser(
        prog=PROGRAM,
        description=_("The counter of a power-supply station. Without a command it opens the station."),
        epilog=_(
            "Exit codes: 0 done, 1 a check found something, 2 bad usage or input file, 3 not allowed, "
            "4 store unusable, 75 nobody answered the call."
        ),
    )
    parser.quiet = arguments is not None and "find" in arguments
    add_everywhere(parser, None)
    commands = parser.add_subparsers(title=_("commands"), metavar="COMMAND", dest="command")
    for name, (about, with_options) in _COMMANDS.items():
        command: Parser = commands.add_parser(name, help=_(about), description=_(about))
        if arguments is None or name in arguments:
            add_everywhere(command, argparse.SUPPRESS)
            with_options(command)
    return parser


_COMMANDS: Mapping[str, tuple[str, Callable[[Parser], None]]] = {
    "demo": (N_("make a demo station the first time, then open it"), station.demo),
    "pad": (N_("the rating pad, in a window on a second screen"), station.pad),
    "hub": (
        N_("the hub of the station: be it, join it, call it, while the outside line is down"),
        station.hub,
    ),
    "init": (N_("set up a real station on this PC"), station.init),
    "staff": (N_("the people of the station"), people.staff),
    "units": (N_("the company's units and outside bodies"), people.units),
    "doctor": (N_("check the store and its backups; repairs nothing"), add_json),
    "verify": (N_("whether the ratings are as they were written; what was changed, where"), lists.verify),
    "reindex": (N_("make the customers' search index anew where it is broken"), station.reindex),
    "support": (N_("write a file for the maintainer, without personal data"), station.support),
    "backup": (N_("make a verified copy of the store"), station.backup),
    "restore": (N_("go back to a copy of the store"), station.restore),
    "recover": (N_("put the store's key back from the recovery sheet"), station.recover),
    "passphrase": (N_("a passphrase without which the station does not open"), station.passphrase),
    "print": (N_("try the printer"), station.print_),
    "station": (N_("the key that proves the station's receipts"), station.station),
    "bundle": (N_("sync by stick: write what waits, take in what the centre sent back"), files.bundle),
    "sync": (N_("call the company's centre; belong to it, see how it stands"), sync.sync),
    "import": (N_("take in data from a file"), files.import_),
    "notices": (N_("show who has read which notice"), lists.notices),
    "prices": (N_("show what things cost"), lists.prices),
    "charges": (N_("the charges of a day: the cash sheet"), lists.of_day),
    "register": (N_("the register of first contacts of a day"), lists.of_day),
    "export": (N_("give out data, personal data masked"), files.export),
    "find": (N_("find customers"), lists.find),
    "stats": (N_("figures of the station"), lists.stats),
    "enquiries": (N_("what was asked at the counter on a day, by topic"), lists.enquiries),
    "breaches": (
        N_("promises broken and limits passed: when, by how much, who had the ball"),
        lists.breaches,
    ),
    "brief": (N_("the morning brief: what yesterday was, what today asks for"), hall.brief),
    "sheets": (N_("daily and weekly sheets: made, sent and acknowledged"), hall.sheets),
    "actions": (N_("what is to be put right, by whom and by when"), lists.actions),
    "meeting": (
        N_("the morning meeting: whether it was held, by whom, its steps, who signed"),
        hall.meeting,
    ),
    "checks": (N_("checks of the hall: which are due, done, what failed"), hall.checks),
    "recovery": (N_("bad ratings that are not made good yet: what is next, by when"), lists.recovery),
    "packs": (N_("hand-over packs of a day, and what became of their lines"), hall.packs),
    "close": (N_("the day's close: what agrees, what does not; closes, checks a printed sheet"), hall.close),
    "praise": (N_("the praise register: who was praised, how it came, what counts"), lists.praise),
    "comments": (N_("anonymous comments: how many came when; the words for leads alone"), lists.comments),
    "survey": (N_("yearly surveys of a third party: taken in, two years side by side"), lists.survey),
    "shift": (N_("who leads the shift, and who led on a day"), lists.of_day),
    "roster": (N_("who is on duty on a day, with which post"), lists.of_day),
    "minutes": (N_("minutes of the morning meetings: read, found, proved, given out"), hall.minutes),
    "labels": (N_("labels of special customers that hold; for who leads or audits"), lists.labels),
    "check": (N_("check numbers, due dates, reasons, wording and receipts"), lists.check),
}
"""Each command in the order of the help, with what it does and what makes its options."""
