"""What stands on the slip of a matter's charges; the customer's own data is masked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.masking import mask_name
from counter_tui.domain.matter.charge import Charge
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.price.book import Boundary
from counter_tui.domain.receipt.slip import Receipt, Row, Section
from counter_tui.i18n import _, language
from counter_tui.services.views.printing import Printed
from counter_tui.services.wording.prices import say_fen, say_line, say_payment
from counter_tui.services.wording.printers import say_trouble
from counter_tui.services.wording.receipt import Giver
from counter_tui.services.wording.sources import say_source
from counter_tui.services.wording.staff import NameOf


def say_charge_slip(
    matter: Matter,
    kind: Kind | None,
    giver: Giver,
    *,
    copy_no: int,
    now: datetime,
    zone: tzinfo,
    name_of: NameOf,
    invoice_address: str = "",
    boundary: Boundary | None = None,
) -> Receipt:
    """Every charge of the matter with its lines, void ones named so, what is paid in all, and how to get the e-invoice.

    The customer makes the invoice himself (积极引导客户自助开具电子发票); without an address the clerk shows where.
    """
    request = [
        Row(_("Number"), matter.number),
        Row(_("Request"), kind.name.say(language()) if kind else matter.kind),
    ]
    if matter.customer.name:
        request.append(Row(_("Customer"), mask_name(matter.customer.name)))
    sections = [Section("", tuple(request))]
    sections += [
        Section(
            _charge_heading(charge), tuple(_charge(charge, zone, name_of)), stacked=charge.void is not None
        )
        for charge in matter.charges
    ]
    fen = sum(charge.fen for charge in matter.live_charges)
    sections.append(Section("", (Row(_("Paid in all"), say_fen(fen)),)))
    if matter.live_charges and boundary is not None:
        words = (Row("", boundary.words.say(language())), Row("", say_source(boundary.source)))
        sections.append(Section(_("What is yours, what is ours"), words))
    if matter.live_charges:
        sections.append(_invoice(invoice_address))
    return Receipt(
        station=giver.station,
        title=_("Charge slip") if matter.live_charges else _("Charge slip, void"),
        copy=_("Copy {number}").format(number=copy_no) if copy_no else "",
        sections=tuple(sections),
        sign=(_("Customer's signature"),),
        foot=_("Printed {when}").format(when=f"{now.astimezone(zone):%Y-%m-%d %H:%M}"),
    )


def _charge_heading(charge: Charge) -> str:
    if charge.void is not None:
        return _("VOID, given back: {amount}").format(amount=say_fen(charge.fen))
    return _("Charged {amount}").format(amount=say_fen(charge.fen))


def _charge(charge: Charge, zone: tzinfo, name_of: NameOf) -> Iterator[Row]:
    for line in charge.lines:
        yield Row("", say_line(line))
    yield Row(_("Paid by"), say_payment(charge.paid))
    yield Row(_("Taken by"), f"{name_of(charge.by)} {charge.at.astimezone(zone):%Y-%m-%d %H:%M}")
    yield Row(_("Price book"), charge.book)
    if charge.void is not None:
        when = f"{charge.void.at.astimezone(zone):%Y-%m-%d %H:%M}"
        yield Row(_("Voided by"), f"{name_of(charge.void.decided_by)} {when}")


def _invoice(address: str) -> Section:
    if not address:
        words = _("You can make the e-invoice yourself at any time; the clerk shows you where.")
        return Section(_("E-invoice"), (Row("", words),))
    words = _("You can make the e-invoice yourself at any time: scan the code, or open this address.")
    return Section(_("E-invoice"), (Row("", words), Row("", address)), qr=address, qr_spoken=True)


def say_slip_printed(printed: Printed) -> str:
    """Where a slip went, and that the printer could not be reached when it could not."""
    if printed.silent:
        return _("{trouble}: the charge slip is in {where}").format(
            trouble=say_trouble(printed), where=printed.file
        )
    return _("Charge slip in {where}").format(where=printed.file)
