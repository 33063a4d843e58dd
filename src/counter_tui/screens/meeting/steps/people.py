"""Roll call, posts, signatures: what goes through the people one by one."""

from __future__ import annotations

from collections.abc import Mapping

from counter_tui.domain.facts.meeting import Absent, PostGiven
from counter_tui.domain.meeting.decide import POSTS
from counter_tui.i18n import N_, _
from counter_tui.screens.meeting.pane import Deed, Doing, Pane, Shown, in_two
from counter_tui.screens.sheet import Lines, folded
from counter_tui.services.views.meeting import Attendee
from counter_tui.services.wording.meeting import say_absent, say_post
from counter_tui.services.wording.staff import say_role
from counter_tui.widgets.fact_table import Row
from counter_tui.widgets.roles import Piece, Role

HERE, LATE = "here", "late"
STANDINGS = (HERE, LATE, "ill", "leave", "training", "other_duty", "rest", "unknown")
"""What digits from 1 say of somebody at the roll call."""


class RollCall(Pane):
    """Who is here, and why somebody is not."""

    code = "roll_call"
    changes_later = True

    def rows(self, shown: Shown) -> list[Row]:
        """Everybody expected, and who is noted as away."""
        return [
            in_two(each.name, _said_here(self._standing(shown, each)), each.staff_no)
            for each in self._people(shown)
        ]

    def _people(self, shown: Shown) -> list[Attendee]:
        counted = {*shown.meeting.begun.expected, *shown.meeting.present}
        return [each for each in shown.view.staff if each.staff_no in counted or each.absence]

    def _standing(self, shown: Shown, person: Attendee) -> str:
        if found := shown.marks.get(person.staff_no):
            return found
        taken = shown.meeting.attendance
        if taken is not None:
            gone = {each.staff_no: each.reason for each in taken.absent}
            return gone.get(person.staff_no, LATE if person.staff_no in taken.late else HERE)
        return person.absence or HERE

    def told(self, shown: Shown, marked: str, cells: int) -> Lines:
        """How many of how many, and the digits."""
        del marked
        stands = [self._standing(shown, each) for each in self._people(shown)]
        here = sum(each in (HERE, LATE) for each in stands)
        count = _("Expected {all}   here {here}   not here {missing}")
        head = count.format(all=len(stands), here=here, missing=len(stands) - here)
        choices = "  ".join(f"{place} {_said_here(each).text}" for place, each in enumerate(STANDINGS, 1))
        return [[Piece(head, "strong")], [], *folded(choices, cells, "secondary")]

    def keys(self, shown: Shown) -> str:
        """What Enter takes."""
        del shown
        return _("Enter: as shown. Not here: mark the name, then a digit")

    def digit(self, shown: Shown, marked: str, digit: int, doing: Doing) -> Mapping[str, str] | None:
        """The marked person is here, late or away for a reason."""
        del doing
        if not marked or not 1 <= digit <= len(STANDINGS):
            return None
        return {**shown.marks, marked: STANDINGS[digit - 1]}

    def leave(self, shown: Shown, doing: Doing) -> Deed:
        """Attendance is written."""
        stands = {each.staff_no: self._standing(shown, each) for each in self._people(shown)}
        here = [who for who, stand in stands.items() if stand in (HERE, LATE)]
        late = [who for who, stand in stands.items() if stand == LATE]
        absent = [
            Absent(staff_no=who, reason=stand)  # type: ignore[arg-type]
            for who, stand in stands.items()
            if stand not in (HERE, LATE)
        ]
        return lambda: doing.services.meeting_steps.attendance(doing.actor, here, absent, late)


def _said_here(standing: str) -> Piece:
    if standing == HERE:
        return Piece(_("here"), "done")
    if standing == LATE:
        return Piece(_("came late"), "soon")
    return Piece(say_absent(standing), "soon")


class Posts(Pane):
    """The posts of the day."""

    code = "posts"
    changes_later = True

    def rows(self, shown: Shown) -> list[Row]:
        """Everybody present with a post."""
        return [
            in_two(each.name, _said_post(self._post(shown, each)), each.staff_no) for each in shown.present()
        ]

    def _post(self, shown: Shown, person: Attendee) -> str:
        given = {each.staff_no: each.post for each in shown.meeting.posts}
        return shown.marks.get(person.staff_no) or given.get(person.staff_no, person.post)

    def told(self, shown: Shown, marked: str, cells: int) -> Lines:
        """The digits."""
        del shown, marked
        choices = "  ".join(f"{place} {say_post(each)}" for place, each in enumerate(POSTS, 1))
        return folded(choices, cells, "secondary")

    def keys(self, shown: Shown) -> str:
        """What Enter takes."""
        del shown
        return _("Enter: as shown. Else mark the name, then a digit")

    def digit(self, shown: Shown, marked: str, digit: int, doing: Doing) -> Mapping[str, str] | None:
        """Another post for the marked person."""
        del doing
        if not marked or not 1 <= digit <= len(POSTS):
            return None
        return {**shown.marks, marked: POSTS[digit - 1]}

    def leave(self, shown: Shown, doing: Doing) -> Deed:
        """The posts are written."""
        posts = [PostGiven(staff_no=each.staff_no, post=self._post(shown, each)) for each in shown.present()]
        return lambda: doing.services.meeting_steps.posts(doing.actor, posts)


def _said_post(post: str) -> Piece:
    role: Role = {"lead": "strong", "none": "quiet"}.get(post, "text")  # type: ignore[assignment]
    return Piece(say_post(post), role)


class Sign(Pane):
    """Everybody present types the own PIN."""

    code = "sign"
    asks = N_("PIN of the marked person")
    secret = True
    in_line = True

    def rows(self, shown: Shown) -> list[Row]:
        """Everybody present, signed or not."""
        signed = {each.staff_no: each.at for each in shown.meeting.signed}
        return [
            in_two(
                each.name,
                Piece(f"✓ {signed[each.staff_no].astimezone(shown.zone):%H:%M}", "done")
                if each.staff_no in signed
                else Piece(say_role(each.role), "secondary"),
                each.staff_no,
            )
            for each in shown.present()
        ]

    def first(self, shown: Shown) -> str:
        """The first who has not signed."""
        return next(iter(shown.meeting.to_sign), "")

    def told(self, shown: Shown, marked: str, cells: int) -> Lines:
        """How many signatures are missing."""
        del marked
        missing = len(shown.meeting.to_sign)
        return folded(
            _("{count} still to sign; with the last one the meeting is over.").format(count=missing), cells
        )

    def keys(self, shown: Shown) -> str:
        """What Enter does."""
        del shown
        return _("PIN, Enter. Up and Down: somebody else first")

    def judged(self, shown: Shown, marked: str, text: str) -> tuple[Piece, ...]:
        """Who signs."""
        del text
        return (Piece(shown.view.name(marked), "strong"),) if marked else ()

    def typed(self, shown: Shown, marked: str, text: str, doing: Doing) -> Deed | None:
        """The marked person signs."""
        del shown
        if not marked or not text.strip():
            return None
        return lambda: doing.services.meeting.sign(doing.actor, marked, text.strip())

    def leave(self, shown: Shown, doing: Doing) -> Deed:
        """Nobody leaves it but by signing or a reason."""
        del shown
        return lambda: doing.services.meeting.skip(doing.actor, self.code)
