"""What a reader or scanner that types like a keyboard sent, as values of a draft.

ID readers send the number alone or a line of fields (number, name, sex, address …) parted by commas, bars or tabs;
the order differs by maker, so each part is known by its shape.
"""

from __future__ import annotations

import re
from datetime import date

from counter_tui.domain import identity
from counter_tui.domain.text import fold, fold_code

_PARTED = re.compile(r"[|\t,，;；^]")
_ACCOUNT_LENGTHS = {10: "account_sg10", 13: "account_sg13", 16: "account_csg16"}
_NAME = re.compile(r"^[\u3400-\u9fff\U00020000-\U000323af·•]{2,25}$")


def read_scan(text: str, today: date) -> dict[str, str]:
    """The values a burst of characters gives a draft; empty when none of it is sure."""
    parts = [part for part in (fold(part) for part in _PARTED.split(text)) if part]
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
        names = [part for part in rest if _NAME.match(part) and len(part) <= 8]
        addresses = [part for part in rest if len(part) > 8 and re.search(r"[省市区县乡镇村路街号]", part)]
        if names:
            found["name"] = names[0]
        if addresses:
            found["address"] = addresses[0]
    return found


def _code_alone(number: str, today: date) -> dict[str, str]:
    kind = _ACCOUNT_LENGTHS.get(len(number))
    if kind and identity.check(kind, number, today).valid:
        return {"account": number}
    if identity.check("meter_asset22", number, today).valid:
        return {"meter_asset": number}
    return {}
