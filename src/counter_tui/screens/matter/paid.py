"""What the Matter screen says of money: what the kind costs, what was charged, what became of the e-invoice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from counter_tui.domain.matter.charge import Charge
from counter_tui.domain.price.book import Quote
from counter_tui.i18n import _
from counter_tui.screens.sheet import Lines, folded, labelled
from counter_tui.services.views.matter import MatterView
from counter_tui.services.wording.prices import (
    is_silent,
    say_fen,
    say_invoice,
    say_payment,
    say_quote,
    say_why_free,
)
from counter_tui.widgets.cells import width
from counter_tui.widgets.roles import Piece, sign


def money_lines(view: MatterView, moment: Callable[[datetime], str], room: int, plain: bool) -> Lines:
    """Nothing where there is neither a price nor a rule nor a charge."""
    lines: Lines = []
    if view.quote is not None and not is_silent(view.quote):
        lines += labelled(_("Cost"), _quote(view.quote, room))
    paid: Lines = [_charge(charge, moment, plain) for charge in view.charges]
    if paid:
        lines += labelled(_("Charged"), paid)
    if view.boundary is not None and (paid or view.boundary_told):
        lines += labelled(_("Boundary"), [[_told(view, plain)]])
    if any(charge.void is None for charge in view.charges):
        lines += labelled(_("E-invoice"), [[_invoice(view, plain)]])
    return lines


def _quote(quote: Quote, room: int) -> Lines:
    """What it costs; beside it by which rule it is free, over as many lines as that takes."""
    said = say_quote(quote)
    why = say_why_free(quote)
    if not why:
        return [[Piece(said)]]
    beside = width(said) + 3
    heads = [f"{said}   "]
    rest = folded(why, room - beside, "quiet")
    heads += [" " * beside] * (len(rest) - 1)
    return [[Piece(head), *line] for head, line in zip(heads, rest, strict=True)]


def _charge(charge: Charge, moment: Callable[[datetime], str], plain: bool) -> list[Piece]:
    """The charge in one line; what it was for stands in what happened."""
    void = charge.void is not None
    head = [
        Piece(say_fen(charge.fen), "quiet" if void else "strong"),
        Piece(f"   {say_payment(charge.paid)}   {moment(charge.at)}", "quiet"),
    ]
    if void:
        head.append(Piece(f"   {sign('broken', plain)} " + _("void, money given back"), "broken"))
    return head


def _told(view: MatterView, plain: bool) -> Piece:
    if view.boundary_told:
        return Piece(f"{sign('done', plain)} " + _("explained to the customer"), "done")
    return Piece(f"{sign('soon', plain)} " + _("still to be explained"), "soon")


def _invoice(view: MatterView, plain: bool) -> Piece:
    if view.invoice:
        return Piece(f"{sign('done', plain)} {say_invoice(view.invoice)}", "done")
    return Piece(f"{sign('soon', plain)} " + _("still to be offered"), "soon")
