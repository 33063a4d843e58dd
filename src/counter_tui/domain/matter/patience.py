"""How long an offer may wait for somebody to take it; alone, so that a start need not load the rules for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct


class Patience(Struct, frozen=True):
    """How long an offered hand-over may wait, for a colleague in the hall and for anybody else; and a report upward.

    No published rule says how long; 15 minutes and 4 hours are this program's, and every PC may set others. What
    counts is the time without an answer: no note and no stage begins it anew, and until somebody has taken the work the
    giver answers for it.
    """

    hall: timedelta = timedelta(minutes=15)
    elsewhere: timedelta = timedelta(hours=4)
    report: timedelta = timedelta(minutes=30)

    def until(self, offered_at: datetime, *, colleague: bool) -> datetime:
        """Until when an offer made then has to be taken; ``colleague``: by somebody of this station's staff."""
        return offered_at + (self.hall if colleague else self.elsewhere)
