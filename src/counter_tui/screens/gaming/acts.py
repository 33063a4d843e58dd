"""What is done about flags and drawn visits from their screen: the questions, and the service's deeds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.gaming.calls import AGAINST
from counter_tui.domain.gaming.decide import UNRATED
from counter_tui.i18n import _
from counter_tui.screens.desk import DeskScreen
from counter_tui.services.wording.gaming import name_of, say_finding, say_outcome
from counter_tui.services.wording.ratings import say_level
from counter_tui.widgets.choices import Choice

if TYPE_CHECKING:
    from counter_tui.services.views.gaming import FlagLine, GamingMonth, SampleLine

_FINDINGS = ("clean", "manipulated", "unclear")


class GamingActs(DeskScreen):
    """The acts; what is shown is in ``GamingScreen``."""

    if TYPE_CHECKING:

        def look(self) -> None:
            """Ask for the month."""

        def flag(self) -> FlagLine | None:
            """The flag that is shown or marked."""

        def sample(self) -> SampleLine | None:
            """The marked drawn visit."""

    def __init__(self) -> None:
        super().__init__()
        self._view: GamingMonth | None = None

    def action_check_flag(self) -> None:
        """Ask what was found, then for the words."""
        view, flag = self._view, self.flag()
        if view is None or flag is None:
            return
        if flag.for_head and self.actor.role != "head":
            # Nobody types words for what cannot be kept.
            self.counter.tell(self.counter.say(RuleBroken("flag_of_lead")), "warning")
            return
        from counter_tui.screens.dialogs.pick import Pick

        choices = [Choice(each, say_finding(each)) for each in _FINDINGS]
        title = _("{who}, {flag}: what was found?").format(
            who=flag.clerk_name, flag=name_of(flag.flag.rule, view.rules)
        )
        self.app.push_screen(Pick(title, choices), partial(self._ask_found, view.month, flag))

    def _ask_found(self, month: str, flag: FlagLine, finding: Any) -> None:
        if finding is None:
            return
        check, rule = self.services.gaming.check, flag.flag.rule

        def deed(text: str) -> Any:
            check(self.actor, month, flag.clerk, rule, finding, text)
            return True

        self._ask_words(
            _("What did you look at, and what came out?"),
            deed,
            f"flag {month} {flag.clerk} {rule}",
            _("such as: video of three visits, the customers pressed themselves"),
        )

    def action_note_call(self) -> None:
        """Ask what the customer said; words are needed only where he did not rate so."""
        view, sample = self._view, self.sample()
        if view is None or sample is None:
            return
        from counter_tui.screens.dialogs.pick import Pick

        choices = [Choice(each, say_outcome(each)) for each in sample.answers]
        title = _("What did the customer say?")
        self.app.push_screen(Pick(title, choices), partial(self._called, view.month, sample))

    def _called(self, month: str, sample: SampleLine, outcome: Any) -> None:
        if outcome is None:
            return
        if outcome not in UNRATED:
            self._keep_call(month, sample, outcome, "0")
            return
        from counter_tui.screens.dialogs.pick import Pick

        scale = self.services.station.scale
        choices = [Choice(str(level), say_level(scale, level)) for level in range(1, 6)]
        self.app.push_screen(
            Pick(_("How content is the customer?"), choices),
            partial(self._keep_call, month, sample, outcome),
        )

    def _keep_call(self, month: str, sample: SampleLine, outcome: Any, content: Any) -> None:
        if content is None:
            return
        called = self.services.gaming.called

        def deed(text: str) -> Any:
            called(self.actor, month, sample.visit, outcome, text, int(content))
            return True

        if outcome in AGAINST:
            title, place = _("What did the customer say exactly?"), _("such as: left at once, rated nothing")
            self._ask_words(title, deed, f"sample {sample.visit}", place)
        else:
            self.write(partial(deed, ""), self._kept)

    def _ask_words(self, title: str, deed: Any, act: str, place: str) -> None:
        from counter_tui.screens.matter.ask import TextDialog
        from counter_tui.screens.matter.going_on import ask_going_on

        ask_going_on(
            self,
            self.services.action_words,
            ("", act),
            lambda words: TextDialog(title, deed, placeholder=place, words=words),
            self._kept,
        )

    def _kept(self, done: Any) -> None:
        if done:
            self.counter.tell(_("Kept."))
            self.look()
