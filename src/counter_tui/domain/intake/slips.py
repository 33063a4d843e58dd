"""Reading a file of requests that were taken down on paper: its columns, and what stands in one line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct

from counter_tui.domain.catalogue.models import Catalogue, FormField, Kind
from counter_tui.domain.catalogue.queries import compared
from counter_tui.domain.intake.columns import Columns, line_fault
from counter_tui.domain.intake.dates import read_moment
from counter_tui.domain.intake.folding import as_text, begins_formula, is_scientific, plain, whole
from counter_tui.domain.intake.headings import Headings
from counter_tui.domain.intake.papers import paper_kind, proved_kind
from counter_tui.domain.intake.records import Cell, RawRecord, Reason, VerdictName
from counter_tui.domain.text import fold

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "slip": ("纸单号", "slip"),
    "claimed_at": ("受理时间", "claimed at"),
    "first_contact": ("首问工号", "first contact"),
    "kind": ("业务类型", "kind"),
    "name": ("客户姓名", "name"),
    "id_kind": ("证件类型", "kind of paper"),
    "id_number": ("证件号码", "number of the paper"),
    "phone": ("联系电话", "phone"),
    "phone2": ("备用电话", "second phone"),
    "address": ("用电地址", "address"),
    "account": ("户号", "account"),
    "content": ("内容", "content"),
    "others": ("其他栏目", "other fields"),
    "remark": ("备注", "remark"),
    "agent_name": ("经办人", "agent"),
    "agent_id_number": ("经办人证件号码", "number of the agent's paper"),
}
"""The columns of a file of slips by field, with their headings in Chinese and English."""

MUST = ("slip", "claimed_at", "first_contact", "kind")
"""Without these no line can become a matter."""

LONGEST_SLIP = 20
TABLE = Columns(COLUMNS, MUST)
_PAIRS = re.compile(r"[;；\n]")
_EQUALS = re.compile(r"[=＝:：]")
_SLIP = re.compile(r"[\w\-/.#()（）]+")
_DRAFT_TEXTS = ("name", "phone", "phone2", "address", "account", "remark", "agent_name", "agent_id_number")


class Slip(Struct, frozen=True):
    """One request as it stands on paper; ``claimed_at`` is local, ``values`` are those of a draft."""

    number: str
    claimed_at: datetime
    first_contact: str
    values: Mapping[str, object]


class SlipVerdict(Struct, frozen=True):
    """What became of one line: entered (``number`` is the matter's), or refused with reasons.

    ``again`` says that the slip was entered before, so nothing was done. ``words`` are further reasons as sentences,
    without personal data.
    """

    row: int
    slip: str | None
    verdict: VerdictName
    reasons: tuple[Reason, ...] = ()
    words: tuple[str, ...] = ()
    number: str = ""
    again: bool = False


def recognised(cells: Sequence[Cell]) -> set[str]:
    """The fields that these cells would name if they were headings."""
    return TABLE.recognised(cells)


def read_slip_headings(cells: Sequence[Cell]) -> Headings:
    """The columns that this line of headings names; raises as ``Columns.read`` does."""
    return TABLE.read(cells)


def read_slip(
    headings: Headings, record: RawRecord, catalogue: Catalogue, today: date
) -> tuple[Slip | None, str | None, list[Reason]]:
    """The request in a line, its slip's number where there is one, and what is wrong with the line."""
    if fault := line_fault(headings, record):
        return None, None, [fault]
    raw = {name: record.cells[place] for name, place in headings.columns.items()}
    return _slip(raw, catalogue, today)


def _slip(
    raw: Mapping[str, Cell], catalogue: Catalogue, today: date
) -> tuple[Slip | None, str | None, list[Reason]]:
    reasons: list[Reason] = []
    number = whole(plain(as_text(raw["slip"])))
    if not number:
        reasons.append(Reason("missing", "slip"))
    elif len(number) > LONGEST_SLIP or not _SLIP.fullmatch(number) or begins_formula(number):
        reasons.append(Reason("unusable", "slip"))
    claimed_at = read_moment(raw["claimed_at"])
    if claimed_at is None:
        reasons.append(
            Reason("missing" if not plain(as_text(raw["claimed_at"])) else "unusable", "claimed_at")
        )
    first_contact = fold(whole(plain(as_text(raw["first_contact"])))).upper()
    if not first_contact:
        reasons.append(Reason("missing", "first_contact"))
    kind = kind_named(catalogue, plain(as_text(raw["kind"])))
    if kind is None:
        reasons.append(Reason("unknown" if plain(as_text(raw["kind"])) else "missing", "kind"))
    values = _values(raw, kind, today, reasons)
    good = not any(reason.column == "slip" for reason in reasons)
    if reasons or claimed_at is None:
        return None, number if good else None, reasons
    return Slip(number, claimed_at, first_contact, values), number, []


def _values(
    raw: Mapping[str, Cell], kind: Kind | None, today: date, reasons: list[Reason]
) -> dict[str, object]:
    """The values of a draft; what the catalogue makes of them is for the acceptance to say."""
    values: dict[str, object] = {"kind": kind.code if kind else ""}
    for name in _DRAFT_TEXTS:
        text = whole(plain(as_text(raw.get(name))))
        if is_scientific(text):
            reasons.append(Reason("scientific", name))
        values[name] = text
    number = whole(plain(as_text(raw.get("id_number"))))
    paper = plain(as_text(raw.get("id_kind")))
    found = (paper_kind(paper) if paper else proved_kind(number, today)) if number else None
    if number and found is None:
        reasons.append(Reason("unknown" if paper else "missing", "id_kind"))
    values |= {"id_number": number, "id_kind": found or ""}
    fields = _fields(raw, kind, reasons) if kind else {}
    if kind and any(each.code == "account" for each in kind.fields):
        fields.setdefault("account", str(values["account"]))
    values["fields"] = fields
    return values


def _fields(raw: Mapping[str, Cell], kind: Kind, reasons: list[Reason]) -> dict[str, str]:
    """The fields of the kind's form: the content, and what stands as name=value in the column for others."""
    known = {label: each for each in kind.fields for label in (each.code, each.name.zh, each.name.en)}
    found: dict[str, str] = {}
    content = plain(as_text(raw.get("content")))
    if content:
        if "content" in known:
            found["content"] = content
        else:
            reasons.append(Reason("not_of_kind", "content"))
    for pair in _PAIRS.split(as_text(raw.get("others"))):
        label, *value = _EQUALS.split(plain(pair), maxsplit=1)
        each = known.get(label.strip())
        if not label.strip():
            continue
        if each is None or not value:
            reasons.append(Reason("not_of_kind", "others"))
        else:
            found[each.code] = _choice(each, value[0].strip())
    return found


def _choice(each: FormField, text: str) -> str:
    for choice in each.choices:
        if text in (choice.code, choice.name.zh, choice.name.en):
            return choice.code
    return text


def kind_named(catalogue: Catalogue, text: str) -> Kind | None:
    """The kind with this code or name; a name that two kinds have means none."""
    wanted = compared(text)
    if not wanted:
        return None
    found = [
        each
        for each in catalogue.kinds
        if wanted in map(compared, (each.code, each.name.zh, each.name.en, each.short.zh, each.short.en))
    ]
    return found[0] if len(found) == 1 else None
