"""What is done on the roster's screen: editing days, saving them, changing the lead, opening the hall, skills."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any

from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.matter.going_on import ask_going_on
from counter_tui.screens.shift.plan import DayPlan, Plans, kept, restored
from counter_tui.services.wording.dates import say_day

if TYPE_CHECKING:
    from counter_tui.screens.shift.take import Taking
    from counter_tui.services.views.shift import DutyLine, PersonLine, ShiftView

ROSTER, TAKE = "roster", "take_shift"
"""The acts under which a roster being edited and a change of lead being filled in are kept."""


Saved = tuple[list[date], date | None, RuleBroken | None]
"""The days that were saved, and the one that was refused, with why."""


class ShiftActs(DeskScreen):
    """The acts; what is shown is in ``ShiftScreen``."""

    if TYPE_CHECKING:

        def look(self) -> None:
            """Ask how the shift stands."""

        def show_all(self) -> None:
            """Draw what is known."""

        def next_person(self) -> None:
            """Mark the next person."""

        def marked_person(self) -> PersonLine | None:
            """The marked person."""

        def marked_day(self) -> DutyLine | None:
            """The marked day as it is saved."""

    def __init__(self) -> None:
        super().__init__()
        self.view: ShiftView | None = None
        self.plans: Plans = {}
        self._keeping, self._again = Lock(), False

    def plan_of(self, line: DutyLine) -> DayPlan:
        """A day as it is being edited, else as it is saved."""
        return self.plans.get(line.day) or DayPlan.of(line)

    def action_post(self, post: str) -> None:
        """The marked person has this post on the marked day."""
        line, person = self.marked_day(), self.marked_person()
        if (
            line is None
            or person is None
            or (post and not self._possible(line, person, leads=post == "lead"))
        ):
            return
        self._edit(line, self.plan_of(line).with_post(person.staff_no, post))
        self.next_person()

    def action_stand_in(self) -> None:
        """The marked person stands in for the lead of the marked day."""
        line, person = self.marked_day(), self.marked_person()
        if line is not None and person is not None and self._possible(line, person, leads=True):
            self._edit(line, self.plan_of(line).with_stand_in(person.staff_no))

    def _possible(self, line: DutyLine, person: PersonLine, *, leads: bool) -> bool:
        """Say at once what saving would refuse: who is away, who may not lead."""
        code = "roster_away" if person.staff_no in line.away else ""
        code = code or ("cannot_lead" if leads and not person.may_lead else "")
        if code:
            self.refused(RuleBroken(code, to=person.staff_no))
        return not code

    def action_copy_day(self) -> None:
        """The roster before the marked day; where that one is not saved yet, as it is being edited."""
        line = self.marked_day()
        if line is None or self.view is None:
            return
        edited = [each for each in self.view.days if each.day < line.day and self.plan_of(each).posts]
        if edited and edited[-1].day in self.plans:
            self._edit(line, self.plans[edited[-1].day].for_day(line))
            return
        self.ask(
            partial(self.services.shift.copied, self.actor, line.day),
            partial(self._copied, line),
            group="copy",
        )

    def _copied(self, line: DutyLine, found: tuple[Mapping[str, str], str]) -> None:
        posts, stand_in = found
        self._edit(line, DayPlan(dict(posts), stand_in, line.head))

    def _edit(self, line: DutyLine, plan: DayPlan) -> None:
        if plan.says_as(line):
            self.plans.pop(line.day, None)
        else:
            self.plans[line.day] = plan
        self.show_all()
        self.keep_plans()

    def keep_plans(self) -> None:
        """Keep what is edited and not saved, so that neither Esc nor a power cut loses it."""
        if not self.write(self._keep, lambda _none: self._kept(), group="words"):
            self._again = True

    def _keep(self) -> None:
        """Keep the plans as they are when this is done, which may be later than it was asked for."""
        with self._keeping:
            words, store = kept(dict(self.plans)), self.services.action_words
            if words:
                store.keep(self.actor, "", ROSTER, words)
            else:
                store.drop(self.actor, "", ROSTER)

    def _kept(self) -> None:
        if self._again:
            self._again = False
            self.keep_plans()

    async def on_unmount(self) -> None:
        """Keep what was edited last, whoever closed the screen."""
        if self._again:
            with suppress(RuleBroken):
                await asyncio.to_thread(self._keep)

    def restore_plans(self, words: Mapping[str, Any]) -> None:
        """Go on with what was edited before and not saved."""
        if words and not self.plans:
            self.plans = restored(words, self.today)
            self.show_all()

    def drop_past_plans(self) -> None:
        """Forget what was edited for days that are over by now: they cannot be saved, nor seen any more."""
        past = [day for day in self.plans if day < self.today]
        for day in past:
            del self.plans[day]
        if past:
            self.keep_plans()

    def action_save(self) -> None:
        """Save the days that were changed, the first of them first; one that is refused stays, and the later ones."""
        plans, shift, actor = sorted(self.plans.items()), self.services.shift, self.actor

        def deed() -> Saved:
            done: list[date] = []
            for day, plan in plans:
                try:
                    shift.set_roster(actor, day, plan.posts, plan.stand_in, plan.head)
                except RuleBroken as broken:
                    return done, day, broken
                done.append(day)
            return done, None, None

        if plans:
            self.write(deed, self._saved)

    def _saved(self, saved: Saved) -> None:
        done, day, broken = saved
        for each in done:
            self.plans.pop(each, None)
        if day is None or broken is None:
            self.counter.tell(_("Roster saved, days: {count}").format(count=len(done)))
        else:
            words = _("{what}: {said}").format(what=say_day(day, self.today), said=self.counter.say(broken))
            self.counter.tell(words, "warning")
            if broken.code == "roster_changed":
                self.plans.pop(day, None)
        self.keep_plans()
        self.look()

    def action_take(self) -> None:
        """Change the lead, by two PINs."""
        from counter_tui.screens.shift.take import TakeDialog

        view = self.view
        if view is None:
            return
        if not any(each.may_lead and not each.away and each.staff_no != view.lead for each in view.people):
            said = _(
                "Nobody else here may lead: add a shift lead or a head under Staff, on the first screen."
            )
            self.counter.tell(said, "warning")
            return
        taken, proposed = partial(self._taken, view.lead), self._proposed(view)
        ask_going_on(
            self,
            self.services.action_words,
            ("", TAKE),
            lambda words: TakeDialog(view, taken, proposed, words),
            self._told,
        )

    def _proposed(self, view: ShiftView) -> str:
        """Whom the roster of today names, else whoever sits here, as far as that is not who leads already."""
        roster = view.days[0] if view.days else None
        for each in (roster.lead if roster else "", self.actor.staff_no):
            if each and each != view.lead:
                return each
        return ""

    def _taken(self, was: str, filled: Taking) -> str:
        self.services.shift.take(
            self.actor,
            filled.incoming,
            filled.incoming_pin,
            was,
            filled.signed_by,
            filled.signed_pin,
            filled.reason if filled.signed_by != was else "",
        )
        self.services.action_words.drop(self.actor, "", TAKE)
        return _("The shift is taken over; both have signed.")

    def action_open_hall(self) -> None:
        """Open the hall for today."""
        self.write(
            partial(self.services.shift.open_hall, self.actor),
            lambda _none: self._told(_("The hall is open.")),
        )

    def action_skills(self) -> None:
        """What the marked person can do."""
        from counter_tui.screens.shift.skills import SkillsDialog

        person, view = self.marked_person(), self.view
        if person is not None and view is not None:
            change = partial(self._skill, person.staff_no)
            self.app.push_screen(SkillsDialog(view, person, change), lambda _done: self.look())

    def _skill(self, staff_no: str, skill: str, given: bool) -> None:
        shift = self.services.shift
        (shift.give_skill if given else shift.withdraw_skill)(self.actor, staff_no, skill)

    def _told(self, said: Any) -> None:
        if said:
            self.counter.tell(said)
        self.look()
