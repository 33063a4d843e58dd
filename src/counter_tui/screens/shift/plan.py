"""The roster as it is being edited: days that were changed and not saved yet, and how they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from counter_tui.services.views.shift import DutyLine


class DayPlan(Struct, frozen=True):
    """The posts of a day by staff number, and who stands in for its lead; ``head`` is the state it began from."""

    posts: Mapping[str, str]
    stand_in: str
    head: str

    @classmethod
    def of(cls, line: DutyLine) -> DayPlan:
        """A day as it is saved."""
        return cls(dict(line.posts), line.stand_in, line.head)

    def with_post(self, staff_no: str, post: str) -> DayPlan:
        """The person has this post, empty for none; whoever led before goes to the counter."""
        posts = {who: known for who, known in self.posts.items() if who != staff_no}
        stand_in = self.stand_in
        if post == "lead":
            posts = {who: "counter" if known == "lead" else known for who, known in posts.items()}
            stand_in = "" if stand_in == staff_no else stand_in
        if post:
            posts[staff_no] = post
        return DayPlan(posts, stand_in, self.head)

    def with_stand_in(self, staff_no: str) -> DayPlan:
        """The person stands in for the lead; who does already does not any more."""
        return DayPlan(self.posts, "" if self.stand_in == staff_no else staff_no, self.head)

    def for_day(self, line: DutyLine) -> DayPlan:
        """The same for another day, without those who are away then."""
        posts = {who: post for who, post in self.posts.items() if who not in line.away}
        return DayPlan(posts, "" if self.stand_in in line.away else self.stand_in, line.head)

    def says_as(self, line: DutyLine) -> bool:
        """Whether this is what is saved already."""
        return dict(line.posts) == dict(self.posts) and line.stand_in == self.stand_in


Plans = dict[date, DayPlan]
"""The days that were changed and not saved."""


def kept(plans: Plans) -> dict[str, Any]:
    """The plans as words that can be kept."""
    return {
        day.isoformat(): {"posts": dict(plan.posts), "stand_in": plan.stand_in, "head": plan.head}
        for day, plan in plans.items()
    }


def restored(words: Mapping[str, Any], today: date) -> Plans:
    """The plans that were kept, without days that are over."""
    found = {
        date.fromisoformat(day): DayPlan(dict(each["posts"]), each["stand_in"], each["head"])
        for day, each in words.items()
    }
    return {day: plan for day, plan in found.items() if day >= today}
