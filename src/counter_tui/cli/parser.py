"""The commands and their options."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NoReturn, get_args

from counter_tui import __version__
from counter_tui.cli.exits import BAD_USAGE
from counter_tui.i18n import N_, _
from counter_tui.paths import HOME_VARIABLE, PROGRAM
from counter_tui.settings import PrinterProfile, PrinterWidth

AREAS = ("urban", "rural", "remote")
PROFILES = ("state_grid", "southern_grid")
ABSENCES = ("ill", "leave", "training", "other_duty")
ROLES = ("clerk", "lead", "guide", "head", "auditor")

_DAY = N_("a day as YYYY-MM-DD")


class Parser(argparse.ArgumentParser):
    """A parser that takes no shortened options and says its errors without a usage longer than a screen."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(allow_abbrev=False, **kwargs)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and which help explains it; exit code 2."""
        text = _("%(prog)s: error: %(message)s\n") % {"prog": self.prog, "message": message}
        self.exit(BAD_USAGE, text + _("See {command} --help").format(command=self.prog) + "\n")


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
            "4 store unusable."
        ),
    )
    _everywhere(parser, None)
    commands = parser.add_subparsers(title=_("commands"), metavar="COMMAND", dest="command")
    for name, (about, with_options) in _COMMANDS.items():
        command: Parser = commands.add_parser(name, help=_(about), description=_(about))
        if arguments is None or name in arguments:
            _everywhere(command, argparse.SUPPRESS)
            with_options(command)
    return parser


Commands = "argparse._SubParsersAction[Parser]"


def _command(commands: Commands, name: str, about: str) -> Parser:  # type: ignore[valid-type]
    parser: Parser = commands.add_parser(name, help=about, description=about)  # type: ignore[attr-defined]
    _everywhere(parser, argparse.SUPPRESS)
    return parser


def _inner(parser: Parser) -> Commands:  # type: ignore[valid-type]
    return parser.add_subparsers(title=_("commands"), metavar="COMMAND", dest="action", required=True)


def _everywhere(parser: Parser, default: str | None) -> None:
    """The options every command has, before or after its name."""
    parser.add_argument(
        "--home",
        metavar="DIR",
        default=default,
        help=_("the station's folder (else {variable}, else the system's data folder)").format(
            variable=HOME_VARIABLE
        ),
    )
    parser.add_argument("--lang", choices=("zh", "en"), default=default, help=_("language of the words"))
    parser.add_argument(
        "--passphrase-file",
        metavar="FILE",
        default=default,
        help=_("file of one line with the station's passphrase, where it has one"),
    )
    version = f"{PROGRAM} {__version__}"
    parser.add_argument("--version", action="version", version=version, help=_("show the version and exit"))


def _acting(parser: Parser) -> None:
    parser.add_argument(
        "--staff", metavar="N", help=_("who acts, by staff number (a demo station: else the shift lead)")
    )
    parser.add_argument(
        "--pin-file", metavar="FILE", help=_("file of one line with the PIN; only its owner may read it")
    )


def _json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help=_("one JSON object a line"))


def _demo(parser: Parser) -> None:
    parser.add_argument("--no-open", action="store_true", help=_("only make it"))
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help=_("another seed gives another month")
    )
    parser.add_argument("--today", type=_day, metavar="D", help=_("the day after the last of the month made"))
    parser.add_argument("--matters", type=_count, default=None, metavar="N", help=_("how many matters"))
    parser.add_argument("--customers", type=_count, default=None, metavar="N", help=_("how many customers"))


def _init(parser: Parser) -> None:
    parser.add_argument("--code", metavar="CODE", help=_("code of the station, 2 to 12 capitals and digits"))
    parser.add_argument("--name", metavar="NAME", help=_("name of the station"))
    parser.add_argument("--area", choices=AREAS, help=_("class of the area, for the promises"))
    parser.add_argument("--profile", choices=PROFILES, help=_("whose promises are given"))
    parser.add_argument("--device", metavar="LETTER", help=_("letter of this PC: A for the first"))
    parser.add_argument("--lead-no", metavar="N", help=_("staff number of the first shift lead"))
    parser.add_argument("--lead-name", metavar="NAME", help=_("name of the first shift lead"))
    parser.add_argument("--pin-file", metavar="FILE", help=_("file of one line with the lead's PIN"))
    parser.add_argument("--papers", metavar="DIR", help=_("folder for papers, outside the home"))
    parser.add_argument(
        "--recovery-sheet", metavar="FILE", help=_("where the recovery sheet goes (else it is shown)")
    )


