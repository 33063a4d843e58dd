"""For whom and when the history of a matter is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from counter_tui.i18n import _
from counter_tui.services.wording.dates import say_day, say_due

if TYPE_CHECKING:
    from counter_tui.domain.catalogue.models import Kind
    from counter_tui.services.wording.staff import NameOf


class Telling(Struct, frozen=True):
    """For whom and when it is told: the matter's kind, people's names, the reader's now and time zone.

    ``full`` shows personal data that is masked otherwise.
    """

    kind: Kind | None
    name_of: NameOf
    now: datetime
    zone: tzinfo
    full: bool = False

    def day(self, day: date) -> str:
        """A day as the reader would say it."""
        return say_day(day, self.now.astimezone(self.zone).date())

    def due(self, at: datetime) -> str:
        """A due instant as the reader would say it."""
        return say_due(at, self.now, self.zone)


def joined(*parts: str) -> str:
    """What is said of one fact, without what is empty."""
    return _("; ").join(part for part in parts if part)


Teller = Callable[[Any, Telling], str]
"""One sentence for one fact."""
