"""A visit and its rating, without its level."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from counter_tui.domain.catalogue.models import Words
    from counter_tui.domain.facts.visit import PadKind
    from counter_tui.domain.visit.rating import Standing


class TokenView(Struct, frozen=True):
    """A visit's rating token for the pane. The level is never in it."""

    visit: str
    kind: Words | None
    clerk: str
    state: Standing
    armed_at: datetime
    shown_at: datetime | None = None
    pad: PadKind = ""
    pad_asks: bool = True
    """Does a pad still ask by itself? Later another person may stand there."""
