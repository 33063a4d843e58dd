"""The verdict on every record of a file: imported, imported with a warning, or rejected, with the reasons.

Nothing is guessed and nothing is dropped in silence: what is not certain is left blank with a reason, and a record
whose account or name is not certain is rejected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from counter_tui.domain.intake import cells
from counter_tui.domain.intake.cells import Cleaned
from counter_tui.domain.intake.folding import as_text, plain
from counter_tui.domain.intake.headings import Headings, recognised
from counter_tui.domain.intake.records import (
    Cell,
    CustomerRecord,
    RawRecord,
    Reason,
    RecordVerdict,
    VerdictName,
)

_TOTAL = re.compile(
    r"(?:本页|本表|本单位|全部|全所|全)?(?:[合小总總] ?[计計]|共计|累计|汇总)|(?:grand )?(?:sub)?total\b",
    re.IGNORECASE,
)
_TOTAL_NAME = re.compile(r"(?:合 ?计|小 ?计|总 ?计|共计)[:：]?")
_TOTAL_COUNT = re.compile(r"共 ?\d+ ?[户条笔行个]")
_TEXTS = ("address", "transformer_area", "manager", "use_class")
_PROVINCE_DIGITS = 3


def judge(headings: Headings, records: Iterable[RawRecord], today: date) -> Iterator[RecordVerdict]:
    """One verdict for each record, in order.

    Of several records with the same account the first one stands; the later ones are rejected with its row named, as
    ``account_repeated`` when they say the same and ``account_duplicate`` when they differ. A record that was
    rejected still takes its account.
    """
    seen: dict[str, tuple[int, int]] = {}
    short: dict[str, int] = {}
    for record in records:
        verdict = judge_record(headings, record, today)
        if verdict.account is not None:
            verdict = _against_earlier(verdict, seen, short)
        yield verdict


def judge_record(headings: Headings, record: RawRecord, today: date) -> RecordVerdict:
    """The verdict on one record by itself; ``today`` bounds dates of birth and of updates."""
    fault = _line_fault(headings, record)
    if fault:
        return RecordVerdict(record.row, None, "reject", (fault,))
    raw = {name: record.cells[place] for name, place in headings.columns.items() if place < len(record.cells)}
    account, name = cells.clean_account(raw.get("account")), cells.clean_name(raw.get("name"))
    reasons = [reason for reason in (_reason("account", account), _reason("name", name)) if reason]
    if account.value is None or name.value is None:
        return RecordVerdict(record.row, account.value, "reject", tuple(reasons))
    raw |= _compared(headings, record, reasons)
    customer = _customer(headings, raw, account.value, name.value, today, reasons)
    doubted = {reason.column for reason in reasons}
    reasons += [*_calculated(headings, record, doubted), *_merged(headings, record)]
    kind: VerdictName = "import_with_warning" if reasons else "import"
    return RecordVerdict(record.row, account.value, kind, tuple(reasons), customer)


def _against_earlier(
    verdict: RecordVerdict, seen: dict[str, tuple[int, int]], short: dict[str, int]
) -> RecordVerdict:
    """The verdict in the light of the records before it, which are remembered by account."""
    account, row = verdict.account or "", verdict.row
    same = hash(verdict.customer)
    if account in seen:
        first_row, first = seen[account]
        code = "repeated" if verdict.customer is not None and first == same else "duplicate"
        reason = Reason(code, "account", {"first_row": first_row})
        return RecordVerdict(row, account, "reject", (reason, *verdict.reasons))
    seen[account] = (row, same)
    return _beside_other_length(verdict, short)


def _beside_other_length(verdict: RecordVerdict, short: dict[str, int]) -> RecordVerdict:
    """Doubt an account of 10 digits and one of 13 with the same ending: they may be one, with and without province."""
    account = verdict.account or ""
    if verdict.customer is None or len(account) not in (10, 10 + _PROVINCE_DIGITS):
        return verdict
    other = account[_PROVINCE_DIGITS:] if len(account) > 10 else account
    key = f"{len(account)}:{other}"
    earlier = short.get(f"{23 - len(account)}:{other}")
    short.setdefault(key, verdict.row)
    if earlier is None:
        return verdict
    reason = Reason("other_length", "account", {"first_row": earlier})
    return RecordVerdict(
        verdict.row, account, "import_with_warning", (*verdict.reasons, reason), verdict.customer
    )


def _line_fault(headings: Headings, record: RawRecord) -> Reason | None:
    """What is wrong with the line as a whole, if anything."""
    if record.swallowed:
        return Reason("quotes_unbalanced", facts={"lines": record.swallowed})
    texts = [as_text(cell).strip() for cell in record.cells]
    account, name = (_at(texts, headings.columns[field]) for field in ("account", "name"))
    sure = account.isdigit() or cells.clean_account(account).value is not None
    if not sure or _TOTAL_NAME.fullmatch(name):
        filled = [text for text in map(plain, texts) if text]
        if not filled:
            return Reason("blank_line")
        if _is_total(filled):
            return Reason("total_line")
        if {"account", "name"} <= recognised(record.cells):
            return Reason("heading_line")
    return _uneven(headings, texts)


def _uneven(headings: Headings, texts: list[str]) -> Reason | None:
    """Whether the cells do not line up with the headings; empty cells that every line has at its end are no fault."""
    facts = {"cells": len(texts), "expected": headings.width}
    if len(texts) < headings.width:
        return Reason("columns_too_few", facts=facts)
    if any(texts[headings.width :]) or len(texts) > headings.width + headings.spare:
        return Reason("columns_too_many", facts=facts)
    return None


def _at(texts: list[str], place: int) -> str:
    return texts[place] if place < len(texts) else ""


def _is_total(filled: list[str]) -> bool:
    """Whether these texts are a line of totals: its word stands in one of the first filled cells."""
    return any(map(_TOTAL.match, filled[:3])) or any(map(_TOTAL_COUNT.match, filled[:1]))


def _customer(
    headings: Headings, raw: Mapping[str, Cell], account: str, name: str, today: date, reasons: list[Reason]
) -> CustomerRecord:
    """The customer of this record; what is unusable stays blank and adds a reason."""
    id_kind, id_number = cells.clean_id(raw.get("id_kind"), raw.get("id_number"), headings.id_kind, today)
    texts = {field: cells.clean_text(raw.get(field)) for field in _TEXTS}
    voltage = cells.clean_voltage(raw.get("voltage"), headings.voltage_unit)
    capacity_w, capacity = cells.clean_capacity(raw.get("capacity_w"), headings.capacity_factor)
    meter = cells.clean_meter(raw.get("meter_asset"), today)
    updated_on, updated = cells.clean_date(raw.get("updated_on"), today)
    _note(reasons, id_kind=id_kind, id_number=id_number)
    phones = _phones(headings, raw, today, reasons)
    _note(reasons, **texts, voltage=voltage, capacity_w=capacity, meter_asset=meter, updated_on=updated)
    return CustomerRecord(
        account=account,
        name=name,
        id_kind=id_kind.value,
        id_number=id_number.value,
        mobile1=phones.get("mobile1"),
        mobile2=phones.get("mobile2"),
        landline=phones.get("landline"),
        address=texts["address"].value,
        transformer_area=texts["transformer_area"].value,
        manager=texts["manager"].value,
        use_class=texts["use_class"].value,
        voltage=voltage.value,
        capacity_w=capacity_w,
        meter_asset=meter.value,
        updated_on=updated_on,
    )


def _compared(headings: Headings, record: RawRecord, reasons: list[Reason]) -> dict[str, Cell]:
    """The cells of the fields with several columns: what they say, or nothing where they say different things."""
    found: dict[str, Cell] = {}
    for field in headings.more:
        cells = [
            record.cells[place] for place in headings.places(field) if plain(as_text(record.cells[place]))
        ]
        if len({plain(as_text(cell)) for cell in cells}) > 1:
            reasons.append(Reason("different", field, {"columns": headings.titles[field]}))
            cells = []
        found[field] = cells[0] if cells else None
    return found


def _merged(headings: Headings, record: RawRecord) -> Iterator[Reason]:
    """Name the fields that stay blank because their cell is merged with that of another record or column."""
    for field in headings.columns if record.covered else ():
        places = headings.places(field)
        if not record.covered.isdisjoint(places) and not any(as_text(record.cells[at]) for at in places):
            yield Reason("merged", field)


def _calculated(headings: Headings, record: RawRecord, doubted: set[str]) -> Iterator[Reason]:
    """Doubt what a formula gave, which may be of another day, and name the formulas that gave nothing."""
    for field in headings.columns if record.calculated else ():
        if field in doubted:
            continue
        texts = [plain(as_text(record.cells[at])) for at in headings.places(field) if at in record.calculated]
        if texts:
            yield Reason("calculated" if any(texts) else "formula", field)


def _phones(
    headings: Headings, raw: Mapping[str, Cell], today: date, reasons: list[Reason]
) -> dict[str, str]:
    """The telephone numbers by field; one of another kind than its column moves to a free field of its own kind."""
    found: dict[str, str] = {}
    strays: list[tuple[str, str, str]] = []
    for field in ("mobile1", "mobile2", "landline"):
        kind, phone = cells.clean_phone(raw.get(field), today)
        _note(reasons, **{field: phone})
        if phone.value is None or phone.value in found.values():
            continue
        if kind == field.rstrip("12"):
            found[field] = phone.value
        else:
            strays.append((field, kind, phone.value))
    for field, kind, number in strays:
        if number in found.values():
            continue
        slots = ("landline",) if kind == "landline" else ("mobile1", "mobile2")
        free = next((slot for slot in slots if slot not in found), None)
        if free is not None:
            found[free] = number
        if free is None:
            reasons.append(Reason("no_room", field))
        elif field not in headings.any_phone:
            reasons.append(Reason("other_phone_kind", field))
    return found


def _note(reasons: list[Reason], **cleaned: Cleaned) -> None:
    """Add a reason for every field with something wrong."""
    for column, cell in cleaned.items():
        reason = _reason(column, cell)
        if reason:
            reasons.append(reason)


def _reason(column: str, cell: Cleaned) -> Reason | None:
    return Reason(cell.wrong, column, cell.facts) if cell.wrong else None
