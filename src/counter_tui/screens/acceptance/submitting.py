"""Submitting the form: accepted, refused with the field that is wrong, or ended at the door."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.likely import likely_day
from counter_tui.i18n import _
from counter_tui.screens.acceptance.done import AcceptedScreen
from counter_tui.screens.acceptance.keeping import Keeping
from counter_tui.screens.acceptance.saving import Keeper
from counter_tui.screens.acceptance.verdicts import first_problem
from counter_tui.services.views.acceptance import Accepted
from counter_tui.services.wording.rules import say_rule_briefly
from counter_tui.widgets.cells import width

if TYPE_CHECKING:
    from counter_tui.domain.door.models import Resource
    from counter_tui.screens.door.way import Gone


class Submitting(Keeping):
    """The part of the acceptance screen that gives the form to the services, and does what comes of it."""

    waits_for: Resource | None = None
    """What the station lacks, where somebody accepts the request although it does."""

    def go_to(self, key: str) -> None:
        """Put the focus into a field at once: a key on its way already would still meet the field before."""
        self.set_focus(self.form.control(key).entry)

    def tidy(self) -> None:
        """Write days that were typed in short as days."""
        form = self.form
        for field in form.kind.fields if form.kind else ():
            if field.type == "date":
                key = f"field:{field.code}"
                form.put(key, likely_day(form.text(key), self.today))

    def action_submit(self) -> None:
        """Accept the request; the keys that follow wait for what comes of it."""
        if self.keeper is None or self.keeper.done or "submit" in self.writing:
            return
        if not self.stands:
            self.when_it_stands(self.action_submit)
            return
        self.tidy()
        self.draft = draft = self.collect()
        self.ready = False
        self.write(partial(self._submit, draft), partial(self._submitted, draft), group="submit")

    def _submit(self, draft: Draft) -> Accepted | RuleBroken:
        try:
            if self.waits_for is not None:
                return self.services.door.accept_waiting(self.actor, draft, self.waits_for)
            return self.services.acceptance.submit(self.actor, draft)
        except RuleBroken as broken:
            return broken

    def _submitted(self, draft: Draft, outcome: Accepted | RuleBroken) -> None:
        if isinstance(outcome, RuleBroken):
            self.start(partial(self._refuse, outcome), "enter")
            return
        if self.keeper is not None:
            self.keeper.done = True
        self.app.switch_screen(AcceptedScreen(outcome, draft))

    async def _refuse(self, broken: RuleBroken) -> None:
        if broken.code == "notices_unread":
            self.ready, self.notice = True, self.counter.say(broken)
            self.tell_second_line()
            self.look_for_notices(self.action_submit)
            return
        try:
            self.insist = broken.code == "draft_unfit"
            await self.judged(again=True)
            self.notice = self.counter.say(broken)
            if width(self.notice) > self.app.size.width - 4:
                self.notice = say_rule_briefly(broken)
            self.tell_second_line()
            if self.insist and self.assessed:
                wrong = first_problem(self.assessed, self.form.keys())
                if wrong:
                    self.go_to(wrong)
            self.show_verdicts()
        finally:
            self.ready = True

    def action_door(self) -> None:
        """Say how the request ends without being accepted, or accept it without what is lacking."""
        if self.keeper is not None and not self.keeper.done and "submit" not in self.writing:
            self.ready = False
            self.start(partial(self._to_door, self.keeper), "enter")

    async def _to_door(self, keeper: Keeper) -> None:
        from counter_tui.screens.door.way import Way

        try:
            self.draft = self.collect()
            self._save()
            running = self.assessed.open_matters if self.assessed else ()
            gone = await Way(self, self.draft, running).go()
        except RuleBroken as broken:
            self.notice, gone = self.counter.say(broken), None
            self.tell_second_line()
        finally:
            self.ready = True
        if gone is not None:
            self._gone(gone, keeper)

    def _gone(self, gone: Gone, keeper: Keeper) -> None:
        if gone.how == "accept":
            self.waits_for = gone.resource
            self.action_submit()
            return
        keeper.done = True
        if gone.how == "ended":
            self.counter.tell(_("The request has ended; what was said is kept."))
        else:
            self.counter.tell(_("Not accepted, kept as {number}.").format(number=gone.number), "warning")
        self.counter.back()

    def failed(self, error: Exception) -> None:
        """Whatever happened, the form stays and keys work again."""
        self.ready = True
        super().failed(error)
