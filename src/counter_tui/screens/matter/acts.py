"""What each key of the Matter screen does: at once, or after a question."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec.structs import replace

from counter_tui.i18n import _, language
from counter_tui.screens.matter.answer import AnswerActs
from counter_tui.screens.matter.ask import TextDialog
from counter_tui.screens.matter.deeds import why_in_full
from counter_tui.screens.matter.first_contact import FirstContactActs
from counter_tui.screens.matter.handling import HandlingActs
from counter_tui.screens.matter.money import MoneyActs
from counter_tui.screens.matter.tasks import TaskActs
from counter_tui.services.views.matter import MatterView, PaperView
from counter_tui.services.views.printing import Printed
from counter_tui.services.wording.clocks import say_pause_reason
from counter_tui.services.wording.door import say_resource
from counter_tui.services.wording.letter import say_letter_printed
from counter_tui.services.wording.receipt import say_printed
from counter_tui.widgets.choices import Choice

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "take": ("take",),
        "bounce": ("bounce",),
        "take_back": ("take_back",),
        "reach_stage": ("reach_stage",),
        "hand_over": ("hand_over",),
        "answer": ("answer",),
        "inform": ("inform",),
        "first_contact": ("first_contact",),
        "close": ("close",),
        "collect": ("collect",),
        "money": ("charge", "boundary", "invoice", "charge_slip", "void"),
        "undo": ("undo",),
        "print": ("print",),
        "letter": ("letter",),
        "register": ("print_entry", "sign_entry"),
        "note": ("note",),
        "reveal": ("reveal",),
        "correct": ("correct",),
        "pause": ("pause", "resume"),
        "arrived": ("arrived",),
        "waive": ("waive",),
        "ask_lead": ("ask_waiver",),
        "decide_handling": ("decide_handling",),
        "withdraw": ("withdraw",),
        "tasks": ("give_task", "task"),
    }
)
"""The acts of ``MatterView.can`` behind each action: one of them is enough."""


class Acts(HandlingActs, AnswerActs, FirstContactActs, MoneyActs, TaskActs):
    """Mixed into the Matter screen."""

    def action_reach_stage(self) -> None:
        """The next stage is reached."""
        self._at.do("reach_stage", self._deed("reach_stage"))

    def action_close(self) -> None:
        """End the matter; it can be undone for half a minute."""
        self._at.do("close", self._deed("close"))

    def action_undo(self) -> None:
        """Take the last act back."""
        self._at.do("undo", self._deed("undo"))

    def action_print(self) -> None:
        """Print the receipt again."""
        at = self._at
        actor, services = at.actor, at.services

        def printed() -> tuple[MatterView, Printed]:
            receipt = services.receipts.print(actor, at.matter_id)
            return services.matters.view(actor, at.matter_id), receipt

        at.write(printed, lambda done: at.acted(done[0], say_printed(done[1])), group="print")

    def action_letter(self) -> None:
        """Print the commitment letter about what is still owed."""
        at = self._at
        actor, services = at.actor, at.services

        def printed() -> tuple[MatterView, Printed]:
            letter = services.letters.print(actor, at.matter_id)
            return services.matters.view(actor, at.matter_id), letter

        at.write(printed, lambda done: at.acted(done[0], say_letter_printed(done[1])), group="print")

    def action_collect(self) -> None:
        """A paper was received: the only one owed at once, else one of them by its digit."""
        owed = self._owed()
        if len(owed) == 1:
            self._at.do(f"collect {owed[0].paper}", self._deed("collect", owed[0].paper))
        else:
            self._pick(_("Which paper was received?"), self._papers(owed), "collect")

    def action_waive(self) -> None:
        """Do without a paper: which, then why."""
        self._paper_and_why("waive", self._owed(), _("Which paper is waived?"), _("Waive “{paper}”: why?"))

    def action_ask_lead(self) -> None:
        """Ask the lead to do without a paper: which, then why."""
        owed = [each for each in self._owed() if not each.asked]
        which, why = _("Which paper is it about?"), _("Ask the lead to do without “{paper}”: why?")
        self._paper_and_why("ask_waiver", owed, which, why)

    def _paper_and_why(self, act: str, papers: list[PaperView], which: str, title: str) -> None:
        def why(paper: str | None) -> None:
            names = (each.name.say(language()) for each in papers if each.paper == paper)
            if paper is not None:
                words = self._words(f"{act} {paper}")
                asked = title.format(paper=next(names, paper))
                dialog = TextDialog(asked, lambda said: self._deed(act, paper, said)(), words=words)
                self._ask(dialog, f"{act} {paper}")

        if len(papers) == 1:
            why(papers[0].paper)
            return
        from counter_tui.screens.dialogs import Choose

        self._at.app.push_screen(Choose(which, self._papers(papers)), why)

    def action_pause(self) -> None:
        """Let the clocks run again, or stop them for a lawful reason."""
        at = self._at
        if at.can("resume"):
            at.do("resume", self._deed("resume"))
            return
        from counter_tui.domain.promise import PAUSE_REASONS
        from counter_tui.screens.dialogs.pick import Pick

        worded = {each.code for each in PAUSE_REASONS if each.worded}
        reasons = [Choice(each.code, say_pause_reason(each.code)) for each in PAUSE_REASONS]

        def chosen(reason: str | None) -> None:
            if reason in worded:
                self._pause_in_words(reason)
            elif reason:
                at.do("pause", self._deed("pause", reason))

        at.app.push_screen(Pick(_("Why do the clocks stand still?"), reasons), chosen)

    def _pause_in_words(self, reason: str) -> None:
        dialog = TextDialog(
            _("The clocks stand still: {reason}").format(reason=say_pause_reason(reason)),
            lambda words: self._deed("pause", reason, words)(),
            placeholder=_("what the customer said, which approval, what happened"),
            words=self._words("pause"),
        )
        self._ask(dialog, "pause")

    def action_arrived(self) -> None:
        """What is waited for is there: the only thing at once, else one of them by its digit."""
        waits = self._at.view.waits if self._at.view else ()
        if len(waits) == 1:
            self._at.do("arrived", self._deed("arrived", waits[0].resource))
        else:
            choices = [Choice(each.resource, say_resource(each.resource)) for each in waits]
            self._pick(_("What has arrived?"), choices, "arrived")

    def action_reveal(self) -> None:
        """Show the customer's full details, with a reason."""
        at = self._at

        def shown(reason: str) -> MatterView:
            return at.asked_in_full.asking(at.counter.seconds(), self._deed("reveal", reason))

        # Who may write nothing keeps nothing beside the ledger either.
        words = self._words("reveal") if at.may("write") else None
        self._ask(why_in_full(shown, words), "reveal", at.revealed)

    def action_note(self) -> None:
        """Write a note."""
        self._write_text(
            _("A note for those who work on it"), "note", _("the others see it in what happened")
        )

    def action_withdraw(self) -> None:
        """The customer takes the request back, in his own words."""
        dialog = TextDialog(
            _("The customer withdraws the request"),
            lambda wish: self._deed("withdraw", wish)(),
            placeholder=_("in the customer's own words"),
            sure=_("Withdraw this matter? This cannot be undone."),
            words=self._words("withdraw"),
        )
        self._ask(dialog, "withdraw")

    def action_correct(self) -> None:
        """Put a particular right."""
        from counter_tui.screens.matter.correct import CorrectDialog, correctables

        at = self._at
        if at.view is not None:
            dialog = CorrectDialog(
                _("Correct what was taken down"),
                correctables(at.view),
                lambda field, now, why: self._deed("correct", field, now, why)(),
                self._words("correct"),
            )
            self._ask(dialog, "correct")

    def action_why(self) -> None:
        """Show how the due dates were counted."""
        from counter_tui.screens.matter.why import Why

        if (seen := self._at.seen()) is not None:
            self._at.app.push_screen(Why(seen))

    def action_rate(self) -> None:
        """Turn the screen to the customer."""
        if self._at.view is not None:
            self._at.open_rating(self._at.view.visit)


def without_details(view: MatterView) -> MatterView:
    """The view with the customer masked, for the moment until the services have given theirs."""
    from counter_tui.services.matter.parts import masked

    return replace(view, customer=masked(view.customer), full=False, timeline=())
