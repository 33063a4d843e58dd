"""The acceptance screen: identity, request, papers and promises of one customer on one page."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from functools import partial

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll

from counter_tui.commands import acceptance as commands
from counter_tui.commands import shell
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.likely import is_account
from counter_tui.domain.matter.peak import passed_over
from counter_tui.i18n import _, language
from counter_tui.screens.acceptance.filing import Filing
from counter_tui.screens.acceptance.form import Form
from counter_tui.screens.acceptance.papers import Papers
from counter_tui.screens.acceptance.saving import Keeper
from counter_tui.screens.acceptance.submitting import Submitting
from counter_tui.screens.acceptance.verdicts import first_problem
from counter_tui.widgets.fitted import FittedLines
from counter_tui.widgets.lines import Section

WIDE, WIDEST = 120, 160
"""From these widths on papers and promises stand beside the form, and under them why the days are what they are."""


class AcceptanceScreen(Submitting):
    """The form of one request. ``draft`` goes on with what is known already, ``draft_id`` with what was kept.

    Enter goes to the next field that is empty or was filled from the file and not confirmed; F10 submits from
    any field. While something decides where the next key belongs, ``ready`` is False and the keys wait.
    """

    KEYS = (
        commands.SUBMIT,
        commands.OPEN_MATTERS,
        commands.ON_FILE,
        commands.WHY,
        commands.AGENT,
        commands.DOOR,
        shell.BACK,
        commands.PAPER,
        commands.BELOW,
        commands.ABOVE,
    )
    AREA = commands.AREA.title
    CSS = """
    #sheet { height: 1fr; }
    #sheet-columns { height: auto; }
    #form, #side, #kind-fields, #papers, #promises { height: auto; }
    #side { margin-top: 1; }
    #promises { width: 1fr; }
    #promises-title { margin-top: 1; }
    #form .field-label { width: 12; }
    #form .field-control, #form .pick-list { width: 32; }
    #form .pick-list .pick-options { width: 66; }
    AcceptanceScreen.english #form .pick-list .pick-options { width: 60; }
    AcceptanceScreen.english #form .field-label { width: 18; }
    AcceptanceScreen.english #form .field-control, AcceptanceScreen.english #form .pick-list { width: 28; }
    AcceptanceScreen.wide #sheet-columns { layout: horizontal; }
    AcceptanceScreen.wide #form { width: 74; }
    AcceptanceScreen.wide #form .field-control, AcceptanceScreen.wide #form .pick-list { width: 28; }
    AcceptanceScreen.wide #form .pick-list .pick-options { width: 60; }
    AcceptanceScreen.wide.english #form { width: 80; }
    AcceptanceScreen.wide #side { width: 1fr; margin: 0 0 0 2; }
    AcceptanceScreen.wide #around-title, AcceptanceScreen.wide #papers-title { margin-top: 0; }
    AcceptanceScreen.widest #form, AcceptanceScreen.widest.english #form { width: 90; }
    AcceptanceScreen.widest #form .field-control, AcceptanceScreen.widest #form .pick-list { width: 44; }
    AcceptanceScreen.widest.english #form .field-control { width: 38; }
    AcceptanceScreen.widest.english #form .pick-list { width: 38; }
    #days-title, #days { display: none; }
    AcceptanceScreen.widest #days-title, AcceptanceScreen.widest #days { display: block; height: auto; }
    AcceptanceScreen.widest #days-title { margin-top: 1; }
    #around-title, #around-side { display: none; height: auto; }
    /* Its rows are kept for it: what comes to stand there must not move the form under the hands. */
    #around { visibility: hidden; height: auto; min-height: 2; }
    #around-side { margin-bottom: 1; }
    AcceptanceScreen.around #around { visibility: visible; }
    AcceptanceScreen.wide #around { display: none; }
    AcceptanceScreen.wide.around #around-title, AcceptanceScreen.wide.around #around-side { display: block; }
    #papers:focus { background: $surface; }
    #why { height: auto; max-height: 15; }
    #accepted-rest { height: auto; max-height: 1fr; }
    """

    def __init__(
        self,
        draft: Draft | None = None,
        kind: str = "",
        visit: str = "",
        account: str = "",
        draft_id: str = "",
    ) -> None:
        super().__init__()
        self._given, self._new, self._draft_id = draft, (kind, visit, account), draft_id
        self.filing = Filing()
        self.keeper: Keeper | None = None

    def about(self) -> tuple[str, str]:
        """The draft that is being written."""
        return "", self.draft.draft_id if self.keeper is not None else ""

    def place(self) -> str:
        """The name of this screen."""
        return _("Acceptance")

    def compose_body(self) -> ComposeResult:
        """The form, and beside or below it papers and promises."""
        if self.keeper is None and not self._draft_id:
            self._begin(self._given or self._blank(), kept=False)
        if self.keeper is None:
            return
        self.set_class(language() == "en", "english")
        kinds = self.services.acceptance.kinds("")
        agent = bool(self.draft.agent_name or self.draft.agent_id_number)
        yield FittedLines(id="around")
        with VerticalScroll(id="sheet", can_focus=False), Container(id="sheet-columns"):
            yield Form(kinds, self.draft, with_agent=agent or self.agent_wanted)
            with Vertical(id="side"):
                yield Section("", id="around-title")
                yield FittedLines(id="around-side")
                yield Section(_("Papers"), id="papers-title")
                yield Papers()
                yield Section(_("Promises"), id="promises-title")
                yield FittedLines(id="promises")
                yield Section("", id="days-title")
                yield FittedLines(id="days")

    def _blank(self) -> Draft:
        kind, visit, account = self._new
        known = {each.code for each in self.services.station.catalogue.kinds}
        draft = self.services.drafts.new(self.actor, visit=visit, kind=kind if kind in known else "")
        return draft.with_values(account=account)

    def _begin(self, draft: Draft, *, kept: bool) -> None:
        self.draft = draft
        self.chosen_class = draft.customer_class
        self.keeper = Keeper(self.services.drafts, self.actor, draft, kept=kept)

    def on_mount(self) -> None:
        """Put the focus where it was, or into the first field; fetch a draft that was kept."""
        if self._draft_id:
            self.start(self._fetch, "enter")
        else:
            self._start()

    def _start(self) -> None:
        form = self.form
        # A draft that was kept may be of a paper no number tells, such as a temporary card.
        if self.draft.id_number and self.draft.id_kind != self.guessed_paper(self.draft.id_number):
            self.chosen_paper = self.draft.id_kind
        focus = self.draft.focus if form.shown(self.draft.focus) else form.next_key("", ())
        form.control(focus if focus else "id_number").focus()
        if self.keeper is not None and not self._draft_id:
            self.keeper.begin(self.collect())
        self.judge_now()
        self.look_for_notices()

    async def _fetch(self) -> None:
        try:
            draft = await asyncio.to_thread(self.services.drafts.load, self.actor, self._draft_id)
            if draft is None:
                self.counter.tell(self.counter.say(RuleBroken("draft_unknown")), "warning")
            known = {each.code for each in self.services.station.catalogue.kinds}
            if draft is not None and draft.kind not in known:
                draft = draft.with_values(kind="")
            await self.until_it_stands()
            with self.rebuilding():
                self._begin(draft or self._blank(), kept=draft is not None)
                await self.recompose()
            await self.keep_language()
            if self.left:
                return
            self._check_width()
            self._start()
            self.after_retranslation()
        finally:
            self.ready = True

    async def _drawn(self) -> None:
        await super()._drawn()
        self.ready = self.keeper is not None

    @on(events.Resize)
    def _check_width(self) -> None:
        self.set_class(self.app.size.width >= WIDE, "wide")
        self.set_class(self.app.size.width >= WIDEST, "widest")
        self.judge_soon()

    def after_retranslation(self) -> None:
        """Judge again, in the words of the new language."""
        super().after_retranslation()
        self.judge_now()

    def go_on_from(self, key: str) -> None:
        """Enter: go to the next field that needs a person, once it is known which one that is."""
        self.ready = False
        self.start(partial(self._go_on, key), "enter")

    async def _go_on(self, key: str) -> None:
        try:
            await self.until_it_stands()
            self.tidy()
            self.filing.confirm(key)
            if key == "kind":
                self._account_for_identity()
            await self.judged()
            if not self.whole:
                return
            form = self.form
            peak = self.assessed is not None and self.assessed.peak
            passed = passed_over(form.kind) if peak else ()
            following = form.next_key(key, self.filing.unconfirmed, passed)
            if not following and self.assessed:
                following = first_problem(self.assessed, form.keys())
            if following:
                self.go_to(following)
            self.show_verdicts()
        finally:
            self.ready = True

    def _account_for_identity(self) -> None:
        """An account typed where the identity number was expected goes to its place once the kind asks for it."""
        form, number = self.form, self.form.text("id_number")
        kind = form.picked_kind
        if kind is None or kind.identity == "one_paper" or form.text("account").strip():
            return
        if number.strip() and is_account(number, self.today):
            form.put("account", number)
            form.put("id_number", "")

    @property
    def today(self) -> date:
        """The station's day."""
        return self.local(self.now()).date()

    def local(self, at: datetime) -> datetime:
        """An instant in the station's time zone."""
        return at.astimezone(self.zone)
