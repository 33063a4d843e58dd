"""What the terminal can do, found out before Textual is imported, and the switches Textual reads at its import."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, MutableMapping

from msgspec import Struct

SWITCHES: Mapping[str, str] = {
    # With the kitty keyboard protocol several terminals lose what an input method commits.
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
    "ESCDELAY": "50",
}
"""Environment variables Textual reads when it is imported, and what the counter wants of them."""

SLOW_LINK_SWITCHES: Mapping[str, str] = {"TEXTUAL_FPS": "20"}
"""More of them for a counter that is reached through a remote line."""

PLAIN_TERMS = frozenset(
    {"", "linux", "dumb", "unknown", "ansi", "cons25", "cygwin", "vt52", "vt100", "vt102", "vt220", "vt320"}
)
"""Values of TERM, up to the first dash, whose fonts or colours cannot be trusted with more than ASCII signs."""


class Terminal(Struct, frozen=True):
    """What was found out: ``plain`` asks for ASCII signs only, ``remote`` says that a network lies between."""

    plain: bool
    remote: bool


def prepare_environment(
    environ: MutableMapping[str, str] | None = None, platform: str = sys.platform
) -> Terminal:
    """Set the switches nobody has set, and say what the terminal is. Call this before Textual is imported.

    A variable that is already set keeps its value: who set it knows the terminal better.
    """
    variables = os.environ if environ is None else environ
    terminal = look_at(variables, platform)
    wanted = dict(SWITCHES)
    if terminal.remote:
        wanted.update(SLOW_LINK_SWITCHES)
    for name, value in wanted.items():
        variables.setdefault(name, value)
    return terminal


def look_at(environ: Mapping[str, str], platform: str = sys.platform) -> Terminal:
    """What the environment tells of the terminal; nothing is changed."""
    remote = bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))
    named = environ.get("TERM", "")
    # A terminal within the Linux console says "screen.linux".
    old = named.partition("-")[0].rpartition(".")[2] in PLAIN_TERMS
    if platform == "win32":
        # The classic console names neither itself nor a session; with Chinese fonts it draws signs two cells wide.
        modern = bool(environ.get("WT_SESSION") or environ.get("TERM_PROGRAM")) or not old
        return Terminal(plain=not modern, remote=remote)
    return Terminal(plain=old or _other_letters(environ), remote=remote)


def _other_letters(environ: Mapping[str, str]) -> bool:
    """Does the locale say that the terminal reads another code than UTF-8, such as zh_CN.GBK?"""
    said = next((environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "UTF-8")
    return "utf8" not in said.casefold().replace("-", "")
