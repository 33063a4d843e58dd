"""The words of daily and weekly sheets: what stands on them, to whom they went, what may not be done with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta, tzinfo
from itertools import groupby

from counter_tui.domain.brief.models import Share
from counter_tui.domain.sheet.digest import LED, Change
from counter_tui.domain.sheet.models import FIGURES, Part, Row
from counter_tui.domain.sheet.paper import Cells, Table
from counter_tui.domain.sheet.paper import Part as TablePart
from counter_tui.i18n import N_, _, language
from counter_tui.services.tables.writing import Value
from counter_tui.services.views.printing import Printed
from counter_tui.services.views.sheets import SheetView
from counter_tui.services.wording.brief import say_figure
from counter_tui.services.wording.dates import say_long_day, say_weekday
from counter_tui.services.wording.printers import say_trouble
from counter_tui.services.wording.sheet_marks import say_kind, say_office, say_recipient

_PARTS: dict[Part, str] = {
    "work": N_("Matters"),
    "promises": N_("Promises"),
    "ratings": N_("Ratings"),
    "voices": N_("Complaints and praise"),
    "rules": N_("Held back and sent back"),
    "papers": N_("Papers accepted later"),
    "money": N_("Charges (yuan)"),
    "actions": N_("Putting right"),
    "hall": N_("The hall"),
}
_OWN = {
    "papers_owed": N_("Papers owed at the end"),
    "charged": N_("Charged"),
    "voided": N_("Given back"),
    "actions_opened": N_("Problems named"),
    "actions_verified": N_("Problems verified"),
    "actions_carried": N_("Carried at the end"),
    "checks_failed": N_("Found not in order"),
    LED: N_("Led by"),
}
_SHARES = {"kept": N_("Share kept"), "coverage": N_("Share rated")}
_WEEK = 7
_NO_SOURCE = "-"


def say_code_of(code: str) -> str:
    """What a figure counts; an unknown one as it is written."""
    return _(_OWN[code]) if code in _OWN else say_figure(code)


def say_days(first: date, last: date) -> str:
    """The day, or the first and the last of several."""
    if first == last:
        return say_long_day(first)
    return _("{first} to {last}").format(first=first.isoformat(), last=last.isoformat())


def say_digest(digest: str) -> str:
    """The first twelve signs of a digest, in fours: enough to compare two papers by."""
    return "-".join(digest[place : place + 4] for place in range(0, 12, 4)).upper()


def say_number(code: str, value: int | None) -> str:
    """A figure as it stands in the table, fen as yuan; without a source that is said, never 0."""
    if value is None:
        return _("no source")
    return f"{value / 100:.2f}" if FIGURES[code].money else str(value)


def say_change(change: Change, view: SheetView) -> str:
    """What a sheet says otherwise now than when it was sent."""
    if change.code == LED:
        return _("others led than was said")
    group = view.groups.get(f"{change.code}/{change.group}")
    name = group.say(language()) if group else change.group or say_code_of(change.code)
    said = [
        _("{was} → {now}").format(was=say_number(change.code, was), now=say_number(change.code, now))
        + (f" ({say_weekday(view.line.day + timedelta(days=place))})" if len(change.now) > 1 else "")
        for place, (was, now) in enumerate(zip(change.was, change.now, strict=True))
        if was != now
    ]
    return f"{name} {_(', ').join(said)}"


def say_corrected(view: SheetView) -> list[str]:
    """What every recipient was told otherwise, a line each; none where all stands as it was sent."""
    return [
        _("Changed since it was sent to the {office}: {changes}").format(
            office=say_office(mark.recipient.office),
            changes=_("; ").join(say_change(each, view) for each in mark.changes),
        )
        for mark in view.line.marks
        if mark.changes
    ]


def say_sheet_printed(printed: Printed) -> str:
    """Where the sheet went, and why the printer did not print it when it did not."""
    if printed.silent:
        return _("{trouble}: the sheet is in {where}").format(
            trouble=say_trouble(printed), where=printed.file
        )
    return _("Sheet in {where}").format(where=printed.file)


def say_sheet(view: SheetView, zone: tzinfo) -> Table:
    """The sheet as a table on paper."""
    weekly = view.sheet.kind == "weekly"
    days = tuple(say_weekday(each.day) for each in view.sheet.days) if weekly else ()
    to = _(", ").join(say_recipient(mark.recipient) for mark in view.line.marks)
    return Table(
        station=view.station,
        title=say_kind(view.sheet.kind),
        said=(
            say_days(view.line.day, view.line.last),
            _("To: {names}").format(names=to),
            _("Shift lead: {names}").format(names=_led(view)),
            *_in_charge(view),
        ),
        head=Cells(_("Figure"), days, _("In all") if weekly else _("Count"), _("Days") if weekly else ""),
        parts=tuple(_parts(view)),
        notes=(*_notes(view), *say_corrected(view)),
        sign=(_("Sent by"), _("Received by")),
        foot=_("Made {when}. Check code {digest}: papers with the same one say the same.").format(
            when=f"{view.made_at.astimezone(zone):%Y-%m-%d %H:%M}", digest=say_digest(view.digest)
        ),
    )


def _in_charge(view: SheetView) -> Iterator[str]:
    """Who answers for the station, on the sheet of a week."""
    if view.in_charge is not None and view.sheet.kind == "weekly":
        number, phone = view.in_charge
        name = view.people.get(number, number)
        yield _("In charge of the station: {name}, phone {phone}").format(name=name, phone=phone)


def _parts(view: SheetView) -> Iterator[TablePart]:
    for part, heading in _PARTS.items():
        rows = [row for row in view.sheet.rows if FIGURES[row.code].part == part]
        yield TablePart(_(heading), tuple(line for row in rows for line in _lines(row, view)))


def _lines(row: Row, view: SheetView) -> Iterator[Cells]:
    """The figure, and the share that stands behind it."""
    weekly = view.sheet.kind == "weekly"
    days = tuple(_in_column(row.code, each) for each in row.values) if weekly else ()
    yield Cells(_label(row, view), days, say_number(row.code, row.total), _days(row))
    share = None if row.group else view.sheet.share(row.code)
    if share is not None:
        places = range(len(view.sheet.days)) if weekly else ()
        shares = tuple(_percent(view.sheet.share(row.code, place)) for place in places)
        yield Cells("  " + _(_SHARES[share.code]), shares, _percent(share))


def _label(row: Row, view: SheetView) -> str:
    if not row.group:
        return "  " + say_code_of(row.code)
    return "    " + view.groups[row.key].say(language())


def _in_column(code: str, value: int | None) -> str:
    return _NO_SOURCE if value is None else say_number(code, value)


def _percent(share: Share | None) -> str:
    return _NO_SOURCE if share is None or share.percent is None else f"{share.percent}%"


def _days(row: Row) -> str:
    """For how many days of the week there is a source."""
    return str(row.days) if len(row.values) == _WEEK and not row.group else ""


def _led(view: SheetView) -> str:
    """Who led; on a weekly sheet with the days, those with the same lead together, those nothing tells of left out."""
    said = []
    for led, together in groupby(view.sheet.days, lambda each: each.led):
        days = [say_weekday(each.day) for each in together]
        if led and view.sheet.kind == "weekly":
            said.append(f"{'-'.join(dict.fromkeys((days[0], days[-1])))} {_names(led, view)}")
        elif led:
            said.append(_names(led, view))
    return _("; ").join(said) or _("no source")


def _names(led: tuple[str, ...], view: SheetView) -> str:
    return _(", ").join(view.people.get(each, each) for each in led)


def _notes(view: SheetView) -> Iterator[str]:
    if view.sheet.kind == "weekly":
        yield _(
            "-: no source on that day; Days: so many days have one. What stands at the end is that of the last of them."
        )
    if not view.line.over:
        yield _("The last day is not over: these are the figures so far.")


def say_cells(view: SheetView, zone: tzinfo) -> Iterator[list[Value]]:
    """The sheet as the rows of a workbook: numbers as numbers, charges in yuan."""
    table = say_sheet(view, zone)
    yield [table.station]
    yield [table.title, *table.said]
    weekly = view.sheet.kind == "weekly"
    days = [each.day.isoformat() for each in view.sheet.days] if weekly else []
    yield [_("Figure"), *days, table.head.total, *([_("Days")] if weekly else [])]
    for row in view.sheet.rows:
        values = [_number(row.code, each) for each in (row.values if weekly else ())]
        yield [_label(row, view), *values, _number(row.code, row.total), *([row.days] if weekly else [])]
    if weekly:
        yield [_(_OWN[LED]), *(_names(each.led, view) or _("no source") for each in view.sheet.days)]
    for note in (*table.notes, table.foot):
        yield [note]


def _number(code: str, value: int | None) -> Value:
    if value is None:
        return _("no source")
    return value / 100 if FIGURES[code].money else value
