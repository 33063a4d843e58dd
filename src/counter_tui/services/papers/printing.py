"""Papers about a matter: shown on the screen, and written to the folder for papers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from counter_tui.db import ledger, people
from counter_tui.db.reading import site_card
from counter_tui.db.store import Reading
from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.papers import CommitmentPrinted, ReceiptPrinted, RegisterPrinted
from counter_tui.domain.facts.prices import ChargeSlipPrinted
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.receipt.blocks import Block, plain
from counter_tui.domain.receipt.slip import CELLS, Paper, Receipt, layout
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.staff.site_card import states
from counter_tui.paths import Home, papers_folder, write_private
from counter_tui.services.papers.folder import require_outside
from counter_tui.services.printers.render import Rendering, paper_for, put_out, render
from counter_tui.services.printers.viewer import open_file
from counter_tui.services.station import Station, matter_subject
from counter_tui.services.views.printing import Printed
from counter_tui.services.wording.receipt import Giver
from counter_tui.settings import Settings, read_settings

PaperPrinted = ReceiptPrinted | CommitmentPrinted | ChargeSlipPrinted | RegisterPrinted


class PaperService(ABC):
    """A paper a customer takes home or signs: in the folder for papers always, on the printer of the settings too.

    The settings are read at every print, so that a change counts at once. Subclasses say what stands on the paper and
    which fact tells that it was printed.
    """

    _suffix = ""
    """What the file is called behind the matter's number."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._home = Home(station.store.path.parent)

    def preview(self, actor: Actor, matter_id: str) -> str:
        """The paper as the next print would give it. Raises RuleBroken("matter_unknown") or "not_allowed"."""
        require(actor, "accept")
        matter, giver, settings = self._read(matter_id)
        fact = self._decide(matter, self._context(actor), settings)
        sheet = paper_for(settings)
        return plain(layout(self._paper(matter, giver, fact), sheet), CELLS[sheet])

    def print(self, actor: Actor, matter_id: str) -> Printed:
        """Write the paper to the folder for papers, then record that it was printed; every copy has its own number.

        The file is named by the matter's number alone and is there, whole, before the fact. When the matter has moved
        on in between, so that another paper would be printed now, it is made again. Raises
        RuleBroken("matter_unknown"), "papers_folder_inside_home", "papers_unwritable" or "not_allowed".
        """
        require(actor, "accept")
        while True:
            matter, giver, settings = self._read(matter_id)
            fact = self._decide(matter, self._context(actor), settings)
            paper = self._paper(matter, giver, fact)
            blocks = layout(paper, paper_for(settings))
            text = plain(blocks, CELLS[paper_for(settings)])
            file = self._file(matter.number, fact.copy_no, settings)
            _write(file, text.encode("utf-8"))
            pdf = ""
            if self._wants_pdf(matter, settings):
                pdf = _write_pdf(partial(layout, paper), file, settings)
            if self._record(actor, matter_id, fact, settings):
                if pdf and settings.pdf_open == "yes":
                    open_file(pdf)
                return _sent(blocks, Printed(text, str(file), fact.copy_no, pdf=pdf), settings)

    @abstractmethod
    def _decide(self, matter: Matter, context: Context, settings: Settings) -> PaperPrinted:
        """The fact that this paper was printed; raises RuleBroken where it may not be now."""

    @abstractmethod
    def _say(self, matter: Matter, kind: Kind | None, giver: Giver, fact: PaperPrinted) -> Receipt:
        """What stands on the paper."""

    def _is_letter(self, matter: Matter) -> bool:
        """Whether the paper is one to be signed or kept: such are saved as PDF too, as the settings come."""
        del matter
        return False

    def _context(self, actor: Actor) -> Context:
        with self._station.store.reading() as connection:
            return self._station.context(actor, connection)

    def _settings(self) -> Settings:
        return read_settings(self._home.settings)

    def _record(self, actor: Actor, matter_id: str, fact: PaperPrinted, settings: Settings) -> bool:
        """Record the print; False, and nothing recorded, when the matter would give another paper by now."""
        with self._station.changing(matter_id) as (writing, matter, history):
            if self._decide(matter, self._station.context(actor, writing.connection), settings) != fact:
                return False
            self._station.write(writing, matter, fact, actor, history)
            return True

    def _read(self, matter_id: str) -> tuple[Matter, Giver, Settings]:
        """The matter, who gives the paper, and the settings for it: letters may have a printer of their own."""
        settings = self._settings()
        with self._station.store.reading() as connection:
            matter = fold(ledger.facts_of(connection, matter_subject(matter_id)))
            if matter is None:
                raise RuleBroken("matter_unknown")
            first = people.person(connection, matter.first_contact)
            name_of = self._station.names(connection)
            phone = (first.phone if first else "") or _station_phone(connection)
        giver = Giver(
            station=self._station.name,
            first_contact=first.name if first else matter.first_contact,
            phone=phone,
            supervision=settings.supervision_phone,
            decided_by=name_of(matter.refusal.decided_by) if matter.refusal else "",
        )
        return matter, giver, _for_letters(settings) if self._is_letter(matter) else settings

    def _paper(self, matter: Matter, giver: Giver, fact: PaperPrinted) -> Receipt:
        kinds = self._station.rules.catalogue.kinds
        kind = next((kind for kind in kinds if kind.code == matter.kind), None)
        return self._say(matter, kind, giver, fact)

    def _wants_pdf(self, matter: Matter, settings: Settings) -> bool:
        return settings.pdf_papers == "all" or (settings.pdf_papers == "letters" and self._is_letter(matter))

    def _file(self, number: str, copy_no: int, settings: Settings) -> Path:
        folder = papers_folder(settings.papers_folder)
        require_outside(self._home, str(folder))
        copy = f"-{copy_no}" if copy_no else ""
        return folder / f"{number}{self._suffix}{copy}.txt"


