"""What may be said and done in a meeting. Nothing changes once somebody has signed; nobody signs twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import get_args

from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.meeting import (
    Absent,
    AbsentReason,
    AttendanceTaken,
    DrillAnswered,
    Look,
    LookFailed,
    LooksChecked,
    MeetingBegun,
    MeetingEnded,
    MeetingSigned,
    PointAdded,
    PostGiven,
    PostsGiven,
    StepDone,
    StepSkipped,
)
from counter_tui.domain.matter.context import Context
from counter_tui.domain.meeting.state import SIGNING, Meeting
from counter_tui.domain.staff.roles import may, require
from counter_tui.domain.typed import words_within

LONGEST = 120
"""Characters of what is said of a step, a point or a reason."""
POSTS = ("counter", "guide", "duty", "lead", "none")
"""The posts of a day, as the roster knows them; ``none`` for who is there without one."""


def decide_begin(context: Context, lead: str, planned: MeetingBegun) -> MeetingBegun:
    """Begin the meeting of today as it is planned: by whoever may lead, or who stands in for the lead of the day.

    Raises what ``require_beginner`` raises, RuleBroken("meeting_not_today") or "meeting_nobody_expected".
    """
    chair_for = require_beginner(context, lead)
    if planned.day != context.today:
        raise RuleBroken("meeting_not_today")
    if not planned.expected:
        raise RuleBroken("meeting_nobody_expected")
    return replace(planned, chair=context.actor.staff_no, chair_for=chair_for)


def require_beginner(context: Context, lead: str) -> str:
    """In whose place the actor chairs the meeting; empty in the own. Raises RuleBroken("not_allowed")."""
    actor = context.actor
    if not may(actor.role, "lead_matter") and lead not in context.stands_in_for:
        require(actor, "lead_matter")
    return lead if lead != actor.staff_no else ""


def require_chair(meeting: Meeting, context: Context) -> None:
    """Raise RuleBroken("not_allowed") unless the actor chairs this meeting or leads, "meeting_over" after its end."""
    if context.actor.staff_no != meeting.chair:
        require(context.actor, "lead_matter")
    if meeting.ended_at is not None:
        raise RuleBroken("meeting_over")


def require_open(meeting: Meeting, context: Context) -> None:
    """Raise what ``require_chair`` raises, and RuleBroken("meeting_signed") once somebody has signed."""
    require_chair(meeting, context)
    if meeting.signed:
        raise RuleBroken("meeting_signed")


def decide_attendance(
    meeting: Meeting,
    context: Context,
    present: Sequence[str],
    absent: Sequence[Absent],
    late: Collection[str] = (),
) -> AttendanceTaken:
    """Say who is there; everybody who should be is there or absent for a reason.

    Raises what ``require_open`` raises, RuleBroken("meeting_absent_reason_missing"), "meeting_not_counted" for who is
    neither, "meeting_chair_absent" or "reason_too_long".
    """
    require_open(meeting, context)
    there = tuple(dict.fromkeys(present))
    gone = {each.staff_no: _absent(each) for each in absent if each.staff_no not in there}
    for who in meeting.begun.expected:
        if who not in there and who not in gone:
            raise RuleBroken("meeting_not_counted", to=who)
    if meeting.chair not in there:
        raise RuleBroken("meeting_chair_absent")
    return AttendanceTaken(
        present=there, absent=tuple(gone.values()), late=tuple(each for each in there if each in late)
    )


def _absent(given: Absent) -> Absent:
    if given.reason not in get_args(AbsentReason):
        raise RuleBroken("meeting_absent_reason_missing", to=given.staff_no)
    return replace(given, words=words_within(given.words, LONGEST))


def decide_looks(
    meeting: Meeting, context: Context, look: Look, failed: Sequence[LookFailed]
) -> LooksChecked:
    """Say what was not in order, each in words.

    Raises what ``require_open`` raises, RuleBroken("meeting_look_words") or "reason_too_long".
    """
    require_open(meeting, context)
    said = tuple(LookFailed(of=each.of, words=words_within(each.words, LONGEST)) for each in failed)
    if any(not each.words for each in said):
        raise RuleBroken("meeting_look_words")
    return LooksChecked(look=look, failed=said)


def decide_done(meeting: Meeting, context: Context, step: str, words: str = "") -> StepDone | None:
    """A step is done; None where it was settled before.

    Raises what ``require_open`` raises, RuleBroken("meeting_step_unknown"), "meeting_step_empty" for one whose record
    is missing, or "reason_too_long".
    """
    require_open(meeting, context)
    known = meeting.step_of(step)
    if known is None or step == SIGNING:
        raise RuleBroken("meeting_step_unknown", step=step)
    if known.state != "open":
        return None
    if known.required and not _recorded(meeting, step):
        raise RuleBroken("meeting_step_empty", step=step)
    return StepDone(step=step, seconds=_seconds(meeting, context), words=words_within(words, LONGEST))


def _recorded(meeting: Meeting, step: str) -> bool:
    """Whether what a step is there to write was written; some steps are there to be spoken of alone."""
    if step == "roll_call":
        return meeting.attendance is not None
    if step in get_args(Look):
        return step in meeting.looks
    if step == "posts":
        return bool(meeting.posts)
    return step != "drill" or bool(meeting.drill)


def decide_skip(meeting: Meeting, context: Context, step: str, reason: str = "") -> StepSkipped | None:
    """A step is passed over; None where it was settled before.

    Raises what ``require_chair`` raises, RuleBroken("meeting_signed"), "meeting_step_unknown",
    "meeting_reason_missing" for a required one, "meeting_steps_open" for signing before the other steps are settled,
    or "reason_too_long".
    """
    (require_chair if step == SIGNING else require_open)(meeting, context)
    known = meeting.step_of(step)
    if known is None:
        raise RuleBroken("meeting_step_unknown", step=step)
    if known.state != "open":
        return None
    if step == SIGNING:
        _require_settled(meeting)
    reason = words_within(reason, LONGEST)
    if known.required and not reason:
        raise RuleBroken("meeting_reason_missing", step=step)
    return StepSkipped(step=step, seconds=_seconds(meeting, context), reason=reason)


def decide_point(meeting: Meeting, context: Context, words: str) -> PointAdded | None:
    """Something to watch today; None where it was said before.

    Raises what ``require_open`` raises, RuleBroken("meeting_point_missing") or "reason_too_long".
    """
    require_open(meeting, context)
    words = words_within(words, LONGEST)
    if not words:
        raise RuleBroken("meeting_point_missing")
    return None if words in meeting.points else PointAdded(words=words)


def decide_posts(meeting: Meeting, context: Context, posts: Sequence[PostGiven]) -> PostsGiven:
    """Give everybody present a post.

    Raises what ``require_open`` raises, RuleBroken("meeting_post_unknown") or "meeting_post_missing".
    """
    require_open(meeting, context)
    given = {each.staff_no: each for each in posts if each.staff_no in meeting.present}
    for each in given.values():
        if each.post not in POSTS:
            raise RuleBroken("meeting_post_unknown")
    for who in meeting.present:
        if who not in given:
            raise RuleBroken("meeting_post_missing", to=who)
    return PostsGiven(posts=tuple(given[who] for who in meeting.present))


def decide_drill(
    meeting: Meeting, context: Context, question: str, who: str, *, right: bool
) -> DrillAnswered | None:
    """A question of the drill was answered; None where it was before. Raises what ``require_open`` raises."""
    require_open(meeting, context)
    if any(each.question == question for each in meeting.drill):
        return None
    return DrillAnswered(question=question, right=right, who=who)


def decide_sign(meeting: Meeting, signer: str) -> MeetingSigned | None:
    """Somebody present signs, whose PIN was found right; None where he had signed.

    Raises RuleBroken("meeting_over"), "meeting_not_present" or "meeting_steps_open".
    """
    if signer in meeting.signers:
        return None
    if meeting.ended_at is not None:
        raise RuleBroken("meeting_over")
    if signer not in meeting.present:
        raise RuleBroken("meeting_not_present", to=signer)
    _require_settled(meeting)
    return MeetingSigned(staff_no=signer)


def ending(meeting: Meeting, context: Context) -> MeetingEnded | None:
    """The end of a meeting whose last step is settled or in which everybody present has signed; None before that."""
    last = meeting.step_of(SIGNING)
    settled = last is not None and last.state != "open"
    if meeting.ended_at is not None or meeting.open_steps or (meeting.to_sign and not settled):
        return None
    seconds = max(0, int((context.now - meeting.begun_at).total_seconds()))
    return MeetingEnded(seconds=seconds, head=meeting.head.hex())


def signing_done(meeting: Meeting, context: Context) -> StepDone | None:
    """The last step, once everybody present has signed; None before that or where it was passed over."""
    last = meeting.step_of(SIGNING)
    if last is None or last.state != "open" or meeting.to_sign:
        return None
    return StepDone(step=SIGNING, seconds=_seconds(meeting, context))


def _require_settled(meeting: Meeting) -> None:
    if meeting.open_steps:
        raise RuleBroken("meeting_steps_open", step=meeting.open_steps[0])


def _seconds(meeting: Meeting, context: Context) -> int:
    """What a step took, by the clock; a clock that was set back gives nothing."""
    return max(0, int((context.now - meeting.left_at).total_seconds()))
