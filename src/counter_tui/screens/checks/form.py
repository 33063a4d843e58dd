"""The question for an item of the station's own: what is looked at, what counts as a fault, who looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.checks import Looker
from counter_tui.i18n import _
from counter_tui.screens.matter.ask import ActDialog
from counter_tui.screens.matter.words import Words
from counter_tui.services.wording.staff import say_role
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList

_CELLS = 240
_FIELD_OF = {
    "check_name_missing": "name",
    "check_item_there": "name",
    "check_failed_missing": "failed",
    "check_who_missing": "who",
}

Deed = Callable[[str, str, str, bool], Any]
"""Adds an item: its name, what counts as failed, who looks, whether it has to be looked at."""


class OwnItem(ActDialog):
    """Enter in the last field and F10 add it."""

    CSS_PATH = "../matter/dialogs.tcss"
    is_wide = True

    def __init__(self, deed: Deed, words: Words) -> None:
        super().__init__(_("An item of our own"), words)
        self._deed = deed

    def compose_questions(self) -> ComposeResult:
        """Name, fault, who, whether it is required."""
        name = LineInput(id="name", max_cells=_CELLS, placeholder=_("such as: notice stand"))
        yield FieldRow(_("Item"), name, hint=_("what is looked at")).add_class("first", "long")
        failed = LineInput(id="failed", max_cells=_CELLS, placeholder=_("such as: dirty or out of date"))
        yield FieldRow(_("Fault if"), failed, hint=_("what counts as a fault")).add_class("long")
        who = [Choice(each, say_role(each)) for each in get_args(Looker)]
        yield FieldRow(_("Who looks"), PickList(who, chosen="clerk", id="who"), hint=_("a digit or initials"))
        needs = [Choice("yes", _("has to be looked at")), Choice("no", _("may be left out"))]
        yield FieldRow(
            _("Required"), PickList(needs, chosen="no", id="required"), hint=_("a digit or initials")
        )

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()

    def action_send(self) -> None:
        """Add it."""
        picked = {each.id: each.chosen.id if each.chosen else "" for each in self.query(PickList)}
        name, failed = (self.query_one(f"#{each}", LineInput).value for each in ("name", "failed"))
        self.attempt(lambda: self._deed(name, failed, picked["who"], picked["required"] == "yes"))

    def refused(self, broken: RuleBroken) -> None:
        """Say it, and go to the field it is about."""
        super().refused(broken)
        self.query_one(f"#{_FIELD_OF.get(broken.code, 'name')}").focus()
