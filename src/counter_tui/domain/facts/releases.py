"""What happens to releases of the centre at a PC of the station."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from counter_tui.domain.facts.base import Fact


class ReleaseTaken(Fact, frozen=True, kw_only=True):
    """This PC works by a release of the centre from now on: its kind, number and the SHA-256 of its file in hex.

    ``everywhere`` says that it is for all stations. ``left_out`` counts its lines that could not be used here.
    """

    type: ClassVar[str] = "ReleaseTaken"

    kind: str
    number: int
    digest: str
    everywhere: bool
    valid_from: date | None = None
    expires: date | None = None
    left_out: int = 0
