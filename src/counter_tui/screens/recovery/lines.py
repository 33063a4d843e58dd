"""How a bad rating stands in the list, and in full below or beside it."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from itertools import chain
from typing import TYPE_CHECKING

from counter_tui.i18n import _, language
from counter_tui.screens.sheet import LABEL_CELLS, Lines, folded, labelled
from counter_tui.services.wording.dates import say_day, say_moment
from counter_tui.services.wording.matter import say_state
from counter_tui.services.wording.ratings import say_level, say_token_state
from counter_tui.services.wording.recovery import (
    say_cause,
    say_finding,
    say_ground,
    say_outcome,
    say_remedy,
    say_step,
)
from counter_tui.widgets.cells import cut, pad, width
from counter_tui.widgets.fact_table import Column, Row
from counter_tui.widgets.roles import Piece, Role

if TYPE_CHECKING:
    from counter_tui.domain.catalogue.ratings import RatingScale
    from counter_tui.domain.recovery.measures import Measures
    from counter_tui.services.views.recovery import RecoveryLine, SaidView

_DUE, _CLERK = 13, 8
_STEP = {"zh": 10, "en": 15}
_REST = 45
"""Cells for the step, the rating and the matter."""


def columns(*, record: bool = False) -> tuple[Column, ...]:
    """By when, what next, of whom, how it was rated, what it was about; in the record the day it was closed."""
    step = _STEP[language()]
    room = _REST - step
    return (
        Column(_("Closed on") if record else _("By when"), _DUE),
        Column(_("Stands"), step),
        Column(_("Clerk"), _CLERK),
        Column(_("Rating"), room - room // 2),
        Column(_("Matter"), room // 2),
    )


class Showing:
    """Shows bad ratings to one person: the words of levels and measures, and what today is."""

    def __init__(self, scale: RatingScale, measures: Measures, now: datetime, zone: tzinfo) -> None:
        self._scale, self._measures, self._now, self._zone = scale, measures, now, zone

    @property
    def today(self) -> date:
        """The day it is."""
        return self._now.astimezone(self._zone).date()

    def row(self, line: RecoveryLine) -> Row:
        """The rating as a row; one that is late, or waits for this person, has a sign as well as a colour."""
        step = _STEP[language()]
        room = _REST - step
        # Who calls back while a review waits has his own step to see.
        reviewed = line.appealed and not line.decided and not line.closed
        said = say_step("review" if reviewed and (not line.mine or "decide" in line.may) else line.step)
        mark, role = ("! ", "soon") if line.mine else ("  ", "secondary")
        cells = (
            self._due(line),
            Piece(mark + cut(said, step - len(mark)), role),  # type: ignore[arg-type]
            cut(line.clerk, _CLERK),
            cut(self._rated(line), room - room // 2),
            Piece(cut(f"{line.kind.say(language())} {line.customer}", room // 2), "secondary"),
        )
        return Row(line.visit, cells)

    def _due(self, line: RecoveryLine) -> Piece:
        if line.closed:
            return Piece(say_day(line.closed.at.astimezone(self._zone).date(), self.today), "secondary")
        said = say_day(line.due, self.today)
        said = line.due.isoformat() if width(said) > _DUE - 2 else said
        if line.late:
            return Piece(pad(said, _DUE - 1) + "▲", "broken")
        return Piece(said, "soon" if line.due == self.today else "text")

    def _rated(self, line: RecoveryLine) -> str:
        if line.level is None:
            return _("rated; shown later")
        level = say_level(self._scale, line.level)
        return f"{level}·{line.reason.say(language())}" if line.reason else level

    def in_full(self, line: RecoveryLine, cells: int) -> Lines:
        """Everything that is known of it, over as many lines as it takes."""
        room = cells - LABEL_CELLS
        role: Role = "broken" if line.level is not None and not line.closed else "text"
        moment = say_moment(line.pressed_at, self._now, self._zone)
        made = labelled(_("Rating"), folded(f"{self._rated(line)}   {moment}", room, role))
        made += labelled(_("Matter"), folded(self._matter(line), room))
        made += labelled(_("Clerk"), folded(self._said(line.clerk, line.stated), room))
        if line.step == "plan" and "plan" in line.may:
            made += self._causes(line, room)
        elif line.cause:
            plan = f"{say_cause(self._measures, line.cause)} → {say_remedy(self._measures, line.remedy)}"
            made += labelled(_("Plan"), folded("   ".join(filter(None, (plan, line.plan_words))), room))
        made += labelled(_("Call back"), self._calls(line, room))
        made += labelled(_("Remedied"), self._correction(line, room))
        if line.appealed:
            made += labelled(_("Appeal"), self._appeal(line, room))
        if line.second:
            made += labelled(_("Second"), folded(self._second(line), room))
        if line.closed:
            made += labelled(_("Made good"), folded(self._said(line.closed.by, line.closed), room))
        return made

    def _causes(self, line: RecoveryLine, room: int) -> Lines:
        """The causes with their digits, the one the customer's reason speaks for marked."""
        names = [each.name.say(language()) for each in self._measures.causes]
        widest = max(map(width, names)) + 6
        abreast = max(1, min(3, room // widest))
        cells = room // abreast
        pieces = [
            [
                Piece(f"{place} ", "accent"),
                Piece(pad(cut(f"{name} ●", cells - 3), cells - 2), "strong")
                if each.code == line.likely
                else Piece(pad(cut(name, cells - 3), cells - 2)),
            ]
            for place, (each, name) in enumerate(zip(self._measures.causes, names, strict=True), 1)
        ]
        rows = [[*chain(*pieces[start : start + abreast])] for start in range(0, len(pieces), abreast)]
        return labelled(_("Cause"), rows)

    def _matter(self, line: RecoveryLine) -> str:
        parts = [line.short, line.kind.say(language()), line.customer]
        if line.first_contact != line.clerk:
            parts.append(_("first contact {name}").format(name=line.first_contact))
        if line.matter:
            parts.append(say_state(line.matter.state))
            if line.matter.due_day:
                due = say_day(line.matter.due_day, self.today)
                parts.append(_("promised {day}").format(day=due))
        return "  ".join(filter(None, parts))

    def _said(self, who: str, said: SaidView | None) -> str:
        if said is None:
            return who
        moment = say_moment(said.at, self._now, self._zone)
        return "   ".join(filter(None, (who, said.words, moment)))

    def _calls(self, line: RecoveryLine, room: int) -> Lines:
        by = _("{name}, by {day}").format(name=line.caller, day=self._limit(line.call_by, line.call_limit))
        late = not line.calls and min(line.call_by, line.call_limit) < self.today and not line.closed
        made = _limited(by, room, late=late)
        for each in line.calls:
            parts = [say_outcome(each.outcome), each.words]
            if each.told:
                level = say_level(self._scale, each.told)
                parts.append(
                    _("told by phone: {level}, recording {number}").format(level=level, number=each.recording)
                )
            parts += [each.by, say_moment(each.at, self._now, self._zone)]
            made += folded("  ".join(filter(None, parts)), room)
        return made

    def _correction(self, line: RecoveryLine, room: int) -> Lines:
        if line.corrected:
            return folded(self._said(line.corrected.by, line.corrected), room)
        if line.finding in ("wrong", "malicious"):
            return folded(_("nothing to put right"), room, "quiet")
        late = min(line.correct_by, line.correct_limit) < self.today and not line.closed
        said = _("to be done by {day}").format(day=self._limit(line.correct_by, line.correct_limit))
        return _limited(said, room, late=late)

    def _limit(self, day: date, limit: date) -> str:
        said = say_day(day, self.today)
        if day == limit:
            return said
        return _("{day} (limit {limit})").format(day=said, limit=say_day(limit, self.today))

    def _appeal(self, line: RecoveryLine, room: int) -> Lines:
        assert line.appealed is not None
        made = folded(f"{say_ground(line.ground)}   {self._said(line.appealed.by, line.appealed)}", room)
        if line.decided is None:
            return made + folded(_("waits for a review; the rating stays"), room, "soon")
        found = f"{say_finding(line.finding)}   {self._said(line.decided.by, line.decided)}"
        return made + folded(found, room)

    def _second(self, line: RecoveryLine) -> str:
        if line.second != "rated":
            return say_token_state(line.second)
        if line.second_level is None:
            return _("rated; shown later")
        return _("{level}, pressed by the customer").format(level=say_level(self._scale, line.second_level))


def _limited(said: str, room: int, *, late: bool) -> Lines:
    """By when something is to be done; that the day is past is said in words too."""
    return folded("   ".join((said, _("overdue"))), room, "broken") if late else folded(said, room)
