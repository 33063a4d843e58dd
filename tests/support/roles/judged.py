"""Ratings and what follows: recoveries, flags, months, comments, praise, surveys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.praise.decide import Typed
from support.clocks import NOON
from support.recoveries import PLAN as RECOVERY_PLAN
from support.recoveries import low
from support.roles.ready import another_lead, plain, with_bill, without_ratings
from support.roles.trying import Calls, Ready, Trying
from support.stations import LI, WANG
from support.surveys import survey_file


def _of_month(name: str, t: Trying) -> object:
    return getattr(t.services.rating_stats, name)(t.actor, f"{NOON:%Y-%m}")


def _award_too_early(t: Trying) -> None:
    """Whoever may name the best clerk is told that the month is not over."""
    month = f"{NOON:%Y-%m}"
    try:
        t.services.rating_stats.award(t.actor, month, LI.staff_no, *another_lead(t.actor))
    except RuleBroken as broken:
        if broken.code != "month_not_over":
            raise


def _withdraw_none(t: Trying) -> None:
    """Whoever may withdraw the best clerk is told that there is none."""
    try:
        withdraw = t.services.rating_stats.withdraw_award
        withdraw(t.actor, f"{NOON:%Y-%m}", *another_lead(t.actor), "查实代按")
    except RuleBroken as broken:
        if broken.code != "award_none":
            raise


def _with_low(call: Callable[[Trying, str], object], *, step: str = "plan") -> Callable[[Trying], Ready]:
    """A bad rating that is planned, and is so far as ``step`` says; of who acts, where that person may serve anybody.

    Who reviews and closes is not the clerk concerned.
    """

    def ready(t: Trying) -> Ready:
        recoveries, clerk = t.services.recoveries, LI if step in ("appeal", "done") else t.owner
        visit = low(t.small, clerk=clerk)
        recoveries.plan(WANG, visit, RECOVERY_PLAN)
        if step == "appeal":
            recoveries.appeal(LI, visit, "wrong", "按错了键")
        if step == "done":
            recoveries.call(WANG, visit, "no_wish")
        if step in ("done", "corrected"):
            recoveries.correct(WANG, visit, "增开窗口")
        return lambda: call(t, visit)

    return ready


def _with_comment(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    """A comment somebody typed in."""

    def ready(t: Trying) -> Ready:
        batch = t.services.comments.new(LI)
        t.services.comments.take(LI, batch, NOON.date(), "box", ["等太久"])
        return lambda: call(t, batch)

    return ready


def _a_praise() -> Typed:
    return Typed(NOON.date(), "102", "letter", "耐心", "感谢信，存 2 号盒")


def _with_praise(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    """A praise somebody noted."""

    def ready(t: Trying) -> Ready:
        praise = t.services.praise.new(LI)
        t.services.praise.note(LI, praise, _a_praise())
        return lambda: call(t, praise)

    return ready


CALLS: Calls = {
    "recoveries.open": plain(lambda t: t.services.recoveries.open(t.actor)),
    "recoveries.closed": plain(lambda t: t.services.recoveries.closed(t.actor)),
    "recoveries.plan": _with_low(lambda t, v: t.services.recoveries.plan(t.actor, v, RECOVERY_PLAN)),
    "recoveries.call": _with_low(lambda t, v: t.services.recoveries.call(t.actor, v, "not_reached")),
    "recoveries.correct": _with_low(lambda t, v: t.services.recoveries.correct(t.actor, v, "增开窗口")),
    "recoveries.state": _with_low(lambda t, v: t.services.recoveries.state(t.actor, v, "系统卡住")),
    "recoveries.appeal": _with_low(lambda t, v: t.services.recoveries.appeal(t.actor, v, "wrong", "按错")),
    "recoveries.decide": _with_low(
        lambda t, v: t.services.recoveries.decide(t.actor, v, "stands", "已核实"), step="appeal"
    ),
    "recoveries.second": _with_low(lambda t, v: t.services.recoveries.second(t.actor, v), step="corrected"),
    "recoveries.close": _with_low(lambda t, v: t.services.recoveries.close(t.actor, v), step="done"),
    "recovery_words.begun": plain(lambda t: t.services.recovery_words.begun(t.actor, "01", "plan")),
    "recovery_words.keep": plain(
        lambda t: t.services.recovery_words.keep(t.actor, "01", "plan", {"w": "等"})
    ),
    "recovery_words.drop": plain(lambda t: t.services.recovery_words.drop(t.actor, "01", "plan")),
    "gaming.month": plain(lambda t: t.services.gaming.month(t.actor)),
    "gaming.to_check": plain(lambda t: t.services.gaming.to_check(t.actor)),
    "gaming.unchecked": plain(lambda t: t.services.gaming.unchecked(t.actor)),
    "gaming.check": without_ratings(
        "flag_unknown", lambda t: t.services.gaming.check(t.actor, "", "101", "fast", "clean", "看过录像")
    ),
    "gaming.called": without_ratings(
        "sample_unknown", lambda t: t.services.gaming.called(t.actor, "", "00" * 16, "confirmed")
    ),
    "surveys.take_file": plain(lambda t: t.services.surveys.take_file(t.actor, survey_file(t.folder))),
    "surveys.take_data": plain(
        lambda t: t.services.surveys.take_data(t.actor, survey_file(t.folder).read_bytes())
    ),
    "surveys.view": plain(lambda t: t.services.surveys.view(t.actor)),
    "comments.new": plain(lambda t: t.services.comments.new(t.actor)),
    "comments.take": plain(
        lambda t: t.services.comments.take(
            t.actor, t.services.comments.new(LI), NOON.date(), "box", ["等太久"]
        )
    ),
    "comments.lines": plain(lambda t: t.services.comments.lines(t.actor)),
    "comments.counts": plain(lambda t: t.services.comments.counts(t.actor)),
    "comments.settle": _with_comment(lambda t, each: t.services.comments.settle(t.actor, each, 1, "已转")),
    "praise.new": plain(lambda t: t.services.praise.new(t.actor)),
    "praise.note": plain(lambda t: t.services.praise.note(t.actor, t.services.praise.new(LI), _a_praise())),
    "praise.prove": _with_praise(lambda t, each: t.services.praise.prove(t.actor, each, "录音")),
    "praise.confirm": _with_praise(lambda t, each: t.services.praise.confirm(t.actor, each)),
    "praise.take_out": _with_praise(lambda t, each: t.services.praise.take_out(t.actor, each, "重复")),
    "praise.lines": plain(lambda t: t.services.praise.lines(t.actor)),
    "praise.counted": plain(lambda t: t.services.praise.counted(t.actor, NOON.date(), NOON.date())),
    "rating_views.mine": plain(lambda t: t.services.rating_views.mine(t.actor)),
    "rating_views.day": plain(lambda t: t.services.rating_views.day(t.actor)),
    **{
        f"rating_stats.{name}": plain(partial(_of_month, name))
        for name in ("month", "pdf", "print", "save", "text", "xlsx")
    },
    "rating_stats.award": plain(_award_too_early),
    "rating_stats.withdraw_award": plain(_withdraw_none),
    "ratings.open_token": with_bill(lambda t, _m: t.services.ratings.open_token(t.actor)),
}
