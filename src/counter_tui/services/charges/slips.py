"""Slips of what a customer paid: every charge of the matter, void ones marked, and how to get the e-invoice."""

from __future__ import annotations

from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.facts.prices import ChargeSlipPrinted
from counter_tui.domain.matter.charging import decide_slip, is_copy
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.receipt.slip import Receipt
from counter_tui.services.papers.printing import PaperPrinted, PaperService
from counter_tui.services.reference.free import load_boundary
from counter_tui.services.wording.charge_slip import say_charge_slip
from counter_tui.services.wording.receipt import Giver
from counter_tui.settings import Settings


class ChargeSlipService(PaperService):
    """The slip of the charges; ``preview`` and ``print`` also raise RuleBroken("nothing_charged")."""

    _suffix = "-charge"

    def _decide(self, matter: Matter, context: Context, settings: Settings) -> ChargeSlipPrinted:
        del context
        return decide_slip(matter, settings.printer_width)

    def _say(self, matter: Matter, kind: Kind | None, giver: Giver, fact: PaperPrinted) -> Receipt:
        assert isinstance(fact, ChargeSlipPrinted)
        station, settings = self._station, self._settings()
        with station.store.reading() as connection:
            name_of = station.names(connection)
        return say_charge_slip(
            matter,
            kind,
            giver,
            copy_no=fact.copy_no if is_copy(matter, fact) else 0,
            now=station.clock.now(),
            zone=station.rules.zone,
            name_of=name_of,
            invoice_address=settings.invoice_address,
            boundary=load_boundary() if any(charge.boundary for charge in matter.charges) else None,
        )
