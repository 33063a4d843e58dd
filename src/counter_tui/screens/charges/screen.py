"""The money of a day: every charge and every one voided, what has to be in the till, the e-invoices by clerk."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from counter_tui.commands import charges as commands
from counter_tui.commands import shell
from counter_tui.i18n import _
from counter_tui.screens.day_list import DayScreen
from counter_tui.screens.sheet import Lines, Sheet, columns, nothing
from counter_tui.services.wording.dates import say_long_day
from counter_tui.services.wording.prices import say_fen, say_invoice, say_payment
from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.lines import Section, plain_look
from counter_tui.widgets.roles import Piece, Role, sign

if TYPE_CHECKING:
    from counter_tui.services.charges.service import CashSheet, ChargeLine


class ChargeTable(FactTable):
    """A list whose Enter opens the matter, and the key line says so."""

    BINDINGS = [Binding("enter", "select_cursor", commands.OPEN.label, show=True, id=commands.OPEN.id)]


class ChargesScreen(DayScreen):
    """Everybody's charges for who may see them, one's own for others."""

    KEYS = (commands.OPEN, commands.BEFORE, commands.AFTER, shell.BACK)
    AREA = commands.AREA.title
    AUTO_FOCUS = "#charge-list"
    CSS = """
    ChargesScreen { #charge-list { height: 1fr; } #charge-main { height: 1fr; }
      #charge-sums { height: auto; max-height: 9; padding-left: 1; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._sheet: CashSheet | None = None

    def place(self) -> str:
        """Where am I."""
        return _("Charges")

    def second_line(self) -> tuple[Piece | str, ...]:
        """Which day, and what it comes to."""
        sheet = self._sheet
        if sheet is None:
            return ()
        paid = "   ".join(
            f"{say_payment(payment)} {say_fen(fen)}" for payment, fen in sheet.by_payment if fen
        )
        return (
            Piece(say_long_day(sheet.day) + "   "),
            Piece(_("in all {amount}").format(amount=say_fen(sheet.fen)), "strong"),
            Piece("   " + paid, "quiet"),
        )

    def compose_body(self) -> ComposeResult:
        """The list, and the sums under it."""
        heads = (
            Column(_("Time"), 5),
            Column(_("Number"), 9),
            Column(_("Amount"), 13, "right"),
            Column(_("Paid by"), 8),
            Column(_("Taken by"), 8),
            Column("", 23),
        )
        with Vertical(id="charge-main"):
            yield Section(_("Charges") if self.may("see_charges") else _("Charges you took"))
            yield ChargeTable(heads, id="charge-list")
            yield Section(_("By cashier"))
            yield Sheet(nothing, id="charge-sums")

    def look(self) -> None:
        """Ask for the day."""
        charges = self.services.charges
        look = charges.day if self.may("see_charges") else charges.own_day
        self.ask(partial(look, self.actor, self.day), self._show, group="charges")

    def _show(self, sheet: CashSheet) -> None:
        self._sheet = sheet
        rows = [self._row(place, line) for place, line in enumerate(sheet.lines)]
        self.query_one("#charge-list", FactTable).fill(rows)
        self.query_one("#charge-sums", Sheet).show(partial(_sums, sheet))
        self.show_second_line()
        self.refresh_bindings()

    def after_retranslation(self) -> None:
        """Fill the new list."""
        super().after_retranslation()
        if self._sheet is not None:
            self._show(self._sheet)

    def _row(self, place: int, line: ChargeLine) -> Row:
        role: Role = "broken" if line.void else "text"
        remark = Piece(say_invoice(line.invoice) if line.invoice else _("e-invoice open"), "quiet")
        if line.void:
            said = _("void, decided by {lead}").format(lead=line.voided_by)
            remark = Piece(f"{sign('broken', plain_look(self))} {said}", "broken")
        elif line.voided_by:
            remark = Piece(_("voided"), "quiet")
        cells = (
            f"{line.at.astimezone(self.zone):%H:%M}",
            line.number,
            Piece(say_fen(line.fen), role),
            say_payment(line.paid),
            line.clerk,
            remark,
        )
        return Row(str(place), cells)

    @on(FactTable.RowSelected)
    def _chosen(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the matter of the marked charge."""
        marked = self.query_one("#charge-list", FactTable).marked
        if marked is not None and self._sheet is not None:
            self.open_matter(self._sheet.lines[int(marked)].matter_id)


def _sums(sheet: CashSheet, cells: int, _plain: bool) -> Lines:
    """What each clerk took by payment, and what became of the e-invoices."""
    if not sheet.lines:
        return [[Piece(_("Nothing was charged on this day."), "secondary")]]
    rows = [
        [Piece(clerk), Piece(say_payment(how)), Piece(say_fen(fen))] for clerk, how, fen in sheet.by_clerk
    ]
    lines = columns(rows, cells)
    for clerk, how, count in sheet.invoices:
        said = _("{clerk}: e-invoice {how}: {count}").format(clerk=clerk, how=say_invoice(how), count=count)
        lines.append([Piece(said, "secondary")])
    if sheet.open_invoices:
        said = _("E-invoices nobody has seen to: {count}").format(count=sheet.open_invoices)
        lines.append([Piece(said, "soon")])
    return lines
