"""What the steps of a meeting write: who is there, what was looked at, problems, notices, points, posts, answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from counter_tui.db import begun, ledger
from counter_tui.db.reading import meetings
from counter_tui.db.subjects import ACTION_ITEM
from counter_tui.domain.actions.decide import due_in, named_by, set_item
from counter_tui.domain.checks.lists import list_of
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.checks import CheckAnswer
from counter_tui.domain.facts.meeting import (
    Absent,
    LookFailed,
    NoticesPassedOn,
    NoticeTold,
    PostGiven,
    ProblemNamed,
)
from counter_tui.domain.ids import make_id
from counter_tui.domain.meeting import decide
from counter_tui.domain.meeting.state import Meeting
from counter_tui.domain.meeting.steps import questions_of
from counter_tui.domain.staff.roles import Actor, may, require
from counter_tui.domain.text import fold_code
from counter_tui.domain.voice.notices import decide_heard
from counter_tui.domain.voice.notices import fold as fold_notice
from counter_tui.services.actions.service import action_subject, name_problem
from counter_tui.services.checks.service import look_at
from counter_tui.services.lines.checks import items_failed, problem_of
from counter_tui.services.meeting.about import HALL, hall_items, to_tell
from counter_tui.services.meeting.acting import Acting, MeetingActs
from counter_tui.services.reference.checks import load_checks
from counter_tui.services.reference.meeting import load_questions
from counter_tui.services.station import Once, Station
from counter_tui.services.views.actions import NamedProblem
from counter_tui.services.voice.notices import notice_subject
from counter_tui.services.wording.meeting import appearance_again


class MeetingStepService(MeetingActs):
    """Each step is written when it is left: what it says and that it is done, as one. Only problems, points and
    answers to questions are written one by one.
    """

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._checks, self._questions = Once(load_checks), Once(load_questions)

    def attendance(
        self, actor: Actor, present: Sequence[str], absent: Sequence[Absent] = (), late: Sequence[str] = ()
    ) -> None:
        """Say who is there; so the roll call is done. Raises what ``decide_attendance`` raises."""

        def write(acting: Acting, known: Meeting) -> None:
            fact = decide.decide_attendance(known, acting.context, present, absent, late)
            acting.add(None if fact == known.attendance else fact)

        self._step(actor, "roll_call", write, later=True)

    def appearance(self, actor: Actor, failed: Sequence[LookFailed] = ()) -> None:
        """Each person was looked at; who has to put something right has it as an action item of today.

        Raises what ``decide_looks`` raises.
        """

        def write(acting: Acting, known: Meeting) -> None:
            fact = decide.decide_looks(known, acting.context, "appearance", failed)
            acting.add(fact)
            for each in fact.failed:
                about, today = f"appearance {each.of}", acting.context.today
                again = appearance_again()
                item = set_item(acting.context, each.words, each.of, today, again, "meeting", about)
                self._name(acting, self._new_item(acting), item)

        self._step(actor, "appearance", write)

    def hall(self, actor: Actor, failed: Sequence[LookFailed] = ()) -> None:
        """The hall was looked at: its daily list is done with it, and what failed is to be put right.

        What only a lead looks at is left out where somebody else stands in for the lead.

        Raises what ``decide_looks`` and the check raise.
        """

        def write(acting: Acting, known: Meeting) -> None:
            fact = decide.decide_looks(known, acting.context, "hall", failed)
            acting.add(fact)
            said = {each.of: each.words for each in fact.failed}
            answers = [
                CheckAnswer(
                    item=each.code,
                    result="failed" if each.code in said else "ok",
                    words=said.get(each.code, ""),
                )
                for each in hall_items(acting.connection, list_of(self._checks(), HALL))
                if each.who not in ("lead", "head") or may(actor.role, "lead_matter")
            ]
            if answers:
                looked = look_at(self._station, self._checks(), acting.writing, actor, HALL, answers)
                for named in looked.problems:
                    self._tell_of(acting, named)

        self._step(actor, "hall", write)

    def problem(
        self, actor: Actor, item: str, words: str, owner: str, due: date, check: str
    ) -> NamedProblem | None:
        """Name a problem under an id minted before; None where this was done already.

        Raises what ``require_open`` and ``set_item`` raise, RuleBroken("receiver_unknown") or "action_unknown".
        """
        subject, told = action_subject(item), []

        def write(acting: Acting, known: Meeting) -> None:
            decide.require_open(known, acting.context)
            if not ledger.facts_of(acting.connection, subject):
                fact = set_item(
                    acting.context, words, fold_code(owner), due, check, "meeting", named_by(words)
                )
                told.append(self._name(acting, subject, fact))
            begun.discard(acting.connection, acting.subject.id, actor.staff_no, "problems")

        self._write(actor, write)
        return told[0] if told else None

    def new_item(self, actor: Actor) -> str:
        """The id (hex) of a problem about to be named: naming it twice makes one."""
        require(actor, "write")
        return make_id(self._station.clock.now(), self._station.store.pen.random(10)).hex()

    def due_in(self, working_days: int) -> date:
        """The day so many working days from today."""
        today = self._station.rules.day_of(self._station.clock.now())
        return due_in(working_days, today, self._station.rules.calendar)

    def pass_on(self, actor: Actor) -> None:
        """The unread notices were read out: a receipt for each person present and notice.

        Raises what ``require_open`` raises.
        """

        def write(acting: Acting, known: Meeting) -> None:
            decide.require_open(known, acting.context)
            step = known.step_of("policy")
            told = to_tell(self._station, acting.connection, known.present, known.day)
            if not told or (step and step.state != "open"):
                return
            for each in told:
                subject = notice_subject(each.notice.code)
                history = ledger.facts_of(acting.connection, subject)
                heard = decide_heard(fold_notice(history), each.notice.edition, each.people, known.day)
                acting.writing.append(subject, heard, actor.staff_no, history[-1].fact_id, history)
            notices = tuple(
                NoticeTold(notice=each.notice.code, edition=each.notice.edition, title=each.notice.title)
                for each in told
            )
            acting.add(NoticesPassedOn(notices=notices, people=known.present))

        self._step(actor, "policy", write)

    def point(self, actor: Actor, words: str) -> None:
        """Something to watch today. Raises what ``decide_point`` raises."""

        def write(acting: Acting, known: Meeting) -> None:
            acting.add(decide.decide_point(known, acting.context, words))
            begun.discard(acting.connection, acting.subject.id, actor.staff_no, "points")

        self._write(actor, write)

    def posts(self, actor: Actor, posts: Sequence[PostGiven]) -> None:
        """Give everybody present a post. Raises what ``decide_posts`` raises."""

        def write(acting: Acting, known: Meeting) -> None:
            fact = decide.decide_posts(known, acting.context, posts)
            acting.add(None if fact.posts == known.posts else fact)

        self._step(actor, "posts", write, later=True)

    def drill(self, actor: Actor, question: str, who: str = "", *, right: bool) -> None:
        """A question was answered; with the last of the day the step is done. Raises what ``decide_drill`` raises."""

        def write(acting: Acting, known: Meeting) -> None:
            acting.add(decide.decide_drill(known, acting.context, question, who, right=right))
            asked = {each.question for each in acting.known.drill}
            questions = questions_of(known.day, self._questions(), self._station.profile)
            if all(each.code in asked for each in questions):
                acting.add(decide.decide_done(acting.known, acting.context, "drill"))

        self._write(actor, write)

    def _new_item(self, acting: Acting) -> Subject:
        return Subject(ACTION_ITEM, make_id(acting.context.now, acting.writing.pen.random(10)))

    def _name(self, acting: Acting, subject: Subject, fact: Any) -> NamedProblem:
        named = name_problem(acting.writing, acting.context, subject, fact)
        self._tell_of(acting, named)
        return named

    def _tell_of(self, acting: Acting, named: NamedProblem) -> None:
        row = meetings.item(acting.connection, bytes.fromhex(named.item_id))
        acting.add(
            ProblemNamed(
                item=named.item_id,
                words=problem_of(row, items_failed(acting.connection, [row])),
                owner=row.owner,
                due=date.fromisoformat(row.due),
                about=row.about,
                how=named.how,
            )
        )
