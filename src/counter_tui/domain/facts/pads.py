"""Which tablet was let in to be the pad of this PC, and which was let go."""

from __future__ import annotations

from typing import ClassVar

from counter_tui.domain.facts.base import Fact


class TabletPaired(Fact, frozen=True, kw_only=True):
    """A tablet gave the code of the counter's screen: from now on it asks the customers, for the day.

    ``name`` is what its browser calls it, empty where it says nothing. ``beside`` is who had signed in last at this
    PC (staff number), empty for nobody: nobody signs in at the pad, so it tells who was near and not who did it.
    """

    type: ClassVar[str] = "TabletPaired"

    name: str
    beside: str = ""


class TabletLetGo(Fact, frozen=True, kw_only=True):
    """Somebody asked at this PC for a new code: the tablet that was paired is none any more. ``beside`` as above."""

    type: ClassVar[str] = "TabletLetGo"

    beside: str = ""
