"""Commitment letters: what a customer signs when papers come later."""

from __future__ import annotations

from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.facts.papers import CommitmentPrinted
from counter_tui.domain.letter.commitment import decide_letter, is_copy
from counter_tui.domain.letter.text import LetterText, parse_letter
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.receipt.slip import Receipt
from counter_tui.services.papers.printing import PaperPrinted, PaperService
from counter_tui.services.reference.files import shipped
from counter_tui.services.station import Once, Station
from counter_tui.services.wording.letter import say_letter
from counter_tui.services.wording.receipt import Giver
from counter_tui.settings import Settings

_FILE = "commitment.toml"


def load_letter() -> LetterText:
    """The words of the letter the program is shipped with; raises CatalogueBroken for a damaged file."""
    return parse_letter(_FILE, shipped("letters", _FILE))


class LetterService(PaperService):
    """The commitment letter about the papers still owed; one that is printed again names only those left by then.

    ``preview`` and ``print`` also raise RuleBroken("no_letter_needed") where nothing is owed, and "matter_ended".
    """

    _suffix = "-letter"

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._words = Once(load_letter)

    def _is_letter(self, matter: Matter) -> bool:
        del matter
        return True

    def _decide(self, matter: Matter, context: Context, settings: Settings) -> CommitmentPrinted:
        return decide_letter(matter, context, self._words().version, settings.printer_width)

    def _say(self, matter: Matter, kind: Kind | None, giver: Giver, fact: PaperPrinted) -> Receipt:
        assert isinstance(fact, CommitmentPrinted)
        station = self._station
        now, zone = station.clock.now(), station.rules.zone
        copy_no = fact.copy_no if is_copy(matter, fact) else 0
        renewed = bool(matter.letters) and not copy_no
        return say_letter(
            self._words(), matter, kind, giver, copy_no=copy_no, renewed=renewed, now=now, zone=zone
        )
