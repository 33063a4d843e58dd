"""A PC that the company's centre has closed down, in words: what became of it, and whom to ask."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from counter_tui.i18n import N_, _, ngettext
from counter_tui.paths import Home

if TYPE_CHECKING:
    from counter_tui.services.centre.closed_pc import Closed

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "closed_down": N_("The company's centre has closed this PC down. Ask whoever runs the centre"),
        "closing_stopped": N_(
            "The company's centre closes this PC down, and what it has to hand over cannot be written: make room on "
            "the disk and open it again. Nothing is gone; ask whoever runs the centre"
        ),
    }
)


def say_closed(home: Home, noted: Closed) -> list[str]:
    """What became of a PC that was closed down, whom to ask, and where that lies which it had not sent."""
    from counter_tui.wire.sticks import FOLDER

    sealed = ngettext(
        "{count} fact that was not sent lies in {file}, sealed: only the centre can read it.",
        "{count} facts that were not sent lie in {file}, sealed: only the centre can read them.",
        noted.facts,
    ).format(count=noted.facts, file=home.folder / FOLDER / noted.sealed)
    return [
        _("The company's centre has closed this PC down; there is no data of the station on it any more."),
        _("Ask whoever runs the centre at {address}.").format(address=noted.address),
        *([sealed] if noted.facts else ()),
    ]
