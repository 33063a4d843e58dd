"""The options of the commands about a day of the hall, from the brief in the morning to its close and its sheets."""

from __future__ import annotations

from counter_tui.cli.arguments.common import Parser, add_acting, add_json, day
from counter_tui.i18n import _


def brief(parser: Parser) -> None:
    """Options of ``brief``."""
    parser.add_argument("--date", type=day, metavar="D", help=_("the brief of this day instead of today's"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--text", action="store_true", help=_("lines to read: counts without their rows (the default)")
    )
    form.add_argument("--json", action="store_true", help=_("one JSON object, each figure with its rows"))
    add_acting(parser)


def meeting(parser: Parser) -> None:
    """Options of ``meeting``."""
    parser.add_argument("--date", type=day, metavar="D", help=_("this day instead of today"))
    parser.add_argument("--month", action="store_true", help=_("how the meetings of the last 31 days stand"))
    add_json(parser)
    add_acting(parser)


def minutes(parser: Parser) -> None:
    """Options of ``minutes``."""
    parser.add_argument("--date", type=day, metavar="D", help=_("the minutes of this day instead of today's"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--text", action="store_true", help=_("the minutes as on paper (the default)"))
    what.add_argument("--json", action="store_true", help=_("one JSON object"))
    what.add_argument("--pdf", metavar="FILE", help=_("write the minutes as PDF"))
    what.add_argument(
        "--print", action="store_true", help=_("put them into the folder for papers and print them")
    )
    what.add_argument("--search", metavar="WORDS", help=_("the meetings in which all these words were said"))
    what.add_argument(
        "--check", metavar="FINGERPRINT", help=_("whether the ledger still has the meeting of these minutes")
    )
    what.add_argument("--output", metavar="FOLDER", help=_("write those of --from to --to into this folder"))
    parser.add_argument("--from", dest="first", type=day, metavar="D", help=_("the first day (else --date)"))
    parser.add_argument("--to", dest="last", type=day, metavar="D", help=_("the last day (else today)"))
    add_acting(parser)


def checks(parser: Parser) -> None:
    """Options of ``checks``."""
    parser.add_argument("--date", type=day, metavar="D", help=_("this day instead of today"))
    add_json(parser)
    add_acting(parser)


def packs(parser: Parser) -> None:
    """Options of ``packs``."""
    parser.add_argument("--date", type=day, metavar="D", help=_("this day instead of today"))
    add_json(parser)
    add_acting(parser)


def close(parser: Parser) -> None:
    """Options of ``close``."""
    parser.add_argument("--date", type=day, metavar="D", help=_("this day instead of today"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--close", action="store_true", help=_("close the day; for a shift lead, with --staff and --pin-file")
    )
    what.add_argument("--print", action="store_true", help=_("print the sheet of a closed day once more"))
    what.add_argument(
        "--check",
        nargs=2,
        metavar=("D", "FINGERPRINT"),
        help=_("whether the ledger still has what a printed sheet of a day vouches for"),
    )
    for paid, about in (
        ("cash", _("yuan that were counted in cash")),
        ("scan", _("yuan that were counted by scanned code")),
        ("transfer", _("yuan that were counted by transfer")),
    ):
        parser.add_argument(f"--{paid}", metavar="YUAN", help=about)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--text", action="store_true", help=_("lines to read (the default)"))
    form.add_argument("--json", action="store_true", help=_("one JSON object"))
    add_acting(parser)


def sheets(parser: Parser) -> None:
    """Options of ``sheets``."""
    parser.add_argument(
        "sheet",
        nargs="?",
        choices=("daily", "weekly"),
        help=_("one sheet (else which are sent and acknowledged)"),
    )
    parser.add_argument("--date", type=day, metavar="D", help=_("the sheet of this day, or of its week"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--text", action="store_true", help=_("the sheet as on paper (the default)"))
    form.add_argument("--json", action="store_true", help=_("one JSON object a sheet"))
    form.add_argument("--xlsx", metavar="FILE", help=_("write the sheet as a workbook"))
    form.add_argument("--pdf", metavar="FILE", help=_("write the sheet as PDF"))
    parser.add_argument(
        "--send",
        nargs="?",
        const="file",
        choices=("paper", "file", "told"),
        help=_("note that the sheet as it is now was sent, and how (as a file)"),
    )
    parser.add_argument(
        "--acknowledged",
        nargs="?",
        const="",
        metavar="WORDS",
        help=_("note that it was received; in words how that is known, unless the recipient acts"),
    )
    parser.add_argument(
        "--to", choices=("deputy", "head"), help=_("only this recipient (else all, or the next one)")
    )
    add_acting(parser)
