"""The shapes of an intake: a raw record as read, a customer's record, a reason and a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Literal

from msgspec import Struct, field

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""One cell as a file gives it: text from CSV, typed values from a workbook."""

VerdictName = Literal["import", "import_with_warning", "reject"]


class RawRecord(Struct, frozen=True):
    """One record after the header, as read.

    ``row`` counts the records after the header from 1, blank and total lines included. ``swallowed`` is the number of
    lines that an unbalanced quotation mark drew into this record; 0 in a sound file. ``calculated`` are the places of
    the cells that hold the last result of a formula, ``covered`` those of the cells that are part of a merged one which
    begins elsewhere.
    """

    row: int
    cells: tuple[Cell, ...]
    swallowed: int = 0
    calculated: frozenset[int] = frozenset()
    covered: frozenset[int] = frozenset()


class CustomerRecord(Struct, frozen=True):
    """One customer of the marketing system, cleaned; ``None`` where the file said nothing usable.

    ``account`` and ``name`` are certain. ``id_kind`` is a code of ``papers``; ``capacity_w`` is the contract capacity
    in whole watts (a kilovolt-ampere counts as a kilowatt, as the marketing systems keep one number for both).
    """

    account: str
    name: str
    id_kind: str | None = None
    id_number: str | None = None
    mobile1: str | None = None
    mobile2: str | None = None
    landline: str | None = None
    address: str | None = None
    transformer_area: str | None = None
    manager: str | None = None
    use_class: str | None = None
    voltage: str | None = None
    capacity_w: int | None = None
    meter_asset: str | None = None
    updated_on: date | None = None

    @property
    def phones(self) -> tuple[str, ...]:
        """The customer's telephone numbers, mobile numbers first."""
        return tuple(number for number in (self.mobile1, self.mobile2, self.landline) if number)


class Reason(Struct, frozen=True):
    """Why a record is not simply imported.

    ``column`` is the field it is about ("" for the whole record). ``facts`` never hold a name, a number of a paper or a
    telephone number, so that reasons may be shown and handed on.
    """

    code: str
    column: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """One snake-case word for scripts: the field and what is wrong with it, such as ``mobile1_masked``."""
        return f"{self.column}_{self.code}" if self.column else self.code


class RecordVerdict(Struct, frozen=True):
    """The verdict on one record.

    ``import``: nothing is lost but folding. ``import_with_warning``: account and name are certain, another field was
    kept blank or is doubtful. ``reject``: the record cannot become one certain customer; ``customer`` is ``None`` then.
    ``account`` is the folded account number when it is usable.
    """

    row: int
    account: str | None
    verdict: VerdictName
    reasons: tuple[Reason, ...] = ()
    customer: CustomerRecord | None = None


def verdict_line(verdict: RecordVerdict) -> dict[str, object]:
    """The verdict as one object for scripts: row, account (or null), verdict, and the reasons' words for scripts."""
    return {
        "row": verdict.row,
        "account": verdict.account,
        "verdict": verdict.verdict,
        "reasons": [reason.key for reason in verdict.reasons],
    }
