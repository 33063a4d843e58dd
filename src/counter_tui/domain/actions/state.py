"""What an action item's facts tell. Total: a fact that does not fit changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.facts.actions import (
    ActionItemCameBack,
    ActionItemGiven,
    ActionItemMoved,
    ActionItemReported,
    ActionItemSentBack,
    ActionItemSet,
    ActionItemVerified,
    Origin,
)
from counter_tui.domain.facts.base import Recorded

State = Literal["open", "reported", "verified"]


class ActionItem(Struct, frozen=True):
    """One problem somebody is to put right.

    ``first_due`` is the day given at first, ``due`` the one that holds. ``opened_at`` is when it was set, or came back
    last; ``moved``, ``sent_back`` and ``came_back`` count. ``words_done`` is what the owner said last, or who stood in
    for him (``reported_by``).
    """

    item_id: bytes
    words: str
    owner: str
    check: str
    origin: Origin
    about: str
    set_by: str
    set_at: datetime
    opened_at: datetime
    first_due: date
    due: date
    state: State
    words_done: str
    reported_at: datetime | None
    reported_by: str
    verified_by: str
    verified_at: datetime | None
    moved: int
    sent_back: int
    came_back: int
    head: bytes
    facts: int

    def age(self, today: date, day_of_opening: date) -> int:
        """For how many days it has been carried."""
        return max(0, (today - day_of_opening).days)


def fold(recorded: Iterable[Recorded]) -> ActionItem | None:
    """The action item its facts tell, whatever order they come in; None without a beginning."""
    item: ActionItem | None = None
    for entry in sorted(recorded, key=lambda fact: fact.order):
        item = _begun(entry) if item is None else _counted(_after(item, entry), entry)
    return item


def _counted(item: ActionItem, entry: Recorded) -> ActionItem:
    return replace(item, head=entry.fact_id, facts=item.facts + 1)


def _begun(entry: Recorded) -> ActionItem | None:
    fact = entry.fact
    if not isinstance(fact, ActionItemSet):
        return None
    return ActionItem(
        item_id=entry.subject.id,
        words=fact.words,
        owner=fact.owner,
        check=fact.check,
        origin=fact.origin,
        about=fact.about,
        set_by=entry.actor,
        set_at=entry.at,
        opened_at=entry.at,
        first_due=fact.due,
        due=fact.due,
        state="open",
        words_done="",
        reported_at=None,
        reported_by="",
        verified_by="",
        verified_at=None,
        moved=0,
        sent_back=0,
        came_back=0,
        head=entry.fact_id,
        facts=1,
    )


def _after(item: ActionItem, entry: Recorded) -> ActionItem:
    fact = entry.fact
    if isinstance(fact, ActionItemCameBack):
        return _again(item, fact, entry) if item.state == "verified" else item
    if item.state == "verified":
        return item
    if isinstance(fact, ActionItemReported):
        return replace(
            item, state="reported", words_done=fact.words, reported_at=entry.at, reported_by=entry.actor
        )
    looked = entry.actor not in (item.owner, item.reported_by)
    if isinstance(fact, ActionItemVerified) and looked:
        return replace(item, state="verified", verified_by=entry.actor, verified_at=entry.at)
    if isinstance(fact, ActionItemSentBack) and looked:
        return replace(_not_done(item), due=fact.due, sent_back=item.sent_back + 1)
    if isinstance(fact, ActionItemMoved):
        return replace(item, due=fact.due, moved=item.moved + 1)
    if isinstance(fact, ActionItemGiven):
        return replace(_not_done(item), owner=fact.owner)
    return item


def _not_done(item: ActionItem) -> ActionItem:
    """Nobody says any more that it is done."""
    return replace(item, state="open", reported_at=None, reported_by="")


def _again(item: ActionItem, fact: ActionItemCameBack, entry: Recorded) -> ActionItem:
    return replace(
        _not_done(item),
        words=fact.words,
        owner=fact.owner,
        due=fact.due,
        opened_at=entry.at,
        words_done="",
        reported_at=None,
        verified_by="",
        verified_at=None,
        came_back=item.came_back + 1,
    )
