"""The lists of checks as data, and the items that are in force on one: the shipped ones and the station's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from counter_tui.domain.catalogue.blocks import Place, build, read_toml, tables, twice
from counter_tui.domain.catalogue.models import Block, Code, Words
from counter_tui.domain.checks.state import ItemChange
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.checks import Looker

Rhythm = Literal["day", "week", "month", "never"]
"""How often a list is due: each working day, once a week, once a month, or never: whenever somebody looks."""


class ShippedItem(Block, frozen=True, kw_only=True):
    """One thing to look at: who should, what counts as failed, in how many working days that is to be put right."""

    code: Code
    name: Words
    who: Looker
    required: bool
    failed: Words
    mend: Annotated[int, Meta(ge=0, le=30)]


class CheckList(Block, frozen=True, kw_only=True):
    """A list of things to look at.

    ``before_opening``: it is to be done when the counter opens; ``needs_lead``: a hall without a lead does not do it.
    """

    code: Code
    name: Words
    due: Rhythm
    before_opening: bool = False
    needs_lead: bool = False
    items: tuple[ShippedItem, ...]


class CheckItem(Struct, frozen=True):
    """An item in force on a list; ``own`` when the station added it."""

    code: str
    name: Words
    who: Looker
    required: bool
    failed: Words
    mend: int
    own: bool = False


def parse_checks(text: str, file: str = "checks.toml") -> tuple[CheckList, ...]:
    """The lists of this TOML text, in its order.

    Raises:
        CatalogueBroken: something does not fit; it names file, block and field.
    """
    place = Place(file, "top")
    lists = tuple(
        _list(table, place, number) for number, table in tables(read_toml(file, text), "list", place)
    )
    if not lists:
        place.refuse("list", "empty")
    if double := twice([each.code for each in lists]):
        place.refuse("list", "twice", double)
    # An action item is about the code alone.
    if double := twice([item.code for each in lists for item in each.items]):
        place.refuse("item", "twice", double)
    return lists


def _list(table: object, place: Place, number: int) -> CheckList:
    inner = place.inner("list", table, number)
    given = dict(table) if isinstance(table, dict) else {}
    listed = tables(given, "item", inner)
    items = tuple(build(ShippedItem, each, inner.inner("item", each, n)) for n, each in listed)
    if not items:
        inner.refuse("item", "empty")
    return build(CheckList, {key: value for key, value in given.items() if key != "item"}, inner, items=items)


def list_of(lists: Iterable[CheckList], code: str) -> CheckList:
    """The list with this code. Raises RuleBroken("check_list_unknown")."""
    for known in lists:
        if known.code == code:
            return known
    raise RuleBroken("check_list_unknown", list=code)


def in_force(
    check: CheckList, changes: Iterable[ItemChange], until: datetime | None = None
) -> tuple[CheckItem, ...]:
    """What is to be looked at on this list: the shipped items, then the station's own, without those dropped.

    ``until``: as it was before this instant; an item that was dropped and restored since counts as never dropped.
    """
    known = [
        each for each in changes if each.list == check.code and (until is None or each.added_before(until))
    ]
    gone = {each.item for each in known if each.dropped and (until is None or each.dropped_before(until))}
    items = [shipped_item(each) for each in check.items]
    items += [
        item_of(each) for each in sorted(known, key=lambda each: (each.added_order, each.item)) if each.own
    ]
    return tuple(each for each in items if each.code not in gone)


def shipped_item(item: ShippedItem) -> CheckItem:
    """An item of the data as it stands on a list."""
    return CheckItem(item.code, item.name, item.who, item.required, item.failed, item.mend)


def item_of(change: ItemChange) -> CheckItem:
    """An item of the station's own; one that fails is to be put right by the next working day."""
    name, failed = (Words(zh=text, en=text) for text in (change.name, change.failed))
    return CheckItem(change.item, name, change.who, change.required, failed, OWN_MEND, own=True)


OWN_MEND = 1
"""Working days in which a failed item of the station's own is to be put right."""
