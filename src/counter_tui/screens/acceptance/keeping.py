"""Keeping the draft of the form: at every pause in typing and on every way out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.widgets import Input

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.on_file import toggled
from counter_tui.i18n import _
from counter_tui.screens.acceptance.asides import Asides
from counter_tui.screens.acceptance.papers import Papers
from counter_tui.screens.acceptance.saving import AGAIN, PAUSE, Keeper
from counter_tui.screens.dialogs import Confirm
from counter_tui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from counter_tui.services.views.voice import NoticeView


class Keeping(Asides):
    """The part of the acceptance screen that notices every change, has it judged, and keeps it."""

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.touched()

    @on(PickList.Typed)
    def _typed_to_pick(self, event: PickList.Typed) -> None:
        event.stop()
        self.touched()

    @on(PickList.Chosen)
    def _picked(self, event: PickList.Chosen) -> None:
        event.stop()
        if event.pick.id == "field-customer_class":
            self.chosen_class = event.choice.id  # type: ignore[assignment]  # the list offers classes only
        self.touched()

    @on(Papers.Toggled)
    def _paper_toggled(self, event: Papers.Toggled) -> None:
        on_file = self.assessed.assessment.on_file if self.assessed else ()
        self.draft = toggled(self.draft, event.code, any(paper.paper == event.code for paper in on_file))
        self.touched()

    def look_for_notices(self, then: Callable[[], None] | None = None) -> None:
        """Show what has to be read before the next acceptance; the form stays as it is.

        ``then`` goes on with what was refused for want of it. Somebody who does not read them now is asked again.
        """
        notices = self.services.notices
        self.ask(partial(notices.unread, self.actor), partial(self._show_notices, then=then), group="notices")

    def _show_notices(self, unread: tuple[NoticeView, ...], then: Callable[[], None] | None = None) -> None:
        if not unread and then is not None:
            then()
        if not unread or not self.is_current:
            return
        from counter_tui.screens.voice.reading import Notices, WasRead, give_back

        def answered(was_read: WasRead | None) -> None:
            if was_read is not None:
                give_back(self, was_read)
                if was_read.all_read and then is not None:
                    then()

        self.app.push_screen(Notices(unread, partial(self.services.notices.read, self.actor)), answered)

    def touched(self) -> None:
        """Something on the form has changed: judge it and keep it soon."""
        if not self.stands:
            self.when_it_stands(self.touched)
            return
        if self.keeper is None or not self.whole:
            return
        self.filing.typed(self.form)
        self.draft = self.collect()
        self.notice = ""
        self.judge_soon()
        self.restart("save", PAUSE, self._save)

    def on_descendant_focus(self) -> None:
        """Say what the field that has the focus now expects."""
        self.show_verdicts()

    @on(events.ScreenSuspend)
    def _covered(self) -> None:
        """Another screen is in front, perhaps the lock: keep what is typed at once."""
        self.when_it_stands(self._keep)

    def _keep(self) -> None:
        if self.whole:
            self.draft = self.collect()
            self._save()

    def _save(self) -> None:
        keeper, draft = self.keeper, self.draft
        if keeper is None or not keeper.needed(draft):
            return
        if not self.write(partial(keeper.save, draft, self.now), self._saved, group="draft"):
            self.restart("save", PAUSE, self._save)

    def _saved(self, broken: RuleBroken | None) -> None:
        if broken is not None:
            self.restart("save", AGAIN, self._save)
        self.tell_second_line()

    def leaving_question(self) -> str:
        """Only an acceptance on its way is worth a question; the draft is saved on leaving."""
        return super().leaving_question() if "submit" in self.writing else ""

    def action_back(self) -> None:
        """Close an open list first; then keep the draft and go back."""
        if self.keeper is None:
            self.counter.back()
        elif not any(pick.close() for pick in self.query(PickList)):
            self.ready = False
            self.start(partial(self._leave, self.keeper), "enter")

    async def _leave(self, keeper: Keeper) -> None:
        try:
            self.draft = self.collect()
            broken = await keeper.save_aside(self.draft, self.now)
            if broken is not None:
                self.ready = True
                self.tell_second_line()
                question = _("{words} Leave all the same? What was typed will be lost.")
                words = question.format(words=self.counter.say(broken))
                if not await self.app.push_screen_wait(Confirm(words)):
                    return
                keeper.done = True
            self.counter.back()
        finally:
            self.ready = True

    async def on_unmount(self) -> None:
        """Keep the draft, whoever closed the screen: another clerk, the lock, the end of the program."""
        if self.keeper is not None:
            await self.keeper.save_aside(self.draft, self.now)
