"""Yesterday, problems, policy, points: what is spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.domain.brief.models import FIGURES
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.ids import parse_number
from counter_tui.domain.meeting.typed import Named, TypedProblem, read_problem
from counter_tui.i18n import N_, _, language, ngettext
from counter_tui.screens.actions.form import usual_check
from counter_tui.screens.meeting.pane import Deed, Doing, Pane, Shown, in_two
from counter_tui.screens.sheet import Lines, folded
from counter_tui.services.wording.brief import say_figure, say_share, say_value, say_who, say_why
from counter_tui.services.wording.dates import say_by
from counter_tui.widgets.fact_table import Row
from counter_tui.widgets.roles import Piece, Role

if TYPE_CHECKING:
    from counter_tui.domain.facts.meeting import CaseUsed, FigureUsed
    from counter_tui.services.actions.service import ActionLine

CASE, SAID = "case ", "said "
"""What the ids of rows of cases and of points begin with; a figure's row has its code."""
_HEAVY = frozenset(
    {
        "promises_broken",
        "limits_passed",
        "low_ratings",
        "refusals_held",
        "wording_held",
        "complaints",
        "papers_late",
    }
)
"""Figures that call for somebody where they are not 0."""


def figure_row(figure: FigureUsed) -> Row:
    """A number of the brief as a row."""
    role: Role = "text" if figure.value else "quiet"
    if figure.value and figure.code in _HEAVY:
        role = "broken"
    return in_two(say_figure(figure.code), Piece(say_value(figure.value), role), figure.code)


class Review(Pane):
    """What deserves a word, then the figures of yesterday."""

    code = "review"
    opens = True

    def rows(self, shown: Shown) -> list[Row]:
        """The cases first."""
        begun = shown.meeting.begun
        cases = [
            in_two(
                Piece(_("First {place}").format(place=place), "accent"),
                Piece(said_case(shown, each), "strong"),
                f"{CASE}{place}",
            )
            for place, each in enumerate(begun.cases, 1)
        ]
        return [
            *cases,
            *(figure_row(each) for each in begun.figures if FIGURES.get(each.code) == "yesterday"),
        ]

    def told(self, shown: Shown, marked: str, cells: int) -> Lines:
        """The shares."""
        del marked
        begun = shown.meeting.begun
        shares = (
            say_share(
                each.code, each.part, each.whole, round(100 * each.part / each.whole) if each.whole else None
            )
            for each in begun.shares
        )
        return [line for share in shares if share for line in folded(share, cells, "secondary")]

    def keys(self, shown: Shown) -> str:
        """What Enter opens."""
        del shown
        return _("Enter opens the list of a number. Space: next step")


def said_case(shown: Shown, case: CaseUsed) -> str:
    """A case in words: why, what it is of, whom it is about."""
    why = _(", ").join(map(say_why, case.why))
    number, check = parse_number(case.name), shown.view.lists.get(case.opens)
    name = number.short if number else check.say(language()) if check else case.name
    return "  ".join(filter(None, (why, name, say_who(case.kind, case.who, shown.view.name))))


