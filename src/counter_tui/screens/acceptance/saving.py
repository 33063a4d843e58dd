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


class Keeper:
    """Knows which draft is saved and saves what is not. Every method may run in a thread of its own."""

    def __init__(self, drafts: DraftService, actor: Actor, untouched: Draft, *, kept: bool) -> None:
        self._drafts, self._actor = drafts, actor
        self._saved = untouched
        self._kept = kept
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

    def save(self, draft: Draft, now: Callable[[], datetime]) -> RuleBroken | None:
        """Save the draft if that is needed; the broken rule when it could not be saved."""
        if not self.needed(draft):
            return None
        try:
            self._drafts.save(self._actor, draft)
        except RuleBroken as broken:
            return broken
        self._saved, self._kept = draft, True
        self.saved_at = now()
        return None

    async def save_aside(self, draft: Draft, now: Callable[[], datetime]) -> RuleBroken | None:
        """The same, waiting for it without holding up the screen."""
        return await asyncio.to_thread(self.save, draft, now)
