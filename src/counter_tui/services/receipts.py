"""Receipts: shown on the screen, and written to the folder for papers."""

from __future__ import annotations

import os
from pathlib import Path

from counter_tui.db import ledger, people
from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.matter import ReceiptPrinted
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.receipt.slip import compose
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.paths import Home, papers_folder, write_private
from counter_tui.services.opening import require_outside
from counter_tui.services.station import Station, matter_subject
from counter_tui.services.views import Printed
from counter_tui.services.wording.receipt import Giver, say_receipt
from counter_tui.settings import read_settings

_FEED = b"\r\n" * 5
"""Moves the paper past the tear bar."""


class ReceiptService:
    """The receipt a customer takes home: in the folder for papers always, on the printer of the settings too.

    The settings are read at every receipt, so that a change counts at once.
    """

    def __init__(self, station: Station) -> None:
        self._station = station
        self._home = Home(station.store.path.parent)

    def preview(self, actor: Actor, matter_id: str) -> str:
        """The receipt as the next print would give it. Raises RuleBroken("matter_unknown") or "not_allowed"."""
        require(actor, "accept")
        matter, giver = self._read(matter_id)
        return self._text(matter, giver, matter.receipts)

    def print(self, actor: Actor, matter_id: str) -> Printed:
        """Write the receipt to the folder for papers, then record that it was printed; every copy has its own number.

        The file is named by the matter's number alone and is there, whole, before the fact. When somebody else printed
        in between, the receipt is made again as the next copy. Raises RuleBroken("matter_unknown"),
        "papers_folder_inside_home", "papers_unwritable" or "not_allowed".
        """
        require(actor, "accept")
        while True:
            matter, giver = self._read(matter_id)
            copy_no = matter.receipts
            text = self._text(matter, giver, copy_no)
            file = self._file(matter.number, copy_no)
            _write(file, text)
            if self._record(actor, matter_id, copy_no):
                return self._sent(text, file, copy_no)

    def _sent(self, text: str, file: Path, copy_no: int) -> Printed:
        """Send a receipt that is in the folder already to the printer, where there is one."""
        printer = read_settings(self._home.settings).printer
        if not printer:
            return Printed(text, str(file), copy_no)
        if send(printer, text):
            return Printed(text, printer, copy_no)
        return Printed(text, str(file), copy_no, silent=printer)

    def _record(self, actor: Actor, matter_id: str, copy_no: int) -> bool:
        """Record the print; False, and nothing recorded, when this copy's number was taken in between."""
        with self._station.changing(matter_id) as (writing, matter, history):
            if matter.receipts != copy_no:
                return False
            fact = ReceiptPrinted(copy_no=copy_no, format=read_settings(self._home.settings).printer_width)
            self._station.write(writing, matter, fact, actor, history)
            return True

    def _read(self, matter_id: str) -> tuple[Matter, Giver]:
        with self._station.store.reading() as connection:
            matter = fold(ledger.facts_of(connection, matter_subject(matter_id)))
            if matter is None:
                raise RuleBroken("matter_unknown")
            first = people.person(connection, matter.first_contact)
        giver = Giver(
            station=self._station.name,
            first_contact=first.name if first else matter.first_contact,
            phone=first.phone if first else "",
            supervision=read_settings(self._home.settings).supervision_phone,
        )
        return matter, giver

    def _text(self, matter: Matter, giver: Giver, copy_no: int) -> str:
        station = self._station
        receipt = say_receipt(
            matter,
            self._kind(matter.kind),
            giver,
            copy_no=copy_no,
            now=station.clock.now(),
            zone=station.rules.zone,
        )
        return compose(receipt, read_settings(self._home.settings).printer_width)

    def _kind(self, code: str) -> Kind | None:
        return next((kind for kind in self._station.rules.catalogue.kinds if kind.code == code), None)

    def _file(self, number: str, copy_no: int) -> Path:
        folder = papers_folder(read_settings(self._home.settings).papers_folder)
        require_outside(self._home, str(folder))
        return folder / (f"{number}-{copy_no}.txt" if copy_no else f"{number}.txt")


def send(printer: str, text: str) -> bool:
    """Send a text to a printer's device or share, encoded as Chinese receipt printers expect; False when it fails.

    Nothing is made where no device is: a mistyped name must not become a file.
    """
    try:
        device = os.open(printer, os.O_WRONLY | getattr(os, "O_BINARY", 0))
        with os.fdopen(device, "wb") as stream:
            stream.write(text.replace("\n", "\r\n").encode("gb18030") + _FEED)
    except OSError:
        return False
    return True


def _write(file: Path, text: str) -> None:
    try:
        write_private(file, text.encode("utf-8"))
    except OSError as error:
        raise RuleBroken("papers_unwritable", folder=str(file.parent)) from error
