"""What the options of all commands are made with."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from datetime import date
from typing import Any, NoReturn

from counter_tui import __version__
from counter_tui.cli.exits import BAD_USAGE
from counter_tui.i18n import N_, _
from counter_tui.paths import HOME_VARIABLE, PROGRAM

_DAY = N_("a day as YYYY-MM-DD")


class Parser(argparse.ArgumentParser):
    """A parser that takes no shortened options and says its errors without a usage longer than a screen.

    Where it is ``quiet``, words that do not fit may be about a customer: its errors do not write them again.
    """

    quiet = False

    def __init__(self, **kwargs: object) -> None:
        super().__init__(allow_abbrev=False, **kwargs)  # type: ignore[arg-type]

    def parse_args(self, args: Sequence[str] | None = None, namespace: object = None) -> Any:  # type: ignore[override]
        """As argparse, but for words that a quiet command has no place for."""
        options, rest = self.parse_known_args(args, namespace)
        if rest and self.quiet:
            self.error(_("too many words: a query of several words stands in quotation marks"))
        if rest:
            self.error(_("unrecognized arguments: %s") % " ".join(rest))
        return options

    def format_help(self) -> str:
        """As argparse, with the colon of the language in use after a heading."""
        headed = _("{heading}:")
        return re.sub(
            r"^(\S.*):$",
            lambda found: headed.format(heading=found[1]),
            super().format_help(),
            flags=re.MULTILINE,
        )

    def _check_value(self, action: argparse.Action, value: object) -> None:
        choices = action.choices
        if self.quiet and choices is not None and value not in choices:
            raise argparse.ArgumentError(action, _("choose from %s") % ", ".join(map(str, choices)))
        super()._check_value(action, value)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and which help explains it; exit code 2."""
        text = _("%(prog)s: error: %(message)s\n") % {"prog": self.prog, "message": message}
        self.exit(BAD_USAGE, text + _("See {command} --help").format(command=self.prog) + "\n")


Commands = "argparse._SubParsersAction[Parser]"


def add_command(commands: Commands, name: str, about: str) -> Parser:  # type: ignore[valid-type]
    """A command of a command, with the options every command has."""
    parser: Parser = commands.add_parser(name, help=about, description=about)  # type: ignore[attr-defined]
    add_everywhere(parser, argparse.SUPPRESS)
    return parser


def subcommands(parser: Parser) -> Commands:  # type: ignore[valid-type]
    """Where the commands of a command are added; one has to be named."""
    return parser.add_subparsers(title=_("commands"), metavar="COMMAND", dest="action", required=True)


def add_everywhere(parser: Parser, default: str | None) -> None:
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


def add_acting(parser: Parser) -> None:
    """Who acts, and the file with the PIN."""
    parser.add_argument(
        "--staff", metavar="N", help=_("who acts, by staff number (a demo station: else the shift lead)")
    )
    parser.add_argument(
        "--pin-file", metavar="FILE", help=_("file of one line with the PIN; only its owner may read it")
    )


def add_json(parser: Parser) -> None:
    """One JSON object a line."""
    parser.add_argument("--json", action="store_true", help=_("one JSON object a line"))


def add_sheet(parser: Parser, about: str) -> None:
    """Where a recovery sheet goes."""
    parser.add_argument("--recovery-file", metavar="FILE", help=about)


def day(text: str) -> date:
    """A day as it is typed, of the years 2000 to 2199; raises ArgumentTypeError."""
    if (read := _day(text)) is None:
        raise argparse.ArgumentTypeError(_(_DAY))
    return read


def month(text: str) -> date:
    """The first day of a month as it is typed, of the years 2000 to 2199; raises ArgumentTypeError."""
    if (read := _day(f"{text}-01")) is None:
        raise argparse.ArgumentTypeError(_("a month as YYYY-MM"))
    return read


def _day(text: str) -> date | None:
    """Further away than these years, days and instants around a day cannot be reckoned with any more."""
    try:
        read = date.fromisoformat(text)
    except ValueError:
        return None
    return read if read.isoformat() == text and 2000 <= read.year <= 2199 else None


def count(text: str) -> int:
    """A number from 1 to 1,000,000 as it is typed; raises ArgumentTypeError."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(_("a number from 1 to 1,000,000"))
    return int(text)


def port(text: str) -> int:
    """A port as it is typed; raises ArgumentTypeError."""
    if not text.isascii() or not text.isdigit() or not 1024 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(_("a port from 1024 to 65535"))
    return int(text)