def _station_phone(connection: Reading) -> str:
    """Where the station is reached, as its site card says: for a first contact without a phone of his own."""
    known = states(site_card.newest(connection))
    return known[-1].card.phone if known else ""


def hand_out(station: Station, receipt: Receipt, name: str) -> Printed:
    """Write a paper that is about no matter to the folder for papers as ``name``, as PDF too, and print it.

    Raises RuleBroken("papers_folder_inside_home") or "papers_unwritable".
    """
    settings = read_settings(Home(station.store.path.parent).settings)
    return _out(station, lambda paper: layout(receipt, paper), name, settings)


def hand_out_sheet(station: Station, lay_out: Callable[[Paper], list[Block]], name: str) -> Printed:
    """The same for a paper of the office: it goes to the printer for letters where there is one."""
    settings = read_settings(Home(station.store.path.parent).settings)
    return _out(station, lay_out, name, _for_letters(settings))


def keep_file(station: Station, name: str, content: bytes) -> str:
    """Write a file to the folder for papers; where it is. Raises as ``hand_out``."""
    home = Home(station.store.path.parent)
    folder = papers_folder(read_settings(home.settings).papers_folder)
    require_outside(home, str(folder))
    _write(folder / name, content)
    return str(folder / name)


def _out(station: Station, lay_out: Callable[[Paper], list[Block]], name: str, settings: Settings) -> Printed:
    paper = paper_for(settings)
    blocks = lay_out(paper)
    text = plain(blocks, CELLS[paper])
    file = Path(keep_file(station, f"{name}.txt", text.encode("utf-8")))
    pdf = ""
    if settings.pdf_papers != "none":
        pdf = _write_pdf(lay_out, file, settings)
    return _sent(blocks, Printed(text, str(file), 0, pdf=pdf), settings)


def _for_letters(settings: Settings) -> Settings:
    """The settings for what goes to an office printer, where there is one for letters."""
    if not settings.letter_printer:
        return settings
    return replace(
        settings, printer=settings.letter_printer, printer_profile="pdf", printer_width=settings.pdf_sheet
    )


def _write_pdf(lay_out: Callable[[Paper], list[Block]], file: Path, settings: Settings) -> str:
    """Write the paper as PDF beside its text; the file."""
    pdf = file.with_suffix(".pdf")
    sheet = settings.pdf_sheet
    _write(pdf, render(lay_out(sheet), Rendering("pdf", sheet)))
    return str(pdf)


def _sent(blocks: Sequence[Block], printed: Printed, settings: Settings) -> Printed:
    """Send a paper that is in the folder already to the printer, where there is one."""
    if not settings.printer:
        return printed
    try:
        put_out(blocks, settings)
    except RuleBroken as broken:
        return replace(printed, silent=settings.printer, trouble=broken.code)
    return replace(printed, where=settings.printer, pdf="")


def _write(file: Path, content: bytes) -> None:
    try:
        write_private(file, content)
    except OSError as error:
        raise RuleBroken("papers_unwritable", folder=str(file.parent)) from error
