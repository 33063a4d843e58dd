"""Words that would turn a customer away are looked at before anything is done with them; what is held back is kept."""

from __future__ import annotations

from counter_tui.db.subjects import VISIT
from counter_tui.domain.door.decide import Held, Screen
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.door import RefusalHeld
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.reference.door import load_door
from counter_tui.services.reference.refusals import reason_screen
from counter_tui.services.station import Once, Station, require_still_here


class Screening:
    """Looks at reasons; one for a station."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self.screen: Once[Screen] = Once(lambda: reason_screen(load_door()))

    def look(self, text: str, *, customers: bool) -> Held | None:
        """Whether the text may not stand as a reason, and why; ``customers`` where it is the customer's own."""
        return self.screen()(text, customers)

    def require_lawful(
        self, actor: Actor, visit: str, request: str, kind: str, place: str, words: str, *, customers: bool
    ) -> None:
        """Let lawful words pass; keep others as a fact of the visit and refuse them.

        ``request`` is the id (hex) of the draft or matter, ``place`` what the words were typed for.
        Raises RuleBroken("reason_forbidden") or "staff_left".
        """
        held = self.look(words, customers=customers)
        if held is None:
            return
        fact = RefusalHeld(
            draft=request, kind=kind, place=place, rule=held.rule, piece=held.piece, words=words
        )
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            writing.append(Subject(VISIT, bytes.fromhex(visit)), [fact], actor.staff_no)
        why = held.why
        raise RuleBroken("reason_forbidden", held=held, piece=held.piece, why_zh=why.zh, why_en=why.en)
