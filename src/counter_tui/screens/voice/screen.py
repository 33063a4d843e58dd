"""One voice, as the lead sees it: notices with who has read them, whom to put right, and the answer cards."""

from __future__ import annotations

from functools import partial
from typing import Literal

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from counter_tui.commands import shell
from counter_tui.commands import voice as commands
from counter_tui.i18n import N_, _, language
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.dialogs.form import Field, Filled, FormDialog
from counter_tui.screens.sheet import Draw, Sheet, nothing
from counter_tui.screens.voice.forms import card_form, notice_form
from counter_tui.screens.voice.lines import card_row, notice_row, of_card, of_notice, of_telling, telling_row
from counter_tui.services.views.voice import CardView, NoticeReport, Telling
from counter_tui.services.wording.dates import say_moment
from counter_tui.widgets.fact_table import Column, FactTable
from counter_tui.widgets.lines import Section
from counter_tui.widgets.roles import Piece, Role

Mode = Literal["notices", "right", "cards"]
TITLES: dict[Mode, str] = {
    "notices": N_("Notices"),
    "right": N_("To put right"),
    "cards": N_("Answer cards"),
}
_EMPTY: dict[Mode, str] = {
    "notices": N_("No notice was given out yet."),
    "right": N_("Nobody was told anything that holds no more."),
    "cards": N_("There is no answer card."),
}


