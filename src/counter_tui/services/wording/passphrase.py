"""Words for the station's passphrase."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from counter_tui.i18n import N_

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "passphrase_needed": N_(
            "The station is locked by a passphrase: name its file with --passphrase-file"
        ),
        "passphrase_wrong": N_(
            "The passphrase is wrong. Forgotten? The recovery sheet opens the store: recover"
        ),
        "passphrase_short": N_("A passphrase has at least {shortest} characters, or {count} different words"),
        "passphrase_simple": N_("This passphrase is too easy to guess: no repeats, no rows"),
        "passphrase_is_station": N_("The name or code of the station is no passphrase: add more to it"),
        "passphrase_differs": N_("The two passphrases differ: type them again"),
        "passphrase_exists": N_("There is a passphrase already: use passphrase change"),
        "passphrase_none": N_("The station has no passphrase: use passphrase set"),
        "passphrase_moved": N_("Another window changed the passphrase just now: try again"),
        "passphrase_file_unreadable": N_("The file of the passphrase cannot be read: {file}"),
    }
)
"""The words of each broken rule by its code."""
