"""From arguments to an exit code: parse, run the command, and say what went wrong without a traceback."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module

from counter_tui.cli.exits import BAD_USAGE, DISK_FULL, NOT_ALLOWED, STORE_UNUSABLE, Ended, exit_of
from counter_tui.cli.language import choose_language
from counter_tui.cli.options import Options, options_of_opening
from counter_tui.cli.streams import remark
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _, set_language
from counter_tui.paths import Home, demo_folder, home_folder
from counter_tui.settings import SettingsBroken

_ROOMS = {
    None: "open",
    "demo": "demo",
    "init": "init",
    "staff": "staff",
    "units": "units",
    "doctor": "doctor",
    "verify": "verify",
    "support": "support",
    "import": "imports",
    "notices": "voice",
    "praise": "praise",
    "survey": "survey",
    "comments": "comments",
    "prices": "prices",
    "charges": "charges",
    "register": "register",
    "export": "export",
    "find": "find",
    "enquiries": "enquiries",
    "breaches": "breaches",
    "brief": "brief",
    "actions": "actions",
    "sheets": "sheets",
    "checks": "checks",
    "meeting": "meeting",
    "packs": "packs",
    "recovery": "recovery",
    "close": "close",
    "shift": "shift",
    "roster": "roster",
    "minutes": "minutes",
    "labels": "labels",
    "stats": "stats",
    "check": "check",
    "backup": "backup",
    "restore": "restore",
    "recover": "recover",
    "passphrase": "passphrase",
    "print": "print",
    "pad": "pad",
    "hub": "hub",
    "station": "station",
    "reindex": "reindex",
    "bundle": "bundle",
    "sync": "sync",
}
"""Which module of this package does which command; it is loaded when its command is given."""


_NO_FOLDER = frozenset({errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL})


def run(arguments: list[str]) -> int:
    """Run one command; returns its exit code and raises nothing."""
    set_language(choose_language(arguments, os.environ))
    try:
        options = options_of_opening(arguments) or _parsed(arguments)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else BAD_USAGE
    try:
        if (closed := _closed(options)) is not None:
            return closed
        room = import_module(f"counter_tui.cli.{_ROOMS[options.command]}")
        return int(room.run(options))
    except BrokenPipeError:
        return _output_gone()
    except (KeyboardInterrupt, EOFError):
        return 130
    except Ended as ended:
        return ended.code
    except RuleBroken as broken:
        return _rule(broken)
    except SettingsBroken as broken:
        remark(_("The settings cannot be read: {problem}").format(problem=broken))
        return STORE_UNUSABLE
    except PermissionError as error:
        remark(_("Not allowed by the system: {file}").format(file=error.filename or ""))
        return NOT_ALLOWED
    except OSError as error:
        return _disk(error) or _no_folder(error, options) or _trouble(error, options)
    except Exception as error:  # the last door: a number for the log instead of a traceback
        return _trouble(error, options)


def _closed(options: Options) -> int | None:
    """The exit code where the centre has closed the PC down: no command does anything there."""
    home = _home(options)
    if not home.closed.exists():
        return None
    from counter_tui.cli import closed

    return closed.run(home, options)


def _home(options: Options) -> Home:
    folder = demo_folder if options.command == "demo" else home_folder
    return Home(folder(options.home, os.environ))


def _disk(error: OSError) -> int | None:
    """The exit code where the disk has no room, or nothing may be written to it."""
    if error.errno in DISK_FULL:
        return _rule(RuleBroken("disk_full"))
    return _rule(RuleBroken("store_unwritable")) if error.errno == errno.EROFS else None


def _no_folder(error: OSError, options: Options) -> int | None:
    """The exit code where the home can be no folder: it is a file, lies in one, or the system takes no such name."""
    folder, file = _home(options).folder, str(error.filename or "")
    if file != str(folder) and (error.errno not in _NO_FOLDER or not file.startswith(str(folder))):
        return None
    remark(_("This can be no station's folder: {folder}").format(folder=folder))
    return STORE_UNUSABLE


def _parsed(arguments: list[str]) -> Options:
    from counter_tui.cli.parser import make_parser
    from counter_tui.cli.parser_words import argparse_translated

    with argparse_translated():
        options: Options = make_parser(arguments).parse_args(arguments, Options())
        return options


def _rule(broken: RuleBroken) -> int:
    from counter_tui.cli.words import say_broken

    remark(say_broken(broken))
    return exit_of(broken.code)


def _output_gone() -> int:
    """Whoever read the output went away: nothing is left to say, also not while the program ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return 0
    return 0


def _trouble(error: Exception, options: Options) -> int:
    from counter_tui.trouble_log import close_log, note_trouble, open_log

    home = _home(options)
    log = open_log(home) if home.folder.is_dir() else None
    try:
        number = note_trouble(error)
    finally:
        close_log(log)
    remark(_("Something went wrong in the program; its number in the log is {number}").format(number=number))
    return STORE_UNUSABLE
