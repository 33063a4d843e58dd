"""Reading a list of outages: its columns, and the outage in one line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo
from hashlib import blake2b

from msgspec import Struct

from counter_tui.domain.facts.outages import OutageKind, OutageTold
from counter_tui.domain.intake.columns import Columns, line_fault
from counter_tui.domain.intake.dates import read_date, read_moment
from counter_tui.domain.intake.folding import as_text, plain, whole
from counter_tui.domain.intake.headings import Headings
from counter_tui.domain.intake.records import Cell, RawRecord, Reason

OUTAGES = Columns(
    {
        "kind": ("停电类型", "停电性质", "类型", "kind"),
        "districts": ("台区", "停电台区", "影响台区", "台区名称", "districts", "district"),
        "lines": ("线路", "停电线路", "线路名称", "lines", "line"),
        "starts_at": ("开始时间", "停电开始时间", "停电时间", "计划停电时间", "from", "start"),
        "ends_at": ("结束时间", "停电结束时间", "送电时间", "计划送电时间", "until", "end"),
        "reason": ("原因", "停电原因", "工作内容", "reason"),
        "source": ("来源", "数据来源", "source"),
        "reference": ("编号", "停电编号", "计划编号", "工单编号", "reference", "number"),
    },
    ("starts_at",),
)
"""The columns of a list of outages by field, with the headings that name them."""

_KINDS: Mapping[str, OutageKind] = {
    "": "planned",
    "计划": "planned",
    "计划停电": "planned",
    "检修": "planned",
    "planned": "planned",
    "临时": "temporary",
    "临时停电": "temporary",
    "temporary": "temporary",
    "故障": "fault",
    "故障停电": "fault",
    "fault": "fault",
    "有序用电": "rationing",
    "限电": "rationing",
    "错峰": "rationing",
    "rationing": "rationing",
    "取消": "cancelled",
    "撤销": "cancelled",
    "已取消": "cancelled",
    "cancelled": "cancelled",
    "canceled": "cancelled",
}
_BETWEEN = re.compile(r"[、,，;；/|\n]+")
_DAY_END = time(23, 59, 59)
LONGEST = 200
"""More characters of a reason, a name or a number are no reason, name or number."""

MOST_PLACES = 500
"""One outage names so many districts at most."""


class OutageVerdict(Struct, frozen=True):
    """What became of one line: the outage in it, or why not; ``row`` counts from 1 after the headings."""

    row: int
    told: OutageTold | None
    reasons: tuple[Reason, ...] = ()


def judge_outage(headings: Headings, record: RawRecord, zone: tzinfo, source: str) -> OutageVerdict:
    """The outage in a line; times without a zone are the station's, ``source`` is who the whole list is from."""
    if fault := line_fault(headings, record):
        return OutageVerdict(record.row, None, (fault,))
    raw = {name: record.cells[place] for name, place in headings.columns.items()}
    reasons: list[Reason] = []
    texts = {name: _text(raw.get(name), name, reasons) for name in ("reason", "source", "reference")}
    kind = _KINDS.get(plain(as_text(raw.get("kind"))).lower())
    if kind is None:
        reasons.append(Reason("unknown", "kind"))
    starts_at = _moment(raw.get("starts_at"), time.min, zone)
    ends_at = _moment(raw.get("ends_at"), _DAY_END, zone)
    places = {name: _places(raw.get(name), name, reasons) for name in ("districts", "lines")}
    reasons += _faults(raw, kind, starts_at, ends_at, places)
    said_by = texts["source"] or source
    if not said_by:
        reasons.append(Reason("missing", "source"))
    if reasons or kind is None or starts_at is None:
        return OutageVerdict(record.row, None, tuple(reasons))
    reference = texts["reference"] or _made_up(places, starts_at)
    told = OutageTold(
        reference=reference,
        kind=kind,
        districts=places["districts"],
        lines=places["lines"],
        starts_at=starts_at,
        ends_at=ends_at,
        reason=texts["reason"],
        source=said_by,
    )
    return OutageVerdict(record.row, told)


def _faults(
    raw: Mapping[str, Cell],
    kind: OutageKind | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
    places: Mapping[str, tuple[str, ...]],
) -> list[Reason]:
    faults = []
    if starts_at is None:
        faults.append(Reason("unusable" if _filled(raw, "starts_at") else "missing", "starts_at"))
    if ends_at is None and _filled(raw, "ends_at"):
        faults.append(Reason("unusable", "ends_at"))
    elif ends_at is None and kind not in ("fault", "cancelled", None):
        faults.append(Reason("missing", "ends_at"))
    if starts_at and ends_at and ends_at <= starts_at:
        faults.append(Reason("ends_first", "ends_at"))
    if not any(places.values()) and kind != "cancelled":
        faults.append(Reason("missing", "districts"))
    return faults


def _filled(raw: Mapping[str, Cell], name: str) -> bool:
    return bool(plain(as_text(raw.get(name))))


def _text(cell: Cell, name: str, reasons: list[Reason]) -> str:
    text = whole(plain(as_text(cell)))
    if len(text) > LONGEST:
        reasons.append(Reason("too_long", name))
    return text


def _places(cell: Cell, name: str, reasons: list[Reason]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(filter(None, (plain(each) for each in _BETWEEN.split(as_text(cell))))))
    if len(found) > MOST_PLACES or any(len(each) > LONGEST for each in found):
        reasons.append(Reason("too_long", name))
    return found


def _moment(cell: Cell, at: time, zone: tzinfo) -> datetime | None:
    """The instant a cell names; a day alone stands for its beginning or its end."""
    found = read_moment(cell)
    if found is None or (isinstance(cell, date) and not isinstance(cell, datetime)):
        day = read_date(cell)
        found = datetime.combine(day, at) if day else None
    return found.replace(tzinfo=found.tzinfo or zone) if found else None


def _made_up(places: Mapping[str, tuple[str, ...]], starts_at: datetime) -> str:
    """What an outage without a number of its own is known by: where and when it begins."""
    said = "\n".join((*places["districts"], "", *places["lines"], starts_at.isoformat()))
    return "~" + blake2b(said.encode("utf-8"), digest_size=6).hexdigest()
