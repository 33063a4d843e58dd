"""What is promised, in a few lines, and why it is due then, on request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll

from counter_tui.domain.facts.matter import PromiseGiven
from counter_tui.domain.price.book import Quote
from counter_tui.i18n import _, language
from counter_tui.screens.base import CounterDialog
from counter_tui.services.views.matter import PromiseView
from counter_tui.services.wording.clocks import say_limit, say_standing
from counter_tui.services.wording.dates import say_due
from counter_tui.services.wording.prices import is_silent, say_price, say_why_free
from counter_tui.services.wording.sources import say_source
from counter_tui.widgets.cells import cut, fold, pad, width
from counter_tui.widgets.fitted import FittedLine
from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece, Role

INDENT, LEAST_NAME_CELLS, MOST_NAME_CELLS, INNER_CELLS = "  ", 8, 24, 68


def promise_lines(
    views: Sequence[PromiseView], given: Sequence[PromiseGiven], now: datetime, zone: tzinfo, room: int
) -> list[FittedLine]:
    """A line for each promise: to the customer strong, limits behind it quiet; how long it is where there is room.

    The day stands there in full whatever the room: the name before it is cut.
    """
    limits = {(each.code, each.standing): say_limit(each.limit, each.unit) for each in given}
    names = [view.name.say(language()) for view in views]
    days = [_due(view, now, zone) for view in views]
    day_cells = max(map(width, days), default=0) + 2
    longest = max(room - width(INDENT) - day_cells, LEAST_NAME_CELLS)
    name_cells = min(max(map(width, names), default=0), MOST_NAME_CELLS, longest) + 2
    lines: list[FittedLine] = []
    for view, name, day in zip(views, names, days, strict=True):
        public = view.standing == "public"
        about = limits.get((view.code, "public"), "") if public else say_standing(view.standing)
        fits = width(INDENT) + name_cells + day_cells + width(about) <= room
        lines.append(
            (
                Piece(INDENT + pad(cut(name, name_cells - 2), name_cells), "text" if public else "quiet"),
                Piece(pad(day, day_cells), "strong" if public else "soon"),
                Piece(about if fits else "", "quiet"),
            )
        )
    return lines


def _due(view: PromiseView, now: datetime, zone: tzinfo) -> str:
    due = _("by {day}").format(day=say_due(view.due_at, now, zone))
    return _("{day} (provisional)").format(day=due) if view.provisional else due


def why_lines(views: Sequence[PromiseView], cells: int, heading: Role = "heading") -> list[FittedLine]:
    """A paragraph for each promise: how its day was counted, and by which rule."""
    lines: list[FittedLine] = []
    for view in views:
        standing = "" if view.standing == "public" else "  " + say_standing(view.standing)
        lines += [()] if lines else []
        lines.append((Piece(view.name.say(language()), heading), Piece(standing, "quiet")))
        for sentence in view.why:
            for number, part in enumerate(fold(sentence, cells - 2)):
                lines.append((Piece(("  " if number else "· ") + part),))
        lines += [(Piece("  " + part, "quiet"),) for part in fold(say_source(view.source), cells - 2)]
    return lines


def cost_lines(quote: Quote | None, cells: int, heading: Role = "heading") -> list[FittedLine]:
    """What the request costs and by which rule or book; nothing where there is nothing to say."""
    if quote is None or is_silent(quote):
        return []
    if quote.free is not None:
        lines: list[FittedLine] = [(Piece(_("Cost"), heading), Piece("  " + _("free"), "strong"))]
        return [*lines, *((Piece("  " + part, "quiet"),) for part in fold(say_why_free(quote), cells - 2))]
    book = _("price book {version}").format(version=quote.version)
    lines = [(Piece(_("Cost"), heading), Piece("  " + book, "quiet"))]
    for item in quote.items:
        price = Piece("  " + say_price(item), "strong")
        lines.append((Piece("· " + item.name.say(language())), price))
    return lines


class Why(CounterDialog[None]):
    """How each promise was counted, day by day, and by which rule; and what the request costs."""

    BINDINGS = [
        Binding("enter,ctrl+y", "dismiss", show=False),
        Binding("down,pagedown", "scroll(1)", show=False),
        Binding("up,pageup", "scroll(-1)", show=False),
    ]

    def __init__(self, views: Sequence[PromiseView], quote: Quote | None = None) -> None:
        super().__init__()
        self._views, self._quote = tuple(views), quote

    def compose(self) -> ComposeResult:
        """A paragraph for each promise."""
        with Vertical(id="dialog", classes="wide"):
            with VerticalScroll(id="why", can_focus=False):
                for line in (*why_lines(self._views, INNER_CELLS), (), *cost_lines(self._quote, INNER_CELLS)):
                    yield Line(*line)
                yield Line("")
            yield Line(Piece("Enter ", "accent"), _("Go on"))

    def action_scroll(self, step: int) -> None:
        """Move the text."""
        self.query_one("#why", VerticalScroll).scroll_relative(y=step * 3, animate=False)
