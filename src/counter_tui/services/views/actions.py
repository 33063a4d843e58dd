"""Action items as they are handed to screens."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class NamedProblem(Struct, frozen=True):
    """What became of a problem that was named: a new item, one that is carried already, or one opened anew."""

    item_id: str
    how: Literal["new", "carried", "came_back"]
