"""Asking what the rules make of the form, and showing it, while the form is being filled in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.timer import Timer

from counter_tui.commands import acceptance as commands
from counter_tui.domain.catalogue.models import CustomerClass
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.likely import likely_paper, papers_offered
from counter_tui.i18n import _
from counter_tui.screens.acceptance.around import LookingAround
from counter_tui.screens.acceptance.filing import Filing
from counter_tui.screens.acceptance.form import Form
from counter_tui.screens.acceptance.papers import Papers, paper_rows
from counter_tui.screens.acceptance.promises import promise_lines, why_lines
from counter_tui.screens.acceptance.saving import Keeper
from counter_tui.screens.acceptance.verdicts import Look, verdicts
from counter_tui.services.views.acceptance import Assessed
from counter_tui.services.wording.prices import is_silent, say_quote
from counter_tui.widgets.cells import cut
from counter_tui.widgets.fitted import FittedLines
from counter_tui.widgets.lines import Section, plain_look
from counter_tui.widgets.once import once
from counter_tui.widgets.roles import Piece, sign

if TYPE_CHECKING:
    from datetime import date

PAUSE = 0.12
"""Seconds without a key after which what is typed is judged."""


class Judging(LookingAround):
    """The part of the acceptance screen that reads the form and shows what is made of it."""

    draft: Draft
    filing: Filing
    keeper: Keeper | None
    assessed: Assessed | None = None
    chosen_class: CustomerClass | None = None
    chosen_paper = ""
    agent_wanted = False
    insist = False
    notice = ""
    _asked = 0

    if TYPE_CHECKING:

        @property
        def today(self) -> date:
            """The station's day."""

    @property
    def form(self) -> Form:
        """The form."""
        return self.query_one(Form)

    def collect(self) -> Draft:
        """The draft as it stands on the form."""
        form = self.form
        values, own = form.values(), form.kind_values()
        if "account" in own:
            values["account"] = own["account"]
        if not form.with_agent:
            values |= {"agent_name": "", "agent_id_number": ""}
        kind = form.picked_kind
        if self.chosen_class is not None and kind and self.chosen_class not in kind.classes:
            self.chosen_class = None
        number = values["id_number"]
        paper = self.chosen_paper or self.guessed_paper(number)
        return self.draft.with_values(
            kind=form.kind_picked,
            kind_typed=form.kind_typed,
            customer_class=self.chosen_class,
            id_kind=paper if number.strip() else "",
            fields=own,
            focus=form.focused_key() or self.draft.focus,
            **values,
        )

    def guessed_paper(self, number: str) -> str:
        """The identity paper the number most likely is of."""
        return likely_paper(number, self.papers_offered(), self.today)

    def papers_offered(self) -> tuple[str, ...]:
        """The identity papers that may open this case."""
        return papers_offered(self.services.station.catalogue, self.form.picked_kind, self.chosen_class)

    def start(
        self, work: Callable[[], Coroutine[Any, Any, None]], group: str, *, exclusive: bool = False
    ) -> None:
        """Begin work that waits for services now and then, while the screen goes on."""
        self.run_worker(cast(Any, work), exclusive=exclusive, group=group, exit_on_error=False)

    def restart(self, name: str, seconds: float, then: Callable[[], None]) -> None:
        """Call this after so many seconds in which nobody restarts it."""
        timers: dict[str, Timer] = self.__dict__.setdefault("_pauses", {})
        if name in timers:
            timers[name].stop()
        timers[name] = once(self, seconds, then)

    def judge_soon(self) -> None:
        """Judge the form at the next pause in typing."""
        self.restart("judge", PAUSE, self.judge_now)

    def judge_now(self) -> None:
        """Judge the form in the background."""
        if self.keeper is not None and not self.keeper.done:
            self.start(self._judge_shown, "assess", exclusive=True)

    async def _judge_shown(self) -> None:
        await self._judge()

    async def judged(self, *, again: bool = False) -> None:
        """Come back when what is shown is of the form as it stands."""
        shown = self.assessed.draft.with_values(focus="") if self.assessed else None
        if not await self._until_whole():
            return
        if again or self.form.kind != self.form.picked_kind or shown != self.collect().with_values(focus=""):
            while not await self._judge():
                pass

    async def _judge(self) -> bool:
        """Judge the form as it stands; False where a later judgement has overtaken this one."""
        while await self._until_whole():
            if await self.form.wear_kind():
                self.restart("judge", PAUSE, self.judge_now)
                if not await self._until_whole():
                    return True
            self._asked += 1
            mine, draft = self._asked, self.collect()
            try:
                picked = self.filing.picked(draft)
                assessed = await asyncio.to_thread(self.services.acceptance.assess, self.actor, draft, picked)
            except RuleBroken as broken:
                self.when_it_stands(partial(self._not_judged, broken))
                return True
            except Exception as error:
                if self.is_attached:
                    self.failed(error)
                return True
            if not await self._until_whole():
                return True
            if mine != self._asked:
                return False
            self._show(assessed)
            if not self.filing.follow(self.form, assessed):
                return True
            self.draft = self.collect()
        return True

    @property
    def whole(self) -> bool:
        """Does the form stand with all that is around it?"""
        return self.is_attached and self.stands and self.query_one_optional(Form) is not None

    async def _until_whole(self) -> bool:
        """Wait while the screen is built anew; False where there is no form any more."""
        await self.until_it_stands()
        return self.whole

    def _not_judged(self, broken: RuleBroken) -> None:
        if self.whole:
            self.notice = self.counter.say(broken)
            self.tell_second_line()
            # What was known may be of another customer by now.
            self.look_around(None, ())

    def _show(self, assessed: Assessed) -> None:
        self.assessed = assessed
        form = self.form
        form.show_rows()
        form.offer_classes(assessed.assessment.customer_class)
        self._show_papers(assessed)
        self._show_promises(assessed)
        self.look_around(assessed.whose, assessed.open_matters)
        self.show_verdicts()
        self.tell_second_line()
        self.refresh_bindings()

    def show_verdicts(self) -> None:
        """Show what was made of each input, and what the field with the focus expects."""
        if self.assessed is None or not self.whole:
            return
        form = self.form
        focused = form.focused_key()
        look = Look(focused, self.filing.unconfirmed, self.insist, plain_look(self), self.counter.key)
        found: dict[str, tuple[Piece | str, ...]] = {**verdicts(self.assessed, look)}
        if focused and not form.text(focused).strip() and focused not in found:
            found[focused] = (Piece(form.row(focused).hint, "quiet"),)
        if form.pick("kind").at_a_loss:
            words = _("No such request: type anew")
            found["kind"] = (Piece(f"{sign('broken', look.plain)} {words}", "broken"),)
        form.judge(found)

    def _show_papers(self, assessed: Assessed) -> None:
        made = assessed.assessment
        remark = _("one ID is enough") if made.kind and made.kind.identity == "one_paper" else ""
        self.query_one("#papers-title", Section).name_it(_("Papers"), remark)
        rows = paper_rows(assessed, self.today)
        words = ""
        if not rows:
            words = _("None: nothing has to be brought.") if made.kind else _("Choose the request first.")
        self.query_one(Papers).show(rows, words)

    def _show_promises(self, assessed: Assessed) -> None:
        made, views = assessed.assessment, assessed.promises
        title = self.query_one("#promises-title", Section)
        cost = say_quote(assessed.quote) if assessed.quote and not is_silent(assessed.quote) else ""
        title.name_it(_("Promises"), _("costs: {quote}").format(quote=cost) if cost else "")
        box = self.query_one("#promises", FittedLines)
        self.query_one("#days-title", Section).name_it(_("Why this date") if views else "")
        self.query_one("#days", FittedLines).show(lambda cells: why_lines(views, cells, "strong"))
        if not views:
            words = _("This request has no set limit.") if made.kind else _("Choose the request first.")
            box.show(lambda _cells: [(Piece("  " + words, "quiet"),)])
            return
        now = self.now()
        box.show(lambda cells: promise_lines(views, made.promises, now, self.zone, cells))
        key = self.counter.key(commands.WHY)
        title.show([*title.pieces, Piece("  " + _("why?") + " ", "quiet"), Piece(key, "quiet")])

    def tell_second_line(self) -> None:
        """Who answers for it, when the draft was saved, and whether it can be submitted; or what went wrong."""
        if self.keeper is None:
            return
        plain = plain_look(self)
        if wrong := self._what_is_wrong(self.keeper):
            words = cut(f"{sign('broken', plain)} {wrong}", self.app.size.width - 2)
            self.show_second_line(Piece(words, "broken"))
            return
        pieces = [Piece(_("First contact") + " ", "quiet"), Piece(self.actor.name, "secondary")]
        if self.assessed and self.assessed.peak:
            pieces.append(Piece("    " + _("Peak: short form"), "soon"))
        if self.keeper.saved_at:
            at = self.keeper.saved_at.astimezone(self.zone)
            pieces.append(Piece("    " + _("draft saved {time}").format(time=f"{at:%H:%M:%S}"), "quiet"))
        if self.assessed and self.assessed.assessment.acceptable:
            ready = _("ready for {key}").format(key=self.counter.key(commands.SUBMIT))
            pieces.append(Piece("    " + sign("done", plain) + " " + ready, "done"))
        self.show_second_line(*pieces)

    def _what_is_wrong(self, keeper: Keeper) -> str:
        """Why something was refused, and before it, as long as that is so, that the draft is not saved."""
        broken = keeper.unsaved(self.draft)
        if broken is None:
            return self.notice
        reason = self.counter.say(broken)
        if self.notice in ("", reason):
            return _("draft not saved: {reason}").format(reason=reason)
        return _("draft not saved. {notice}").format(notice=self.notice)
