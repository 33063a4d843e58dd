"""What was asked for on the command line, and the short way to it where only the station is to be opened."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace


class Options(SimpleNamespace):
    """The options of one command by their names: ``command`` (None: open the station), ``home``, ``lang`` and so on."""


_OPENING = {"--home": "home", "--lang": "lang", "--passphrase-file": "passphrase_file"}
"""The options that may stand where no command does."""


def options_of_opening(arguments: Sequence[str]) -> Options | None:
    """The options of a start without a command; None where there is anything else to read.

    Starting the counter is what happens most, on slow machines, and the whole parser takes longer than all else before
    the app is loaded. What does not plainly stand here (a joined value, a word too many, a wrong language) is left to
    the parser, which has the words for it.
    """
    options = Options(command=None, home=None, lang=None, passphrase_file=None)
    for name, value in zip(arguments[::2], arguments[1::2], strict=False):
        if name not in _OPENING or value.startswith("-") or (name == "--lang" and value not in ("zh", "en")):
            return None
        setattr(options, _OPENING[name], value)
    return options if len(arguments) % 2 == 0 else None
