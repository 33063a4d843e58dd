"""Receipts: what a customer takes home."""

from __future__ import annotations

from counter_tui.db import station_keys
from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.facts.papers import ReceiptPrinted
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.receipt.slip import Receipt
from counter_tui.services.papers.printing import PaperPrinted, PaperService
from counter_tui.services.wording.receipt import Giver, say_receipt
from counter_tui.settings import Settings


class ReceiptService(PaperService):
    """The receipt a customer takes home; every copy says that it is one."""

    def _is_letter(self, matter: Matter) -> bool:
        return matter.refusal is not None

    def _decide(self, matter: Matter, context: Context, settings: Settings) -> ReceiptPrinted:
        del context
        return ReceiptPrinted(copy_no=matter.receipts, format=settings.printer_width)

    def _say(self, matter: Matter, kind: Kind | None, giver: Giver, fact: PaperPrinted) -> Receipt:
        station = self._station
        now, zone = station.clock.now(), station.rules.zone
        with station.store.reading() as connection:
            key = station_keys.known(connection)[-1]
        return say_receipt(matter, kind, giver, copy_no=fact.copy_no, now=now, zone=zone, key=key)
