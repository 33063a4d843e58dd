"""``charges``: the cash sheet of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.domain.staff.roles import may
from counter_tui.i18n import _
from counter_tui.services.wording.prices import say_fen, say_invoice, say_payment

if TYPE_CHECKING:
    from datetime import tzinfo

    from counter_tui.services.charges.service import CashSheet


def run(options: Options) -> int:
    """Show every charge of the day, then what is there by payment and by clerk, then the e-invoices."""
    with opened(options) as services:
        actor, charges = actor_of(services, options), services.charges
        look = charges.day if may(actor.role, "see_charges") else charges.own_day
        sheet = look(actor, options.date)
        zone = services.station.zone
    _objects(sheet) if options.json else _words(sheet, zone)
    return DONE


def _objects(sheet: CashSheet) -> None:
    for line in sheet.lines:
        say_object(
            {
                "number": line.number,
                "at": line.at.isoformat(),
                "fen": line.fen,
                "paid": line.paid,
                "clerk": line.clerk,
                "void": line.void,
                "voided_by": line.voided_by or None,
                "invoice": line.invoice or None,
            }
        )
    say_object(
        {
            "day": sheet.day.isoformat(),
            "fen": sheet.fen,
            "by_payment": dict(sheet.by_payment),
            "by_clerk": [{"clerk": a, "paid": b, "fen": c} for a, b, c in sheet.by_clerk],
            "invoices": [{"clerk": a, "how": b, "matters": c} for a, b, c in sheet.invoices],
            "open_invoices": sheet.open_invoices,
        }
    )


def _words(sheet: CashSheet, zone: tzinfo) -> None:
    for line in sheet.lines:
        void = _("void, decided by {lead}").format(lead=line.voided_by) if line.void else ""
        at = f"{line.at.astimezone(zone):%H:%M}"
        parts = (at, line.number, say_fen(line.fen), say_payment(line.paid), line.clerk, void)
        say("  ".join(part for part in parts if part))
    if not sheet.lines:
        remark(_("Nothing was charged on {day}").format(day=sheet.day))
        return
    paid = [f"{say_payment(payment)} {say_fen(fen)}" for payment, fen in sheet.by_payment]
    say(
        _("{day}: {amount} ({parts})").format(
            day=sheet.day, amount=say_fen(sheet.fen), parts=_(", ").join(paid)
        )
    )
    for clerk, payment, fen in sheet.by_clerk:
        say(f"  {clerk}  {say_payment(payment)}  {say_fen(fen)}")
    for clerk, how, count in sheet.invoices:
        say(
            "  "
            + _("{clerk}: e-invoice {how}: {count}").format(clerk=clerk, how=say_invoice(how), count=count)
        )
    if sheet.open_invoices:
        say("  " + _("E-invoices nobody has seen to: {count}").format(count=sheet.open_invoices))
