"""Widgets of one line: the top line, the second line, the banner, headings."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol, cast

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from counter_tui.i18n import _
from counter_tui.widgets.cells import cut, width
from counter_tui.widgets.roles import Piece, Pieces, content, sign, within
from counter_tui.widgets.status import StatusView

if TYPE_CHECKING:
    from textual.app import App


class Look(Protocol):
    """What a widget asks of the app it lives in: is the look the plain one?"""

    plain: bool


def plain_look(widget: Widget) -> bool:
    """Is the look in use the plain one, with ASCII signs only?"""
    app = cast("App[object]", widget.app)
    return bool(getattr(app, "plain", False))


class Line(Widget):
    """One line of pieces, cut at the right edge; nothing in it is read as markup."""

    DEFAULT_CLASSES = "line"
    pieces: reactive[tuple[Piece | str, ...]] = reactive(())

    def __init__(self, *pieces: Piece | str, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(Line.pieces, pieces)

    def show(self, pieces: Pieces) -> None:
        """Show these pieces instead."""
        self.pieces = tuple(pieces)

    def render(self) -> Content:
        """The pieces in the colours of their roles."""
        return within(content(self.pieces, plain=plain_look(self)), self.size.width)


class Section(Line):
    """The heading of a group, with a quieter remark beside it."""

    DEFAULT_CLASSES = "line section"

    def __init__(self, title: str, remark: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.name_it(title, remark)

    def name_it(self, title: str, remark: str = "") -> None:
        """Give it this title and this remark."""
        pieces = [Piece(title, "heading")]
        if remark:
            pieces += [Piece("  "), Piece(remark, "heading")]
        self.pieces = tuple(pieces)


class Banner(Line):
    """A warning across the screen, there only while it has words."""

    DEFAULT_CLASSES = "line banner"

    def warn(self, words: str) -> None:
        """Show these words; none hides the banner."""
        self.pieces = (Piece(f" {sign('soon', plain_look(self))} {words}", "soon"),) if words else ()
        self.display = bool(words)


class TopLine(Widget):
    """Counter, clerk, lead, where am I; at the right line state, unsent facts and the clock."""

    DEFAULT_CLASSES = "line top-line"
    status: reactive[StatusView] = reactive(StatusView())
    place: reactive[str] = reactive("")
    clock: reactive[str] = reactive("")

    def set_time(self, now: datetime) -> None:
        """Show this (local) time; drawn again only when the minute changes."""
        self.clock = f"{now:%H:%M}"

    def render(self) -> Content:
        """The line, with the middle given up first when there is no room."""
        plain = plain_look(self)
        badge, left = self._left()
        right = self._right(plain)
        if self.status.since and width(badge + _text(left) + _text(right)) >= self.size.width:
            # That it is offline is enough where who works here and where would be cut.
            right = self._right(plain, since=False)
        room = self.size.width - width(_text(right)) - width(badge) - 1
        shown = content([*_fitted(left, room)], plain=plain)
        gap = max(self.size.width - width(badge) - shown.cell_length - width(_text(right)), 0)
        return Content.assemble(
            (badge, "bold $badge-text on $badge"), shown, " " * gap, content(right, plain=plain)
        ).truncate(self.size.width)

    def _left(self) -> tuple[str, list[Piece]]:
        status = self.status
        pieces: list[Piece] = []
        if status.clerk:
            pieces.append(Piece(f" {status.clerk}", "strong"))
        if status.quiet:
            # All there is to see of a quiet call: a customer who looks on learns nothing.
            pieces.append(Piece(".", "secondary"))
        if status.lead:
            pieces.append(Piece("  " + _("Lead {name}").format(name=status.lead), "secondary"))
        if status.peak:
            pieces.append(Piece("  " + _("PEAK"), "soon"))
        if status.practice:
            pieces.append(Piece("  " + _("DEMO"), "soon"))
        if place := self.place or status.station:
            pieces.append(Piece(f"   {place}", "text"))
        return (f" {status.counter} " if status.counter else ""), pieces

    def _right(self, plain: bool, *, since: bool = True) -> list[Piece]:
        status = self.status
        pieces: list[Piece] = []
        if status.online is not None:
            mark = sign("dot" if status.online else "ring", plain)
            pieces.append(Piece(f" {mark} ", "done" if status.online else "soon"))
            pieces.append(Piece(_line_state(status, since=since) + "  ", "secondary"))
        if status.station:
            pieces.append(Piece(_("unsent {count}").format(count=status.unsent), "secondary"))
        pieces.append(Piece(f"  {self.clock} ", "text"))
        return pieces


class KeyHint(Line):
    """A quiet line of help inside the body."""

    DEFAULT_CLASSES = "line key-hint"


def _line_state(status: StatusView, *, since: bool) -> str:
    """Whether the company's centre is in touch, in a word."""
    if status.online:
        return _("online")
    if not status.since:
        return _("never online")
    return _("offline since {at}").format(at=status.since) if since else _("offline")


def _text(pieces: Pieces) -> str:
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def _fitted(pieces: list[Piece], room: int) -> list[Piece]:
    """The pieces cut so that together they take at most ``room`` cells; the last one that has room is cut."""
    fitted: list[Piece] = []
    for piece in pieces:
        kept = cut(piece.text, max(room, 0))
        room -= width(kept)
        fitted.append(Piece(kept, piece.role))
    return fitted
