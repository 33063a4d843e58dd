"""Obeying what the centre orders, whichever way the orders came: over a line, or on the way back of a stick."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

from counter_tui.db.files.one_holder import HolderFile
from counter_tui.db.store import Store
from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import CALL, Home
from counter_tui.services.centre.closed_pc import tell_centre
from counter_tui.services.centre.closing_down import close_down
from counter_tui.sync.carrier import Denied, NoAnswer
from counter_tui.sync.orders import is_new, obey, read_orders, told_of
from counter_tui.wire.envelope import Signed
from counter_tui.wire.messages import Noted, ObeyedTold, Order

Tell = Callable[[ObeyedTold], Noted]
"""Tells the centre what was obeyed; raises NoAnswer or Denied."""


def obey_orders(store: Store, signed: Iterable[Signed], tell: Tell | None = None) -> bool:
    """Obey what among these is an order of the centre to this PC; whether the station's feed is to be read again.

    Where there is a line the centre is told; an order it gives again once it was obeyed is told again. The caller
    holds the store by ``calling_alone``.

    Raises RuleBroken: "closed_down" or "closing_stopped", as ``close_down``.
    """
    with store.reading() as connection:
        given = read_orders(connection, signed)
    again = False
    for each in given:
        if each.order.what == "wipe":
            with store.reading() as connection:
                new = is_new(connection, each.order)
            if new:
                try:
                    close_down(store, each)
                finally:
                    tell_centre(Home(store.path.parent), tell)
        else:
            again |= obey(store, each.order) and each.order.what == "read_again"
            _tell(store, each.order, tell)
    return again


def _tell(store: Store, order: Order, tell: Tell | None) -> None:
    """Tell the centre that a feed is read again; an enrolment it knows of itself."""
    if tell is not None and order.what == "read_again":
        with suppress(NoAnswer, Denied):
            tell(told_of(store, order))


@contextmanager
def calling_alone(store: Store) -> Iterator[None]:
    """Nobody else of this PC calls the centre or obeys it meanwhile. Raises RuleBroken("sync_running")."""
    file = HolderFile(store.path, CALL)
    try:
        taken = file.take()
    except OSError as error:
        raise RuleBroken("store_unwritable", detail=type(error).__name__) from error
    if not taken:
        raise RuleBroken("sync_running")
    try:
        yield
    finally:
        file.free()
