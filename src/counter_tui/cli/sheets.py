"""``sheets``: who has the daily and weekly sheets; one of them to read, as a file, noted as sent or acknowledged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.cli.written import write_out
from counter_tui.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import tzinfo

    from counter_tui.bootstrap import Services
    from counter_tui.domain.staff.roles import Actor
    from counter_tui.services.views.sheets import SheetLine, SheetMark, SheetView


def run(options: Options) -> int:
    """The list, or what was asked about one sheet."""
    with opened(options) as services:
        actor = actor_of(services, options)
        if options.sheet is None:
            _list(services, actor, options)
        else:
            _one(services, actor, options)
    return DONE


def _list(services: Services, actor: Actor, options: Options) -> None:
    lines = services.sheets.lines(actor)
    for line in lines:
        if options.json:
            say_object(_line(line))
        else:
            say(_said(line, services.station.zone))
    waiting = services.sheets.waiting(actor)
    if waiting:
        remark(
            ngettext(
                "{count} sheet is to be sent or acknowledged",
                "{count} sheets are to be sent or acknowledged",
                waiting,
            ).format(count=waiting)
        )


def _one(services: Services, actor: Actor, options: Options) -> None:
    sheets, kind = services.sheets, options.sheet
    view = sheets.sheet(actor, kind, options.date)
    day = view.line.day
    if options.xlsx or options.pdf:
        make = sheets.xlsx if options.xlsx else sheets.pdf
        path = write_out(options, options.xlsx or options.pdf, make(actor, kind, day))
        remark(_("Sheet in {where}").format(where=path))
    if options.send:
        view = sheets.send(actor, kind, day, options.send, options.to)
    if options.acknowledged is not None:
        sheets.acknowledge(actor, kind, day, options.to, options.acknowledged)
        view = sheets.sheet(actor, kind, day)
    if options.send or options.acknowledged is not None:
        say(_said(view.line, services.station.zone))
    elif options.json:
        say_object(_sheet(view))
    elif not (options.xlsx or options.pdf):
        say(sheets.text(actor, kind, day).rstrip("\n"))


def _said(line: SheetLine, zone: tzinfo) -> str:
    from counter_tui.services.wording.sheet_marks import say_kind, say_mark

    days = line.day.isoformat() if line.day == line.last else f"{line.day} - {line.last}"
    return "  ".join((say_kind(line.kind), days, *(say_mark(mark, zone) for mark in line.marks)))


def _line(line: SheetLine) -> dict[str, object]:
    return {
        "sheet": line.kind,
        "day": line.day.isoformat(),
        "last": line.last.isoformat(),
        "over": line.over,
        "recipients": [_mark(mark) for mark in line.marks],
    }


def _mark(mark: SheetMark) -> dict[str, object]:
    sent = mark.sent
    at = sent.acknowledged_at if sent else None
    return {
        "office": mark.recipient.office,
        "name": mark.recipient.name,
        "staff": mark.recipient.staff_no,
        "sent_at": sent.at.isoformat() if sent else None,
        "sent_to": sent.name if sent else "",
        "sent_by": sent.by if sent else "",
        "way": sent.way if sent else "",
        "digest": sent.digest if sent else "",
        "acknowledged_at": at.isoformat() if at else None,
        "acknowledged_by": sent.acknowledged_by if sent else "",
        "changed": [
            {"code": each.code, "group": each.group, "was": list(each.was), "now": list(each.now)}
            for each in mark.changes
        ],
    }


def _sheet(view: SheetView) -> dict[str, object]:
    from counter_tui.services.wording.sheets import say_code_of

    sheet = view.sheet
    return {
        **_line(view.line),
        "days": [each.day.isoformat() for each in sheet.days],
        "figures": [
            {
                "code": row.code,
                "group": row.group,
                "name": say_code_of(row.code),
                "values": list(row.values),
                "total": row.total,
                "days": row.days,
            }
            for row in sheet.rows
        ],
        "shares": [
            {"code": each.code, "part": each.part, "whole": each.whole, "percent": each.percent}
            for each in (sheet.share("promises_broken"), sheet.share("rated"))
            if each is not None
        ],
        "led": [list(each.led) for each in sheet.days],
        "digest": view.digest,
    }
