"""Who is on duty and who leads (值长制度): the roster of a day, the change of lead, the opened hall, skills."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact, Part

Post = Literal["counter", "guide", "duty", "lead"]
"""What somebody does on a day: the counter, the guide's post in the hall, being on call (值班), or leading."""


class OnDuty(Part, frozen=True, kw_only=True):
    """One person of the roster of a day, and the post he has."""

    staff_no: str
    post: Post


class RosterSet(Fact, frozen=True, kw_only=True):
    """Who is on duty on a day, with a post each; the later one about a day counts.

    ``lead`` is who is to lead that day, and stands in ``posts`` too. ``stand_in`` takes the shift where the lead is not
    there; empty only where nobody else of the station may lead.
    """

    type: ClassVar[str] = "RosterSet"

    day: date
    lead: str
    stand_in: str
    posts: tuple[OnDuty, ...]


class ShiftTaken(Fact, frozen=True, kw_only=True):
    """``lead`` leads the shift from now on, until somebody takes it from him; both signed with their PINs.

    ``was`` led until now, empty for the first lead of a station. ``signed_by`` is whose PIN stood beside that of the
    incoming: the outgoing lead's, or a witness's where the outgoing one was not there, for which ``reason`` says why.
    """

    type: ClassVar[str] = "ShiftTaken"

    lead: str
    was: str = ""
    signed_by: str = ""
    reason: str = ""


class HallOpened(Fact, frozen=True, kw_only=True):
    """The hall was opened on a day; ``lead`` led then."""

    type: ClassVar[str] = "HallOpened"

    day: date
    lead: str


class SkillGiven(Fact, frozen=True, kw_only=True):
    """A person can do a group of kinds of matter from now on."""

    type: ClassVar[str] = "SkillGiven"

    staff_no: str
    skill: str


class SkillWithdrawn(Fact, frozen=True, kw_only=True):
    """A person is not to do a group of kinds of matter any more."""

    type: ClassVar[str] = "SkillWithdrawn"

    staff_no: str
    skill: str
