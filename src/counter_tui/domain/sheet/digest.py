"""What a sheet said when it was sent, and what the same sheet would say otherwise now."""

from __future__ import annotations

import json
from hashlib import sha256

from msgspec import Struct

from counter_tui.domain.facts.sheets import SheetFigure
from counter_tui.domain.sheet.models import FIGURES, Sheet, Values

LED = "led"
"""The code under which it is told that other people led than was said."""


class Change(Struct, frozen=True):
    """A figure that is another one now than when the sheet was sent."""

    code: str
    group: str
    was: Values
    now: Values


def told_figures(sheet: Sheet) -> tuple[SheetFigure, ...]:
    """The figures of a sheet as its fact keeps them."""
    return tuple(SheetFigure(code=row.key, values=row.values) for row in sheet.rows)


def digest(sheet: Sheet) -> str:
    """The SHA-256 over all that stands on a sheet, in hex: the same figures are the same digest on every PC."""
    told = {
        "sheet": sheet.kind,
        "day": sheet.day.isoformat(),
        "figures": [[each.code, list(each.values)] for each in told_figures(sheet)],
        "led": [list(each.led) for each in sheet.days],
    }
    return sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()


def changes(sent: tuple[SheetFigure, ...], sent_digest: str, sheet: Sheet) -> tuple[Change, ...]:
    """What the sheet says otherwise now; a figure an earlier program did not have yet is no change."""
    if digest(sheet) == sent_digest:
        return ()
    was = {each.code: each.values for each in sent}
    now = {row.key: row.values for row in sheet.rows}
    empty = (0,) * len(sheet.days)
    found = []
    for key in [*now, *(each for each in was if each not in now)]:
        code, _stroke, group = key.partition("/")
        before, after = was.get(key, empty if group else None), now.get(key, empty)
        if code in FIGURES and before is not None and before != after:
            found.append(Change(code, group, before, after))
    others = {key.partition("/")[0] for key in now} <= {key.partition("/")[0] for key in was}
    return tuple(found) or ((Change(LED, "", (), ()),) if others else ())
