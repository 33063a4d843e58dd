"""What is done with action items from their screen: the question, and the service's deed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from counter_tui.domain.actions.decide import named_by
from counter_tui.i18n import _
from counter_tui.screens.desk import DeskScreen

if TYPE_CHECKING:
    from counter_tui.domain.catalogue.models import Words as Name
    from counter_tui.domain.facts.actions import Origin
    from counter_tui.screens.actions.form import Filled
    from counter_tui.screens.matter.ask import ActDialog
    from counter_tui.screens.matter.words import Words
    from counter_tui.services.actions.service import ActionLine
    from counter_tui.services.views.actions import NamedProblem
    from counter_tui.services.views.staff import StaffView

Key = tuple[str, str]
"""Under what the words of a question are kept: the item's id, empty for one not named yet, and the act."""


class ActionActs(DeskScreen):
    """The acts; what is shown is in ``ActionsScreen``."""

    if TYPE_CHECKING:

        def look(self) -> None:
            """Ask what there is."""

        def marked(self) -> ActionLine | None:
            """The marked item."""

    def __init__(self) -> None:
        super().__init__()
        self._staff: tuple[StaffView, ...] = ()

    def action_name_problem(self) -> None:
        """Name a problem."""
        from counter_tui.services.actions.service import NAMING

        self._ask_for_problem({}, "", ("", NAMING))

    def action_again(self) -> None:
        """Name the marked problem again."""
        if (line := self.marked()) is not None:
            self._ask_for_problem({"words": line.said, "check": line.look}, line.about, None, line.item)

    def _ask_for_problem(
        self, begin: Mapping[str, str], about: str, key: Key | None, item: Name | None = None
    ) -> None:
        """Ask for a problem; ``item`` is the name of the item of a check that failed again."""
        actions, actor = self.services.actions, self.actor
        new = actions.new(actor)
        origin: Origin = "check" if item else "lead"

        def deed(filled: Filled) -> str:
            said = (filled.words, filled.owner, filled.day, filled.check)
            about_it = about or named_by(filled.words)
            return self._said(actions.set(actor, new, *said, origin=origin, about=about_it))

        fields = ("words", "owner", "due", "check")
        title = self.word(item) if item else _("A problem to put right")
        self._form(title, fields, deed, key, self.today, begin)

    def _said(self, named: NamedProblem) -> str:
        if named.how == "new":
            return _("Named. It is carried until somebody else has looked at it.")
        if named.how == "carried":
            return _("This is carried already: nothing was added.")
        return _("The same problem within 30 days: its action item is open again.")

    def action_report_done(self) -> None:
        """The owner says what was done."""
        if (line := self.marked()) is not None:
            from counter_tui.screens.matter.ask import TextDialog

            deed = self._told(line, "report", _("Reported. Somebody else looks at it now."))
            title, place = _("What was done?"), _("in a few words")
            self._open(
                lambda words: TextDialog(title, deed, placeholder=place, words=words),
                (line.item_id, "report"),
            )

    def action_verify(self) -> None:
        """Somebody else has looked, and it is done."""
        if (line := self.marked()) is not None:
            from counter_tui.screens.actions.form import LookDialog

            deed = self._told(line, "verify", _("Verified."))
            self._open(lambda words: LookDialog(line, deed, words), (line.item_id, "verify"))

    def _told(self, line: ActionLine, act: str, said: str) -> Callable[[str], Any]:
        do = getattr(self.services.actions, act)

        def deed(text: str) -> str:
            do(self.actor, line.item_id, text)
            return said

        return deed

    def action_send_back(self) -> None:
        """Somebody else has looked, and it is not done."""
        if (line := self.marked()) is not None:
            item, said = line.item_id, _("Sent back with a new day.")

            def deed(filled: Filled) -> str:
                self.services.actions.send_back(self.actor, item, filled.reason, filled.day)
                return said

            usual = max(line.due, self.today)
            self._form(_("What is not done yet?"), ("reason", "due"), deed, (item, "send_back"), usual)

    def action_move_day(self) -> None:
        """Another day."""
        if (line := self.marked()) is not None:
            item, said = line.item_id, _("Moved; the first day stays known.")

            def deed(filled: Filled) -> str:
                self.services.actions.move(self.actor, item, filled.day, filled.reason)
                return said

            self._form(_("By when instead?"), ("due", "reason"), deed, (item, "move"))

    def action_give(self) -> None:
        """Another owner."""
        if (line := self.marked()) is not None:
            item, said = line.item_id, _("Given to somebody else.")

            def deed(filled: Filled) -> str:
                self.services.actions.give(self.actor, item, filled.owner, filled.reason)
                return said

            self._form(_("Who puts it right instead?"), ("owner", "reason"), deed, (item, "give"))

    def _form(
        self,
        title: str,
        fields: Sequence[str],
        deed: Callable[[Filled], str],
        key: Key | None,
        usual: date | None = None,
        begin: Mapping[str, str] | None = None,
    ) -> None:
        from counter_tui.screens.actions.form import Days, ItemForm

        days = Days(self.today, self.services.actions.due_in, usual)
        self._open(
            lambda words: ItemForm(title, fields, deed, self._staff, days, begin=begin, words=words), key
        )

    def _open(self, dialog_with: Callable[[Words | None], ActDialog], key: Key | None) -> None:
        """Ask, and go on with what was typed for the same question before and not sent."""
        if key is None:
            self.app.push_screen(dialog_with(None), self._done)
            return
        from counter_tui.screens.matter.going_on import ask_going_on

        ask_going_on(self, self.services.action_words, key, dialog_with, self._done)

    def _done(self, said: Any) -> None:
        if said:
            self.counter.tell(said)
        self.look()
