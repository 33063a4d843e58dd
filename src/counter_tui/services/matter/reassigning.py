"""Moving the open matters of somebody who falls ill to colleagues: each a lead's decision, in its own transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from counter_tui.db import people
from counter_tui.db.reading import matters as matter_rows
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import decide_handling
from counter_tui.domain.matter.sharing import share_out
from counter_tui.domain.matter.work import written
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.text import fold_code
from counter_tui.services.lines.matters import matter_lines
from counter_tui.services.matter.service import require_worker
from counter_tui.services.station import Station
from counter_tui.services.views.lines import MatterLine
from counter_tui.services.views.staff import Moved, Workload


class ReassignService:
    """What is in somebody's hands, and giving it to others. The first contact of a matter never changes by it."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def workload(self, actor: Actor, staff_no: str) -> Workload:
        """What this person handles or is offered now, the nearest promise first. Raises RuleBroken("staff_unknown")."""
        require(actor, "lead_matter")
        number = fold_code(staff_no)
        with self._station.store.reading() as connection:
            if people.person(connection, number) is None:
                raise RuleBroken("staff_unknown", staff_no=number)
            lines = matter_lines(self._station, connection, matter_rows.in_hand(connection, number))
            return Workload(lines, matter_rows.count_answering(connection, number))

    def move(
        self,
        actor: Actor,
        staff_no: str,
        to: Sequence[str],
        reason: str,
        only: Collection[str] | None = None,
    ) -> Moved:
        """Give what is in this person's hands to one or several colleagues, each matter to whoever has the fewest then.

        ``only`` are the ids (hex) of those to move; None moves all. What the person has no more when its turn comes is
        passed over; what a rule refuses is told. Nothing is moved where this is refused: raises RuleBroken
        ("reason_missing"), "receiver_missing", "receiver_is_handler" for the person himself, "receiver_unknown" or
        "receiver_cannot_work".
        """
        lines = [
            line for line in self.workload(actor, staff_no).lines if only is None or line.matter_id in only
        ]
        giver = fold_code(staff_no)
        on_hand = self._on_hand(giver, dict.fromkeys(map(fold_code, to)))
        reason = written(reason, "reason_missing")
        moved: list[tuple[MatterLine, str]] = []
        left: list[tuple[MatterLine, RuleBroken]] = []
        for line, number in zip(lines, share_out(len(lines), on_hand), strict=True):
            try:
                if self._moved(actor, line.matter_id, giver, number, reason):
                    moved.append((line, number))
            except RuleBroken as broken:
                left.append((line, broken))
        with self._station.store.reading() as connection:
            name_of = self._station.names(connection)
        return Moved(tuple((line, name_of(number)) for line, number in moved), tuple(left))

    def _on_hand(self, giver: str, to: Collection[str]) -> dict[str, int]:
        if not to:
            raise RuleBroken("receiver_missing")
        with self._station.store.reading() as connection:
            counts = matter_rows.open_counts(connection)
            for number in to:
                if number == giver:
                    raise RuleBroken("receiver_is_handler")
                require_worker(people.person(connection, number), number)
        return {number: counts.get(number, 0) for number in to}

    def _moved(self, actor: Actor, matter_id: str, giver: str, to: str, reason: str) -> bool:
        """Decide on one matter; False when it has left these hands meanwhile."""
        with self._station.changing(matter_id) as (writing, matter, history):
            offered = matter.offer.fact.to if matter.offer else ""
            if matter.ended or giver not in (matter.handler, offered):
                return False
            fact = decide_handling(matter, self._station.context(actor), to, reason)
            require_worker(people.person(writing.connection, to), to)
            self._station.write(writing, matter, fact, actor, history)
            return True
