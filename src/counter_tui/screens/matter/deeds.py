"""How an act of the Matter screen is asked for and done: the question, the words kept meanwhile, the service's deed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from msgspec.structs import replace

from counter_tui.domain.revealing import REASONS
from counter_tui.i18n import _, language
from counter_tui.screens.matter.ask import ActDialog, PickDialog, TextDialog
from counter_tui.screens.matter.words import Words
from counter_tui.services.views.matter import MatterView, PaperView
from counter_tui.services.wording.dates import say_day
from counter_tui.services.wording.revealing import say_reveal_reason
from counter_tui.widgets.choices import Choice

if TYPE_CHECKING:
    from counter_tui.screens.matter.screen import MatterScreen


class Deeds:
    """Mixed into the Matter screen, below its acts."""

    @property
    def _at(self) -> MatterScreen:
        return cast("MatterScreen", self)

    def _deed(self, act: str, *given: Any, **more: Any) -> Callable[[], MatterView]:
        """The service's act on this matter, with everything given: to be called in a thread."""
        at = self._at
        actor, matters = at.actor, at.services.matters
        return lambda: cast(MatterView, getattr(matters, act)(actor, at.matter_id, *given, **more))

    def _owed(self) -> list[PaperView]:
        view = self._at.view
        return [each for each in view.papers if each.state == "owed"] if view else []

    def _papers(self, papers: list[PaperView]) -> list[Choice]:
        today = self._at.now().astimezone(self._at.zone).date()
        return [
            Choice(each.paper, each.name.say(language()), detail=say_day(each.due_day, today))
            for each in papers
        ]

    def _picked(self, act: str) -> Callable[[str], MatterView]:
        return lambda picked: self._deed(act, picked)()

    def _pick(self, title: str, choices: list[Choice], act: str, own: str = "") -> None:
        words = self._words(act) if own else None
        self._ask(PickDialog(title, choices, self._picked(act), own=own, words=words), act)

    def _write_text(self, title: str, act: str, placeholder: str) -> None:
        dialog = TextDialog(title, self._picked(act), placeholder=placeholder, words=self._words(act))
        self._ask(dialog, act)

    def _words(self, act: str) -> Words:
        """What was typed for the act before and not sent, and how it is kept from now on."""
        at = self._at
        drafts, given = at.services.drafts, (at.actor, at.matter_id, act)
        found = at.view.begun.get(act, {}) if at.view else {}
        return Words(found, partial(drafts.keep_words, *given), partial(drafts.drop_words, *given))

    def _ask(self, dialog: ActDialog, act: str, then: Callable[[MatterView], None] | None = None) -> None:
        """Ask; what was typed is sent or thrown away afterwards, whichever view of the matter still has it."""
        at = self._at

        def answered(view: MatterView | None) -> None:
            if view is None and at.view is not None:
                at.view = replace(
                    at.view, begun={name: typed for name, typed in at.view.begun.items() if name != act}
                )
            if view is not None:
                (then or at.acted)(view)

        at.app.push_screen(dialog, answered)


def why_in_full(deed: Callable[[str], Any], words: Words | None = None) -> PickDialog:
    """The question why personal data is needed in full; ``deed`` gets the reason and does it."""
    return PickDialog(
        _("Why are the full details needed?"),
        [Choice(each, say_reveal_reason(each)) for each in REASONS],
        deed,
        own=_("another reason"),
        words=words,
    )
