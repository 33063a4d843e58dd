"""The options of the commands that make, keep and mend a station."""

from __future__ import annotations

from typing import get_args

from counter_tui.cli.arguments.common import (
    Parser,
    add_acting,
    add_command,
    add_json,
    add_sheet,
    count,
    day,
    port,
    subcommands,
)
from counter_tui.i18n import _
from counter_tui.settings import PrinterProfile, PrinterWidth

AREAS = ("urban", "rural", "remote")
PROFILES = ("state_grid", "southern_grid")


def demo(parser: Parser) -> None:
    """Options of ``demo``."""
    parser.add_argument("--no-open", action="store_true", help=_("only make it"))
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help=_("another seed gives another month")
    )
    parser.add_argument("--today", type=day, metavar="D", help=_("the day after the last of the month made"))
    parser.add_argument("--matters", type=count, default=None, metavar="N", help=_("how many matters"))
    parser.add_argument("--customers", type=count, default=None, metavar="N", help=_("how many customers"))


def pad(parser: Parser) -> None:
    """Options of ``pad``."""
    parser.add_argument(
        "--touch",
        action="store_true",
        help=_("the window is touched: keys typed into it by mistake do nothing"),
    )
    parser.add_argument("--tablet", action="store_true", help=_("as a web page for a tablet of the hall"))
    parser.add_argument(
        "--host",
        default="0.0.0.0",
        metavar="ADDRESS",
        help=_("with --tablet: only at this address of the PC (else at all of them)"),
    )
    parser.add_argument(
        "--port", type=port, default=8630, metavar="N", help=_("with --tablet: another port than 8630")
    )


def hub(parser: Parser) -> None:
    """Options of ``hub``."""
    commands = subcommands(parser)
    serve = add_command(commands, "serve", _("be the hub of the station, until it is ended"))
    serve.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help=_("the address of this PC in the station's network (else other PCs cannot reach it)"),
    )
    serve.add_argument("--port", type=port, default=8640, metavar="N", help=_("another port than 8640"))
    join = add_command(commands, "join", _("let this PC call the hub where the centre does not answer"))
    join.add_argument("address", metavar="ADDRESS", help=_("where the hub is, as it says itself"))
    join.add_argument("key", metavar="KEY", help=_("the name of its key, as it says itself"))
    join.add_argument("--always", action="store_true", help=_("also where the centre answers"))
    add_acting(join)
    add_acting(add_command(commands, "leave", _("let this PC call no hub any more")))
    add_json(add_command(commands, "call", _("call the hub once")))


def init(parser: Parser) -> None:
    """Options of ``init``."""
    parser.add_argument("--code", metavar="CODE", help=_("code of the station, 2 to 12 capitals and digits"))
    parser.add_argument("--name", metavar="NAME", help=_("name of the station"))
    parser.add_argument("--area", choices=AREAS, help=_("class of the area, for the promises"))
    parser.add_argument("--profile", choices=PROFILES, help=_("whose promises are given"))
    parser.add_argument("--device", metavar="LETTER", help=_("letter of this PC: A for the first"))
    parser.add_argument("--lead-no", metavar="N", help=_("staff number of the first shift lead"))
    parser.add_argument("--lead-name", metavar="NAME", help=_("name of the first shift lead"))
    parser.add_argument(
        "--lead-phone", metavar="PHONE", help=_("the shift lead's phone; it stands on receipts")
    )
    parser.add_argument("--pin-file", metavar="FILE", help=_("file of one line with the lead's PIN"))
    parser.add_argument("--papers", metavar="DIR", help=_("folder for papers, outside the home"))
    parser.add_argument(
        "--recovery-sheet", metavar="FILE", help=_("where the recovery sheet goes (else it is shown)")
    )
    parser.add_argument(
        "--join", metavar="FILE", help=_("become the next PC of the station this join file is of")
    )
    parser.add_argument(
        "--join-passphrase-file",
        metavar="FILE",
        help=_("file of one line with the passphrase of the join file"),
    )
    parser.add_argument(
        "--enrolment", metavar="CODE", help=_("with --join: a code of the centre (else that of the file)")
    )