def _staff(parser: Parser) -> None:
    commands = _inner(parser)
    add = _command(commands, "add", _("add a person"))
    add.add_argument("number", metavar="NUMBER", help=_("staff number"))
    add.add_argument("--name", required=True, metavar="NAME", help=_("the person's name"))
    add.add_argument("--role", choices=ROLES, default="clerk", help=_("what the person may do"))
    add.add_argument("--phone", default="", metavar="PHONE", help=_("the person's phone"))
    reset = _command(commands, "reset-pin", _("give a person a new PIN"))
    reset.add_argument("number", metavar="NUMBER", help=_("staff number"))
    for each in (add, reset):
        each.add_argument(
            "--new-pin-file", metavar="FILE", help=_("file of one line with the person's new PIN")
        )
        _acting(each)
    _sheet(reset, _("the recovery sheet, for a shift lead or head whom nobody else can help"))
    _absences(commands)
    moving = _command(commands, "reassign", _("give a person's open matters to colleagues"))
    moving.add_argument("--from", required=True, dest="giver", metavar="N", help=_("whose open matters"))
    moving.add_argument(
        "--to",
        required=True,
        action="append",
        metavar="N",
        help=_("who gets them; may be given several times"),
    )
    moving.add_argument("--reason", required=True, metavar="TEXT", help=_("why, as everybody will read it"))
    moving.add_argument(
        "--matter",
        action="append",
        metavar="NUMBER",
        help=_("this matter only; may be given several times (else all)"),
    )
    _acting(moving)
    everybody = _command(commands, "list", _("show the staff"))
    everybody.add_argument("--all", action="store_true", help=_("also those who left"))
    _json(everybody)


def _units(parser: Parser) -> None:
    commands = _inner(parser)
    every = _command(commands, "list", _("show the units and outside bodies"))
    side = every.add_mutually_exclusive_group()
    side.add_argument("--company", action="store_true", help=_("only units of the company"))
    side.add_argument("--outside", action="store_true", help=_("only bodies outside the company"))
    _json(every)
    enter = _command(commands, "set", _("enter a unit, or how it is reached"))
    enter.add_argument("code", metavar="CODE", help=_("code of the unit, 2 to 12 capitals and digits"))
    enter.add_argument("--name", metavar="NAME", help=_("name of the unit"))
    enter.add_argument("--answers", metavar="TEXT", help=_("what the unit answers for"))
    enter.add_argument("--phone", metavar="PHONE", help=_("phone of the unit"))
    enter.add_argument("--person", metavar="NAME", help=_("whom to ask for"))
    enter.add_argument("--hours", metavar="TEXT", help=_("when somebody is there"))
    enter.add_argument("--outside", action="store_true", help=_("a new one does not belong to the company"))
    _json(enter)
    drop = _command(commands, "drop", _("take a unit out of the directory"))
    drop.add_argument("code", metavar="CODE", help=_("code of the unit, 2 to 12 capitals and digits"))
    for each in (enter, drop):
        _acting(each)


def _absences(commands: Commands) -> None:  # type: ignore[valid-type]
    leave = _command(commands, "leave", _("a person leaves the staff"))
    absent = _command(commands, "absent", _("a person is away and somebody stands in"))
    back = _command(commands, "back", _("a person is at work again"))
    for each in (leave, absent, back):
        each.add_argument("number", metavar="NUMBER", help=_("staff number"))
    who = _("who answers in this person's place")
    leave.add_argument("--stand-in", default="", metavar="N", help=who)
    absent.add_argument("--stand-in", required=True, metavar="N", help=who)
    leave.add_argument(
        "--to",
        action="append",
        default=[],
        metavar="N",
        help=_("who gets the open matters; may be given several times (else the stand-in)"),
    )
    leave.add_argument("--reason", default="", metavar="TEXT", help=_("why, as everybody will read it"))
    absent.add_argument(
        "--reason", choices=ABSENCES, default="leave", help=_("why the person is away (leave)")
    )
    absent.add_argument("--until", type=_day, metavar="D", help=_("the last day of it, where it is known"))
    for each in (leave, absent, back):
        _acting(each)


def _support(parser: Parser) -> None:
    parser.add_argument(
        "--to", metavar="FILE", help=_("the new file (else one named by the time, in this folder)")
    )


def _backup(parser: Parser) -> None:
    parser.add_argument("--to", metavar="DIR", help=_("one copy in this folder, outside the ring of copies"))


