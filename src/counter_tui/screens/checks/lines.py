"""How lists of checks, their items and their trend stand in tables, and in words beside them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from counter_tui.domain.facts.checks import CheckAnswer
from counter_tui.i18n import _, language
from counter_tui.screens.sheet import LABEL_CELLS, Draw, Lines, folded, labelled
from counter_tui.services.wording.checks import say_leaning, say_result, say_standing
from counter_tui.services.wording.dates import say_by, say_day, say_moment
from counter_tui.services.wording.staff import say_role
from counter_tui.widgets.cells import cut, fold_between, pad, width
from counter_tui.widgets.fact_table import Column, Row
from counter_tui.widgets.roles import Piece, Role, sign

if TYPE_CHECKING:
    from counter_tui.services.views.checks import DroppedView, Fault, ItemTrend, ItemView, ListView

_STANDS: Mapping[str, Role] = {"due": "soon", "late": "broken", "done": "done", "done_late": "soon"}
_FOUND: Mapping[str, Role] = {"ok": "done", "failed": "broken", "not_here": "quiet"}
_NAME, _STATE, _BAR, _WHEN = 21, 21, 14, 14
_ITEM, _RESULT, _WHO, _SAID = 32, 12, 10, 14
_TREND = 12
"""Cells of the bars of a trend."""
_NAME_LEAST = 12
"""Fewer cells than this are no room for the name of an item."""
_MOST_TREND = 5
"""So many items that failed stand beside a list."""


def bar(count: int, most: int, cells: int, plain: bool) -> str:
    """So many of at most so many as a bar of full and empty cells; anything above zero fills one."""
    full = min(cells, -(-count * cells // most)) if most else 0
    full_sign, empty = ("#", ".") if plain else ("█", "·")
    return full_sign * full + empty * (cells - full)


def list_columns() -> tuple[Column, ...]:
    """Which list, how it stands, how far it is, by when or since when."""
    return (
        Column(_("List"), _NAME),
        Column(_("Stands"), _STATE),
        Column(_("Looked at"), _BAR),
        Column(_("By / at"), _WHEN),
    )


def list_row(check: ListView, now: datetime, zone: tzinfo, plain: bool) -> Row:
    """A list as a row; a sign says what the colour says."""
    role = _STANDS.get(check.standing, "quiet")
    said = say_standing(check.standing)
    if check.failed:
        said += f" {sign('broken', plain)}{check.failed}"
        role = "broken" if check.standing == "late" else "soon"
    mark = {"late": sign("bad", plain), "due": sign("soon", plain), "not_due": " "}.get(
        check.standing, sign("done", plain)
    )
    far = f"{bar(check.answered, check.asked, 8, plain)} {check.answered}/{check.asked}"
    cells = (
        check.name.say(language()),
        Piece(f"{mark} {said}", role),
        Piece(far, "text"),
        Piece(_when(check, now, zone), "secondary"),
    )
    return Row(check.list, cells)


def _shortly(at: datetime, now: datetime, zone: tzinfo) -> str:
    """When, in as few cells as a column has: the time of a moment of today, else its day."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    return f"{local:%H:%M}" if local.date() == today else say_day(local.date(), today)


def _when(check: ListView, now: datetime, zone: tzinfo) -> str:
    if check.done_at is not None:
        return _shortly(check.done_at, now, zone)
    if check.due_on is None or check.until is None:
        return ""
    local = check.until.astimezone(zone)
    if local.date() == check.due_on:
        return _("by {time}").format(time=f"{local:%H:%M}")
    return say_day(check.due_on, now.astimezone(zone).date())


def item_columns() -> tuple[Column, ...]:
    """Which item, what was found, who should look, what was said or who looked."""
    return (
        Column(_("Item"), _ITEM, most=60),
        Column(_("Found"), _RESULT),
        Column(_("Who looks"), _WHO),
        Column("", _SAID, most=60),
    )


def item_row(item: ItemView, found: CheckAnswer | None, now: datetime, zone: tzinfo, plain: bool) -> Row:
    """An item as a row: what this person has found before what is recorded."""
    result = found.result if found else item.result
    cells = (
        Piece(item.name.say(language()), "text" if item.in_force else "quiet"),
        _found(result, plain),
        Piece(say_role(item.who), "secondary"),
        _said(item, found, now, zone),
    )
    return Row(item.item, cells)


def _found(result: str, plain: bool) -> Piece:
    if not result:
        return Piece("")
    mark = {"ok": sign("done", plain), "failed": sign("broken", plain)}.get(result, "-")
    return Piece(f"{mark} {say_result(result)}", _FOUND.get(result, "text"))


def _said(item: ItemView, found: CheckAnswer | None, now: datetime, zone: tzinfo) -> Piece:
    if found is not None:
        return Piece(found.words or _("not recorded"), "text" if found.words else "soon")
    if item.result and item.at is not None:
        return Piece(item.words or f"{item.by} {_shortly(item.at, now, zone)}", "secondary")
    return Piece(_("being put right") if item.carried else "", "soon")