def support(parser: Parser) -> None:
    """Options of ``support``."""
    parser.add_argument(
        "--to", metavar="FILE", help=_("the new file (else one named by the time, in this folder)")
    )


def backup(parser: Parser) -> None:
    """Options of ``backup``."""
    parser.add_argument("--to", metavar="DIR", help=_("one copy in this folder, outside the ring of copies"))


def restore(parser: Parser) -> None:
    """Options of ``restore``."""
    parser.add_argument("file", metavar="FILE", help=_("the copy to go back to"))
    add_json(parser)
    add_acting(parser)


def reindex(parser: Parser) -> None:
    """Options of ``reindex``."""
    add_json(parser)
    add_acting(parser)


def recover(parser: Parser) -> None:
    """Options of ``recover``."""
    add_sheet(parser, _("file of the recovery sheet, as init wrote it (else its rows are asked)"))
    parser.add_argument(
        "--copy", metavar="FILE", help=_("a copy to try the key on, where there is no store yet")
    )


def passphrase(parser: Parser) -> None:
    """Options of ``passphrase``."""
    commands = subcommands(parser)
    for name, about in (
        ("set", _("lock the station by a passphrase, typed twice or in --passphrase-file")),
        ("change", _("take another passphrase")),
        ("remove", _("let the station open without a passphrase again")),
    ):
        each = add_command(commands, name, about)
        if name == "change":
            each.add_argument(
                "--new-passphrase-file", metavar="FILE", help=_("file of one line with the new passphrase")
            )
        if name == "share-key":
            each.add_argument("--device", metavar="LETTER", help=_("letter of that PC (the next free one)"))
            each.add_argument(
                "--enrolment", metavar="CODE", help=_("a code of the centre for that PC, to set it up by")
            )
        add_acting(each)


def print_(parser: Parser) -> None:
    """Options of ``print``."""
    test = add_command(subcommands(parser), "test", _("the page on which a printer shows what it can do"))
    test.add_argument("--profile", choices=get_args(PrinterProfile), help=_("what the printer understands"))
    test.add_argument("--paper", choices=get_args(PrinterWidth), help=_("paper in the printer"))
    test.add_argument("--to", metavar="FILE", help=_("into this file instead of the printer"))


def station(parser: Parser) -> None:
    """Options of ``station``."""
    commands = subcommands(parser)
    card = add_command(commands, "card", _("show the site card, or set it with --set"))
    card.add_argument(
        "--set", action="store_true", help=_("let the card say what is given, the rest as it was")
    )
    card.add_argument("--responsible", metavar="N", help=_("who answers for the station, by staff number"))
    card.add_argument("--deputy", metavar="N", help=_("who takes his place, by staff number (empty: nobody)"))
    card.add_argument("--phone", metavar="PHONE", help=_("where the station is reached"))
    card.add_argument(
        "--every-days", type=count, metavar="N", help=_("after how many days the station is inspected")
    )
    add_json(card)
    add_acting(card)
    renew = add_command(commands, "renew-key", _("make a new key; receipts of the old one stay true"))
    add_acting(renew)
    for name, about in (
        ("share-key", _("write the key that proves receipts into a sealed file for another PC")),
        ("take-key", _("take the key from the file of another PC")),
    ):
        each = add_command(commands, name, about)
        each.add_argument("file", metavar="FILE", help=_("the join file"))
        each.add_argument(
            "--join-passphrase-file",
            metavar="FILE",
            help=_("file of one line with the passphrase of the join file"),
        )
        if name == "share-key":
            each.add_argument("--device", metavar="LETTER", help=_("letter of that PC (the next free one)"))
            each.add_argument(
                "--enrolment", metavar="CODE", help=_("a code of the centre for that PC, to set it up by")
            )
        add_acting(each)
