"""A matter as it is looked at."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from msgspec import Struct

from counter_tui.services.views.matter import MatterView
from counter_tui.services.wording.dates import say_due, say_moment


class Seen(Struct, frozen=True):
    """A matter as it is looked at: the view, the moment, and the time zone of the reader."""

    view: MatterView
    now: datetime
    zone: tzinfo

    @property
    def today(self) -> date:
        """The day of the reader."""
        return self.now.astimezone(self.zone).date()

    def moment(self, at: datetime) -> str:
        """An instant as a person says it."""
        return say_moment(at, self.now, self.zone)

    def due(self, at: datetime) -> str:
        """A due instant as a person says it."""
        return say_due(at, self.now, self.zone)

    def short(self, at: datetime) -> str:
        """Today as a person says it; other days short enough for the timeline's first column."""
        local, today = at.astimezone(self.zone), self.today
        if local.date() == today:
            return self.moment(at)
        return f"{local:%m-%d %H:%M}" if local.year == today.year else f"{local:%Y-%m-%d}"
