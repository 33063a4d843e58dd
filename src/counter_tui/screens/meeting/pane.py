"""What a step of the meeting has at the right: rows, a sheet below them, a line to type in, and what is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, tzinfo
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct

from counter_tui.i18n import _
from counter_tui.screens.sheet import Lines, folded
from counter_tui.services.views.meeting import Attendee, MeetingView
from counter_tui.widgets.fact_table import Row
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.bootstrap.services import Services
    from counter_tui.domain.meeting.state import Meeting
    from counter_tui.domain.staff.roles import Actor
    from counter_tui.services.actions.service import ActionLine

Deed = Callable[[], Any]
"""What is written, in a thread."""
LINE = "line"
"""Under what of a step's marks the text of its line is kept."""
OF = "of"
"""Under what the row is kept that the line is said of."""


class Shown(Struct, frozen=True):
    """All a pane draws from: the meeting, action items carried, marks and text begun in this step."""

    view: MeetingView
    carried: tuple[ActionLine, ...]
    marks: Mapping[str, str]
    today: date
    zone: tzinfo

    @property
    def meeting(self) -> Meeting:
        """The meeting; panes of steps are shown once there is one."""
        meeting = self.view.meeting
        if meeting is None:
            raise LookupError("the meeting has not begun")
        return meeting

    def present(self) -> tuple[Attendee, ...]:
        """Who is here, as people of the staff."""
        there = self.meeting.present
        return tuple(each for each in self.view.staff if each.staff_no in there)


class Doing(Struct, frozen=True):
    """What panes write with."""

    services: Services
    actor: Actor
    item: Callable[[], str]
    """The id of the problem about to be named; the same until it is."""


class Pane:
    """One step. ``changes_later`` says that it can be written again after it was settled."""

    code: ClassVar[str] = ""
    asks: ClassVar[str] = ""
    """What its line is for (a message id); empty without a line."""
    secret: ClassVar[bool] = False
    in_line: ClassVar[bool] = False
    """Does the focus stand in its line from the beginning?"""
    changes_later: ClassVar[bool] = False
    opens: ClassVar[bool] = False
    """Does Enter open the marked row, rather than take what is shown?"""

    def rows(self, shown: Shown) -> list[Row]:
        """The rows of the list."""
        del shown
        return []

    def first(self, shown: Shown) -> str:
        """The id of the row to mark at first; empty for the first row."""
        del shown
        return ""

    def told(self, shown: Shown, marked: str, cells: int) -> Lines:
        """What stands below the list."""
        del shown, marked, cells
        return []

    def keys(self, shown: Shown) -> str:
        """What its own keys do, in words."""
        del shown
        return _("Enter or Space: next step")

    def digit(self, shown: Shown, marked: str, digit: int, doing: Doing) -> Mapping[str, str] | Deed | None:
        """New marks, or something to write; None where the digit means nothing."""
        del shown, marked, digit, doing
        return None

    def typed(self, shown: Shown, marked: str, text: str, doing: Doing) -> Mapping[str, str] | Deed | None:
        """The same for a line that was typed and sent."""
        del shown, marked, text, doing
        return None

    def judged(self, shown: Shown, marked: str, text: str) -> tuple[Piece, ...]:
        """What is made of the line as it stands."""
        del shown, marked, text
        return ()

    def leave(self, shown: Shown, doing: Doing) -> Deed:
        """What is written when the step is left."""
        del shown
        return lambda: doing.services.meeting.done(doing.actor, self.code)

    def take(self, shown: Shown, marked: str, doing: Doing) -> Mapping[str, str] | Deed:
        """What Enter does on the list; as a rule the same as leaving it."""
        del marked
        return self.leave(shown, doing)


def in_two(name: Piece | str, rest: Piece | str, id: str) -> Row:
    """A row of the list: a name and the rest."""
    return Row(id, (name, rest))


def para(text: str, cells: int, most: int = 0) -> Lines:
    """A paragraph with an empty line after it."""
    return [*folded(text, cells, most=most), []]
