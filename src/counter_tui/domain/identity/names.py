"""Numbers that were typed where a name belongs.

The limits are the project's own: numbers of papers, phones and accounts have far more than six digits, names of firms
such as 38号超市 or 3M中国 fewer.
"""

from __future__ import annotations

import re
from datetime import date

from counter_tui.domain.identity.company import check_organisation_code
from counter_tui.domain.text import fold_code

LEAST_DIGITS = 6
"""So many digits in a row are no part of an ordinary name."""
_LEAST_OF_A_CODE = 3
_BETWEEN = re.compile(r"[\s().·+-]", re.ASCII)
_ROW = re.compile(rf"\d{{{LEAST_DIGITS},}}", re.ASCII)


def is_number(name: str, today: date) -> bool:
    """Whether this is clearly a number and no name: letters and digits only, six digits or a complete code."""
    text = _solid(name)
    if not (text.isascii() and text.isalnum()):
        return False
    digits = sum(char.isdigit() for char in text)
    if digits >= LEAST_DIGITS:
        return digits >= len(text) - digits
    return digits >= _LEAST_OF_A_CODE and check_organisation_code("organisation_code", text, today).valid


def has_number(name: str) -> bool:
    """Whether a row of digits as long as that of a number stands in the name; a base station may be called so."""
    return _ROW.search(_solid(name)) is not None


def _solid(name: str) -> str:
    return _BETWEEN.sub("", fold_code(name))