class Problems(Pane):
    """What is carried, and what is new."""

    code = "problems"
    asks = N_("problem @initials +days =check")

    def rows(self, shown: Shown) -> list[Row]:
        """What was named in this meeting first."""
        now = {each.item for each in shown.meeting.problems}
        lines = sorted(shown.carried, key=lambda each: each.item_id not in now)
        return [
            in_two(
                Piece(each.owner_name, "strong" if each.item_id in now else "text"),
                Piece(
                    "  ".join([*self._told_first(each, new=each.item_id in now), each.words]),
                    "broken" if each.late else "text",
                ),
                each.item_id,
            )
            for each in lines
        ]

    def _told_first(self, line: ActionLine, *, new: bool) -> list[str]:
        age = _("new today") if new else self._age(line.age)
        return [age, _("overdue")] if line.late else [age]

    def _age(self, days: int) -> str:
        return ngettext("{count} day", "{count} days", days).format(count=days)

    def told(self, shown: Shown, marked: str, cells: int) -> Lines:
        """The marked one in whole."""
        line = next((each for each in shown.carried if each.item_id == marked), None)
        if line is None:
            return folded(_("Nothing is carried."), cells, "quiet")
        due = say_by(line.due, shown.today)
        return [
            *folded(line.words, cells, "strong", most=3),
            *folded(f"{due}   {line.check}", cells, "secondary", most=2),
        ]

    def keys(self, shown: Shown) -> str:
        """How one is named."""
        del shown
        return _("n: words @initials +days, Enter. Space: next step")

    def judged(self, shown: Shown, marked: str, text: str) -> tuple[Piece, ...]:
        """Who, by when, looked at how."""
        del marked
        read = self._read(shown, text)
        if read.trouble:
            words = _("nobody is called so") if read.trouble == "nobody" else _("several are called so")
            return (Piece(words, "broken"),)
        day = _("today") if not read.days else _("+{count} working days").format(count=read.days)
        return (Piece(f"{shown.view.name(read.owner)}   {day}", "secondary"),)

    def _read(self, shown: Shown, text: str) -> TypedProblem:
        people = [Named(each.staff_no, each.name, each.initials) for each in shown.view.staff]
        return read_problem(text, people, shown.meeting.chair)

    def typed(self, shown: Shown, marked: str, text: str, doing: Doing) -> Deed | None:
        """Name it."""
        del marked
        if not text.strip():
            return None
        read, item = self._read(shown, text), doing.item()
        if read.trouble:
            raise RuleBroken("meeting_owner_unclear")
        steps, check = doing.services.meeting_steps, read.check or usual_check()
        return lambda: steps.problem(
            doing.actor, item, read.words, read.owner, steps.due_in(read.days), check
        )


class Policy(Pane):
    """Notices somebody here has not read."""

    code = "policy"

    def rows(self, shown: Shown) -> list[Row]:
        """Each with how many have not read it."""
        return [
            in_two(
                Piece(
                    ngettext("{count} unread", "{count} unread", len(each.people)).format(
                        count=len(each.people)
                    ),
                    "soon",
                ),
                each.notice.title,
                f"{each.notice.code} {each.notice.edition}",
            )
            for each in shown.view.to_tell
        ]

    def told(self, shown: Shown, marked: str, cells: int) -> Lines:
        """What is read out: three lines of each."""
        if not shown.view.to_tell:
            done = bool(shown.meeting.notices)
            words = (
                _("Passed on: everybody here has a receipt.")
                if done
                else _("Everybody here has read every notice.")
            )
            return folded(words, cells, "done")
        del marked
        lines: Lines = []
        for each in shown.view.to_tell:
            lines += [[Piece(each.notice.title, "strong")]]
            lines += [line for text in each.notice.summary for line in folded(text, cells)]
            lines += [[]]
        return lines

    def keys(self, shown: Shown) -> str:
        """What Enter writes."""
        if not shown.view.to_tell:
            return super().keys(shown)
        return _("Read out, then Enter: receipts for everybody here")

    def leave(self, shown: Shown, doing: Doing) -> Deed:
        """Receipts are written."""
        del shown
        return lambda: doing.services.meeting_steps.pass_on(doing.actor)


class Points(Pane):
    """What to watch today."""

    code = "points"
    asks = N_("what else is to be watched today")
    opens = True

    def rows(self, shown: Shown) -> list[Row]:
        """What was said, then the brief's figures of the day."""
        said = [
            in_two(Piece(_("said here"), "accent"), Piece(each, "strong"), f"{SAID}{each}")
            for each in shown.meeting.points
        ]
        today = (each for each in shown.meeting.begun.figures if FIGURES.get(each.code) == "today")
        return [*said, *(figure_row(each) for each in sorted(today, key=lambda each: not each.value))]

    def keys(self, shown: Shown) -> str:
        """What there is to do."""
        del shown
        return _("Enter opens a number's list; n: one more. Space: next")

    def typed(self, shown: Shown, marked: str, text: str, doing: Doing) -> Deed | None:
        """One more point."""
        del shown, marked
        if not text.strip():
            return None
        return lambda: doing.services.meeting_steps.point(doing.actor, text)
