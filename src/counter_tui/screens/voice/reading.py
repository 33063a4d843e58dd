"""Notices to be read: one key each, over whatever is being done; what is typed meanwhile goes where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from msgspec import Struct
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll

from counter_tui.commands import binding
from counter_tui.commands import notices as commands
from counter_tui.i18n import _
from counter_tui.screens.base import CounterDialog
from counter_tui.screens.common import Common
from counter_tui.screens.dialogs.pick import INNER_CELLS
from counter_tui.services.views.voice import NoticeView
from counter_tui.widgets.cells import fold
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece


class WasRead(Struct, frozen=True):
    """``all_read``: nothing is left; ``typed`` and ``scans`` came while the notices stood there."""

    all_read: bool
    typed: str = ""
    scans: tuple[str, ...] = ()


class Notices(CounterDialog[WasRead]):
    """The notices one after the other: Enter says that this one is read. Esc leaves the rest for the next form.

    Somebody who types ahead, or a card reader, meant the field below: that is kept for it, and an Enter that ends such
    typing reads no notice.
    """

    KEYS = (commands.READ, commands.WHOLE)
    BINDINGS = [*map(binding, KEYS), Binding("escape", "later", show=False)]
    AUTO_FOCUS = ""
    CSS = """
    Notices #dialog { max-height: 22; }
    Notices #notice { height: auto; }
    Notices #notice-text { height: 7; margin-top: 1; }
    Notices #notice-lines { height: auto; }
    Notices #notice-keys { margin-top: 1; }
    """

    def __init__(self, notices: Sequence[NoticeView], read: Callable[[str, int], None]) -> None:
        super().__init__()
        self._notices, self._read = tuple(notices), read
        self._place = 0
        self._whole = False
        self._typed, self._scans = "", list[str]()
        self._typing = False

    def compose(self) -> ComposeResult:
        """Heading, the notice, its text where it was asked for, the keys."""
        with Vertical(id="dialog", classes="wide"):
            yield Vertical(id="notice")
            with VerticalScroll(id="notice-text", can_focus=False):
                yield Vertical(id="notice-lines")
            yield Line(id="notice-keys")

    def on_mount(self) -> None:
        """Show the first."""
        self._show()

    def after_retranslation(self) -> None:
        """Show the same in the other language."""
        super().after_retranslation()
        self._show()

    def _show(self) -> None:
        notice = self._notices[self._place]
        count = f"{self._place + 1}/{len(self._notices)}"
        lines = [
            Line(Piece(_("Notice"), "heading"), Piece(f"  {count}", "quiet")),
            Line(Piece("")),
            *(Line(Piece(each, "text")) for each in fold(notice.title, INNER_CELLS)),
            Line(Piece("")),
            *(Line(Piece(each)) for line in notice.summary for each in fold(line, INNER_CELLS)),
            Line(Piece("")),
            Line(Piece(_("{name}, from {day}").format(name=notice.by, day=notice.valid_from), "quiet")),
        ]
        box = self.query_one("#notice", Vertical)
        box.remove_children()
        box.mount_all(lines)
        text = self.query_one("#notice-lines", Vertical)
        text.remove_children()
        self.query_one("#notice-text").display = self._whole
        if self._whole:
            text.mount_all(
                Line(Piece(each)) for line in notice.text.splitlines() for each in fold(line, INNER_CELLS)
            )
        self.query_one("#notice-keys", Line).show(self._keys(notice))

    def _keys(self, notice: NoticeView) -> list[Piece | str]:
        said: list[Piece | str] = [Piece(f"{self.counter.key(commands.READ)} ", "accent"), _("Read it")]
        if notice.text:
            more = _("Next page") if self._whole else _("Whole text")
            said += [Piece(f"   {self.counter.key(commands.WHOLE)} ", "accent"), more]
        return [*said, Piece("   Esc ", "accent"), _("Later")]

    def on_key(self, event: events.Key) -> None:
        """Text is not meant for a notice."""
        if event.is_printable and event.character:
            self._typed += event.character
            self._typing = True
            event.stop()

    def take_scan(self, text: str) -> bool:
        """A card reader meant the form."""
        self._scans.append(text)
        return True

    def action_read(self) -> None:
        """This one is read: keep that, and show the next."""
        if self._typing:
            self._typing = False
            return
        notice = self._notices[self._place]
        self.write(partial(self._read, notice.code, notice.edition), lambda _none: self._next())

    def _next(self) -> None:
        if self._place + 1 == len(self._notices):
            self._end(all_read=True)
            return
        self._place, self._whole = self._place + 1, False
        self._show()

    def action_whole(self) -> None:
        """Show the text, or its next page."""
        self._typing = False
        if self._whole:
            self.query_one("#notice-text", VerticalScroll).scroll_page_down(animate=False)
        elif self._notices[self._place].text:
            self._whole = True
            self._show()

    def action_later(self) -> None:
        """Go on with what was being done; nothing can be accepted before they are read."""
        if not self.writing:
            self._end(all_read=False)

    def _end(self, *, all_read: bool) -> None:
        self.dismiss(WasRead(all_read, self._typed, tuple(self._scans)))


def give_back(screen: Common[Any], was_read: WasRead) -> None:
    """Put what was typed meanwhile into the field it was meant for."""
    if was_read.typed and isinstance(screen.focused, LineInput):
        screen.focused.insert_text_at_cursor(was_read.typed)
    for scan in was_read.scans:
        screen.take_scan(scan)
