"""Words of promises: how a due date was counted, why a clock stands still, what was wrong with a question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from counter_tui.domain.calendar import PROVISIONAL
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.promise import Step
from counter_tui.i18n import N_, _, language, ngettext
from counter_tui.services.wording.dates import say_weekday

# The calendar's data holds the Chinese names; these are their English twins.
_HOLIDAYS = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Qingming",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
    "抗战胜利纪念日": "Victory Day",
}
_PAUSES = {
    "customer_site_not_ready": N_("the customer's site is not ready"),
    "customer_works": N_("the customer's own electrical works"),
    "customer_papers_awaited": N_("waiting for the customer's papers"),
    "customer_requested": N_("at the customer's request"),
    "awaiting_government_approval": N_("waiting for a government approval"),
    "force_majeure": N_("force majeure"),
}
_EVENTS = {
    "accepted": N_("accepted"),
    "answered": N_("answered"),
    "informed": N_("customer informed"),
    "closed": N_("closed"),
}
_PROBLEMS = {
    "calendar_columns": N_("{file}, line {line}: {columns} values with commas between are needed: {value}"),
    "calendar_date": N_("{file}, line {line}: not a date like 2027-02-06: {value}"),
    "calendar_word": N_("{file}, line {line}: off or work is needed, not {value}"),
    "calendar_name": N_("{file}, line {line}: the name is missing or too long: {value}"),
    "calendar_twice": N_("{file}, line {line}: {value} stands there twice"),
    "calendar_unreadable": N_("{file} cannot be read as UTF-8 text"),
    "question_not_an_object": N_("A question is an object with limit, unit and from"),
    "member_missing": N_("{member} is missing"),
    "limit_not_whole": N_("limit must be a whole number"),
    "limit_out_of_range": N_("limit must be from 1 to {longest}"),
    "limit_unit_unknown": N_("unit must be one of: {known}"),
    "from_unreadable": N_("from must be a local time like 2026-09-30T16:20:00, without an offset"),
    "from_out_of_range": N_("from must lie between {earliest} and {latest}"),
    "pause_reason_unknown": N_("This is not a reason for which a promise may pause"),
    "pause_ends_before_it_begins": N_("The pause ends before it begins"),
}
# Above this many counted days ordinary weekends are told in the line of the days around them.
_SHORT = 10


def explain(steps: Sequence[Step], event: str = "") -> list[str]:
    """How a due date was counted, as lines a person can follow; runs of days off in one line.

    ``event`` names what started the promise in words (see ``event_words``); without it the start is just told.
    """
    year = steps[0].first.year
    return [_line(row, event or _("start of the promise"), year) for row in _rows(steps)]


def event_words(code: str) -> str:
    """The words of an event that starts or meets a promise; of a stage (``stage:<code>``) nothing is known here."""
    return _(_EVENTS[code]) if code in _EVENTS else ""


def pause_words(code: str) -> str:
    """The words of a pause reason."""
    return _(_PAUSES[code])


def holiday_words(name: str) -> str:
    """A holiday's name in the language in use; a name of the station's own stays as it was written."""
    return _HOLIDAYS.get(name, name) if language() == "en" else name


def problem_words(error: RuleBroken) -> str:
    """What a broken rule of calendar, pause or promise question says to a person; the code itself for other rules."""
    words = _PROBLEMS.get(error.code)
    return _(words).format(**error.facts) if words else error.code


def _rows(steps: Sequence[Step]) -> list[list[Step]]:
    """The steps that share a line: days off in a run, and in long counts the ordinary weeks."""
    rows: list[list[Step]] = []
    for kind, run in groupby(steps, key=lambda step: step.kind):
        together = list(run)
        rows += [together] if kind in ("off", "rolled") else [[step] for step in together]
    return _weeks_folded(rows) if max(step.n for step in steps) > _SHORT else rows


def _weeks_folded(rows: list[list[Step]]) -> list[list[Step]]:
    folded: list[list[Step]] = []
    for row in rows:
        after_weekend = len(folded) > 1 and len(folded[-1]) == 1 and _is(folded[-1][0], "off", "weekend")
        if after_weekend and _is(row[0], "counted", "working") and _is(folded[-2][-1], "counted", "working"):
            weekend = folded.pop()
            folded[-1] = [*folded[-1], *weekend, *row]
        else:
            folded.append(row)
    return folded


def _is(step: Step, kind: str, reason: str) -> bool:
    return step.kind == kind and step.reason.removeprefix(PROVISIONAL) == reason


def _line(row: list[Step], event: str, year: int) -> str:
    step = row[0]
    if step.kind == "started":
        return _started(step, event)
    if step.kind == "due":
        return _due(step)
    if step.at is not None and step.to is not None:
        return _span(step, step.at, step.to)
    days = _days(step.first, row[-1].last, year)
    if step.kind == "counted":
        return _counted(row, days)
    if step.kind == "paused":
        return _("{days} paused: {reason}, not counted").format(days=days, reason=pause_words(step.reason))
    reason = _joined(list(dict.fromkeys(_reason(part.reason) for part in row)))
    if step.kind == "rolled":
        words = _("{days} {reason}: day {n}, the last, is a day off, moved to the next working day")
        return words.format(days=days, reason=reason, n=step.n)
    return _("{days} {reason}, not counted").format(days=days, reason=reason)


def _started(step: Step, event: str) -> str:
    if step.at is not None:
        return _("{moment} {event}").format(moment=_moment(step.at), event=event)
    day = step.first.isoformat()
    return _("{day} {event}, counting from the next day").format(day=day, event=event)


def _due(step: Step) -> str:
    due = step.first.isoformat() if step.at is None else _moment(step.at)
    if not step.reason:
        return _("due {due}").format(due=due)
    year = step.reason.removeprefix(PROVISIONAL)
    words = _("due {due} (provisional: the days off of {year} are not in the calendar)")
    return words.format(due=due, year=year)


def _counted(row: list[Step], days: str) -> str:
    step, last = row[0], row[-1]
    number = _numbers(row)
    if not step.reason:
        return ngettext("{days} day {n}", "{days} days {n}", _length(step)).format(days=days, n=number)
    if len(row) > 1:
        words = _("{days} working days {n}, weekends between not counted")
        return words.format(days=days, n=number)
    if step.reason.removeprefix(PROVISIONAL) == "make_up":
        if step.first == last.last:
            days = f"{days} {say_weekday(step.first)}"
        words = ngettext(
            "{days}, make-up working day, working day {n}",
            "{days}, make-up working days, working days {n}",
            _length(step),
        )
        return words.format(days=days, n=number)
    words = ngettext("{days} working day {n}", "{days} working days {n}", _length(step))
    return words.format(days=days, n=number)


def _numbers(row: list[Step]) -> str:
    first, last = row[0].n - _length(row[0]) + 1, row[-1].n
    return str(last) if first == last else f"{first}–{last}"


def _length(step: Step) -> int:
    return (step.last - step.first).days + 1


def _days(first: date, last: date, year: int) -> str:
    begin = first.isoformat() if first.year != year else f"{first:%m-%d}"
    if first == last:
        return begin
    end = last.isoformat() if last.year != first.year else f"{last:%m-%d}"
    return _("{begin} to {end}").format(begin=begin, end=end)


def _reason(code: str) -> str:
    plain = code.removeprefix(PROVISIONAL)
    if plain == "weekend":
        return _("weekend")
    name = holiday_words(plain.removeprefix("holiday:"))
    return name if plain == code else _("{holiday} (provisional)").format(holiday=name)


def _joined(parts: list[str]) -> str:
    return (", " if language() == "en" else "、").join(parts)


def _span(step: Step, at: datetime, to: datetime) -> str:
    begin, end = _moment(at), _moment(to)
    if step.kind == "paused":
        days = _("{begin} to {end}").format(begin=begin, end=end)
        return _("{days} paused: {reason}, not counted").format(days=days, reason=pause_words(step.reason))
    words = _("{begin} to {end} {duration}, running through nights and days off")
    return words.format(begin=begin, end=end, duration=_duration(int((to - at).total_seconds())))


def _duration(seconds: int) -> str:
    hours, minutes = seconds // 3600, seconds // 60 % 60
    parts = []
    if hours:
        parts.append(ngettext("{count} hour", "{count} hours", hours).format(count=hours))
    if minutes:
        parts.append(ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes))
    if seconds % 60:
        parts.append(ngettext("{count} second", "{count} seconds", seconds % 60).format(count=seconds % 60))
    return " ".join(parts)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}" if at.second else f"{at:%Y-%m-%d %H:%M}"
