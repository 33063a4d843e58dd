"""What a decision needs to know beside the matter: who acts, when, and by which rules."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from msgspec import Struct

from counter_tui.domain.calendar import WorkingCalendar
from counter_tui.domain.catalogue.models import AreaClass, Catalogue, Profile
from counter_tui.domain.staff.roles import Actor


class Rules(Struct, frozen=True):
    """The rules of one station: catalogue, working calendar, profile, area class and time zone."""

    catalogue: Catalogue
    calendar: WorkingCalendar
    profile: Profile
    area: AreaClass
    zone: tzinfo

    def day_of(self, instant: datetime) -> date:
        """The local day of an instant."""
        return instant.astimezone(self.zone).date()


class Context(Struct, frozen=True):
    """One act: the rules, the person acting, the instant, and whom the person stands in for while they are away.

    ``peak`` says that peak mode is on: the short form is enough for an acceptance.
    """

    rules: Rules
    actor: Actor
    now: datetime
    stands_in_for: frozenset[str] = frozenset()
    peak: bool = False

    @property
    def today(self) -> date:
        """The local day of the act."""
        return self.rules.day_of(self.now)

    def acts_for(self, staff_no: str) -> bool:
        """Whether the actor is this person, or stands in for him."""
        return staff_no == self.actor.staff_no or staff_no in self.stands_in_for
