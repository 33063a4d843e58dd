"""What a reader or scanner that types like a keyboard sent, as values of a draft.

ID readers send the number alone or a line of fields (number, name, sex, address …) parted by commas, bars or tabs;
the order differs by maker, so each part is known by its shape.
"""

from __future__ import annotations

import re
from datetime import date

from counter_tui.domain import identity
from counter_tui.domain.matter.scanned_names import address_of, is_latin, name_of
from counter_tui.domain.text import fold, fold_code

_PARTED = re.compile(r"[|\t;；^]")
_COMMAS = re.compile("[,，]")
_ACCOUNT_LENGTHS = {10: "account_sg10", 13: "account_sg13", 16: "account_csg16"}
_DOT_ABOVE = str.maketrans("˙", "·")
"""NFKC would turn this interpunct into a blank."""


def read_scan(text: str, today: date) -> dict[str, str]:
    """The values a burst of characters gives a draft; empty when none of it is sure."""
    parts, torn = _parts(text.translate(_DOT_ABOVE))
    found: dict[str, str] = {}
    for part in parts:
        number = fold_code(part)
        for kind in ("resident_id", "uscc", "foreign_pr_card"):
            verdict = identity.check(kind, number, today)
            if verdict.valid and "id_number" not in found:
                found.update(id_kind=kind, id_number=verdict.normalised)
    if not found and len(parts) == 1:
        return _code_alone(fold_code(parts[0]), today)
    if found and len(parts) > 1:
        rest = [part for part in parts if fold_code(part) != found["id_number"]]
        name = name_of(found["id_kind"], rest, torn=torn)
        given = {"name": name, "address": address_of(rest, name)}
        found.update({field: value for field, value in given.items() if value})
    return found


def _parts(text: str) -> tuple[list[str], bool]:
    """The fields of the line, and whether commas part them: elsewhere they may belong to a foreigner's name."""
    fields = _PARTED.split(text)
    found: list[str] = []
    for field in fields:
        whole = len(fields) > 1 and is_latin(fold(field))
        found += [field] if whole else _COMMAS.split(field)
    return [part for part in map(fold, found) if part], len(fields) == 1


def _code_alone(number: str, today: date) -> dict[str, str]:
    kind = _ACCOUNT_LENGTHS.get(len(number))
    if kind and identity.check(kind, number, today).valid:
        return {"account": number}
    if identity.check("meter_asset22", number, today).valid:
        return {"meter_asset": number}
    return {}
