"""The register of first contacts in words: the entry a customer signs, and lines of a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.matter.scopes import scope_of
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.receipt.slip import Receipt, Row, Section
from counter_tui.i18n import _, language, ngettext
from counter_tui.services.views.printing import Printed
from counter_tui.services.wording.dates import say_long_day
from counter_tui.services.wording.first_contact import say_other_unit, say_scope
from counter_tui.services.wording.printers import say_trouble
from counter_tui.services.wording.receipt import Giver, contact_rows, papers_in_hand, promise_rows

if TYPE_CHECKING:
    from counter_tui.services.views.register import RegisterDay, RegisterLine


def say_entry(
    matter: Matter,
    kind: Kind | None,
    giver: Giver,
    handler: str,
    *,
    copy_no: int,
    now: datetime,
    zone: tzinfo,
) -> Receipt:
    """The entry of one matter, the customer in full since he signs it.

    It names time, name and contact, what was asked, the papers and how many, the first-asked person with the phone,
    the handler, the promised time and the supervision phone (首问负责制 of government offices: register and receipt).
    """
    asked = matter.accepted_at.astimezone(zone)
    papers = tuple(papers_in_hand(matter, kind))
    received = _("{count}: {papers}").format(count=len(papers), papers=_(", ").join(papers))
    rows = [
        Row(_("Number"), matter.number),
        Row(_("Asked on"), f"{say_long_day(asked.date())} {asked:%H:%M}"),
        *_customer(matter),
        Row(_("Asked for"), kind.name.say(language()) if kind else matter.kind),
        Row(_("Papers received"), received if papers else _("none")),
        Row(_("Whose matter it is"), say_scope(scope_of(matter))),
    ]
    if matter.unit is not None:
        rows.append(Row("", say_other_unit(matter.unit)))
    rows.append(Row(_("Handler"), handler))
    sections = (
        Section("", tuple(rows)),
        Section(_("We promise"), tuple(promise_rows(matter, zone))),
        Section(_("Who answers for it"), tuple(contact_rows(matter, giver))),
    )
    return Receipt(
        station=giver.station,
        title=_("Register of first contacts"),
        copy=_("Copy {number}").format(number=copy_no) if copy_no else "",
        sections=tuple(section for section in sections if section.rows),
        sign=(_("Customer's signature"),),
        foot=_("Printed {when}").format(when=f"{now.astimezone(zone):%Y-%m-%d %H:%M}"),
    )


def _customer(matter: Matter) -> Iterator[Row]:
    customer = matter.customer
    yield Row(_("Customer"), customer.name or _("not said"))
    yield Row(_("Contact"), customer.phone or customer.phone2 or customer.address or _("not said"))
    if customer.agent_name:
        yield Row(_("Agent"), customer.agent_name)


def say_entry_printed(printed: Printed) -> str:
    """Where the entry went, and why the printer did not print it when it did not."""
    if printed.silent:
        return _("{trouble}: the register entry is in {where}").format(
            trouble=say_trouble(printed), where=printed.file
        )
    return _("Register entry in {where}").format(where=printed.file)


def say_count(register: RegisterDay) -> str:
    """How many entries, how many of them signed, and how many questions stand open beside them."""
    count = len(register.lines)
    counted = ngettext("{count} entry, {signed} signed", "{count} entries, {signed} signed", count).format(
        count=count, signed=register.signed
    )
    if not register.questions:
        return counted
    count = len(register.questions)
    words = ngettext("{entries}, {count} question open", "{entries}, {count} questions open", count)
    return words.format(entries=counted, count=count)


def say_signature(line: RegisterLine) -> str:
    """Whether the customer signed."""
    if line.signed_at is not None:
        return _("signed")
    return _("to sign") if line.printed else _("to print")


def say_papers(line: RegisterLine) -> str:
    """The papers received: how many, and which."""
    if not line.papers:
        return _("no papers received")
    return _("{count}: {papers}").format(count=len(line.papers), papers=_(", ").join(line.papers))
