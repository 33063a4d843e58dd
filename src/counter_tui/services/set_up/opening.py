"""Opening the station that was set up on this PC."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from counter_tui.db.files.lost_log import require_log
from counter_tui.db.keys.key_store import find_key
from counter_tui.db.ledger import RandomBytes
from counter_tui.db.store import Store
from counter_tui.domain.clock import Clock
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.state import Matter
from counter_tui.paths import Home
from counter_tui.services.reference.initials import initials_of

MatterKeys = Callable[[Matter], Iterable[str]]


def station_exists(home: Home) -> bool:
    """Whether a station was set up in this home; nothing is opened to know it."""
    return home.store.exists()


def open_store(
    home: Home,
    clock: Clock,
    matter_keys: MatterKeys,
    *,
    random: RandomBytes | None = None,
    boot_id: bytes = b"",
    passphrase: str = "",
    key: bytes = b"",
) -> Store:
    """The store of the home's station, at this program's schema; ``key`` is given by who has opened it already.

    A store of an older schema is copied before it is upgraded. Raises RuleBroken("store_missing"), "key_missing",
    "passphrase_needed", "passphrase_wrong", "closed_down", "closing_stopped",
    "store_unusable", "store_newer", "store_log_gone", "engine_too_old", "restore_running", or why that copy cannot
    be made.
    """
    require_not_closed(home)
    if not station_exists(home):
        raise RuleBroken("store_missing")
    require_log(home.store)
    _settle(home)
    key = key or find_key(home, passphrase).key
    store = Store(
        home.store,
        key,
        clock,
        matter_keys=matter_keys,
        initials_of=initials_of,
        random=random,
        boot_id=boot_id,
    )
    try:
        _make_ready(store, home, key, clock)
    except BaseException:
        store.close()
        raise
    return store


def _make_ready(store: Store, home: Home, key: bytes, clock: Clock) -> None:
    """Bring the store to this program's schema, and to an end what was under way; raises as ``open_store``."""
    if (version := store.older_schema()) is not None:
        from counter_tui.services.backup.backups import copy_before_upgrade

        copy_before_upgrade(home, key, version, clock)
    store.prepare()
    # Only now does a restore see that the store is in use; one that began before this did not.
    _settle(home)
    if home.closing.exists():
        from counter_tui.services.centre.closing_down import go_on_closing

        go_on_closing(store, home)


def require_not_closed(home: Home) -> None:
    """Raise RuleBroken("closed_down") where the centre has closed this PC down; what was not removed yet is, then."""
    if home.closed.exists():
        from counter_tui.services.centre.closed_pc import go_on_removing

        if go_on_removing(home) is not None:
            raise RuleBroken("closed_down")


def _settle(home: Home) -> None:
    """Let no restore be under way."""
    if home.restoring.exists():
        from counter_tui.services.backup.restore_notes import settle

        settle(home)
