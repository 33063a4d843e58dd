"""What the items of checks are called, for whatever is told of one elsewhere by its code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from counter_tui.db.reading import checklists
from counter_tui.db.store import Reading
from counter_tui.db.tables.counter import ActionItemRow
from counter_tui.domain.actions.state import ActionItem
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.checks.lists import CheckList, item_of, shipped_item
from counter_tui.domain.checks.state import ItemChange
from counter_tui.services.reference.checks import load_checks
from counter_tui.services.wording.checks import problem_words


def named_items(lists: Iterable[CheckList], changes: Iterable[ItemChange]) -> dict[str, Words]:
    """The names of all items by code: the shipped ones, and the station's own, dropped or not."""
    items = [shipped_item(item) for check in lists for item in check.items]
    items += [item_of(each) for each in changes if each.own]
    return {each.code: each.name for each in items}


def items_failed(connection: Reading, rows: Iterable[ActionItemRow]) -> Mapping[str, Words]:
    """The names of the items of checks some of these action items are about; nothing is read where none is."""
    if not any(row.origin == "check" for row in rows):
        return {}
    return named_items(load_checks(), checklists.changes(connection))


def problem_of(row: ActionItemRow | ActionItem, items: Mapping[str, Words]) -> str:
    """What is to be put right, in the language in use; ``items`` as ``items_failed`` found them."""
    item = items.get(row.about) if row.origin == "check" else None
    return problem_words(item, row.words) if item else row.words
