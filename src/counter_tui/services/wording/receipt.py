"""What stands on the customer's receipt, in the customer's words; the customer's own data is masked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from msgspec import Struct

from counter_tui.domain.catalogue.models import FormField, Kind
from counter_tui.domain.ids import parse_number
from counter_tui.domain.masking import mask_address, mask_identity, mask_name, mask_phone
from counter_tui.domain.matter.parts import Promise
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.receipt.proof import Claim, code_of, write_text
from counter_tui.domain.receipt.slip import Receipt, Row, Section
from counter_tui.i18n import _, language
from counter_tui.services.views.printing import Printed
from counter_tui.services.wording.dates import say_long_day
from counter_tui.services.wording.door import say_ground
from counter_tui.services.wording.on_file import name_on_file
from counter_tui.services.wording.papers import say_collector, say_paper, say_place
from counter_tui.services.wording.particulars import say_field, say_id_kind, say_value
from counter_tui.services.wording.printers import say_trouble


class Giver(Struct, frozen=True):
    """Who gives the receipt: the station, the first contact, and where to turn to (phones may be empty).

    ``decided_by`` is the lead who decided that the request is not accepted, empty for any other.
    """

    station: str
    first_contact: str
    phone: str
    supervision: str = ""
    decided_by: str = ""


def say_receipt(
    matter: Matter,
    kind: Kind | None,
    giver: Giver,
    *,
    copy_no: int,
    now: datetime,
    zone: tzinfo,
    key: bytes = b"",
) -> Receipt:
    """The receipt of a matter: what was accepted, what is promised and owed, who answers for it, how to ask.

    Of a request that was not accepted it is the written notice of that: on which ground, by whom, and where to appeal.

    Register and receipt of the first-asked rule name the person's name and phone, the promised time and the
    supervision phone (首问负责制 of government offices). With a key of the station it can be proven to be what it is.
    """
    sections = [
        Section("", tuple(_request(matter, kind, zone))),
        Section(_("Why it is not accepted"), tuple(_refusal(matter, giver)), stacked=True),
        Section(_("We promise"), tuple(promise_rows(matter, zone))),
        Section(_("Please bring later"), tuple(owed_rows(matter)), stacked=True),
        Section(_("Who answers for it"), tuple(contact_rows(matter, giver))),
        *([_proof(matter, key, zone)] if key else []),
    ]
    return Receipt(
        station=giver.station,
        title=_("Notice of a request not accepted") if matter.refusal else _("Receipt"),
        copy=_("Copy {number}").format(number=copy_no) if copy_no else "",
        sections=tuple(section for section in sections if section.rows),
        sign=(_("Customer's signature"),),
        foot=_("Printed {when}").format(when=f"{now.astimezone(zone):%Y-%m-%d %H:%M}"),
    )


def claim_of(matter: Matter, zone: tzinfo) -> Claim:
    """What the receipt of a matter says of itself."""
    accepted = matter.accepted_at.astimezone(zone)
    return Claim(
        number=matter.number,
        kind=matter.kind,
        customer=mask_name(matter.customer.name),
        due=",".join(_due(promise, zone) for promise in _public(matter)),
        accepted=f"{accepted:%Y-%m-%dT%H:%M}",
    )


def _due(promise: Promise, zone: tzinfo) -> str:
    if promise.due_day is not None:
        return promise.due_day.isoformat()
    return f"{promise.due_at.astimezone(zone):%Y-%m-%dT%H:%M}"


def _proof(matter: Matter, key: bytes, zone: tzinfo) -> Section:
    """By which anybody with a key of the station can tell that the station printed this."""
    claim = claim_of(matter, zone)
    code = code_of(key, claim)
    rows = (Row(_("Check code"), code), Row(_("Catalogue"), f"{matter.catalogue} {matter.kind}"))
    return Section(_("Proof"), rows, qr=write_text(claim, code), qr_spoken=True)


def _request(matter: Matter, kind: Kind | None, zone: tzinfo) -> Iterator[Row]:
    accepted = matter.accepted_at.astimezone(zone)
    yield Row(_("Number"), matter.number)
    yield Row(_("Request"), kind.name.say(language()) if kind else matter.kind)
    for field in kind.fields if kind else ():
        value = _printed(field, matter.fields.get(field.code, ""), kind)
        # The customer's own account stands with the customer.
        if value and not (field.code == "account" and matter.customer.account):
            yield Row(field.name.say(language()), value)
    yield Row(
        _("Asked on") if matter.refusal else _("Accepted on"),
        f"{say_long_day(accepted.date())} {accepted:%H:%M}",
    )
    yield from _customer(matter)
    shown = _(", ").join(papers_in_hand(matter, kind))
    if shown:
        yield Row(_("Papers received"), shown)
    if matter.on_file:
        yield Row(_("Papers on file"), _(", ").join(map(name_on_file, matter.on_file)))


def _refusal(matter: Matter, giver: Giver) -> Iterator[Row]:
    refusal = matter.refusal
    if refusal is not None:
        yield Row(_("Ground"), say_ground(refusal.ground))
        yield Row(_("Facts"), refusal.words)
        yield Row(_("Decided by"), giver.decided_by)
        yield Row(_("If you do not agree"), refusal.told_en if language() == "en" else refusal.told_zh)


def _customer(matter: Matter) -> Iterator[Row]:
    customer = matter.customer
    particulars = (
        (_("Customer"), mask_name(customer.name)),
        (_("Phone"), mask_phone(customer.phone)),
        (_("Account"), mask_identity(customer.account)),
        (_("Address"), mask_address(customer.address)),
    )
    yield from (Row(label, text) for label, text in particulars if text)


def _printed(field: FormField, value: str, kind: Kind | None) -> str:
    """A form field's value as it may stand on paper: free text stays out, numbers of the customer are masked."""
    if field.type == "text" or not value:
        return ""
    if field.type == "phone":
        return mask_phone(value)
    if field.type in ("account", "meter"):
        return mask_identity(value)
    return say_value(field.code, value, kind)


