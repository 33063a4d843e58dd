"""The register of first contacts (首问登记簿): the entries of a day, and the one of a matter printed and signed.

A question that nobody has answered yet has a first contact too: it stands in the register of its day until it is
answered; one carried on as a matter stands there as that.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from counter_tui.db import ledger
from counter_tui.db.reading import enquiries as enquiry_rows
from counter_tui.db.reading import leading
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.store import Reading
from counter_tui.db.tables.matters import MatterRow
from counter_tui.domain.catalogue import queries
from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.clock import to_ms
from counter_tui.domain.enquiry.state import fold as fold_enquiry
from counter_tui.domain.facts.papers import RegisterPrinted
from counter_tui.domain.masking import mask_phone
from counter_tui.domain.matter import register
from counter_tui.domain.matter.confidence import may_read
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.scopes import scope_of
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.receipt.slip import Receipt
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.enquiries import enquiry_subject
from counter_tui.services.lines.enquiries import EnquiryLine, enquiry_lines
from counter_tui.services.lines.matters import matter_line
from counter_tui.services.matter.view import view_of
from counter_tui.services.papers.printing import PaperPrinted, PaperService
from counter_tui.services.station import matter_subject
from counter_tui.services.views.matter import MatterView
from counter_tui.services.views.register import OpenQuestion, RegisterDay, RegisterLine
from counter_tui.services.wording.receipt import Giver, papers_in_hand
from counter_tui.services.wording.register import say_entry
from counter_tui.settings import Settings


class RegisterService(PaperService):
    """The register; its paper names the customer in full, ``preview`` and ``print`` raise "details_not_yours" too."""

    _suffix = "-register"

    def day(self, actor: Actor, day: date | None = None) -> RegisterDay:
        """Every matter taken down on a day of the station and each question left open, today where none is said."""
        require(actor, "see_matters")
        zone = self._station.rules.zone
        day = day or self._station.rules.day_of(self._station.clock.now())
        first, end = (datetime.combine(each, time.min, zone) for each in (day, day + timedelta(days=1)))
        with self._station.store.reading() as connection:
            context = self._station.context(actor, connection)
            found = matter_rows.of_day(connection, to_ms(first), to_ms(end))
            lines = tuple(self._line(connection, context, row) for row in found)
            asked = enquiry_rows.open_between(connection, to_ms(first), to_ms(end))
            open_lines = enquiry_lines(self._station, connection, asked, context.now)
            questions = tuple(_question(connection, line) for line in open_lines)
        return RegisterDay(day, lines, questions)

    def sign(self, actor: Actor, matter_id: str) -> MatterView:
        """The customer signed the entry; raises what ``domain.matter.register.decide_sign_entry`` raises."""
        with self._station.changing(matter_id) as (writing, matter, history):
            context = self._station.context(actor, writing.connection)
            fact = register.decide_sign_entry(matter, context)
            self._station.write(writing, matter, fact, actor, history)
        return view_of(self._station, actor, matter_id, full=False)

    def _line(self, connection: Reading, context: Context, row: MatterRow) -> RegisterLine:
        matter = fold(ledger.facts_of(connection, matter_subject(row.matter_id.hex())))
        assert matter is not None, "a row without a matter"
        station, kind = self._station, self._kind(matter)
        readable = may_read(matter, kind, context)
        return RegisterLine(
            matter=matter_line(station, row, station.names(connection), leading.standing_now(connection)),
            phone=mask_phone(matter.customer.phone or matter.customer.phone2),
            papers=tuple(papers_in_hand(matter, kind)) if readable else (),
            scope=scope_of(matter),
            printed=bool(matter.entries),
            signed_at=matter.entry_signed_at,
        )

    def _kind(self, matter: Matter) -> Kind | None:
        return queries.known_kind(self._station.rules.catalogue, matter.kind)

    def _is_letter(self, matter: Matter) -> bool:
        del matter
        return True

    def _decide(self, matter: Matter, context: Context, settings: Settings) -> RegisterPrinted:
        return register.decide_print_entry(matter, context, settings.printer_width)

    def _say(self, matter: Matter, kind: Kind | None, giver: Giver, fact: PaperPrinted) -> Receipt:
        assert isinstance(fact, RegisterPrinted)
        station = self._station
        with station.store.reading() as connection:
            handler = matter.handler_outside or station.names(connection)(matter.handler)
        now, zone = station.clock.now(), station.rules.zone
        return say_entry(matter, kind, giver, handler, copy_no=fact.copy_no, now=now, zone=zone)


def _question(connection: Reading, line: EnquiryLine) -> OpenQuestion:
    known = fold_enquiry(ledger.facts_of(connection, enquiry_subject(line.enquiry_id)))
    return OpenQuestion(line, mask_phone(known.contact) if known else "")
