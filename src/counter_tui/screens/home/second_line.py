"""The line below the top of the first screen: who stands in, what is due and late, what is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from counter_tui.commands import home as commands
from counter_tui.commands import ways
from counter_tui.i18n import _
from counter_tui.screens.home import counted
from counter_tui.services.wording.hand_over import say_untaken
from counter_tui.widgets.cells import cut, width
from counter_tui.widgets.roles import Piece, Role

if TYPE_CHECKING:
    from counter_tui.commands import Command
    from counter_tui.domain.staff.roles import Action
    from counter_tui.services.views.home import HomeView
    from counter_tui.services.views.lines import MatterLine

Figure = tuple[str, int, Role, bool]
"""A word, how many, how it looks, and whether a zero is said where there is room for it."""

LOW_CELLS = 40
"""So much of the line a bad rating takes at most."""


class SecondLine:
    """The pieces of the line for one view of the day, in so many cells."""

    def __init__(
        self,
        view: HomeView,
        now: datetime,
        cells: int,
        key: Callable[[Command], str],
        may: Callable[[Action], bool],
    ) -> None:
        self._view, self._now, self._cells, self._key, self._may = view, now, cells, key, may

    def pieces(self) -> tuple[Piece | str, ...]:
        """A bad rating, the meeting that waits, what is due, late, offered; the opening check where it takes no room.

        Until the counter opens nothing else comes before the opening check.
        """
        meeting, check = (*self._low(), *self._meeting()), tuple(self._check())
        before = (*meeting, *check) if self._view.opening_check == "due" else meeting
        line, with_check = self._line(before), self._line((*meeting, *check))
        counts_alike = _counts(with_check[len(meeting) + len(check) :]) == _counts(line[len(before) :])
        return with_check if counts_alike and self._fits(with_check) else line

    def _fits(self, pieces: Sequence[Piece | str]) -> bool:
        return width("".join(map(_words, pieces)).rstrip()) <= self._cells

    def _low(self) -> Iterator[Piece]:
        """The newest bad rating nobody has dealt with, for a lead: the customer may still be in the hall."""
        if self._view.low is not None:
            # Loaded here: most days nobody needs it.
            from counter_tui.services.wording.ratings import say_lows, say_newest_low

            low, lows = self._view.low, say_lows(self._view.low)
            # A long reason is cut, never how many there are.
            newest = cut(say_newest_low(low), LOW_CELLS - width(lows))
            yield Piece(f"{self._key(ways.RECOVERY)} ", "accent")
            yield Piece(f"! {newest}{lows}   ", "broken")

    def _meeting(self) -> Iterator[Piece]:
        """The morning meeting that waits for who leads; not begun in time the day is red."""
        waits = self._view.meeting
        if waits:
            late = _("Meeting not held") if waits == "late" else _("Meeting due")
            words = _("Meeting under way") if waits == "running" else late
            yield Piece(f"{self._key(ways.MEETING)} ", "accent")
            yield Piece(f"{words}   ", "broken" if waits == "late" else "soon")

    def _check(self) -> Iterator[Piece]:
        """The opening check that waits for this person: no promise to a customer, so it is never red."""
        if self._view.opening_check:
            yield Piece(f"{self._key(ways.CHECKS)} ", "accent")
            yield Piece(f"{say_check(self._view)}   ", "soon")

    def _line(self, first: Sequence[Piece]) -> tuple[Piece | str, ...]:
        pieces = [*first, *self._standing()]
        pieces += self._fitting([each[:3] for each in self._figures() if each[1] or each[3]], pieces)
        if (offered := self._offered()) is not None:
            role: Role = "broken" if offered.untaken(self._now) else "soon"
            offer = Piece(self._offer(offered, pieces), role)
            pieces += [Piece(f"{self._key(commands.TAKE)} ", "accent"), offer]
        return tuple(pieces)

    def _standing(self) -> Iterator[Piece | str]:
        """Who stands in for this person, and for whom this person does."""
        view = self._view
        if view.stand_in:
            said = _("You are noted as away, {name} stands in").format(name=view.stand_in)
            yield Piece(f"{self._key(commands.PRESENT)} ", "accent")
            yield Piece(f"{said}   ", "soon")
        if view.stands_in_for:
            names = _(", ").join(view.stands_in_for)
            yield Piece(_("Standing in for {names}").format(names=names) + "   ", "soon")

    def _figures(self) -> tuple[Figure, ...]:
        view = self._view
        leads = self._may("lead_matter")
        return (
            (_("To decide"), len(view.for_lead) if leads else 0, "broken", False),
            (_("Days not closed"), view.unclosed, "broken", False),
            (_("Packs to sign for"), view.packs, "broken", False),
            (_("Put off"), view.put_off, "broken", False),
            *_calls(view),
            (_("Questions open"), len(view.enquiries), _open_role(view), False),
            (_("Notices to read"), len(view.notices), "soon", False),
            (_("Not accepted today"), view.not_accepted, "soon", False),
            (_("Due today"), view.due_today, "soon", True),
            (_("Overdue"), view.overdue, "broken", True),
            (_("Station overdue"), view.station_late, "broken", False),
            (_("To tell"), view.to_inform, "soon", True),
            (_("Sheets to send"), view.sheets_waiting, "soon", False),
            (_("Untouched"), view.silent_count if leads else 0, "broken", False),
            (_("To call"), counted.calls_due(view, self._now), "broken", False),
            (*self._my_offers(), False),
        )

    def _offered(self) -> MatterLine | None:
        return self._view.inbox[0] if self._view.inbox and self._may("work") else None

    def _fitting(
        self, figures: Sequence[tuple[str, int, Role]], before: Sequence[Piece | str]
    ) -> list[Piece | str]:
        """The figures after these pieces. Where there is no room for all, zeros give way, then what is not red.

        What is offered keeps room for its key and its number.
        """
        room = self._cells - cells_of(before)
        if (offered := self._offered()) is not None:
            room -= width(self._key(commands.TAKE)) + 1 + width(offered.short)
        else:
            room += 3
        kept = list(figures)
        if cells_of(_said(kept)) > room:
            kept = [each for each in kept if each[1]]
        last_first = kept[::-1]
        for each in sorted(last_first, key=lambda figure: figure[2] == "broken"):
            if cells_of(_said(kept)) > room:
                kept.remove(each)
        return _said(kept)

    def _my_offers(self) -> tuple[str, int, Role]:
        """How many offers wait for somebody; those nobody has taken in time alone, once there are any."""
        late = counted.untaken(self._view.given, self._now)
        if late:
            return _("Nobody took"), late, "broken"
        return _("My offers"), self._view.offers_waiting, "secondary"

    def _offer(self, offered: MatterLine, before: Sequence[Piece | str]) -> str:
        """Who offers which matter, in as many words as fit after these pieces; the number is always whole.

        For how long nobody has taken it comes before who offers it.
        """
        room = self._cells - width(self._key(commands.TAKE)) - 1 - cells_of(before)
        ways: tuple[str, ...] = (_("takes over {number} from {who}"), _("{number} from {who}"))
        late = ""
        if offered.offered_at is not None and offered.untaken(self._now):
            late = say_untaken(self._now - offered.offered_at)
            ways = (
                _("takes over {number} from {who}: {late}"),
                _("{number} from {who}: {late}"),
                _("{number}: {late}"),
                *ways,
            )
        said = (words.format(who=offered.handler, number=offered.short, late=late) for words in ways)
        return next((words for words in said if width(words) <= room), offered.short)


def say_check(view: HomeView) -> str:
    """That the opening check waits, in time or not."""
    return _("Opening check late") if view.opening_check == "late" else _("Opening check due")


def cells_of(pieces: Sequence[Piece | str]) -> int:
    """How many cells these take beside each other."""
    return sum(width(_words(each)) for each in pieces)


def _words(piece: Piece | str) -> str:
    return piece.text if isinstance(piece, Piece) else piece


def _counts(pieces: Sequence[Piece | str]) -> list[Piece | str]:
    """What stands there beside figures of nothing."""
    zeros = {n for n, each in enumerate(pieces) if isinstance(each, Piece) and each.text.strip() == "0"}
    return [each for n, each in enumerate(pieces) if n not in zeros and n + 1 not in zeros]


def _said(figures: Sequence[tuple[str, int, Role]]) -> list[Piece | str]:
    """The figures, each after its word."""
    made: list[Piece | str] = []
    for words, count, role in figures:
        made += [Piece(f"{words} ", "quiet"), Piece(f"{count}   ", role if count else "secondary")]
    return made


def _calls(view: HomeView) -> Iterator[Figure]:
    """Calls for the lead: those this person has to answer, and answers not read yet."""
    if view.calls is not None:
        pressing = any(line.late or line.kind == "conflict" for line in view.calls.to_answer)
        yield _("Calls"), len(view.calls.to_answer), "broken" if pressing else "soon", False
        yield _("Lead answered"), len(view.calls.answers), "soon", False


def _open_role(view: HomeView) -> Role:
    """Of questions nobody has answered: broken once an answer was promised by now."""
    return "broken" if any(line.late for line in view.enquiries) else "soon"
