"""The roster of a day: who is on duty with which post, who is to lead, and who stands in for the lead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.shift import HallOpened, OnDuty, Post, RosterSet
from counter_tui.domain.matter.context import Context
from counter_tui.domain.staff.absence import Colleague
from counter_tui.domain.staff.roles import require

POSTS: tuple[Post, ...] = get_args(Post)
FARTHEST = 62
"""Days ahead a roster may be set at most."""


class DutyDay(Struct, frozen=True):
    """A day as far as its facts tell: its roster, none before one was set, and whether the hall was opened.

    ``head`` is the hash of the fact that set the roster.
    """

    roster: RosterSet | None = None
    set_by: str = ""
    set_at: datetime | None = None
    opened_by: str = ""
    opened_at: datetime | None = None
    head: bytes = b""

    @property
    def on_duty(self) -> Mapping[str, Post]:
        """The post of each person on duty."""
        return {each.staff_no: each.post for each in self.roster.posts} if self.roster else {}


def fold(recorded: Iterable[Recorded]) -> DutyDay:
    """A day of the facts about it, in whatever order they come: the later roster counts, the hall opens once."""
    day = DutyDay()
    for entry in sorted(recorded, key=lambda each: each.order):
        if isinstance(entry.fact, RosterSet):
            day = replace(day, roster=entry.fact, set_by=entry.actor, set_at=entry.at, head=entry.fact_id)
        elif isinstance(entry.fact, HallOpened) and day.opened_at is None:
            day = replace(day, opened_by=entry.actor, opened_at=entry.at)
    return day


def decide_roster(
    context: Context,
    day: date,
    posts: Mapping[str, str],
    stand_in: str,
    staff: Sequence[Colleague],
    away: Collection[str],
) -> RosterSet:
    """Who is on duty on a day; ``away`` are those of the staff who are known to be away then.

    Raises RuleBroken: "not_allowed", "roster_past", "roster_far" (``days``), "roster_post_unknown", "staff_unknown",
    "roster_away" (``to``), "roster_no_lead", "roster_two_leads", "cannot_lead" (``to``), "roster_stand_in_missing",
    "roster_stand_in_is_lead".
    """
    require(context.actor, "manage_staff")
    if day < context.today:
        raise RuleBroken("roster_past", day=day)
    if (day - context.today).days > FARTHEST:
        raise RuleBroken("roster_far", days=FARTHEST)
    people = {each.staff_no: each for each in staff if each.active}
    for staff_no in (*posts, stand_in):
        if staff_no and staff_no not in people:
            raise RuleBroken("staff_unknown", staff_no=staff_no)
        if staff_no in away:
            raise RuleBroken("roster_away", to=staff_no)
    on_duty = tuple(OnDuty(staff_no=who, post=_post(posts[who])) for who in people if who in posts)
    leads = [each.staff_no for each in on_duty if each.post == "lead"]
    if not leads:
        raise RuleBroken("roster_no_lead")
    if len(leads) > 1:
        raise RuleBroken("roster_two_leads")
    (lead,) = leads
    for staff_no in filter(None, (lead, stand_in)):
        if not people[staff_no].may_lead:
            raise RuleBroken("cannot_lead", to=staff_no)
    if stand_in == lead:
        raise RuleBroken("roster_stand_in_is_lead")
    others = [who for who, each in people.items() if each.may_lead and who != lead and who not in away]
    if not stand_in and others:
        raise RuleBroken("roster_stand_in_missing")
    return RosterSet(day=day, lead=lead, stand_in=stand_in, posts=on_duty)


def _post(given: str) -> Post:
    for post in POSTS:
        if post == given:
            return post
    raise RuleBroken("roster_post_unknown")


def copied(
    before: RosterSet, staff: Sequence[Colleague], away: Collection[str]
) -> tuple[dict[str, str], str]:
    """The posts and the stand-in of another day, without those who have left or are away on the new one.

    Where the lead of that day is not there, its stand-in leads; a stand-in who is not there is left open.
    """
    here = {each.staff_no: each for each in staff if each.active and each.staff_no not in away}
    posts: dict[str, str] = {each.staff_no: each.post for each in before.posts if each.staff_no in here}
    stand_in = before.stand_in if before.stand_in in here else ""
    if before.lead not in here and stand_in:
        posts[stand_in], stand_in = "lead", ""
    if not stand_in:
        leads = {who for who, post in posts.items() if post == "lead"}
        stand_in = next((who for who, each in here.items() if each.may_lead and who not in leads), "")
    return posts, stand_in
