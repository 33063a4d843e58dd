"""The parser's own words in the language in use."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from counter_tui.i18n import N_, _, ngettext

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
    N_("one of the arguments %s is required"),
    N_("ignored explicit argument %r"),
)


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
