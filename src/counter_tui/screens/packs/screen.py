"""A hand-over pack: groups with their counts, a group opened to its lines, what was accepted, what was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult

from counter_tui.commands import packs as commands
from counter_tui.commands import shell
from counter_tui.i18n import _
from counter_tui.screens.packs.acts import PackActs
from counter_tui.screens.packs.lines import GROUP, columns, rows, said_lines
from counter_tui.services.wording.dates import say_moment
from counter_tui.services.wording.packs import say_pack_state
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.packs import PacksView, PackView
    from counter_tui.services.views.staff import StaffView


class PacksScreen(PackActs):
    """One pack at a time: the one for whoever looks first, else the own that waits, else what is in hand."""

    KEYS = (
        commands.ACCEPT,
        commands.UNFOLD,
        commands.REFUSE,
        commands.SIGN,
        commands.OFFER,
        commands.WITHDRAW,
        commands.PRINT,
        commands.OTHER,
        shell.BACK,
    )
    AREA = commands.AREA.title
    AUTO_FOCUS = "#pack-list"
    CSS = """
    PacksScreen { #pack-list { height: auto; max-height: 1fr; } #pack-empty { padding-left: 1; color: $quiet; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._unfolded: frozenset[str] = frozenset()
        self._chosen = False

    def place(self) -> str:
        """Where am I."""
        return _("Hand-over packs")

    def second_line(self) -> tuple[Piece | str, ...]:
        """How far the pack has been looked at."""
        pack = self.pack()
        if pack is None or not pack.pack_id or pack.state != "offered":
            return (Piece(self._packs_said(), "quiet"),) if self._found else ()
        if left := self.groups_left():
            said = _("{done} of {all} groups looked at").format(
                done=len(pack.groups) - len(left), all=len(pack.groups)
            )
            return (Piece(f"{said}   ", "text"), self._refused_piece())
        ready = _("{key}: {name} signs").format(key=self.counter.key(commands.SIGN), name=pack.to_name)
        return (Piece(f"{ready}   ", "soon"), self._refused_piece())

    def _refused_piece(self) -> Piece:
        count = len(self._refusals)
        return Piece(_("refused {count}").format(count=count), "broken") if count else Piece("")

    def _packs_said(self) -> str:
        found = self._found
        waiting = len(found.waiting) if found else 0
        if waiting:
            return _("Packs that wait: {count}").format(count=waiting)
        return _("No pack waits.")

    def compose_body(self) -> ComposeResult:
        """Whose pack it is, and its rows."""
        yield Section("", id="pack-title")
        yield FactTable(columns(), id="pack-list")
        yield Line(id="pack-empty")

    @on(events.ScreenResume)
    def look(self) -> None:
        """Ask what there is, and who may take something over."""
        packs, actor = self.services.packs, self.actor
        self.ask(lambda: (packs.desk(actor), self.services.staff.list()), self._came, group="packs")

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        if "keep" not in self.writing:
            self.look()

    def _came(self, found: tuple[PacksView, tuple[StaffView, ...]]) -> None:
        self._found, self._staff = found
        ids = [each.pack_id for each in self.sheets()]
        if not self._chosen or self._shown not in ids:
            self._chosen = True
            self.turn_to(ids[0])
            return
        self._take_over()
        self.show()

    def turn_to(self, pack: str) -> None:
        """Show this pack, as far as it was looked at."""
        self._shown, self._unfolded = pack, frozenset()
        self._take_over()
        self.show()
        self.go_on()

    def _take_over(self) -> None:
        """What was kept of the pack; what was pressed and is not written yet is newer."""
        if (pack := self.pack()) is not None:
            kept = frozenset(pack.accepted), dict(pack.refusals)
            self._accepted, refusals = self.pressed.get(pack.pack_id, kept)
            self._refusals = dict(refusals)

    def show(self) -> None:
        """The pack as it stands."""
        pack, table = self.pack(), self.query_one("#pack-list", FactTable)
        if pack is None:
            return
        table.fill(list(rows(pack, self._accepted, self._refusals, self._unfolded, self.today)))
        table.display = bool(pack.lines)
        empty = self.query_one("#pack-empty", Line)
        empty.display = not pack.lines
        words = _("Nothing is in your hands.") if not pack.pack_id else _("Only the lead of the shift.")
        empty.show([Piece(words, "quiet")])
        self.query_one("#pack-title", Section).name_it(*self._title(pack))
        self.show_second_line()
        self.refresh_bindings()

    def _title(self, pack: PackView) -> tuple[str, str]:
        count = said_lines(len(pack.lines))
        if not pack.pack_id:
            return _("In your hands"), f"{count}   {self._offer_said()}"
        names = _("{giver} to {receiver}").format(giver=pack.giver_name, receiver=pack.to_name)
        at = say_moment(pack.settled_at or pack.offered_at, self.now(), self.zone)
        parts = [count, f"{say_pack_state(pack.state)} {at}", _("with the lead") if pack.lead else ""]
        return names, "   ".join(each for each in parts if each)

    def _offer_said(self) -> str:
        found = self._found
        if found is None or found.mine or not (found.in_hand.lines or found.leads) or not self.may("write"):
            return ""
        return _("{key} hands it over").format(key=self.counter.key(commands.OFFER))

    def after_retranslation(self) -> None:
        """Fill the new list."""
        super().after_retranslation()
        if self._found is not None:
            self.show()

    def marked_row(self) -> str:
        """The id of the marked row, empty where there is none."""
        tables = self.query("#pack-list").results(FactTable)
        return next((table.marked or "" for table in tables), "")

    def go_on(self) -> None:
        """Put the mark on the next group that nobody has looked at."""
        pack = self.pack()
        if pack is not None and pack.state == "offered" and (left := self.groups_left()):
            self.query_one("#pack-list", FactTable).mark(f"{GROUP}{left[0]}")
        self.refresh_bindings()

    @on(FactTable.RowSelected, "#pack-list")
    def _entered(self, event: FactTable.RowSelected) -> None:
        event.stop()
        self.accept(back=False)

    @on(FactTable.RowHighlighted, "#pack-list")
    def _moved(self) -> None:
        self.refresh_bindings()

    def action_unfold(self) -> None:
        """Open the marked group, or close it; from a line its group closes."""
        lines = self.marked_lines()
        if lines:
            kind = lines[0].kind
            self._unfolded ^= {kind}
            self.show()
            self.query_one("#pack-list", FactTable).mark(f"{GROUP}{kind}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What there is to do with the pack that is shown, for this person."""
        pack, found = (self.pack(), self._found) if self.is_mounted else (None, None)
        lines = self.marked_lines() if pack is not None else ()
        waits = pack is not None and self.waits()
        possible = {
            "accept": waits and bool(lines),
            "unfold": bool(lines),
            "refuse": waits and any(line.may_refuse for line in lines),
            "sign": waits,
            "offer": found is not None and not found.mine and bool(found.in_hand.lines or found.leads),
            "withdraw": pack is not None and pack.may_withdraw,
            "print": pack is not None and bool(pack.pack_id),
            "other": len(self.sheets()) > 1,
        }
        if not possible.get(action, True):
            return False
        return super().check_action(action, parameters)
