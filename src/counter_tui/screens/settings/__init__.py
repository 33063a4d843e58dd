"""The settings of this PC as a form."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from counter_tui.commands import settings as commands
from counter_tui.commands import shell
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import N_, _, ngettext
from counter_tui.screens.base import CounterScreen
from counter_tui.settings import Settings, SettingsBroken, checked
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line, plain_look
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece, sign
from counter_tui.widgets.themes import look_name

_WRONG = {
    "language": N_("Choose one of the list"),
    "theme": N_("Choose one of the list"),
    "idle_minutes": N_("a number from 1 to 240"),
    "opening_hours": N_("like 08:00-12:00, in order"),
    "papers_folder": N_("lies in the station's own folder"),
    "printer_width": N_("Choose one of the list"),
    "timezone": N_("Choose one of the list"),
}
"""What would fit, by setting."""


MOST_PROBLEMS = 6
"""So many mistakes of the key file are shown; the command line shows all."""


class SettingsScreen(CounterScreen):
    """A row for each setting; what does not fit is said on its row and nothing is saved."""

    KEYS = (commands.SAVE, shell.BACK)

    def place(self) -> str:
        """The name of this screen."""
        return _("Settings")

    def compose_body(self) -> ComposeResult:
        """The rows, filled with the settings in use."""
        now = self.counter.settings
        hours = " ".join(str(span) for span in now.opening_hours)
        yield self._row("language", _("Language"), PickList(_languages(), chosen=now.language, id="language"))
        yield self._row("theme", _("Look"), PickList(_looks(), chosen=now.theme, id="theme"))
        yield self._row(
            "idle_minutes",
            _("Lock after"),
            LineInput(str(now.idle_minutes), max_cells=3, id="idle_minutes"),
            _("minutes, 1 to 240"),
        )
        yield self._row(
            "opening_hours", _("Hours"), LineInput(hours, id="opening_hours"), _("such as 08:00-12:00")
        )
        yield self._row(
            "papers_folder",
            _("Papers in"),
            LineInput(now.papers_folder, id="papers_folder"),
            _("empty: documents folder"),
        )
        yield self._row(
            "printer_width", _("Paper"), PickList(_papers(), chosen=now.printer_width, id="printer_width")
        )
        yield Line("")
        yield Line(Piece(_("These settings are for this PC only."), "quiet"))
        yield from self._own_keys()

    def _own_keys(self) -> ComposeResult:
        """Which commands have other keys here, or what is wrong with the file that says so."""
        problems, keys = self.counter.wiring.key_problems, self.counter.wiring.keys
        if problems:
            from counter_tui.commands.keymap import say_problem

            mark = sign("broken", plain_look(self))
            yield Line("")
            yield Line(Piece(f"{mark} " + _("keys.toml is not used:"), "broken"))
            for problem in problems[:MOST_PROBLEMS]:
                yield Line(Piece("  " + say_problem(problem)))
        elif keys:
            words = ngettext(
                "{count} command has other keys.", "{count} commands have other keys.", len(keys)
            )
            yield Line(Piece("keys.toml: " + words.format(count=len(keys)), "quiet"))

    async def action_save(self) -> None:
        """Check every row, then keep and use the settings."""
        settings = self._checked()
        if settings is None:
            return
        try:
            self.counter.wiring.check_settings(settings)
        except RuleBroken:
            self._refuse("papers_folder", _("lies in the station's own folder"))
            return
        await self.counter.apply(settings)
        self.counter.tell(_("Settings saved."))

    def _row(self, key: str, label: str, control: LineInput | PickList, hint: str = "") -> FieldRow:
        return FieldRow(label, control, verdict=(Piece(hint, "quiet"),), hint=hint, id=f"row-{key}")

    def _checked(self) -> Settings | None:
        values: dict[str, object] = {
            "idle_minutes": _number(self._typed("idle_minutes")),
            "opening_hours": self._typed("opening_hours").split(),
            "papers_folder": self._typed("papers_folder"),
            "timezone": self.counter.settings.timezone,
        }
        for key in ("language", "theme", "printer_width"):
            pick = self.query_one(f"#{key}", PickList)
            values[key] = pick.chosen.id if pick.chosen else pick.typed
        try:
            return checked(values, Path("settings.toml"))
        except SettingsBroken as broken:
            self._refuse(broken.key, _(_WRONG[broken.key]))
            return None

    def _refuse(self, key: str, words: str) -> None:
        row = self.query_one(f"#row-{key}", FieldRow)
        row.judge(Piece(sign("broken", plain_look(self)) + " " + words, "broken"))
        row.control.focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        for node in event.input.ancestors:
            if isinstance(node, FieldRow):
                node.judge(Piece(node.hint, "quiet"))
                return

    def _typed(self, key: str) -> str:
        return self.query_one(f"#{key}", LineInput).value.strip()


def _number(text: str) -> int | str:
    # isdecimal, not isdigit: superscripts are digits that int does not read.
    return int(text) if text.isdecimal() else text


def _languages() -> list[Choice]:
    return [Choice("zh", "中文", ("zh", "zw", "zhongwen")), Choice("en", "English", ("en", "yw", "yingwen"))]


def _looks() -> list[Choice]:
    words = {"dark": "ss", "light": "qs", "colour-blind": "sj", "plain": "ps"}
    looks = [Choice(name, look_name(name), (initials, name)) for name, initials in words.items()]
    return [Choice("auto", _("by the terminal"), ("zd", "auto")), *looks]


def _papers() -> list[Choice]:
    return [Choice("58", "58 mm"), Choice("80", "80 mm"), Choice("a5", "A5", ("a5",))]