class VoiceScreen(DeskScreen):
    """Three lists behind three digits; what the marked row says stands below."""

    KEYS = (
        commands.NEW,
        commands.OPEN,
        commands.TAKE_BACK,
        commands.NOTICES,
        commands.PUT_RIGHT,
        commands.CARDS,
        shell.BACK,
    )
    AUTO_FOCUS = "#voice-list"
    CSS = """
    VoiceScreen #voice-main { height: 1fr; }
    VoiceScreen #voice-list { height: 1fr; max-height: 60%; }
    VoiceScreen #voice-scroll { height: 1fr; margin-top: 1; border-top: solid $line; }
    """

    def __init__(self, mode: Mode = "notices", marked: str = "") -> None:
        super().__init__()
        self._to_mark = marked
        self._mode: Mode = mode
        self._notices: tuple[NoticeReport, ...] = ()
        self._tellings: tuple[Telling, ...] = ()
        self._cards: tuple[CardView, ...] = ()

    def place(self) -> str:
        """Where am I."""
        return _("Notices and cards")

    def second_line(self) -> tuple[Piece | str, ...]:
        """The three lists with how much is in each."""
        counts = {"notices": len(self._notices), "right": len(self._tellings), "cards": len(self._cards)}
        pieces: list[Piece | str] = []
        for digit, (mode, title) in enumerate(TITLES.items(), 1):
            role: Role = "heading" if mode == self._mode else "secondary"
            urgent: Role = "soon" if mode == "right" and counts[mode] else role
            pieces += [
                Piece(f"{digit} ", "accent"),
                Piece(_(title), role),
                Piece(f" {counts[mode]}   ", urgent),
            ]
        return tuple(pieces)

    def compose_body(self) -> ComposeResult:
        """The list, and what its marked row says."""
        columns = (
            Column("", 12, most=20),
            Column("", 28, most=80),
            Column("", 11, most=20),
            Column("", 17, most=40),
        )
        with Vertical(id="voice-main"):
            yield Section(_(TITLES[self._mode]), id="voice-title")
            yield FactTable(columns, id="voice-list")
            with VerticalScroll(id="voice-scroll", can_focus=False):
                yield Sheet(id="voice-sheet")

    def on_mount(self) -> None:
        """The headings are in the second line already."""
        super().on_mount()
        self.query_one("#voice-list", FactTable).show_header = False

    @on(events.ScreenResume)
    def _look(self) -> None:
        self.ask(self._everything, self._show, group="voice")

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        self._look()

    def _everything(
        self,
    ) -> tuple[tuple[NoticeReport, ...], tuple[Telling, ...], tuple[CardView, ...]]:
        actor, services = self.actor, self.services
        return (
            services.notices.reports(actor),
            services.cards.to_put_right(actor),
            services.cards.all_cards(actor),
        )

    def _show(
        self, found: tuple[tuple[NoticeReport, ...], tuple[Telling, ...], tuple[CardView, ...]]
    ) -> None:
        self._notices, self._tellings, self._cards = found
        self._fill()

    def after_retranslation(self) -> None:
        """Fill the new list."""
        super().after_retranslation()
        self.query_one("#voice-list", FactTable).show_header = False
        self._fill()

    def _fill(self) -> None:
        rows = {
            "notices": [notice_row(each) for each in self._notices],
            "right": [telling_row(each, self.zone) for each in self._tellings],
            "cards": [card_row(each) for each in self._cards],
        }[self._mode]
        self.query_one("#voice-title", Section).name_it(
            _(TITLES[self._mode]), "" if rows else _(_EMPTY[self._mode])
        )
        table = self.query_one("#voice-list", FactTable)
        table.fill(rows)
        if self._to_mark:
            table.mark(self._to_mark)
            self._to_mark = ""
        self.show_second_line()
        self._show_marked()

    @property
    def _marked(self) -> str:
        return self.query_one("#voice-list", FactTable).marked or ""

    @property
    def _notice(self) -> NoticeReport | None:
        found = (
            each for each in self._notices if f"{each.notice.code}#{each.notice.edition}" == self._marked
        )
        return next(found, None) if self._mode == "notices" else None

    @property
    def _card(self) -> CardView | None:
        found = (each for each in self._cards if f"{each.code}#{each.edition}" == self._marked)
        return next(found, None) if self._mode == "cards" else None

    @property
    def _in_force(self) -> bool:
        """Is the marked notice or card one that can still be taken back?"""
        if not self.query("#voice-list"):
            return False
        notice, card = self._notice, self._card
        return (notice is not None and notice.state != "over") or (
            card is not None and card.state == "current"
        )

    @property
    def _telling(self) -> Telling | None:
        found = (each for each in self._tellings if each.telling == self._marked)
        return next(found, None) if self._mode == "right" else None

    @on(FactTable.RowHighlighted, "#voice-list")
    def _show_marked(self) -> None:
        draw: Draw = nothing
        if (notice := self._notice) is not None:
            draw = partial(of_notice, notice, self._when)
        elif (telling := self._telling) is not None:
            draw = partial(of_telling, telling)
        elif (card := self._card) is not None:
            draw = partial(of_card, card)
        self.query_one("#voice-sheet", Sheet).show(draw)
        self.refresh_bindings()

    def _when(self, report: NoticeReport) -> str:
        comma = _(", ")
        now, zone = self.now(), self.zone
        return comma.join(f"{name} {say_moment(at, now, zone)}" for name, at in report.read)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What the list shown has no use for is not offered."""
        offered = {
            "new": self._mode != "right",
            "settle": self._mode == "right" and bool(self._tellings),
            "take_back": self._mode != "right" and self._in_force,
        }
        return offered.get(action, True) and super().check_action(action, parameters)

    def action_list(self, mode: Mode) -> None:
        """Show another of the three lists."""
        self._mode = mode
        self._fill()

    def action_new(self) -> None:
        """A form for a new text; the marked row's words stand in it where it is of the kind shown."""
        actor, today = self.actor, self.today
        if self._mode == "cards":
            cards = self.services.cards
            form = card_form(
                self._card, today, partial(cards.issue, actor), lambda: len(cards.to_put_right(actor))
            )
        else:
            code = f"{today:%Y%m%d}-{1 + sum(each.notice.code.startswith(f'{today:%Y%m%d}') for each in self._notices)}"
            form = notice_form(None, code, today, partial(self.services.notices.publish, actor))
        self.app.push_screen(form, self._done)

    def action_settle(self) -> None:
        """Say how somebody who was told an old text was put right."""
        if (telling := self._telling) is None:
            return
        put = partial(self.services.cards.put_right, self.actor, telling.telling)
        form = FormDialog(
            _("How was it put right?"),
            [Field("words", _("who was called and what was said, or why nobody has to be told"))],
            lambda typed: put(typed["words"]),
            said=[Piece(telling.words, "quiet")],
        )
        self.app.push_screen(form, self._filled)

    def action_take_back(self) -> None:
        """Take the marked notice or card back, with a reason."""
        if (notice := self._notice) is not None and notice.state != "over":
            take = partial(self.services.notices.withdraw, self.actor, notice.notice.code)
            title = notice.notice.title
        elif (card := self._card) is not None and card.state == "current":
            take = partial(self.services.cards.withdraw, self.actor, card.code)
            title = card.title.say(language())
        else:
            return
        words = _("Take back “{title}”: why?").format(title=title)
        form = FormDialog(words, [Field("reason", _("in a few words"))], lambda typed: take(typed["reason"]))
        self.app.push_screen(form, self._filled)

    @on(FactTable.RowSelected, "#voice-list")
    def _chosen(self) -> None:
        if self._mode == "right":
            self.action_settle()

    def _filled(self, filled: Filled | None) -> None:
        if filled is not None:
            self._look()

    def _done(self, words: str | None) -> None:
        if words:
            self.counter.tell(words)
            self._look()
