"""The minutes of a morning meeting in words, as they stand on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, tzinfo

from msgspec import Struct

from counter_tui.domain.brief.models import FIGURES, percent_of
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.meeting.state import Meeting, Step
from counter_tui.domain.receipt.slip import Receipt, Row, Section
from counter_tui.i18n import N_, _, language, ngettext
from counter_tui.services.views.printing import Printed
from counter_tui.services.wording.brief import (
    say_figure,
    say_share,
    say_typical,
    say_value,
    say_who,
    say_why,
)
from counter_tui.services.wording.checks import again_words, problem_words
from counter_tui.services.wording.codes import say_code
from counter_tui.services.wording.dates import say_long_day
from counter_tui.services.wording.meeting import say_absent, say_minutes, say_post
from counter_tui.services.wording.printers import say_trouble

WORDS = {
    "minutes_none": N_("There was no meeting on {day}"),
    "minutes_unfinished": N_("The meeting of {day} is not over: its minutes are printed when it is"),
}
"""The words of the rules by code."""

_HOW = {"carried": N_("carried over"), "came_back": N_("came back within 30 days"), "new": ""}
_TARGET_SECONDS = 600


class Told(Struct, frozen=True):
    """What the codes in a meeting are called: people, steps, questions, items of checks, lists of checks.

    ``looks`` says how each problem is looked at, by the id of its action item.
    """

    people: Mapping[str, str]
    steps: Mapping[str, Words]
    questions: Mapping[str, Words]
    items: Mapping[str, Words]
    looks: Mapping[str, str]

    def name(self, staff_no: str) -> str:
        """What somebody is called."""
        return self.people.get(staff_no, staff_no)

    def names(self, people: Iterable[str]) -> str:
        """What they are called, in a row."""
        return _(", ").join(map(self.name, people))

    def item(self, code: str) -> str:
        """An item of a check, or a list of them, by name; whatever else it is, as it is written."""
        known = self.items.get(code)
        return known.say(language()) if known else code


def say_paper(meeting: Meeting, told: Told, station: str, zone: tzinfo, print_: str) -> Receipt:
    """The minutes on paper; ``print_`` is the fingerprint of the meeting, empty while it is not over."""
    sections = (
        Section("", (*_head(meeting, told, zone), *_people(meeting, told), *_looks(meeting, told))),
        Section("", (*_yesterday(meeting, told), *_problems(meeting, told), *_passed_on(meeting))),
        Section("", (*_today(meeting, told), *_drill(meeting, told), *_steps(meeting, told))),
        Section("", tuple(_signed(meeting, told, zone))),
    )
    foot = _("Ledger fingerprint {print}, the whole: {hash}").format(print=print_, hash=meeting.end_head)
    return Receipt(
        station=station,
        title=_("Minutes of the morning meeting"),
        copy="" if print_ else _("the meeting is not over"),
        sections=tuple(section for section in sections if section.rows),
        sign=(),
        foot=foot if print_ else "",
    )


def _head(meeting: Meeting, told: Told, zone: tzinfo) -> Iterator[Row]:
    yield Row(_("Day"), say_long_day(meeting.day))
    chair = told.name(meeting.chair)
    if meeting.begun.chair_for:
        chair = _("{name}, in place of {lead}").format(name=chair, lead=told.name(meeting.begun.chair_for))
    yield Row(_("Chair"), chair)
    yield Row(_("Time"), _say_time(meeting, zone))


def _say_time(meeting: Meeting, zone: tzinfo) -> str:
    began = _clock(meeting.begun_at, zone)
    if meeting.ended_at is None or meeting.seconds is None:
        return _("from {began}").format(began=began)
    said = _("{began} to {ended}, {minutes} minutes").format(
        began=began, ended=_clock(meeting.ended_at, zone), minutes=say_minutes(meeting.seconds)
    )
    over = meeting.seconds - _TARGET_SECONDS
    return said if over <= 0 else said + _(", {minutes} too long").format(minutes=say_minutes(over))


def _clock(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


def _people(meeting: Meeting, told: Told) -> Iterator[Row]:
    counted = _("{present} of {expected}").format(
        present=len(meeting.present), expected=len(meeting.present) + len(meeting.absent)
    )
    yield Row(_("Present"), f"{counted}   {told.names(meeting.present)}")
    if meeting.attendance and meeting.attendance.late:
        yield Row(_("Came late"), told.names(meeting.attendance.late))
    for each in meeting.absent:
        said = (told.name(each.staff_no), say_absent(each.reason), each.words)
        yield Row(_("Absent"), "   ".join(filter(None, said)))


def _looks(meeting: Meeting, told: Told) -> Iterator[Row]:
    labels = {"appearance": _("Appearance"), "hall": _("Hall")}
    for look, failed in meeting.looks.items():
        label = labels.get(look, look)
        if not failed:
            yield Row(label, _("in order"))
        for each in failed:
            name = told.name(each.of) if look == "appearance" else told.item(each.of)
            yield Row(label, _("{what}: {words}").format(what=name, words=each.words))


def _say_span(meeting: Meeting) -> str:
    first, last = meeting.begun.first, meeting.begun.last
    if first == last:
        return first.isoformat()
    return _("{first} to {last}").format(first=first.isoformat(), last=last.isoformat())


def _yesterday(meeting: Meeting, told: Told) -> Iterator[Row]:
    figures = _("{days}: {figures}").format(days=_say_span(meeting), figures=_figures(meeting, "yesterday"))
    yield Row(_("Yesterday"), figures)
    shares = (
        say_share(each.code, each.part, each.whole, percent_of(each.part, each.whole))
        for each in meeting.begun.shares
    )
    said = _("; ").join(filter(None, (*shares, say_typical(meeting.begun.typical_seconds))))
    if said:
        yield Row(_("Shares"), said)
    for number, case in enumerate(meeting.begun.cases, start=1):
        why = _(", ").join(map(say_why, case.why))
        words = (why, told.item(case.name), say_who(case.kind, case.who, told.name))
        yield Row(_("Case {number}").format(number=number), "   ".join(filter(None, words)))


def _figures(meeting: Meeting, part: str) -> str:
    """The figures that are not 0, those without a source among them; how many the others are, which all are 0."""
    used = [each for each in meeting.begun.figures if FIGURES.get(each.code) == part]
    said = [f"{say_figure(each.code)} {say_value(each.value)}" for each in used if each.value != 0]
    if nothing := len(used) - len(said):
        rest = ngettext("the other {count} is 0", "the other {count} are 0", nothing)
        said.append(rest.format(count=nothing))
    return _("; ").join(said)


def _problems(meeting: Meeting, told: Told) -> Iterator[Row]:
    for number, each in enumerate(meeting.problems, start=1):
        item = told.items.get(each.about)
        words = problem_words(item, each.words) if item else each.words
        by = _("{owner}, by {due}").format(owner=told.name(each.owner), due=each.due.isoformat())
        look = again_words(item) if item else told.looks.get(each.item, "")
        how = _HOW.get(each.how, each.how)
        said = (words, by, _("looked at: {how}").format(how=look) if look else "", _(how) if how else "")
        yield Row(_("Problem {number}").format(number=number), "   ".join(filter(None, said)))


def _passed_on(meeting: Meeting) -> Iterator[Row]:
    for passed in meeting.notices:
        count = len(passed.people)
        to = ngettext("to {count} person", "to {count} people", count).format(count=count)
        for notice in passed.notices:
            yield Row(_("Notice"), f"{notice.title}   {to}")


def _today(meeting: Meeting, told: Told) -> Iterator[Row]:
    yield Row(_("Today"), _figures(meeting, "today"))
    for point in meeting.points:
        yield Row(_("Watch"), point)
    by_post: dict[str, list[str]] = {}
    for each in meeting.posts:
        by_post.setdefault(each.post, []).append(each.staff_no)
    if by_post:
        posts = (f"{say_post(post)} {told.names(people)}" for post, people in by_post.items())
        yield Row(_("Posts"), _("; ").join(posts))


def _drill(meeting: Meeting, told: Told) -> Iterator[Row]:
    for each in meeting.drill:
        known = told.questions.get(each.question)
        words = known.say(language()) if known else each.question
        right = _("knew it") if each.right else _("did not know")
        yield Row(
            _("Drill"), "   ".join(filter(None, (words, told.name(each.who) if each.who else "", right)))
        )


def _steps(meeting: Meeting, told: Told) -> Iterator[Row]:
    """What was said of a step, and what was passed over; the other steps are told by what they wrote."""
    for step in meeting.steps:
        if step.state == "skipped":
            yield Row(_step(step, told), _passed_over(step))
        elif step.words:
            yield Row(_step(step, told), step.words)


def _step(step: Step, told: Told) -> str:
    known = told.steps.get(step.code)
    return known.say(language()) if known else step.code


def _passed_over(step: Step) -> str:
    return _("passed over: {reason}").format(reason=step.words) if step.words else _("passed over")


def _signed(meeting: Meeting, told: Told, zone: tzinfo) -> Iterator[Row]:
    signed = [f"{told.name(each.staff_no)} {_clock(each.at, zone)}" for each in meeting.signed]
    if signed:
        yield Row(_("By PIN"), "   ".join(signed))
    if meeting.to_sign:
        yield Row(_("Not signed"), told.names(meeting.to_sign))


_CHECKED = {
    "stands": N_("{day}: the ledger has this meeting as its minutes have it"),
    "broken": N_("{day}: the ledger has this fingerprint, but facts before it were changed: keep all files"),
    "gone": N_("{day}: the ledger has no meeting with this fingerprint: keep the paper and all files"),
}


def say_checked(standing: str, day: str) -> str:
    """What became of the fingerprint that stands on minutes."""
    return say_code(_CHECKED, standing).format(day=day)


def say_minutes_printed(printed: Printed) -> str:
    """Where the minutes went, and why the printer did not print them when it did not."""
    if printed.silent:
        return _("{trouble}: the minutes are in {where}").format(
            trouble=say_trouble(printed), where=printed.file
        )
    return _("Minutes in {where}").format(where=printed.pdf or printed.file)