def _restore(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", help=_("the copy to go back to"))
    _json(parser)
    _acting(parser)


def _reindex(parser: Parser) -> None:
    _json(parser)
    _acting(parser)


def _recover(parser: Parser) -> None:
    _sheet(parser, _("file of the recovery sheet, as init wrote it (else its rows are asked)"))
    parser.add_argument(
        "--copy", metavar="FILE", help=_("a copy to try the key on, where there is no store yet")
    )


def _passphrase(parser: Parser) -> None:
    commands = _inner(parser)
    for name, about in (
        ("set", _("lock the station by a passphrase, typed twice or in --passphrase-file")),
        ("change", _("take another passphrase")),
        ("remove", _("let the station open without a passphrase again")),
    ):
        each = _command(commands, name, about)
        if name == "change":
            each.add_argument(
                "--new-passphrase-file", metavar="FILE", help=_("file of one line with the new passphrase")
            )
        _acting(each)


def _print(parser: Parser) -> None:
    test = _command(_inner(parser), "test", _("the page on which a printer shows what it can do"))
    test.add_argument("--profile", choices=get_args(PrinterProfile), help=_("what the printer understands"))
    test.add_argument("--paper", choices=get_args(PrinterWidth), help=_("paper in the printer"))
    test.add_argument("--to", metavar="FILE", help=_("into this file instead of the printer"))


def _station(parser: Parser) -> None:
    commands = _inner(parser)
    for name, about in (
        ("share-key", _("write the key that proves receipts into a sealed file for another PC")),
        ("take-key", _("take the key from the file of another PC")),
    ):
        each = _command(commands, name, about)
        each.add_argument("file", metavar="FILE", help=_("the join file"))
        each.add_argument(
            "--join-passphrase-file",
            metavar="FILE",
            help=_("file of one line with the passphrase of the join file"),
        )
        _acting(each)


def _sheet(parser: Parser, about: str) -> None:
    parser.add_argument("--recovery-file", metavar="FILE", help=about)


def _import(parser: Parser) -> None:
    commands = _inner(parser)
    _paper_day(_command(commands, "matters", _("enter requests taken down on paper in a power cut")))
    _price_book(_command(commands, "prices", _("take in a new price book from CSV, XLSX or TOML")))
    customers = _command(commands, "customers", _("take in customers from CSV or XLSX"))
    customers.add_argument("file", metavar="FILE", help=_("the file the marketing system exported"))
    customers.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    customers.add_argument("--report", metavar="FILE", help=_("where the report to hand back goes"))
    _json(customers)
    _acting(customers)
    outages = _command(commands, "outages", _("take in a list of outages from CSV or XLSX"))
    outages.add_argument("file", metavar="FILE", help=_("the list, one line an outage"))
    outages.add_argument(
        "--source", metavar="TEXT", help=_("who the list is from, where its lines do not say")
    )
    outages.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    _json(outages)
    _acting(outages)
    _voice_file(_command(commands, "notices", _("give out notices to the staff")))
    _voice_file(_command(commands, "cards", _("issue answer cards, what customers are told")))
    _wording_file(_command(commands, "wording", _("judge words to customers by a changed rule set")))


def _wording_file(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", help=_("the changed rule set, a TOML file"))
    parser.add_argument(
        "--shipped", action="store_true", help=_("the rules that ship with the program again")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    _acting(parser)


def _voice_file(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", help=_("a TOML file, one block each"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    _json(parser)
    _acting(parser)


def _notices(parser: Parser) -> None:
    _json(parser)
    _acting(parser)


def _price_book(prices: Parser) -> None:
    prices.add_argument(
        "file", metavar="FILE", help=_("the book, one line an item; taken in whole or not at all")
    )
    prices.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    _json(prices)
    _acting(prices)


def _prices(parser: Parser) -> None:
    parser.add_argument(
        "--kind", metavar="KIND", help=_("only what this kind of request costs, by code or name")
    )
    parser.add_argument("--book", metavar="VERSION", help=_("this version instead of the one in force"))
    _json(parser)
    _acting(parser)


def _charges(parser: Parser) -> None:
    parser.add_argument("--date", type=_day, metavar="D", help=_("this day instead of today"))
    _json(parser)
    _acting(parser)


def _paper_day(matters: Parser) -> None:
    matters.add_argument("file", metavar="FILE", nargs="?", help=_("the table, one line a slip"))
    matters.add_argument(
        "--template", action="store_true", help=_("give out the empty table, into FILE where one is named")
    )
    matters.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    matters.add_argument("--report", metavar="FILE", help=_("where the report to hand back goes"))
    _json(matters)
    _acting(matters)


def _export(parser: Parser) -> None:
    commands = _inner(parser)
    for name, about in (
        ("customers", _("all customers on file")),
        ("matters", _("all matters, personal data masked")),
        ("facts", _("the ledger, fact by fact")),
        ("ratings", _("the ratings of all visits")),
    ):
        each = _command(commands, name, about)
        each.add_argument(
            "--format",
            choices=("jsonl", "csv", "xlsx"),
            default="jsonl",
            help=_("JSON lines, CSV, or a workbook (jsonl)"),
        )
        each.add_argument("--output", metavar="FILE", help=_("into this file instead of the output"))
        each.add_argument("--reason", metavar="TEXT", help=_("personal data in full, for this reason"))
        each.add_argument("--unmasked", action="store_true", help=_("personal data in full; needs --reason"))
        _acting(each)


def _stats(parser: Parser) -> None:
    contacts = _command(_inner(parser), "contacts", _("how many customers can be reached"))
    _json(contacts)
    _acting(contacts)


def _find(parser: Parser) -> None:
    customers = _command(_inner(parser), "customers", _("find customers; names and phones are masked"))
    customers.add_argument(
        "query", metavar="QUERY", help=_("what is known of the customer, or - for one query a line")
    )
    _json(customers)
    _acting(customers)


def _enquiries(parser: Parser) -> None:
    parser.add_argument("--date", type=_day, metavar="D", help=_("the day, YYYY-MM-DD (else today)"))
    _acting(parser)
    _json(parser)


def _breaches(parser: Parser) -> None:
    parser.add_argument("--from", dest="first", type=_day, metavar="D", help=_("the first day (else today)"))
    parser.add_argument("--to", dest="last", type=_day, metavar="D", help=_("the last day (else today)"))
    parser.add_argument(
        "--unit",
        default="",
        metavar="NAME",
        help=_("only what this unit runs or answers for, by its whole name"),
    )
    _json(parser)
    _acting(parser)


def _labels(parser: Parser) -> None:
    parser.add_argument("--record", action="store_true", help=_("also those that expired or were withdrawn"))
    _json(parser)
    _acting(parser)


def _check(parser: Parser) -> None:
    commands = _inner(parser)
    for name, about in (("identity", _("check numbers")), ("promise", _("compute due dates"))):
        each = _command(commands, name, about)
        each.add_argument("file", metavar="FILE", help=_("one JSON object a line; - for the standard input"))
    for name, about in (
        ("reason", _("screen reasons for not accepting a matter")),
        ("wording", _("screen words that go to a customer")),
    ):
        each = _command(commands, name, about)
        what = each.add_mutually_exclusive_group(required=True)
        what.add_argument(
            "file", metavar="FILE", nargs="?", help=_("one JSON object a line; - for the standard input")
        )
        what.add_argument(
            "--corpus",
            action="store_true",
            help=_("try the rules on the sentences that ship with the program"),
        )
        each.add_argument("--rules", metavar="FILE", help=_("a changed rule set instead of the shipped one"))
    receipt = _command(
        commands, "receipt", _("check whether the station printed a receipt; needs the station")
    )
    receipt.add_argument(
        "text",
        metavar="TEXT",
        help=_("what its QR code says, or - for one a line, or what stands on it as JSON"),
    )
    keys = _command(commands, "keys", _("check the keys of this PC"))
    keys.add_argument("--list", action="store_true", help=_("show every command with its id and keys"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_(_DAY)) from None


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(_("a number from 1 to 1,000,000"))
    return int(text)


_COMMANDS: Mapping[str, tuple[str, Callable[[Parser], None]]] = {
    "demo": (N_("make a demo station the first time, then open it"), _demo),
    "init": (N_("set up a real station on this PC"), _init),
    "staff": (N_("the people of the station"), _staff),
    "units": (N_("the company's units and outside bodies"), _units),
    "doctor": (N_("check the store and its backups; repairs nothing"), _json),
    "reindex": (N_("make the customers' search index anew where it is broken"), _reindex),
    "support": (N_("write a file for the maintainer, without personal data"), _support),
    "backup": (N_("make a verified copy of the store"), _backup),
    "restore": (N_("go back to a copy of the store"), _restore),
    "recover": (N_("put the store's key back from the recovery sheet"), _recover),
    "passphrase": (N_("a passphrase without which the station does not open"), _passphrase),
    "print": (N_("try the printer"), _print),
    "station": (N_("the key that proves the station's receipts"), _station),
    "import": (N_("take in data from a file"), _import),
    "notices": (N_("show who has read which notice"), _notices),
    "prices": (N_("show what things cost"), _prices),
    "charges": (N_("the charges of a day: the cash sheet"), _charges),
    "export": (N_("give out data, personal data masked"), _export),
    "find": (N_("find customers"), _find),
    "stats": (N_("figures of the station"), _stats),
    "enquiries": (N_("what was asked at the counter on a day, by topic"), _enquiries),
    "breaches": (N_("promises broken and limits passed: when, by how much, who had the ball"), _breaches),
    "labels": (N_("labels of special customers that hold; for who leads or audits"), _labels),
    "check": (N_("check numbers, due dates, reasons, wording and receipts"), _check),
}
"""Each command in the order of the help, with what it does and what makes its options."""
