"""What looking a store over finds."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field


class Finding(Struct, frozen=True):
    """Something that is not as it should be: what, where, and the facts a person needs. No personal data."""

    code: str
    where: str
    facts: dict[str, Any] = field(default_factory=dict)
