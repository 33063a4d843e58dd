"""Opening what a row of the brief is about, with the screens there are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from counter_tui.i18n import _
from counter_tui.screens.desk import DeskScreen

if TYPE_CHECKING:
    from datetime import date

    from counter_tui.domain.brief.models import Item

_PLACES = {
    "enquiry": "enquiries",
    "action": "actions",
    "person": "staff",
    "notice": "voice",
    "check": "check",
    "skill": "shift",
    "card": "site_card",
    "praise": "praise",
    "recovery": "recovery",
}
"""The screen on which what is no matter stands."""


class RowOpening(DeskScreen):
    """Mixed into screens that show rows of the brief; also the meeting's."""

    def open_row(self, row: Item) -> None:
        """Open the matter, or the screen on which it stands with the mark on it."""
        if row.kind in ("matter", "paper"):
            self.open_matter(row.opens)
        elif row.kind == "visit":
            self.ask(
                partial(self.services.brief.matter_of, self.actor, row.opens), self._open_visit, group="visit"
            )
        elif self.opens_row(row):
            self.counter.go(_PLACES[row.kind], *self._details(row))

    def opens_row(self, row: Item) -> bool:
        """Is there a screen for it that this person may see? Without one all there is to know stands in its lines."""
        if row.kind in ("matter", "paper", "visit"):
            return True
        return _PLACES.get(row.kind, "") in self.counter.wiring.screens

    def _details(self, row: Item) -> tuple[object, ...]:
        """What the screen is told, so that its mark stands on what is meant."""
        if row.kind == "enquiry":
            day: date | None = row.at.astimezone(self.zone).date() if row.at else None
            return (row.opens, day)
        if row.kind == "notice":
            return ("notices", f"{row.opens}#{row.id.split('/')[-2]}")
        return (row.opens,) if row.kind in ("action", "person", "check", "praise", "recovery") else ()

    def _open_visit(self, matter: str) -> None:
        if matter:
            self.open_matter(matter)
        else:
            self.counter.tell(_("Nothing was accepted in this visit: there is no matter to open."))
