"""What is shown of the shift: who leads and since when, who signed, the roster of the next days, who can do what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.facts.shift import Post


class ChangeLine(Struct, frozen=True):
    """One time of one lead: since when, until when (None while it runs), from whom, and who signed with him."""

    lead: str
    lead_name: str
    since: datetime
    until: datetime | None
    was: str
    was_name: str
    signed_by: str
    signed_by_name: str
    reason: str


class Coverage(Struct, frozen=True):
    """Who led on a day: the times in their order, and the times in which nobody did (before the first lead only)."""

    day: date
    begins: datetime
    ends: datetime
    changes: tuple[ChangeLine, ...]
    gaps: tuple[tuple[datetime, datetime], ...]


class PersonLine(Struct, frozen=True):
    """A person of the staff on the roster; ``skills`` are codes of groups of the catalogue."""

    staff_no: str
    name: str
    initials: str
    role: str
    may_lead: bool
    accepts: bool
    away: bool
    skills: tuple[str, ...]


class DutyLine(Struct, frozen=True):
    """A day of the roster.

    ``posts`` has the post of each person on duty, ``away`` who is known to be away then, ``gaps`` what nobody on duty
    can do. ``head`` tells this state of the day from another, empty before anything was set.
    """

    day: date
    lead: str
    stand_in: str
    posts: Mapping[str, Post]
    set_by: str
    set_at: datetime | None
    opened_by: str
    opened_at: datetime | None
    away: frozenset[str]
    gaps: tuple[Words, ...]
    head: str

    @property
    def is_set(self) -> bool:
        """Whether there is a roster for this day."""
        return self.set_at is not None


class ShiftView(Struct, frozen=True):
    """The shift as it stands: the lead (``since`` None where nobody ever took the shift), rosters, people, skills."""

    now: datetime
    lead: str
    lead_name: str
    since: datetime | None
    changes: tuple[ChangeLine, ...]
    days: tuple[DutyLine, ...]
    people: tuple[PersonLine, ...]
    groups: tuple[tuple[str, Words], ...]

    def name_of(self, staff_no: str) -> str:
        """What a person is called."""
        return next((each.name for each in self.people if each.staff_no == staff_no), staff_no)
