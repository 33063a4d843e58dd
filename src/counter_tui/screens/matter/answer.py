"""Answering a matter: why before its last stage, and the answer as the customer will be told it."""

from __future__ import annotations

from counter_tui.i18n import _, language
from counter_tui.screens.matter.ask import TextDialog
from counter_tui.screens.matter.deeds import Deeds
from counter_tui.screens.matter.tasks import composed
from counter_tui.services.wording.matter import say_early
from counter_tui.widgets.choices import Choice


class AnswerActs(Deeds):
    """Mixed into the Matter screen."""

    def action_answer(self) -> None:
        """Write the answer; before the last stage or a paper due before it first say why there is a result already.

        A lead who answers before every task is done is asked whether he means it.
        """
        left = [each for each in (self._at.view.tasks if self._at.view else ()) if each.is_open]
        if not left:
            self._answer_now()
            return
        from counter_tui.screens.dialogs import Confirm

        question = _("Tasks still open: {count}, first “{what}”. Answer before they are done?")
        asked = question.format(count=len(left), what=left[0].what)
        self._at.app.push_screen(Confirm(asked), lambda yes: self._answer_now() if yes else None)

    def _answer_now(self) -> None:
        view = self._at.view
        question = _("Stages are left: why is it answered now?")
        if view is None or view.next_stage is None:
            if view is None or (paper := view.before_answer) is None:
                self._answer("")
                return
            question = _("“{paper}” is still owed: why is it answered now?").format(
                paper=paper.name.say(language())
            )
        from counter_tui.screens.dialogs import Choose

        details = {
            "not_possible": _("say in the answer what stands in the way"),
            "duplicate": _("say in the answer which matter goes on"),
        }
        self._at.app.push_screen(
            Choose(
                question,
                [Choice(code, say_early(code), detail=words) for code, words in details.items()],
            ),
            lambda early: self._answer(early) if early else None,
        )

    def _answer(self, early: str) -> None:
        why = say_early(early) if early else ""
        left = any(each.is_open for each in (self._at.view.tasks if self._at.view else ()))
        dialog = TextDialog(
            _("The answer for the customer ({why})").format(why=why)
            if why
            else _("The answer for the customer"),
            lambda text: self._deed("answer", text, early, tasks_left=left)(),
            placeholder=_("as the customer will be told it"),
            text=composed(self._at.view) if self._at.view else "",
            words=self._words("answer"),
        )
        self._ask(dialog, "answer")
