"""What people can do (一岗多能): groups of kinds of matter, and which of them nobody on duty can do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.shift import SkillGiven, SkillWithdrawn
from counter_tui.domain.matter.context import Context
from counter_tui.domain.staff.absence import Colleague
from counter_tui.domain.staff.roles import require

Skills = Mapping[str, frozenset[str]]
"""What each person can do, by staff number: codes of families of the catalogue."""


def fold(recorded: Iterable[Recorded]) -> Skills:
    """What each person can do, of facts about skills in whatever order they come."""
    found: dict[str, frozenset[str]] = {}
    for entry in sorted(recorded, key=lambda each: each.order):
        fact = entry.fact
        if isinstance(fact, SkillGiven):
            found[fact.staff_no] = found.get(fact.staff_no, frozenset()) | {fact.skill}
        elif isinstance(fact, SkillWithdrawn):
            found[fact.staff_no] = found.get(fact.staff_no, frozenset()) - {fact.skill}
    return found


def gaps(skills: Skills, on_duty: Collection[str], groups: Sequence[str]) -> tuple[str, ...]:
    """The groups nobody on duty can do, in their order; none at a station that has noted no skill of anybody."""
    if not any(skills.values()):
        return ()
    there = {skill for staff_no in on_duty for skill in skills.get(staff_no, ())}
    return tuple(each for each in groups if each not in there)


def decide_skill(
    context: Context, who: Colleague | None, skill: str, skills: Skills, *, given: bool
) -> SkillGiven | SkillWithdrawn | None:
    """A person can do a group of kinds from now on, or not any more; None where that is so already.

    Raises RuleBroken("not_allowed"), "staff_unknown", "skill_unknown", or "skill_no_work" (``to``) for somebody whose
    role takes nothing down.
    """
    require(context.actor, "manage_staff")
    if who is None or not who.active:
        raise RuleBroken("staff_unknown", staff_no=who.staff_no if who else "")
    if all(skill != each.code for each in context.rules.catalogue.families):
        raise RuleBroken("skill_unknown", skill=skill)
    if given and not who.accepts:
        raise RuleBroken("skill_no_work", to=who.staff_no)
    if given == (skill in skills.get(who.staff_no, ())):
        return None
    shape = SkillGiven if given else SkillWithdrawn
    return shape(staff_no=who.staff_no, skill=skill)
