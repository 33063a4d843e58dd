"""The station's passphrase: set, changed and removed by a lead or head.

The store's key stays the same: only how it is kept changes, so copies and the recovery sheet go on as they are. The
fact is written before the key file is: there is never a change without its fact, whenever the program is stopped.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from counter_tui.db.keys.key_store import Entry, entry_of, plain_entry, put_entry, sealed_entry
from counter_tui.db.ledger import RandomBytes
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact
from counter_tui.domain.facts.upkeep import PassphraseChanged, PassphraseRemoved, PassphraseSet
from counter_tui.domain.staff.passphrases import require_strong, tidy
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.paths import Home
from counter_tui.services.station import Station

Environ = Mapping[str, str]


def set_passphrase(station: Station, actor: Actor, passphrase: str, environ: Environ = os.environ) -> bool:
    """Keep the store's key under a passphrase from now on; False when the key store still holds it the old way too.

    Raises RuleBroken: "not_allowed", "passphrase_exists", "passphrase_moved" when another window was faster, what
    ``require_strong`` raises, "key_missing"; OSError.
    """
    require(actor, "set_passphrase")
    before = entry_of(_home(station))
    if before.sealed:
        raise RuleBroken("passphrase_exists")
    return _seal(station, actor, passphrase, before, PassphraseSet(), environ)


def change_passphrase(station: Station, actor: Actor, passphrase: str, environ: Environ = os.environ) -> bool:
    """Keep the store's key under another passphrase; whoever opened the station knew the old one.

    Raises RuleBroken: "not_allowed", "passphrase_none", else as ``set_passphrase``.
    """
    require(actor, "set_passphrase")
    return _seal(station, actor, passphrase, _sealed_before(station), PassphraseChanged(), environ)


def remove_passphrase(station: Station, actor: Actor, environ: Environ = os.environ) -> None:
    """Keep the store's key without a passphrase again. Raises as ``change_passphrase``."""
    require(actor, "set_passphrase")
    before = _sealed_before(station)
    _note(station, actor, before, PassphraseRemoved())
    # Only after the fact, so that a key that needs no passphrase is nowhere before it.
    _put(station, plain_entry(station.store.key, RandomBytes(), environ), before)


def _seal(
    station: Station, actor: Actor, passphrase: str, before: Entry, fact: Fact, environ: Environ
) -> bool:
    require_strong(passphrase, station.code, station.name)
    entry = sealed_entry(station.store.key, tidy(passphrase), RandomBytes(), environ)
    _note(station, actor, before, fact)
    return _put(station, entry, before)


def _note(station: Station, actor: Actor, before: Entry, fact: Fact) -> None:
    with station.store.writing() as writing:
        _require_unmoved(station, before)
        writing.append(station.subject, [fact], actor.staff_no)


def _put(station: Station, entry: Entry, before: Entry) -> bool:
    """Put the entry in its place; nothing is written into the store, whose lock lets one window at a time do it."""
    with station.store.writing():
        _require_unmoved(station, before)
        return put_entry(_home(station), entry, before)


def _require_unmoved(station: Station, before: Entry) -> None:
    if entry_of(_home(station)) != before:
        raise RuleBroken("passphrase_moved")


def _sealed_before(station: Station) -> Entry:
    before = entry_of(_home(station))
    if not before.sealed:
        raise RuleBroken("passphrase_none")
    return before


def _home(station: Station) -> Home:
    return Home(station.store.path.parent)
