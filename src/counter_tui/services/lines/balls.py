"""Who has the ball, as lists and screens show it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from counter_tui.db.tables.matters import MatterRow
from counter_tui.domain.matter.balls import Ball, BallKind
from counter_tui.domain.staff.absence import Standing


class BallView(Struct, frozen=True):
    """Who has the ball, by name; ``what`` is the code of a resource or the reason of a pause.

    ``who`` is the staff number, empty for everybody else; ``name_en`` the English name of a unit.
    """

    kind: BallKind
    name: str
    what: str = ""
    who: str = ""
    name_en: str = ""

    def say(self, language: str) -> str:
        """The name in this language ("zh", "en"); of a person the only one there is."""
        return self.name_en if language == "en" and self.name_en else self.name


def ball_view(ball: Ball, name_of: Callable[[str], str]) -> BallView:
    """Who has the ball, by name."""
    if ball.kind in ("resource", "paused"):
        return BallView(ball.kind, "", ball.who)
    if ball.kind in ("outside", "unit") or not ball.who:
        return BallView(ball.kind, ball.who, name_en=ball.who_en)
    name = name_of(ball.who)
    # Somebody without a PC has a name and no number.
    return BallView(ball.kind, name, "", "" if name == ball.who else ball.who)


def ball_of_row(row: MatterRow, name_of: Callable[[str], str], standing: Standing) -> BallView | None:
    """Who has the ball of a matter in a list, None once it has ended; a stand-in tells in the first contact's place."""
    if not row.ball:
        return None
    who = row.ball_with
    if row.ball == "first_contact" and who in standing.away:
        who = standing.answering(who)
    # The column holds nothing but kinds.
    return ball_view(Ball(row.ball, who, row.ball_with_en), name_of)  # type: ignore[arg-type]
