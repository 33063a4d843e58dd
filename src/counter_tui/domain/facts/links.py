"""Which earlier matters a new one goes back to."""

from __future__ import annotations

from counter_tui.domain.facts.base import Part


class EarlierMatter(Part, frozen=True, kw_only=True):
    """A matter of the same customer that came up before: its id (hex) and its number. Linked, never merged."""

    matter: str
    number: str
