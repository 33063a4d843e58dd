"""What stands on the commitment letter of a matter, in words; the customer's own data is masked."""

from __future__ import annotations

from datetime import datetime, tzinfo

from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.facts.matter import Customer
from counter_tui.domain.letter.commitment import Filled, make_letter
from counter_tui.domain.letter.text import LetterText
from counter_tui.domain.masking import mask_name
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.receipt.slip import Receipt
from counter_tui.i18n import _, language
from counter_tui.services.views.printing import Printed
from counter_tui.services.wording.dates import say_long_day
from counter_tui.services.wording.particulars import say_id_kind
from counter_tui.services.wording.printers import say_trouble
from counter_tui.services.wording.receipt import Giver, owed_rows

_SHOWN, _LEAST = 4, 8
"""So many characters of a number are shown; a shorter number than the second is not shown at all."""


def say_letter(
    text: LetterText,
    matter: Matter,
    kind: Kind | None,
    giver: Giver,
    *,
    copy_no: int,
    renewed: bool,
    now: datetime,
    zone: tzinfo,
) -> Receipt:
    """The letter about the papers a matter still owes; ``renewed`` when it takes the place of another one."""
    filled = Filled(
        station=giver.station,
        number=matter.number,
        request=kind.name.say(language()) if kind else matter.kind,
        customer=mask_name(matter.customer.name),
        document=_document(matter.customer),
        agent=mask_name(matter.customer.agent_name),
        day=say_long_day(matter.accepted_at.astimezone(zone).date()),
        clerk=giver.first_contact,
        printed=f"{now.astimezone(zone):%Y-%m-%d %H:%M}",
        owed=tuple(owed_rows(matter, places=True)),
        remark=_remark(copy_no, renewed),
    )
    return make_letter(text, filled, language())


def _remark(copy_no: int, renewed: bool) -> str:
    if renewed:
        return _("Takes the place of the letter printed before")
    return _("Copy {number}").format(number=copy_no) if copy_no else ""


def _document(customer: Customer) -> str:
    """The kind of the identity paper and the end of its number, empty where none was shown."""
    if not customer.id_number:
        return ""
    kind = say_id_kind(customer.id_kind)
    if len(customer.id_number) < _LEAST:
        return kind
    return _("{paper}, ending in {end}").format(paper=kind, end=customer.id_number[-_SHOWN:])


def say_letter_printed(printed: Printed) -> str:
    """Where a letter went, and why the printer did not print it when it did not."""
    if printed.silent:
        return _("{trouble}: the commitment letter is in {where}").format(
            trouble=say_trouble(printed), where=printed.file
        )
    return _("Commitment letter in {where}").format(where=printed.file)
