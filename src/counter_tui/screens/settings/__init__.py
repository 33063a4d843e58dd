"""The settings of this PC as a form."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from counter_tui.commands import settings as commands
from counter_tui.commands import shell
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import N_, _, ngettext
from counter_tui.paths import named_path
from counter_tui.screens.base import CounterScreen
from counter_tui.screens.dialogs import Confirm
from counter_tui.screens.settings import lists
from counter_tui.screens.settings.explained import explain
from counter_tui.screens.sheet import Lines, Sheet, folded, nothing
from counter_tui.services.papers.printer_test import print_test
from counter_tui.settings import Settings, SettingsBroken, checked
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line, plain_look
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece, sign

_WRONG = {
    "language": N_("Choose one of the list"),
    "theme": N_("Choose one of the list"),
    "idle_minutes": N_("a number from 1 to 240"),
    "opening_hours": N_("like 08:00-12:00, in order"),
    "papers_folder": N_("lies in the station's own folder"),
    "printer_width": N_("Choose one of the list"),
    "printer_profile": N_("Choose one of the list"),
    "pdf_papers": N_("Choose one of the list"),
    "pdf_sheet": N_("Choose one of the list"),
    "pdf_open": N_("Choose one of the list"),
    "rating_shown": N_("Choose one of the list"),
    "pad_sound": N_("Choose one of the list"),
}
"""What would fit, by setting."""

_REFUSED = {
    "papers_folder_inside_home": ("papers_folder", N_("lies in the station's own folder")),
    "backup_folder_inside_home": ("backup_folder", N_("lies in the station's own folder")),
    "backup_folder_missing": ("backup_folder", N_("not there: is the disk in?")),
    "backup_folder_unwritable": ("backup_folder", N_("nothing can be written there")),
    "printer_address_unfit": ("printer", N_("like tcp://address:port or serial:COM3:9600")),
    "letter_printer_unfit": ("letter_printer", N_("like tcp://address:port or serial:COM3:9600")),
    "printer_font_missing": ("printer_font", N_("not a font file that can be read")),
}
"""Which row something that may not be used belongs to, and what is said there."""

_PICKED = (
    *("language", "theme", "printer_profile", "printer_width", "pdf_papers", "pdf_sheet", "pdf_open"),
    *("rating_shown", "pad_sound"),
)
"""The settings that are chosen from a list."""

_TYPED = (
    *("idle_minutes", "opening_hours", "papers_folder", "backup_folder", "printer", "printer_font"),
    "letter_printer",
)
"""The settings that are typed."""

MOST_PROBLEMS = 6
"""So many mistakes of the key file are shown; the command line shows all."""


class SettingsScreen(CounterScreen):
    """A row for each setting; what does not fit is said on its row and nothing is saved."""

    KEYS = (commands.SAVE, commands.PRINT_TEST, shell.BACK)
    CSS = """
    SettingsScreen { #settings-columns { height: 1fr; } #settings-form { width: 1fr; height: 1fr; overflow-y: auto; }
      #settings-beside { display: none; } .field-label { width: 12; } }
    SettingsScreen.-wide { #settings-form { width: 84; } .field-control, .pick-list { width: 36; }
      #settings-beside { display: block; width: 1fr; height: 1fr; padding-left: 2; border-left: vkey $line; } }
    SettingsScreen.-widest { #settings-form { width: 108; } .field-control, .pick-list { width: 60; }
      #settings-beside { display: block; width: 1fr; height: 1fr; padding-left: 2; border-left: vkey $line; } }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide"), (160, "-widest")]

    def place(self) -> str:
        """The name of this screen."""
        return _("Settings")

    def compose_body(self) -> ComposeResult:
        """The rows, filled with the settings in use; beside them what the row in hand is about."""
        with Horizontal(id="settings-columns"):
            with Vertical(id="settings-form"):
                yield from self._key_problems()
                yield from self._rows()
                yield Line("")
                yield Line(Piece(_("These settings are for this PC only."), "quiet"))
                yield from self._own_keys()
            yield Sheet(id="settings-beside")

    def _rows(self) -> ComposeResult:
        now = self.counter.settings
        hours = " ".join(str(span) for span in now.opening_hours)
        yield self._row(
            "language", _("Language"), PickList(lists.languages(), chosen=now.language, id="language")
        )
        yield self._row("theme", _("Look"), PickList(lists.looks(), chosen=now.theme, id="theme"))
        minutes = LineInput(str(now.idle_minutes), max_cells=3, id="idle_minutes")
        yield self._row("idle_minutes", _("Lock after"), minutes, _("minutes, 1 to 240"))
        spans = LineInput(hours, id="opening_hours")
        yield self._row("opening_hours", _("Hours"), spans, _("such as 08:00-12:00"))
        papers = LineInput(now.papers_folder, id="papers_folder")
        yield self._row("papers_folder", _("Papers in"), papers, _("empty: documents folder"))
        copies = LineInput(now.backup_folder, id="backup_folder")
        yield self._row("backup_folder", _("Copies to"), copies, _("second disk; empty: this PC only"))
        printer = LineInput(now.printer, id="printer")
        yield self._row("printer", _("Printer"), printer, _("empty: the folder only"))
        yield from self._printing()
        seen = PickList(lists.ratings_seen(), chosen=now.rating_shown, id="rating_shown")
        yield self._row("rating_shown", _("Own ratings"), seen, _("from the next start on"))
        sounds = PickList(lists.pad_sounds(), chosen=now.pad_sound, id="pad_sound")
        yield self._row("pad_sound", _("Pad rings"), sounds, _("once it is started again"))

    def _printing(self) -> ComposeResult:
        now = self.counter.settings
        profiles = PickList(lists.profiles(), chosen=now.printer_profile, id="printer_profile")
        yield self._row("printer_profile", _("Its kind"), profiles)
        widths = PickList(lists.papers(), chosen=now.printer_width, id="printer_width")
        yield self._row("printer_width", _("Paper"), widths)
        font = LineInput(now.printer_font, id="printer_font")
        yield self._row("printer_font", _("Its font"), font, _("as pictures; empty: this PC's"))
        letters = LineInput(now.letter_printer, id="letter_printer")
        yield self._row("letter_printer", _("For letters"), letters, _("empty: the same printer"))
        saved = PickList(lists.pdf_papers(), chosen=now.pdf_papers, id="pdf_papers")
        yield self._row("pdf_papers", _("As PDF"), saved)
        sheet = PickList(lists.sheets(), chosen=now.pdf_sheet, id="pdf_sheet")
        yield self._row("pdf_sheet", _("Its sheet"), sheet)
        opened = PickList(lists.pdf_open(), chosen=now.pdf_open, id="pdf_open")
        yield self._row("pdf_open", _("Open it"), opened)

    def _key_problems(self) -> ComposeResult:
        """What is wrong with the file of own keys: above the rows, which leave no room below them."""
        if problems := self.counter.wiring.key_problems:
            from counter_tui.commands.keymap import say_problem

            mark = sign("broken", plain_look(self))
            yield Line(Piece(f"{mark} " + _("keys.toml is not used:"), "broken"))
            for problem in problems[:MOST_PROBLEMS]:
                yield Line(Piece("  " + say_problem(problem)))
            yield Line("")

    def _own_keys(self) -> ComposeResult:
        """How many commands have other keys here."""
        keys = self.counter.wiring.keys
        if keys and not self.counter.wiring.key_problems:
            words = ngettext(
                "{count} command has other keys.", "{count} commands have other keys.", len(keys)
            )
            yield Line(Piece("keys.toml: " + words.format(count=len(keys)), "quiet"))

    def action_back(self) -> None:
        """Go back; ask first where something was typed and not saved."""
        question = self.leaving_question()
        if not question:
            super().action_back()
        elif not self.writing:
            self.app.push_screen(Confirm(question), self._discard)

    def _discard(self, yes: bool | None) -> None:
        if yes:
            super().action_back()

    def leaving_question(self) -> str:
        """What would be lost when this is left now."""
        kept = self._in_rows() == _written(self.counter.settings)
        return super().leaving_question() or ("" if kept else _("Discard what was typed?"))

    def _in_rows(self) -> dict[str, str]:
        """What stands in the rows."""
        typed = {key: self._typed(key) for key in _TYPED}
        picks = {key: self.query_one(f"#{key}", PickList) for key in _PICKED}
        return typed | {key: each.chosen.id if each.chosen else each.typed for key, each in picks.items()}

    async def action_save(self) -> None:
        """Check every row, then keep and use the settings."""
        settings = self._checked()
        if settings is None:
            return
        try:
            remark = self.counter.wiring.check_settings(settings)
        except RuleBroken as broken:
            if broken.code not in _REFUSED:
                raise
            key, words = _REFUSED[broken.code]
            self._refuse(key, _(words))
            return
        await self.counter.apply(settings)
        for key, text in _written(settings).items():
            if key in _TYPED:
                self.query_one(f"#{key}", LineInput).set_quietly(text)
        self.counter.tell(" ".join(filter(None, (_("Settings saved."), remark))))

    def action_print_test(self) -> None:
        """Print the test page as the rows say now, saved or not."""
        settings = self._checked()
        if settings is not None:
            self.write(partial(print_test, settings), self._tested, group="print")

    def _tested(self, where: str) -> None:
        self.counter.tell(_("Sent to {where}").format(where=where))

    def _row(self, key: str, label: str, control: LineInput | PickList, hint: str = "") -> FieldRow:
        return FieldRow(label, control, verdict=(Piece(hint, "quiet"),), hint=hint, id=f"row-{key}")

    def _checked(self) -> Settings | None:
        standing = self._in_rows()
        values: dict[str, object] = {
            **standing,
            "idle_minutes": _number(standing["idle_minutes"]),
            "opening_hours": standing["opening_hours"].split(),
            "backup_folder": _absolute(standing["backup_folder"]),
            "printer_font": _absolute(standing["printer_font"]),
        }
        try:
            found = checked(values, Path("settings.toml"))
        except SettingsBroken as broken:
            self._refuse(broken.key, _(_WRONG[broken.key]))
            return None
        # What has no row here was written by hand and stays.
        return replace(self.counter.settings, **{key: getattr(found, key) for key in values})

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

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say beside the form what the row in hand is about."""
        row = next((each for each in event.widget.ancestors if isinstance(each, FieldRow)), None)
        self.query_one("#settings-beside", Sheet).show(partial(_beside, row) if row else nothing)

    def _typed(self, key: str) -> str:
        return self.query_one(f"#{key}", LineInput).value.strip()


def _beside(row: FieldRow, cells: int, _plain: bool) -> Lines:
    key = (row.id or "").removeprefix("row-")
    return [[Piece(row.label, "heading")], [], *folded(explain(key), cells)]


def _absolute(folder: str) -> str:
    """A folder or file as it is found from wherever the program is started next time."""
    return str(named_path(folder).absolute()) if folder else ""


def _written(now: Settings) -> dict[str, str]:
    """The settings as the rows show them."""
    shown = {key: str(getattr(now, key)) for key in (*_TYPED, *_PICKED)}
    return shown | {"opening_hours": " ".join(map(str, now.opening_hours))}


def _number(text: str) -> int | str:
    # isdecimal, not isdigit: superscripts are digits that int does not read.
    return int(text) if text.isdecimal() else text
