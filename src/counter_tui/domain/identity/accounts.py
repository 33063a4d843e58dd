"""Account numbers of the two grid companies and the asset number of a meter.

State Grid accounts have 10 digits, or 13 with the province in front; China Southern Grid accounts have 16. The asset
number on a State Grid meter has 22 digits; how its check digit is computed is not published, so it is not checked.
"""

from __future__ import annotations

from datetime import date

from counter_tui.domain.identity.verdict import Verdict, accepted, not_digits, too_long, wrong_length
from counter_tui.domain.text import fold_code

DIGITS = {"account_sg10": 10, "account_sg13": 13, "account_csg16": 16, "meter_asset22": 22}
"""How many digits the numbers of each kind have."""


def check_digits_only(kind: str, value: str, today: date) -> Verdict:  # noqa: ARG001 - one signature for every kind
    """The verdict on a number that has nothing but a fixed count of digits."""
    number, length = fold_code(value), DIGITS[kind]
    return (
        too_long(kind, number, length)
        or not_digits(kind, number)
        or wrong_length(kind, number, length)
        or accepted(kind, number)
    )
