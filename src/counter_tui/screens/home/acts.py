"""What a person can do from the first screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from counter_tui.commands import home as commands
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.enquiry.asking import Enquiring
from counter_tui.screens.home.lists import ListName
from counter_tui.screens.home.parts import Digits, OpenTable
from counter_tui.screens.home.rows import discard_question, row_target, say_promised

if TYPE_CHECKING:
    from counter_tui.commands import Command
    from counter_tui.domain.catalogue.models import Kind
    from counter_tui.services.lines.calls import CallLine
    from counter_tui.services.views.home import HomeView
    from counter_tui.services.views.lines import DraftLine, MatterLine
    from counter_tui.services.views.visit import TokenView


class HomeActs(Enquiring):
    """The acts of the first screen; what it shows is in ``HomeScreen``."""

    def __init__(self) -> None:
        super().__init__()
        self._view: HomeView | None = None
        self._list: ListName = "mine"

    def _open(self, row_id: str) -> None:
        what, target = row_target(row_id)
        if what == "draft":
            self.open_acceptance(draft_id=target)
        elif what == "call":
            self._open_call(target)
        elif what == "enquiry":
            self._settle(target)
        elif what == "notice":
            self._read_notices()
        else:
            self.open_matter(target)

    def _open_call(self, call: str) -> None:
        self.ask(
            partial(self.services.calls.notes, self.actor, call),
            lambda found: self._show_call(*found),
            group="call",
        )

    def _show_call(self, line: CallLine, notes: tuple[str, ...]) -> None:
        from counter_tui.screens.calls.answering import Answering

        Answering(self, line, notes).open()

    def _settle(self, enquiry: str) -> None:
        lines = self._view.enquiries if self._view else ()
        line = next((each for each in lines if each.enquiry_id == enquiry), None)
        if line is not None:
            self.settle(line, say_promised(line, self.now(), self.zone))

    def _read_notices(self) -> None:
        from counter_tui.screens.voice.reading import Notices

        if self._view and self._view.notices:
            read = partial(self.services.notices.read, self.actor)
            self.app.push_screen(Notices(self._view.notices, read), lambda _read: self.refresh_home())

    def after_asking(self) -> None:
        """Something was logged or settled: look again."""
        self.refresh_home()

    def action_open(self) -> None:
        """Open the marked row of the list."""
        if (marked := self.query_one("#home-list", OpenTable).marked) is not None:
            self._open(marked)

    def action_accept(self) -> None:
        """A new request."""
        self.open_acceptance()

    def action_kind(self, digit: int) -> None:
        """A new request of the kind with this digit."""
        if digit <= len(self._top_kinds()):
            self.open_acceptance(kind=self._top_kinds()[digit - 1].code)

    def _top_kinds(self) -> tuple[Kind, ...]:
        return self._view.top_kinds if self._view else ()

    def named(self, command: Command) -> tuple[str, tuple[str, ...]]:
        """The frequent requests by their own names."""
        if command in commands.KINDS and (place := commands.KINDS.index(command)) < len(self._top_kinds()):
            kind = self._top_kinds()[place]
            return self.word(kind.short), kind.initials
        return super().named(command)

    @on(Digits.Pressed)
    def _clicked_digit(self, event: Digits.Pressed) -> None:
        self.action_kind(event.digit)

    def action_find(self) -> None:
        """Search."""
        self.counter.go("find")

    @on(Input.Submitted, "#home-search")
    def _search(self, event: Input.Submitted) -> None:
        typed = event.value.strip()
        event.input.clear()
        self.counter.go("find", typed)

    def action_rating(self) -> None:
        """Turn the screen for the latest visit that can be rated."""
        self.ask(partial(self.services.ratings.open_token, self.actor), self._turn, group="rating")

    def _turn(self, token: TokenView | None) -> None:
        if token is None or token.state != "armed":
            self.counter.tell(_("No visit of yours is waiting to be rated."))
            return
        self.open_rating(token.visit)

    def _offered(self) -> MatterLine | None:
        """The matter ``a`` takes over: the marked one of the list of offers, else the one offered longest."""
        inbox = self._view.inbox if self._view else ()
        if self._list == "inbox":
            marked = row_target(self.query_one("#home-list", OpenTable).marked or "")[1]
            return next((each for each in inbox if each.matter_id == marked), None)
        return inbox[0] if inbox else None

    def action_take(self) -> None:
        """Take over what is offered and open it."""
        if (offered := self._offered()) is not None:
            take = partial(self.services.matters.take, self.actor, offered.matter_id)
            self.write(take, lambda view: self.open_matter(view.line.matter_id), group="take")

    def _draft(self) -> DraftLine | None:
        """The marked draft, None in another list."""
        table = next(iter(self.query("#home-list").results(OpenTable)), None)
        if self._list != "drafts" or self._view is None or table is None:
            return None
        marked = row_target(table.marked or "")[1]
        return next((each for each in self._view.drafts if each.draft_id == marked), None)

    def action_discard(self) -> None:
        """Throw the marked draft away, once somebody has said yes; one in which somebody has come is opened instead."""
        if (draft := self._draft()) is None:
            return
        if draft.come:
            self.counter.tell(self.counter.say(RuleBroken("door_only")), "warning")
            self.open_acceptance(draft_id=draft.draft_id)
            return
        from counter_tui.screens.dialogs import Confirm

        discard = partial(self.services.drafts.discard, self.actor, draft.draft_id)

        def answered(yes: bool | None) -> None:
            if yes:
                self.write(discard, lambda _none: self._discarded(), group="discard")

        question = discard_question(draft, self.now(), self.zone)
        self.app.push_screen(Confirm(question, _("Yes, discard it")), answered)

    def _discarded(self) -> None:
        self.counter.tell(_("The draft was discarded."))
        self.refresh_home()

    def refresh_home(self) -> None:
        """Ask what waits."""

    def action_present(self) -> None:
        """Who was noted as away is at work again."""
        self.write(
            partial(self.services.absences.back, self.actor, self.actor.staff_no),
            lambda _none: self._came_back_to_work(),
            group="present",
        )

    def _came_back_to_work(self) -> None:
        self.counter.tell(_("You answer for your own matters again."))
        self.refresh_home()

    def action_peak(self) -> None:
        """The lead switches peak mode on, or off where it is on."""
        on = not self.counter.status.peak
        switch = partial(self.services.station.switch_peak, self.actor, on=on)
        self.write(switch, lambda _none: self._peak_switched(on), group="peak")

    def _peak_switched(self, on: bool) -> None:
        words = _("Peak mode is on.") if on else _("Peak mode is off.")
        self.counter.tell(words)
        self.counter.poll()

    def action_confirm_date(self) -> None:
        """The lead vouches for the date of this PC."""
        self.write(
            partial(self.services.station.confirm_date, self.actor), lambda _none: self._date_confirmed()
        )

    def _date_confirmed(self) -> None:
        self.counter.tell(_("The date of this PC is confirmed."))
        self.counter.poll()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What this person may do, and what there is to do it with."""
        if action == "back":
            return self._list != "mine"
        if action in ("accept", "enquiry"):
            return self.may("accept")
        if action == "kind":
            return self.may("accept") and parameters[0] in range(1, len(self._top_kinds()) + 1)
        if action == "rating":
            return self.may("accept")
        if action == "take":
            return self.may("work") and self._view is not None and bool(self._view.inbox)
        if action == "discard":
            return self._draft() is not None
        if action == "present":
            return self._view is not None and bool(self._view.stand_in)
        if action == "peak":
            return self.may("set_peak")
        if action == "confirm_date":
            return self.may("confirm_date") and self.counter.status.doubted
        return super().check_action(action, parameters)