def papers_in_hand(matter: Matter, kind: Kind | None) -> Iterator[str]:
    """The papers in hand: the identity paper by its own name and masked number, the others by theirs."""
    customer = matter.customer
    if customer.id_number:
        yield f"{say_id_kind(customer.id_kind)} {mask_identity(customer.id_number)}"
    for code in matter.shown:
        paper = next((known for known in (kind.papers if kind else ()) if known.code == code), None)
        if paper is None or paper.timing != "now" or not customer.id_number:
            yield say_paper(code, kind)
    for deferred in matter.deferred:
        if deferred.state == "collected":
            yield deferred.name_en if language() == "en" else deferred.name_zh


def _public(matter: Matter) -> list[Promise]:
    return [promise for promise in matter.promises if promise.given.standing == "public"]


def promise_rows(matter: Matter, zone: tzinfo) -> Iterator[Row]:
    """What is promised to the customer, and by when."""
    public = _public(matter)
    for promise in public:
        name = promise.given.name_en if language() == "en" else promise.given.name_zh
        yield Row(name, _by(promise, matter, zone))
    if any(promise.provisional and promise.met_at is None for promise in public):
        yield Row("", _("Provisional: to be confirmed when the days off of that year are announced."))


def _by(promise: Promise, matter: Matter, zone: tzinfo) -> str:
    local = promise.due_at.astimezone(zone)
    when = say_long_day(local.date() if promise.due_day is None else promise.due_day)
    if promise.due_day is None:
        when = f"{when} {local:%H:%M}"
    by = _("by {when}").format(when=when)
    if promise.met_at is not None:
        return _("{due}, done").format(due=by)
    if promise.provisional:
        by = _("{due} (provisional)").format(due=by)
    return _("{due}, paused now").format(due=by) if matter.paused else by


def owed_rows(matter: Matter, *, places: bool = False) -> Iterator[Row]:
    """The papers the customer still has to give: by which day, to whom and, with ``places``, where."""
    for paper in matter.to_bring:
        name = paper.name_en if language() == "en" else paper.name_zh
        due = _("by {when}").format(when=say_long_day(paper.due_day))
        who = _("to the {collector}").format(collector=say_collector(paper.collector))
        said = _("{due}, {who}").format(due=due, who=who)
        if places:
            said = _("{due}, {place}").format(due=said, place=say_place(paper.collector))
        yield Row(name, said)


def contact_rows(matter: Matter, giver: Giver) -> Iterator[Row]:
    """Who answers to the customer, how to ask, and where to turn to."""
    number = parse_number(matter.number)
    yield Row(say_field("first_contact"), giver.first_contact)
    if giver.phone:
        yield Row(_("Phone"), giver.phone)
    yield Row(
        "",
        _("To ask about it, give the number {number}.").format(
            number=number.short if number else matter.number
        ),
    )
    if giver.supervision:
        yield Row(_("Supervision"), giver.supervision)


def say_printed(printed: Printed) -> str:
    """Where a receipt went, and why the printer did not print it when it did not."""
    if printed.silent:
        return _("{trouble}: the receipt is in {where}").format(
            trouble=say_trouble(printed), where=printed.file
        )
    return _("Receipt in {where}").format(where=printed.file)
