"""The options of the commands that take data in and give it out."""

from __future__ import annotations

from counter_tui.cli.arguments.common import Parser, add_acting, add_command, add_json, subcommands
from counter_tui.i18n import _


def import_(parser: Parser) -> None:
    """Options of ``import``."""
    commands = subcommands(parser)
    _paper_day(add_command(commands, "matters", _("enter requests taken down on paper in a power cut")))
    _price_book(add_command(commands, "prices", _("take in a new price book from CSV, XLSX or TOML")))
    customers = add_command(commands, "customers", _("take in customers from CSV or XLSX"))
    customers.add_argument("file", metavar="FILE", help=_("the file the marketing system exported"))
    customers.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    customers.add_argument("--report", metavar="FILE", help=_("where the report to hand back goes"))
    add_json(customers)
    add_acting(customers)
    outages = add_command(commands, "outages", _("take in a list of outages from CSV or XLSX"))
    outages.add_argument("file", metavar="FILE", help=_("the list, one line an outage"))
    outages.add_argument(
        "--source", metavar="TEXT", help=_("who the list is from, where its lines do not say")
    )
    outages.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    add_json(outages)
    add_acting(outages)
    rosters = add_command(commands, "roster", _("set the rosters of several days from CSV or XLSX"))
    rosters.add_argument("file", metavar="FILE", help=_("one line a person and day; whole or not at all"))
    rosters.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    add_acting(rosters)
    _voice_file(add_command(commands, "notices", _("give out notices to the staff")))
    _voice_file(add_command(commands, "cards", _("issue answer cards, what customers are told")))
    _wording_file(add_command(commands, "wording", _("judge words to customers by a changed rule set")))


def _wording_file(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", help=_("the changed rule set, a TOML file"))
    parser.add_argument(
        "--shipped", action="store_true", help=_("the rules that ship with the program again")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    add_acting(parser)


def _voice_file(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", help=_("a TOML file, one block each"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    add_json(parser)
    add_acting(parser)


def _price_book(prices: Parser) -> None:
    prices.add_argument(
        "file", metavar="FILE", help=_("the book, one line an item; taken in whole or not at all")
    )
    prices.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    add_json(prices)
    add_acting(prices)


def _paper_day(matters: Parser) -> None:
    matters.add_argument("file", metavar="FILE", nargs="?", help=_("the table, one line a slip"))
    matters.add_argument(
        "--template", action="store_true", help=_("give out the empty table, into FILE where one is named")
    )
    matters.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    matters.add_argument("--report", metavar="FILE", help=_("where the report to hand back goes"))
    add_json(matters)
    add_acting(matters)


def bundle(parser: Parser) -> None:
    """Options of ``bundle``."""
    commands = subcommands(parser)
    out = add_command(commands, "export", _("write what the centre has no receipt for onto a stick"))
    out.add_argument("folder", metavar="FOLDER", help=_("the stick; the files lie in its folder GW"))
    out.add_argument("--all", action="store_true", help=_("everything this PC ever recorded"))
    back = add_command(commands, "import", _("take in what the centre sent back on a stick"))
    back.add_argument("folder", metavar="FOLDER", help=_("the stick; the files lie in its folder GW"))
    receipt = add_command(commands, "receipt", _("the same as import"))
    receipt.add_argument("folder", metavar="FOLDER", help=_("the stick; the files lie in its folder GW"))
    status = add_command(commands, "status", _("how much waits to be written"))
    for each in (out, back, receipt, status):
        add_json(each)
        add_acting(each)


def export(parser: Parser) -> None:
    """Options of ``export``."""
    commands = subcommands(parser)
    for name, about in (
        ("customers", _("all customers on file")),
        ("matters", _("all matters, personal data masked")),
        ("facts", _("the ledger, fact by fact")),
        ("ratings", _("the ratings of all visits")),
    ):
        each = add_command(commands, name, about)
        each.add_argument(
            "--format",
            choices=("jsonl", "csv", "xlsx"),
            default="jsonl",
            help=_("JSON lines, CSV, or a workbook (jsonl)"),
        )
        each.add_argument("--output", metavar="FILE", help=_("into this file instead of the output"))
        each.add_argument("--reason", metavar="TEXT", help=_("personal data in full, for this reason"))
        each.add_argument("--unmasked", action="store_true", help=_("personal data in full; needs --reason"))
        add_acting(each)
