"""The language of the command line: the one asked for, else the station's, else the one the system clearly wants."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from counter_tui.i18n import N_, _, ngettext
from counter_tui.paths import Home, home_folder
from counter_tui.settings import Language, SettingsBroken, read_settings

# What argparse says. It asks gettext of the process; its own words stand here so that they are translated with ours.
_ARGPARSE = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("not allowed with argument %s"),
    N_("ignored explicit argument %r"),
)


def choose_language(arguments: Sequence[str], environ: Mapping[str, str]) -> Language:
    """The language for these arguments; Chinese unless somebody says English.

    Looked up before the arguments are parsed, because the words about wrong arguments need it too.
    """
    asked = _value_of("--lang", arguments)
    if asked in ("zh", "en"):
        return "en" if asked == "en" else "zh"
    home = Home(home_folder(_value_of("--home", arguments), environ))
    if home.settings.is_file():
        try:
            return read_settings(home.settings).language
        except SettingsBroken:
            return _of_system(environ)
    return _of_system(environ)


def _of_system(environ: Mapping[str, str]) -> Language:
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        if value := environ.get(name, ""):
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def _value_of(option: str, arguments: Sequence[str]) -> str:
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == option and place + 1 < len(arguments):
            return arguments[place + 1]
        if argument.startswith(option + "="):
            return argument.partition("=")[2]
    return ""


@contextmanager
def argparse_translated() -> Iterator[None]:
    """Let argparse speak the language in use for the time of the block."""
    words = {"_": _, "ngettext": ngettext}
    before = {name: getattr(argparse, name) for name in words}
    for name, word in words.items():
        setattr(argparse, name, word)
    try:
        yield
    finally:
        for name, word in before.items():
            setattr(argparse, name, word)
