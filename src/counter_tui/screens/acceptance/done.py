"""What comes right after a request was accepted: its number, what is promised, and what may be done next."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from counter_tui.commands import acceptance as commands
from counter_tui.commands import shell
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.draft import Draft
from counter_tui.i18n import _, language
from counter_tui.screens.acceptance.kind_fields import without_brackets
from counter_tui.screens.acceptance.papers import name_cells
from counter_tui.screens.acceptance.promises import promise_lines
from counter_tui.screens.desk import DeskScreen
from counter_tui.services.views import Accepted, MatterView, Printed
from counter_tui.services.wording.dates import say_day
from counter_tui.services.wording.matter import say_collector
from counter_tui.services.wording.receipt import say_printed
from counter_tui.widgets.cells import pad, path_lines, width
from counter_tui.widgets.lines import Line, Section, plain_look
from counter_tui.widgets.roles import Piece, sign

_PATH_LINES = 2


class AcceptedScreen(DeskScreen):
    """The panel after F10. Enter prints once; nothing here can accept anything a second time."""

    KEYS = (
        commands.PRINT,
        commands.COPY,
        commands.NEXT,
        commands.RATE,
        commands.LOOK,
        shell.BACK,
    )
    AREA = commands.AREA.title

    def __init__(self, accepted: Accepted, draft: Draft) -> None:
        super().__init__()
        self._accepted, self._draft = accepted, draft
        self._matter: MatterView | None = None
        self._printed: Printed | None = None
        self._trouble = ""

    def place(self) -> str:
        """The name of this screen."""
        return _("Accepted")

    def second_line(self) -> tuple[Piece | str, ...]:
        """Who answers for it."""
        return (Piece(_("First contact") + " ", "quiet"), Piece(self.actor.name, "secondary"))

    def compose_body(self) -> ComposeResult:
        """The number first, the rest when it has been read."""
        done = sign("done", plain_look(self))
        yield Line(Piece(f"{done} " + _("Accepted") + "  ", "done"), Piece(self._accepted.number, "strong"))
        yield Line("")
        yield VerticalScroll(*self._rest(), id="accepted-rest", can_focus=False)
        yield Line(id="accepted-receipt")
        for place in range(_PATH_LINES):
            yield Line(id=f"accepted-path-{place}")

    def on_mount(self) -> None:
        """Read the matter as it stands in the ledger."""
        self._show_receipt()
        self.ask(partial(self.services.matters.view, self.actor, self._accepted.matter_id), self._read)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A copy only after the receipt; the rating only of what is rated."""
        if action == "print":
            return self._printed is None
        if action == "copy":
            return self._printed is not None
        if action == "rate":
            return self._accepted.rated and "rating" in self.counter.wiring.screens
        if action == "look":
            return "matter" in self.counter.wiring.screens
        return super().check_action(action, parameters)

    def action_print(self) -> None:
        """Print the receipt."""
        if self.write(self._print, self._was_printed):
            # The keys that follow wait until it is known whether the receipt is there.
            self.ready = False

    def action_copy(self) -> None:
        """Print it once more, marked as a copy."""
        self.action_print()

    def action_next(self) -> None:
        """A new form for the same customer and the same visit."""
        draft = self.services.drafts.new(self.actor, visit=self._accepted.visit)
        same = {
            key: getattr(self._draft, key)
            for key in (
                "customer_class",
                "id_kind",
                "id_number",
                "name",
                "phone",
                "phone2",
                "address",
                "account",
                "agent_name",
                "agent_id_number",
            )
        }
        self.counter.instead("acceptance", draft.with_values(**same), "", "", "", "")

    def action_rate(self) -> None:
        """Turn the screen to the customer."""
        self.open_rating(self._accepted.visit)

    def action_look(self) -> None:
        """Open the matter instead of this panel."""
        self.counter.instead("matter", self._accepted.matter_id)

    def failed(self, error: Exception) -> None:
        """Keys work again, whatever happened."""
        self.ready = True
        super().failed(error)

    def _print(self) -> Printed | RuleBroken:
        try:
            return self.services.receipts.print(self.actor, self._accepted.matter_id)
        except RuleBroken as broken:
            return broken

    def _was_printed(self, outcome: Printed | RuleBroken) -> None:
        self.ready = True
        if isinstance(outcome, RuleBroken):
            self._trouble = self.counter.say(outcome)
        else:
            self._printed, self._trouble = outcome, ""
        self._show_receipt()
        self.refresh_bindings()

    @on(events.Resize)
    def _resized(self) -> None:
        self._show_receipt()

    def _show_receipt(self) -> None:
        said, path = self._receipt()
        self.query_one("#accepted-receipt", Line).show(said)
        for place in range(_PATH_LINES):
            line = self.query_one(f"#accepted-path-{place}", Line)
            line.display = place < len(path)
            line.show([Piece("  " + each, "quiet") for each in path[place : place + 1]])

    def _read(self, view: MatterView) -> None:
        self._matter = view
        rest = self.query_one("#accepted-rest", VerticalScroll)
        rest.remove_children()
        rest.mount(*self._rest())

    def _rest(self) -> list[Line]:
        view = self._matter
        if view is None:
            return []
        lines: list[Line] = [
            self._about(_("Request"), view.line.kind.say(language())),
            self._about(_("Customer"), view.line.customer),
            self._about(_("Answers for it"), view.line.first_contact),
        ]
        now = self.now()
        given = promise_lines(view.promises, (), now, self.zone, self.app.size.width - 2)
        lines.append(Section(_("Promises")))
        lines += [Line(*pieces) for pieces in given]
        if not given:
            lines.append(Line(Piece("  " + _("This request has no set limit."), "quiet")))
        owed = [paper for paper in view.papers if paper.state == "owed"]
        if owed:
            lines.append(Section(_("Papers that may come later")))
        today = now.astimezone(self.zone).date()
        names = [without_brackets(self.word(paper.name)) for paper in owed]
        cells = name_cells(names)
        letters = {
            each.code for each in (view.kind.papers if view.kind else ()) if each.timing == "if_deferred"
        }
        for paper, name in zip(owed, names, strict=True):
            words = f"{say_collector(paper.collector)} · " + _("by {day}").format(
                day=say_day(paper.due_day, today)
            )
            if paper.paper in letters:
                words = _("to be signed before you part")
            lines.append(
                Line(
                    Piece("  " + sign("owed", plain_look(self)) + " ", "soon"),
                    Piece(pad(name, cells)),
                    Piece("  " + words, "secondary"),
                )
            )
        return [*lines, Line("")]

    def _about(self, label: str, words: str) -> Line:
        return Line(Piece(pad(label, 16), "secondary"), Piece(words))

    def _receipt(self) -> tuple[list[Piece], list[str]]:
        """What is said of the receipt, and its place in lines of its own where it has no room beside that."""
        if self._trouble:
            return [Piece(sign("broken", plain_look(self)) + " " + self._trouble, "broken")], []
        if self._printed is None:
            return [Piece("Enter ", "accent"), Piece(_("prints the receipt"), "text")], []
        printed, role = self._printed, "soon" if self._printed.silent else "done"
        if printed.silent:
            words = say_printed(replace(printed, where="")).rstrip()
        else:
            words = _("Copy {number} printed") if printed.copy_no else _("The receipt is printed")
            words = words.format(number=printed.copy_no)
        said = Piece(sign(role, plain_look(self)) + " " + words + "  ", role)  # type: ignore[arg-type]
        room = self.app.size.width - 4
        if width(said.text) + width(printed.where) <= room:
            return [said, Piece(printed.where, "quiet")], []
        return [said], path_lines(printed.where, room, _PATH_LINES)
