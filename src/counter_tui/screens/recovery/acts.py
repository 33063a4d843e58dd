"""What is done about bad ratings from their screen: the question, and the service's deed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from counter_tui.domain.staff.roles import may
from counter_tui.i18n import _, language
from counter_tui.screens.marked_list import MarkedListScreen
from counter_tui.widgets.choices import Choice

if TYPE_CHECKING:
    from datetime import date

    from counter_tui.screens.matter.ask import ActDialog
    from counter_tui.screens.matter.words import Words
    from counter_tui.screens.recovery.form import Field, Filled
    from counter_tui.services.views.recovery import RecoveryLine
    from counter_tui.services.views.staff import StaffView


class RecoveryActs(MarkedListScreen):
    """The acts; what is shown is in ``RecoveryScreen``."""

    if TYPE_CHECKING:

        def look(self) -> None:
            """Ask what there is."""

        def marked(self) -> RecoveryLine | None:
            """The marked rating."""

    def __init__(self, marked: str = "") -> None:
        super().__init__(marked)
        self._staff: tuple[StaffView, ...] = ()

    def action_cause(self, digit: int) -> None:
        """Begin the plan with this cause."""
        line = self.marked()
        causes = self.services.recoveries.measures.causes
        if line is not None and digit <= len(causes):
            self._plan(line, causes[digit - 1].code, pressed=True)

    def action_plan(self) -> None:
        """Plan, or plan anew."""
        if (line := self.marked()) is not None:
            self._plan(line, line.cause or line.likely)

    def _plan(self, line: RecoveryLine, cause: str, *, pressed: bool = False) -> None:
        from counter_tui.domain.recovery.case import Plan
        from counter_tui.screens.colleagues import colleagues
        from counter_tui.screens.recovery.form import Field

        measures, recoveries = self.services.recoveries.measures, self.services.recoveries
        owners = colleagues(each for each in self._staff if may(each.role, "write") and not each.stand_in)
        said = _("Planned. {name} calls the customer back.")

        def deed(filled: Filled) -> str:
            plan = Plan(
                filled["cause"],
                filled["remedy"],
                filled["caller"],
                filled["call_by"],
                filled["correct_by"],
                filled["words"],
            )
            after = recoveries.plan(self.actor, line.visit, plan)
            return said.format(name=after.caller if after else "")

        fields = (
            Field("cause", "digit", _("Cause"), _named(measures.causes), cause, pressed=pressed),
            Field("remedy", "digit", _("Remedy"), _named(measures.remedies), line.remedy),
            Field("caller", "person", _("Caller"), tuple(owners), line.caller_no),
            self._day("call_by", _("Call by"), line.call_by),
            self._day("correct_by", _("Right by"), line.correct_by),
            Field(
                "words",
                "text",
                _("We say"),
                begin=line.plan_words,
                hint=_("what the customer is told; may stay empty"),
            ),
        )
        self._form(line, "plan", _("How this is made good"), fields, deed)

    def _day(self, name: str, label: str, usual: date) -> Field:
        from counter_tui.screens.recovery.form import Field

        hint = _("working days, or a date")
        return Field(name, "day", label, hint=hint, usual=max(usual, self.today))

    def action_call(self) -> None:
        """What came of the call back."""
        from counter_tui.screens.recovery.form import Field
        from counter_tui.services.wording.recovery import say_outcome

        line = self.marked()
        if line is None:
            return
        outcomes = tuple(Choice(each, say_outcome(each)) for each in ("reached", "not_reached", "no_wish"))
        said = _("Kept.")

        def deed(filled: Filled) -> str:
            told = int(filled["told"] or 0)
            given = (filled["outcome"], filled["words"], told, filled["recording"])
            self.services.recoveries.call(self.actor, line.visit, *given)
            return said

        levels = tuple(
            Choice(str(each.level), each.name.say(language()))
            for each in sorted(self.services.station.scale.levels, key=lambda each: each.level)
        )
        fields = (
            Field("outcome", "digit", _("Outcome"), outcomes),
            Field("words", "text", _("He said"), hint=_("what the customer said")),
            Field("told", "digit", _("Level told"), levels, hint=_("may stay empty"), optional=True),
            Field(
                "recording", "text", _("Recording"), hint=_("number of the recording, where a level was told")
            ),
        )
        self._form(line, "call", _("The call back"), fields, deed)

    def action_appeal(self) -> None:
        """Ask for a review."""
        from counter_tui.screens.recovery.form import Field
        from counter_tui.services.wording.recovery import say_ground

        if (line := self.marked()) is not None:
            grounds = tuple(Choice(each, say_ground(each)) for each in ("wrong", "malicious"))
            fields = (
                Field("ground", "digit", _("Why"), grounds),
                Field("words", "text", _("In words"), hint=_("what shows it")),
            )
            said = _("Sent for review. The rating stays.")

            def deed(filled: Filled) -> str:
                given = (filled["ground"], filled["words"])
                self.services.recoveries.appeal(self.actor, line.visit, *given)
                return said

            self._form(line, "appeal", _("Appeal against this rating"), fields, deed)

    def action_review(self) -> None:
        """Add what was found."""
        from counter_tui.screens.recovery.form import Field
        from counter_tui.services.wording.recovery import say_finding

        if (line := self.marked()) is not None:
            findings = tuple(Choice(each, say_finding(each)) for each in ("stands", "wrong", "malicious"))
            fields = (
                Field("finding", "digit", _("Finding"), findings),
                Field("words", "text", _("In words"), hint=_("what was found, and how")),
            )
            said = _("Kept. The rating stays; the finding stands beside it.")

            def deed(filled: Filled) -> str:
                given = (filled["finding"], filled["words"])
                self.services.recoveries.decide(self.actor, line.visit, *given)
                return said

            self._form(line, "decide", _("Review of the appeal"), fields, deed)

    def action_correct(self) -> None:
        """What was put right."""
        self._tell("correct", _("What was put right?"), _("Kept."), _("in a few words"))

    def action_state(self) -> None:
        """How the clerk concerned saw it."""
        self._tell(
            "state", _("How did you see it? Once, in your own words."), _("Kept."), _("in a few words")
        )

    def action_close_it(self) -> None:
        """It is made good."""
        self._tell("close", _("Is it made good?"), _("Closed: made good."), _("may stay empty"))

    def _tell(self, act: str, title: str, said: str, place: str) -> None:
        from counter_tui.screens.matter.ask import TextDialog

        if (line := self.marked()) is not None:
            do = getattr(self.services.recoveries, act)

            def deed(text: str) -> Any:
                do(self.actor, line.visit, text)
                return said

            self._open(line, act, lambda words: TextDialog(title, deed, placeholder=place, words=words))

    def action_second(self) -> None:
        """The customer rates once more."""
        if (line := self.marked()) is not None:
            self.write(partial(self.services.recoveries.second, self.actor, line.visit), self.open_rating)

    def action_open(self) -> None:
        """The matter."""
        line = self.marked()
        if line is not None and line.matter_id:
            self.open_matter(line.matter_id)

    def _form(
        self,
        line: RecoveryLine,
        act: str,
        title: str,
        fields: tuple[Field, ...],
        deed: Callable[[Filled], Any],
    ) -> None:
        from counter_tui.screens.actions.form import Days
        from counter_tui.screens.recovery.form import RecoveryForm

        days = Days(self.today, self.services.actions.due_in)
        self._open(line, act, lambda words: RecoveryForm(title, fields, deed, days, words=words))

    def _open(self, line: RecoveryLine, act: str, dialog_with: Callable[[Words], ActDialog]) -> None:
        """Ask, and go on with what was typed for the same question before and not sent."""
        from counter_tui.screens.matter.going_on import ask_going_on

        ask_going_on(self, self.services.recovery_words, (line.visit, act), dialog_with, self._done)

    def _done(self, said: Any) -> None:
        if said:
            self.counter.tell(said)
        self.look()


def _named(measures: Any) -> tuple[Choice, ...]:
    """Causes or remedies as choices."""
    return tuple(Choice(each.code, each.name.say(language())) for each in measures)