def dropped_row(item: DroppedView) -> Row:
    """An item that is looked at no more."""
    cells = (
        Piece(item.name.say(language()), "quiet"),
        Piece(_("dropped"), "quiet"),
        Piece(item.by, "quiet"),
        Piece(item.reason, "quiet"),
    )
    return Row(item.item, cells)


def item_in_full(item: ItemView, found: CheckAnswer | None, now: datetime, zone: tzinfo) -> Draw:
    """What counts as failed at an item, what was found there, how often it failed of late."""

    def draw(cells: int, plain: bool) -> Lines:
        room = cells - LABEL_CELLS
        made = labelled(_("Fault if"), folded(item.failed.say(language()), room, most=2))
        words = found.words if found else item.words
        if words:
            made += labelled(_("Said"), folded(words, room, most=2))
        if item.result and item.at is not None and found is None:
            said = f"{say_result(item.result)}  {item.by} {say_moment(item.at, now, zone)}"
            made += labelled(_("Recorded"), folded(said, room, "secondary", most=1))
        return made + labelled(_("Failed"), [_often(item, plain)])

    return draw


def _named_often(item: ItemView, cells: int, plain: bool) -> Lines:
    often, name = _often(item, plain)[:6], item.name.say(language())
    room = cells - sum(width(each.text) for each in often) - 2
    if room < _NAME_LEAST:
        # No bars where they leave the name no room.
        counts = [each for each in often if each.role == "text"]
        return [*folded(name, cells), [Piece("  "), *counts]]
    return [[Piece(pad(cut(name, room), min(room, _ITEM)) + "  "), *often]]


def _often(item: ItemView | ItemTrend, plain: bool) -> list[Piece]:
    if not item.failed_90:
        return [Piece(_("not once in 90 days"), "quiet")]
    bars = [
        Piece(_("30 days") + " "),
        Piece(bar(item.failed_30, max(item.failed_90, _TREND), _TREND, plain), "soon"),
        Piece(f" {item.failed_30}   "),
        Piece(_("90 days") + " "),
        Piece(bar(item.failed_90, max(item.failed_90, _TREND), _TREND, plain), "soon"),
        Piece(f" {item.failed_90}"),
    ]
    return [*bars, Piece("   " + _("being put right"), "soon")] if item.carried else bars


def trend_columns() -> tuple[Column, ...]:
    """Which item, how often it failed in 30 and in 90 days, whether more or less than before."""
    return (
        Column(_("Item"), 30, most=60),
        Column(_("30 days"), 15),
        Column(_("90 days"), 15),
        Column(_("Of late"), 10),
    )


def trend_row(item: ItemTrend, most: int, plain: bool) -> Row:
    """An item that failed as a row: bars to compare, numbers to read."""
    late, all_ = (
        Piece(f"{bar(count, most, _TREND - 1, plain)} {count}", "soon" if count else "quiet")
        for count in (item.failed_30, item.failed_90)
    )
    leaning = Piece(say_leaning(item.leaning), "broken" if item.leaning == "more" else "secondary")
    return Row(item.item, (item.name.say(language()), late, all_, leaning))


def list_in_full(check: ListView) -> Draw:
    """Who looked at a list, and what was not in order."""

    def draw(cells: int, plain: bool) -> Lines:
        room = cells - LABEL_CELLS
        made: Lines = []
        if check.people:
            made += labelled(_("Looked"), folded(_(", ").join(check.people), room, most=2))
        for item in check.items:
            if item.result == "failed":
                said = f"{sign('broken', plain)} {item.name.say(language())}  {item.words}"
                made += labelled(_("Fault"), folded(said, room, "broken", most=2))
        often = sorted(check.items, key=lambda each: (-each.failed_30, -each.failed_90))
        trend = [
            line for each in often[:_MOST_TREND] if each.failed_90 for line in _named_often(each, room, plain)
        ]
        made += labelled(_("Trend"), trend) if trend else []
        left = [each.name.say(language()) for each in check.items if _is_left(each)]
        if left and check.standing != "not_due":
            lines = fold_between("   ".join(left), "   ", room)
            made += labelled(_("Left"), [[Piece(line)] for line in lines])
        return made

    return draw


def _is_left(item: ItemView) -> bool:
    return item.required and item.in_force and not item.result


def fault_lines(faults: tuple[Fault, ...], today: date, cells: int) -> Lines:
    """Each failed item as what is to be put right: by whom, by when."""
    made: Lines = []
    for each in faults:
        made += folded(each.name.say(language()), cells, "strong")
        how = {"carried": _("carried already"), "came_back": _("came back within 30 days")}.get(each.how, "")
        parts = [each.owner, say_by(each.due, today), how]
        made += folded("  " + "   ".join(part for part in parts if part), cells, "secondary")
    return made
