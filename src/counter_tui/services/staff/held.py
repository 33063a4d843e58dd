"""What a person has in hand that nobody else would see to: who leaves the staff leaves none of it behind."""

from __future__ import annotations

from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.reading import packs
from counter_tui.db.store import Reading
from counter_tui.domain.errors import RuleBroken


def held_by(connection: Reading, staff_no: str, *, matters: bool = True) -> dict[str, int]:
    """How many open things of each kind this person has in hand; the matters only where they are asked for."""
    return {
        "matters": len(matter_rows.in_hand(connection, staff_no)) if matters else 0,
        "tasks": len(packs.tasks_of(connection, staff_no)),
        "actions": len(packs.items_of(connection, staff_no)),
        "enquiries": len(packs.enquiries_of(connection, staff_no)),
        "recoveries": len(packs.recoveries_of(connection, staff_no)),
    }


def require_nothing_held(connection: Reading, staff_no: str, *, matters: bool = True) -> None:
    """Raise RuleBroken("holds_items") with what is held, by kind and count, or "holds_pack" while a pack waits."""
    if packs.of_giver(connection, staff_no) is not None:
        raise RuleBroken("holds_pack")
    held = held_by(connection, staff_no, matters=matters)
    if any(held.values()):
        raise RuleBroken("holds_items", count=sum(held.values()), held=held)
