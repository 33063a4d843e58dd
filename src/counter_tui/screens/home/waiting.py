"""What waits for a person, as the rows at the right of the first screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from counter_tui.i18n import _
from counter_tui.screens.home import counted
from counter_tui.screens.home.lists import KINDS
from counter_tui.screens.home.second_line import say_check
from counter_tui.widgets.fact_table import Row
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.screens.home.lists import ListName
    from counter_tui.services.views.home import HomeView

TO_PUT_RIGHT = "right"
"""The row of those who were told what holds no more; their list is a screen of its own."""
CHECKS = "checks"
"""The row of the opening check that waits for this person; the checks are a screen of their own."""
ACTION_ITEMS = "actions"
"""The row of action items, due by this person or to be looked at; their list is a screen of its own."""
PACKS = "packs"
"""The row of hand-over packs to sign for; they have a screen of their own."""
RECOVERY = "recovery"
"""The row of bad ratings to be made good; their list is a screen of its own."""
SITE_CARD = "site_card"
"""The row of a site card that names nobody who is here, or whose inspection is due."""
SYNC = "sync"
"""The row of what came from the centre and is expired; the sync screen says what."""
SHEETS = "sheets"
"""The row of sheets to be sent or acknowledged; their list is a screen of its own."""
FLAGS = "flags"
"""The row of flags on ratings to be looked into; it opens their month."""
ATTENTION = "attention"
"""The row of what two PCs recorded without knowing of each other; it has a screen of its own."""
SCREENS = frozenset({ACTION_ITEMS, ATTENTION, CHECKS, PACKS, RECOVERY, SHEETS, SITE_CARD, SYNC})
"""The rows that are called as the screens they open."""


def waiting_rows(
    view: HomeView, shown: ListName, now: datetime, wrongly_told: int, flags: int = 0
) -> list[Row]:
    """Each list with how much is in it, the one ``shown`` at the left marked; then what waits on other screens.

    ``wrongly_told`` is how many were told what holds no more, ``flags`` how many on ratings wait for this lead.
    """
    lists = [
        Row(
            name,
            (
                Piece(_(KINDS[name].title), "strong" if name == shown else "text"),
                _count(name, count, view, now),
            ),
        )
        for name, count in counted.counts(view).items()
    ]
    return [*lists, *_elsewhere(view, wrongly_told, flags)]


def _elsewhere(view: HomeView, wrongly_told: int, flags: int) -> Iterator[Row]:
    if wrongly_told:
        yield Row(TO_PUT_RIGHT, (_("To put right"), Piece(str(wrongly_told), "soon")))
    if view.packs:
        yield Row(PACKS, (_("Packs to sign for"), Piece(str(view.packs), "broken")))
    if view.recoveries or view.recoveries_late:
        count = view.recoveries or view.recoveries_late
        said = _late(count) if view.recoveries_late else Piece(str(count), "soon")
        yield Row(RECOVERY, (_("Bad ratings"), said))
    if flags:
        yield Row(FLAGS, (_("Rating flags"), Piece(str(flags), "soon")))
    if view.attention:
        yield Row(ATTENTION, (_("Double records"), Piece(str(view.attention), "soon")))
    if view.action_items:
        yield Row(ACTION_ITEMS, (_("Action items"), Piece(str(view.action_items), "soon")))
    if view.sheets_waiting:
        yield Row(SHEETS, (_("Sheets to send"), Piece(str(view.sheets_waiting), "soon")))
    if view.releases_expired:
        yield Row(SYNC, (_("Expired, from the centre"), Piece(str(view.releases_expired), "soon")))
    if view.card_gap:
        # Loaded here: hardly a station needs it.
        from counter_tui.services.wording.site_card import say_card_gap

        yield Row(SITE_CARD, (say_card_gap(view.card_gap), Piece("!", "soon")))
    if view.opening_check:
        yield Row(CHECKS, (say_check(view), Piece("!", "soon")))


def _count(name: ListName, count: int, view: HomeView, now: datetime) -> Piece:
    if counted.alarming(name, view, now):
        return _late(count)
    return Piece(str(count), "strong" if count else "quiet")


def _late(count: int) -> Piece:
    """How much waits where something of it should have been done by now: a sign says so, not the colour alone."""
    return Piece(f"▲ {count}" if count < 1000 else f"▲{count}", "broken")
