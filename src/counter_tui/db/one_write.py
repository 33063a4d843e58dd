"""A store inside one writing transaction: what several services do there is kept whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from counter_tui.db.sql import Connection
from counter_tui.db.store import Store, Writing


class OneWrite(Store):
    """Reads and writes of this store are all part of one transaction; who began it ends it."""

    def __init__(self, store: Store, writing: Writing) -> None:
        vars(self).update(vars(store))
        self._under_way = writing

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The store as the transaction sees it."""
        yield self._under_way.connection

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """The transaction."""
        yield self._under_way

    def give_way(self) -> None:
        """Nobody else has the store before the transaction ends."""
