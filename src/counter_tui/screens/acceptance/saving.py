"""Keeping the draft: at every pause in typing, and whenever the form is left, whoever leaves it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.acceptance.drafts import DraftService

PAUSE = 0.4
"""Seconds without a key after which what is typed is saved."""
AGAIN = 5.0
"""Seconds after which a draft that could not be saved is tried again, also where nobody types."""


class Keeper:
    """Knows which draft is saved and saves what is not. Every method may run in a thread of its own."""

    def __init__(self, drafts: DraftService, actor: Actor, untouched: Draft, *, kept: bool) -> None:
        self._drafts, self._actor = drafts, actor
        self._saved = untouched
        self._kept = kept
        self._refused: RuleBroken | None = None
        self.saved_at: datetime | None = None
        self.done = False

    def begin(self, untouched: Draft) -> None:
        """Nothing has been typed yet: this is how the form looks before anybody touches it."""
        self._saved = untouched

    def needed(self, draft: Draft) -> bool:
        """Has anything been typed that is not saved? Where the focus is counts only in what is kept already."""
        if self.done:
            return False
        return draft.with_values(focus="") != self._saved.with_values(focus="") or (
            self._kept and draft.focus != self._saved.focus
        )

    def unsaved(self, draft: Draft) -> RuleBroken | None:
        """Why the draft could not be saved when that was tried last; None where it is saved, or was not tried yet."""
        return self._refused if self.needed(draft) else None

    def save(self, draft: Draft, now: Callable[[], datetime]) -> RuleBroken | None:
        """Save the draft if that is needed; the broken rule when it could not be saved."""
        if not self.needed(draft):
            return None
        try:
            self._drafts.save(self._actor, draft)
        except RuleBroken as broken:
            self._refused = broken
            return broken
        self._saved, self._kept, self._refused = draft, True, None
        self.saved_at = now()
        return None

    async def save_aside(self, draft: Draft, now: Callable[[], datetime]) -> RuleBroken | None:
        """The same, waiting for it without holding up the screen."""
        return await asyncio.to_thread(self.save, draft, now)
