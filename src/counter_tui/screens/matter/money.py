"""Money on a matter: charging by the price book, the e-invoice, the slip, and voiding with the lead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.prices import INVOICE_ENDS, PAYMENTS
from counter_tui.domain.matter.charging import NEEDS_REASON
from counter_tui.i18n import _, language
from counter_tui.screens.matter.ask import ActDialog, TextDialog
from counter_tui.screens.matter.deeds import Deeds
from counter_tui.screens.sheet import Sheet
from counter_tui.services.views.matter import MatterView
from counter_tui.services.views.printing import Printed
from counter_tui.services.wording.charge_slip import say_slip_printed
from counter_tui.services.wording.prices import say_fen, say_invoice, say_payment, say_price
from counter_tui.services.wording.sources import say_source
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.domain.matter.charge import Charge
    from counter_tui.domain.price.book import Quote
    from counter_tui.screens.dialogs.form import Filled

MOST_DIGITS = 4
Take = Callable[[list[tuple[str, int]], str], MatterView]
"""Charges so many units of these items, paid so."""


class MoneyActs(Deeds):
    """Mixed into the Matter screen: what its key for money does."""

    def action_money(self) -> None:
        """The only thing that can be done at once, else one of them by its digit."""
        ways = {
            "charge": (_("Take a charge"), self._charge),
            "boundary": (_("Whose is it: read out and explained"), self._boundary),
            "invoice": (_("E-invoice"), self._invoice),
            "charge_slip": (_("Print the charge slip"), self._slip),
            "void": (_("Void a charge, with the lead"), self._void),
        }
        open_ = [way for way in ways if self._at.can(way)]
        if len(open_) == 1:
            ways[open_[0]][1]()
            return
        choices = [Choice(way, ways[way][0]) for way in open_]
        self._pick_one(_("Charges"), choices, lambda way: ways[way][1]())

    def _pick_one(
        self, title: str, choices: Sequence[Choice], then: Callable[[str], None], said: Sequence[Piece] = ()
    ) -> None:
        from counter_tui.screens.dialogs.pick import Pick

        self._at.app.push_screen(Pick(title, choices, said), lambda chosen: then(chosen) if chosen else None)

    def _charge(self) -> None:
        at = self._at
        if at.view is None or at.view.quote is None:
            return
        take = partial(at.services.charges.take, at.actor, at.matter_id)
        at.app.push_screen(ChargeDialog(at.view.quote, take), self._done_with_money)

    def _done_with_money(self, view: MatterView | None) -> None:
        """Show what was done, then print the slip of it; a slip that fails changes nothing of the charge."""
        if view is not None:
            self._at.acted(view)
            self._slip()

    def _slip(self) -> None:
        at = self._at

        def printed() -> tuple[MatterView, Printed]:
            slip = at.services.charge_slips.print(at.actor, at.matter_id)
            return at.services.matters.view(at.actor, at.matter_id), slip

        at.write(printed, lambda done: at.acted(done[0], say_slip_printed(done[1])), group="print")

    def _boundary(self) -> None:
        at = self._at
        boundary = at.view.boundary if at.view else None
        if boundary is None:
            return
        said = [Piece(boundary.words.say(language())), Piece(say_source(boundary.source), "quiet")]
        explain = partial(at.services.charges.explain_boundary, at.actor, at.matter_id)
        choices = [Choice("yes", _("Explained to the customer"))]
        title = _("What is the customer's, what is the company's")
        self._pick_one(title, choices, lambda _way: at.do("boundary", explain), said)

    def _invoice(self) -> None:
        choices = [Choice(each, say_invoice(each)) for each in INVOICE_ENDS]
        self._pick_one(_("What became of the e-invoice?"), choices, self._settle)

    def _settle(self, how: str) -> None:
        at = self._at
        settle = partial(at.services.charges.settle_invoice, at.actor, at.matter_id, how)
        if how not in NEEDS_REASON:
            at.do(f"invoice {how}", settle)
            return
        title = _("E-invoice, {how}: why?").format(how=say_invoice(how))
        at.app.push_screen(TextDialog(title, settle), at.acted)

    def _void(self) -> None:
        charges = [each for each in self._at.view.charges if each.void is None] if self._at.view else []
        if len(charges) == 1:
            self._void_one(charges[0].charge_id)
            return
        choices = [Choice(each.charge_id, self._say_charge(each)) for each in charges]
        self._pick_one(_("Which charge is void?"), choices, self._void_one)

    def _say_charge(self, charge: Charge) -> str:
        at = self._at
        when = f"{charge.at.astimezone(at.zone):%m-%d %H:%M}"
        return f"{when}  {say_fen(charge.fen)}  {say_payment(charge.paid)}"

    def _void_one(self, charge_id: str) -> None:
        from counter_tui.screens.dialogs.form import Field, FormDialog

        at = self._at
        charges = at.view.charges if at.view else ()
        charge = next(each for each in charges if each.charge_id == charge_id)

        def deed(typed: dict[str, str]) -> Any:
            given = (charge_id, typed["reason"], typed["lead"], typed["pin"])
            return at.services.charges.void(at.actor, at.matter_id, *given)

        def filled(done: Filled | None) -> None:
            self._done_with_money(cast(MatterView, done.answer) if done is not None else None)

        fields = [
            Field("reason", _("Why the charge is void")),
            Field("lead", _("Staff number of the lead"), cells=24),
            Field("pin", _("PIN of the lead"), secret=True, cells=24),
        ]
        title = _("Void {amount} and give the money back").format(amount=say_fen(charge.fen))
        at.app.push_screen(FormDialog(title, fields, deed), filled)


class ChargeDialog(ActDialog):
    """How many units of which item, and how it is paid; the amount is the price book's and cannot be typed."""

    is_wide = True
    AUTO_FOCUS = ".quantity"
    CSS = """
    ChargeDialog #items { height: auto; max-height: 12; margin-top: 1; }
    ChargeDialog .field-label { width: 12; }
    ChargeDialog .units .field-control { width: 8; }
    ChargeDialog .units .field-verdict { width: 1fr; }
    ChargeDialog #amount { margin: 1 0; }
    """

    def __init__(self, quote: Quote, take: Take) -> None:
        super().__init__(_("Charge by price book {version}").format(version=quote.version))
        self._quote, self._take = quote, take

    def compose_questions(self) -> ComposeResult:
        """A row for each item, then what it comes to, then how it is paid: its list opens over what is below."""
        with VerticalScroll(id="items", can_focus=False):
            for place, item in enumerate(self._quote.items):
                units = LineInput(id=f"units-{place}", max_cells=MOST_DIGITS, classes="quantity")
                words = (Piece(item.name.say(language()) + "  "), Piece(say_price(item), "quiet"))
                row = FieldRow(item.code, units, verdict=words, hint=_("how many units"), id=f"row-{place}")
                row.add_class("units")
                yield row
        yield Sheet(self._amount, id="amount")
        ways = [Choice(each, say_payment(each)) for each in PAYMENTS]
        hint = _("cash, scan or transfer")
        yield FieldRow(_("Paid by"), PickList(ways, id="paid", placeholder=hint), hint=hint, id="row-paid")

    def _amount(self, _cells: int, _plain: bool) -> list[list[Piece]]:
        fen = sum(item.fen * max(units, 0) for item, units in self._wanted())
        return [[Piece(_("To pay") + "  ", "secondary"), Piece(say_fen(fen), "strong")]]

    def _wanted(self) -> list[tuple[Any, int]]:
        """The items with something in their line; -1 stands for what is no whole number."""
        found = []
        for place, item in enumerate(self._quote.items):
            for field in self.query(f"#units-{place}").results(LineInput):
                text = field.value.strip()
                if text:
                    found.append((item, int(text) if text.isascii() and text.isdigit() else -1))
        return found

    @on(Input.Changed, ".quantity")
    def _show_amount(self) -> None:
        self.query_one("#amount", Sheet).show(self._amount)

    @on(PickList.Chosen)
    def _paid(self, event: PickList.Chosen) -> None:
        event.stop()
        self.complain("")
        self.query_one("#row-paid", FieldRow).judge()

    def action_send(self) -> None:
        """Take the charge; that it is not said how it is paid is said on the row."""
        wanted = [(item.code, units) for item, units in self._wanted() if units]
        chosen = self.query_one("#paid", PickList).chosen
        if chosen is None:
            row = self.query_one("#row-paid", FieldRow)
            row.judge(Piece(_("choose how it is paid"), "broken"))
            row.control.focus()
            return
        how = chosen.id
        self.attempt(lambda: self._take(wanted, how))

    def refused(self, broken: RuleBroken) -> None:
        """Say it, and go to the quantities."""
        super().refused(broken)
        self.query_one("#units-0").focus()
