"""The meeting, its brief and its minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from counter_tui.domain.facts.meeting import PostGiven
from support.clocks import NOON
from support.roles.ready import plain
from support.roles.trying import Calls, Ready, Trying
from support.stations import PINS, WANG


def _in_meeting(call: Callable[[Trying], object]) -> Callable[[Trying], Ready]:
    """The meeting of today, begun."""

    def ready(t: Trying) -> Ready:
        t.services.meeting.begin(WANG)
        return lambda: call(t)

    return ready


def _signing(t: Trying) -> Ready:
    """A meeting in which nothing is left but the signatures: tomorrow's, since nothing is changed in it any more."""
    today = t.small.clock.now()
    t.small.clock.advance(timedelta(days=1))
    t.services.meeting.begin(WANG)
    known = t.services.meeting.view(WANG).meeting
    assert known is not None
    for step in known.open_steps:
        t.services.meeting.skip(WANG, step, "抢修")

    def sign() -> None:
        try:
            t.services.meeting.sign(t.actor, WANG.staff_no, PINS[WANG.staff_no])
        finally:
            t.small.clock.set(today)

    return sign


def _after_meeting(call: Callable[[Trying], object]) -> Callable[[Trying], Ready]:
    """A meeting that is over: the day after tomorrow's."""

    def ready(t: Trying) -> Ready:
        today = t.small.clock.now()
        t.small.clock.advance(timedelta(days=2))
        t.services.meeting.begin(WANG)
        known = t.services.meeting.view(WANG).meeting
        assert known is not None
        for step in (*known.open_steps, "sign") if known.ended_at is None else ():
            t.services.meeting.skip(WANG, step, "抢修")

        def read() -> None:
            try:
                call(t)
            finally:
                t.small.clock.set(today)

        return read

    return ready


CALLS: Calls = {
    "minutes.search": plain(lambda t: t.services.minutes.search(t.actor, "李敏")),
    "minutes.of": _in_meeting(lambda t: t.services.minutes.of(t.actor)),
    "minutes.print": _after_meeting(lambda t: t.services.minutes.print(t.actor)),
    "minutes.pdf": _after_meeting(lambda t: t.services.minutes.pdf(t.actor)),
    "minutes.check": plain(lambda t: t.services.minutes.check(t.actor, NOON.date(), "0" * 20)),
    "minutes.give_out": plain(
        lambda t: t.services.minutes.give_out(t.actor, NOON.date(), NOON.date(), str(t.folder / "minutes"))
    ),
    "brief.of": plain(lambda t: t.services.brief.of(t.actor)),
    "brief.last": plain(lambda t: t.services.brief.last(t.actor)),
    "brief.matter_of": plain(lambda t: t.services.brief.matter_of(t.actor, "00" * 16)),
    "meeting.view": plain(lambda t: t.services.meeting.view(t.actor)),
    "meeting.held": plain(lambda t: t.services.meeting.held(t.actor)),
    "meeting.begin": plain(lambda t: t.services.meeting.begin(t.actor)),
    "meeting.done": _in_meeting(lambda t: t.services.meeting.done(t.actor, "review")),
    "meeting.skip": _in_meeting(lambda t: t.services.meeting.skip(t.actor, "hall", "抢修")),
    "meeting.sign": _signing,
    "meeting_words.begun": plain(lambda t: t.services.meeting_words.begun(t.actor)),
    "meeting_words.keep": _in_meeting(
        lambda t: t.services.meeting_words.keep(t.actor, "points", {"line": "下午"})
    ),
    "meeting_words.drop": plain(lambda t: t.services.meeting_words.drop(t.actor, "points")),
    "meeting_steps.attendance": _in_meeting(
        lambda t: t.services.meeting_steps.attendance(
            t.actor, [each.staff_no for each in t.services.meeting.view(t.actor).staff]
        )
    ),
    "meeting_steps.appearance": _in_meeting(lambda t: t.services.meeting_steps.appearance(t.actor)),
    "meeting_steps.hall": _in_meeting(lambda t: t.services.meeting_steps.hall(t.actor)),
    "meeting_steps.new_item": plain(lambda t: t.services.meeting_steps.new_item(t.actor)),
    "meeting_steps.problem": _in_meeting(
        lambda t: t.services.meeting_steps.problem(
            t.actor,
            "0a" * 16,
            "公示牌过期",
            "102",
            t.small.clock.now().date() + timedelta(days=3),
            "看公示牌",
        )
    ),
    "meeting_steps.pass_on": _in_meeting(lambda t: t.services.meeting_steps.pass_on(t.actor)),
    "meeting_steps.point": _in_meeting(lambda t: t.services.meeting_steps.point(t.actor, "下午停电")),
    "meeting_steps.posts": _in_meeting(
        lambda t: t.services.meeting_steps.posts(
            t.actor,
            [
                PostGiven(staff_no=each.staff_no, post=each.post)
                for each in t.services.meeting.view(t.actor).staff
            ],
        )
    ),
    "meeting_steps.drill": _in_meeting(
        lambda t: t.services.meeting_steps.drill(t.actor, "no_meter", right=True)
    ),
}
