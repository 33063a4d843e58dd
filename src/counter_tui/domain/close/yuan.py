"""An amount of money as somebody types it."""

from __future__ import annotations

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.text import fold_code

_CENTS = 2


def read_yuan(typed: str) -> int:
    """An amount in fen as it was typed in yuan, in any width. Raises RuleBroken("count_unfit")."""
    text = fold_code(typed).replace(",", "").removeprefix("¥").removesuffix("元").strip()
    yuan, _point, cents = text.partition(".")
    if not (yuan + cents).isascii() or not (yuan or cents) or len(cents) > _CENTS:
        raise RuleBroken("count_unfit")
    if not (yuan or "0").isdigit() or not (cents or "0").isdigit():
        raise RuleBroken("count_unfit")
    return int(yuan or 0) * 100 + int(cents.ljust(_CENTS, "0") or 0)
