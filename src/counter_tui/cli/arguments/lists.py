"""The options of the commands that list, find and check."""

from __future__ import annotations

from counter_tui.cli.arguments.common import (
    Parser,
    add_acting,
    add_command,
    add_json,
    count,
    day,
    month,
    subcommands,
)
from counter_tui.i18n import _


def find(parser: Parser) -> None:
    """Options of ``find``."""
    customers = add_command(
        subcommands(parser), "customers", _("find customers; names and phones are masked")
    )
    parser.quiet = customers.quiet = True
    customers.add_argument(
        "query", metavar="QUERY", help=_("what is known of the customer, or - for one query a line")
    )
    add_json(customers)
    add_acting(customers)


def notices(parser: Parser) -> None:
    """Options of ``notices``."""
    add_json(parser)
    add_acting(parser)


def prices(parser: Parser) -> None:
    """Options of ``prices``."""
    parser.add_argument(
        "--kind", metavar="KIND", help=_("only what this kind of request costs, by code or name")
    )
    parser.add_argument("--book", metavar="VERSION", help=_("this version instead of the one in force"))
    add_json(parser)
    add_acting(parser)


def of_day(parser: Parser) -> None:
    """Options of ``charges``, ``register``, ``shift`` and ``roster``."""
    parser.add_argument("--date", type=day, metavar="D", help=_("this day instead of today"))
    add_json(parser)
    add_acting(parser)


def enquiries(parser: Parser) -> None:
    """Options of ``enquiries``."""
    parser.add_argument("--date", type=day, metavar="D", help=_("the day, YYYY-MM-DD (else today)"))
    add_acting(parser)
    add_json(parser)


def breaches(parser: Parser) -> None:
    """Options of ``breaches``."""
    parser.add_argument("--from", dest="first", type=day, metavar="D", help=_("the first day (else today)"))
    parser.add_argument("--to", dest="last", type=day, metavar="D", help=_("the last day (else today)"))
    parser.add_argument(
        "--unit",
        default="",
        metavar="NAME",
        help=_("only what this unit runs or answers for, by its whole name"),
    )
    add_json(parser)
    add_acting(parser)


def actions(parser: Parser) -> None:
    """Options of ``actions``."""
    parser.add_argument(
        "--verified", action="store_true", help=_("what was looked at and done in the last thirty days")
    )
    add_json(parser)
    add_acting(parser)


def recovery(parser: Parser) -> None:
    """Options of ``recovery``."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--open", action="store_true", help=_("only what is not made good yet (as without it)"))
    what.add_argument("--all", action="store_true", help=_("what was made good in the last month too"))
    add_json(parser)
    add_acting(parser)


def praise(parser: Parser) -> None:
    """Options of ``praise``."""
    parser.add_argument(
        "--month", type=month, metavar="M", help=_("only what was given in this month, YYYY-MM")
    )
    add_json(parser)
    add_acting(parser)


def comments(parser: Parser) -> None:
    """Options of ``comments``."""
    parser.add_argument("--words", action="store_true", help=_("every comment in full; for leads"))
    add_json(parser)
    add_acting(parser)


def survey(parser: Parser) -> None:
    """Options of ``survey``."""
    commands = subcommands(parser)
    take = add_command(commands, "import", _("take in a table of scores from CSV or XLSX"))
    take.add_argument(
        "file", metavar="FILE", help=_("the table: year, dimension, score; taken in whole or not at all")
    )
    take.add_argument("--source", metavar="TEXT", help=_("who made the survey"))
    take.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    show = add_command(commands, "show", _("two years by dimension, the counter's own figure beside"))
    show.add_argument("--year", type=count, metavar="Y", help=_("this year instead of the newest"))
    for each in (take, show):
        add_json(each)
        add_acting(each)


def verify(parser: Parser) -> None:
    """Options of ``verify``."""
    parser.add_argument(
        "--paper",
        metavar="FINGERPRINT",
        help=_("also hold this fingerprint of a closing sheet against the ledger"),
    )
    parser.add_argument("--day", type=day, metavar="D", help=_("the day of that sheet"))
    add_json(parser)


def labels(parser: Parser) -> None:
    """Options of ``labels``."""
    parser.add_argument("--record", action="store_true", help=_("also those that expired or were withdrawn"))
    add_json(parser)
    add_acting(parser)


def check(parser: Parser) -> None:
    """Options of ``check``."""
    commands = subcommands(parser)
    for name, about in (("identity", _("check numbers")), ("promise", _("compute due dates"))):
        each = add_command(commands, name, about)
        each.add_argument("file", metavar="FILE", help=_("one JSON object a line; - for the standard input"))
    for name, about in (
        ("reason", _("screen reasons for not accepting a matter")),
        ("wording", _("screen words that go to a customer")),
    ):
        each = add_command(commands, name, about)
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
    receipt = add_command(
        commands, "receipt", _("check whether the station printed a receipt; needs the station")
    )
    receipt.add_argument(
        "text",
        metavar="TEXT",
        help=_("what its QR code says, or - for one a line, or what stands on it as JSON"),
    )
    keys = add_command(commands, "keys", _("check the keys of this PC"))
    keys.add_argument("--list", action="store_true", help=_("show every command with its id and keys"))


def stats(parser: Parser) -> None:
    """Options of ``stats``."""
    commands = subcommands(parser)
    contacts = add_command(commands, "contacts", _("how many customers can be reached"))
    add_json(contacts)
    add_acting(contacts)
    ratings = add_command(commands, "ratings", _("what customers said of a month"))
    ratings.add_argument("--month", metavar="M", help=_("the month as YYYY-MM (else this month)"))
    form = ratings.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=_("one JSON object"))
    form.add_argument("--xlsx", metavar="FILE", help=_("write the sheet as a workbook"))
    form.add_argument("--pdf", metavar="FILE", help=_("write the sheet as PDF"))
    add_acting(ratings)
    flags = add_command(commands, "flags", _("ratings of a month that are to be looked into"))
    flags.add_argument("--month", metavar="M", help=_("the month as YYYY-MM (else this month)"))
    flags.add_argument("--json", action="store_true", help=_("one JSON object"))
    add_acting(flags)
