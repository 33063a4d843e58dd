"""Options of ``sync``."""

from __future__ import annotations

from counter_tui.cli.arguments.common import Parser, add_acting, add_command, add_json
from counter_tui.i18n import _


def sync(parser: Parser) -> None:
    """Options of ``sync``, alone or with a command."""
    parser.add_argument(
        "--once", action="store_true", help=_("call now and end (else it goes on calling by the schedule)")
    )
    add_json(parser)
    commands = parser.add_subparsers(title=_("commands"), metavar="COMMAND", dest="action")
    enrol = add_command(commands, "enrol", _("let this PC belong to a centre, by a code given out for it"))
    enrol.add_argument("address", metavar="ADDRESS", help=_("where the centre is: https://NAME"))
    enrol.add_argument("code", metavar="CODE", help=_("the code, once good"))
    enrol.add_argument(
        "--ca", metavar="FILE", help=_("certificate (PEM) of the company's own authority, trusted alone")
    )
    enrol.add_argument(
        "--fingerprint",
        metavar="NAME",
        help=_("the name of the centre's key on the sheet (else it is asked)"),
    )
    add_json(enrol)
    add_acting(enrol)
    add_json(add_command(commands, "status", _("last answer, what is not at the centre yet, traffic")))
