"""Appearance and hall: what is looked at one by one, and said where it is not in order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from counter_tui.domain.facts.meeting import LookFailed
from counter_tui.i18n import N_, _, language
from counter_tui.screens.meeting.pane import LINE, OF, Deed, Doing, Pane, Shown, in_two
from counter_tui.widgets.fact_table import Row
from counter_tui.widgets.roles import Piece


class _Looks(Pane):
    """What is not in order is typed; the rest is."""

    asks = N_("what is not in order")

    if TYPE_CHECKING:

        def things(self, shown: Shown) -> list[tuple[str, str]]:
            """What is looked at: id and name."""

    def rows(self, shown: Shown) -> list[Row]:
        """Each with what was found."""
        return [in_two(name, _said_look(self._found(shown, id)), id) for id, name in self.things(shown)]

    def first(self, shown: Shown) -> str:
        """Whoever or whatever the line was begun for."""
        return shown.marks.get(OF, "") if shown.marks.get(LINE) else ""

    def _found(self, shown: Shown, id: str) -> str:
        told = {each.of: each.words for each in shown.meeting.looks.get(self.code, ())}
        return shown.marks.get(id, told.get(id, ""))

    def keys(self, shown: Shown) -> str:
        """What Enter takes."""
        if self.failed(shown):
            return _("Enter: rest in order. 2: marked one is not; 1: it is")
        return _("Enter: all in order. 2: marked one is not; 1: it is")

    def digit(self, shown: Shown, marked: str, digit: int, doing: Doing) -> Mapping[str, str] | None:
        """The marked one is in order after all."""
        del doing
        if digit != 1 or not marked:
            return None
        return {key: value for key, value in shown.marks.items() if key != marked}

    def typed(self, shown: Shown, marked: str, text: str, doing: Doing) -> Mapping[str, str] | None:
        """What is wrong with the marked one."""
        del doing
        return {**shown.marks, marked: text.strip(), LINE: ""} if marked and text.strip() else None

    def judged(self, shown: Shown, marked: str, text: str) -> tuple[Piece, ...]:
        """Of whom or what it is said."""
        del text
        name = dict(self.things(shown)).get(marked, "")
        return (Piece(name, "secondary"),)

    def failed(self, shown: Shown) -> list[LookFailed]:
        """What was not in order."""
        found = ((id, self._found(shown, id)) for id, _name in self.things(shown))
        return [LookFailed(of=id, words=words) for id, words in found if words]


class Appearance(_Looks):
    """Each person's appearance."""

    code = "appearance"

    def things(self, shown: Shown) -> list[tuple[str, str]]:
        """Those present."""
        return [(each.staff_no, each.name) for each in shown.present()]

    def leave(self, shown: Shown, doing: Doing) -> Deed:
        """What was not in order is to be put right today."""
        failed = self.failed(shown)
        return lambda: doing.services.meeting_steps.appearance(doing.actor, failed)


class Hall(_Looks):
    """The look at the hall."""

    code = "hall"

    def rows(self, shown: Shown) -> list[Row]:
        """Each item in whole, with what was found before it."""
        return [
            in_two(_said_item(words), Piece("   ".join(filter(None, (name, words)))), id)
            for id, name in self.things(shown)
            for words in (self._found(shown, id),)
        ]

    def things(self, shown: Shown) -> list[tuple[str, str]]:
        """The items of the list."""
        return [(each.code, each.name.say(language())) for each in shown.view.hall]

    def judged(self, shown: Shown, marked: str, text: str) -> tuple[Piece, ...]:
        """Of what it is said, without what belongs to it."""
        del text
        name = dict(self.things(shown)).get(marked, "")
        return (Piece(name.replace("：", ":").partition(":")[0], "secondary"),)

    def leave(self, shown: Shown, doing: Doing) -> Deed:
        """The list is done; what failed is to be put right."""
        failed = self.failed(shown)
        return lambda: doing.services.meeting_steps.hall(doing.actor, failed)


def _said_item(words: str) -> Piece:
    return Piece(_("✗ not in order"), "broken") if words else Piece(_("✓ in order"), "done")


def _said_look(words: str) -> Piece:
    return Piece(f"✗ {words}", "broken") if words else Piece(_("✓ in order"), "done")
