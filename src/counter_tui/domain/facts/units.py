"""What the station enters into its directory of units and outside bodies."""

from __future__ import annotations

from typing import ClassVar

from counter_tui.domain.facts.base import Fact


class UnitEntered(Fact, frozen=True, kw_only=True):
    """A lead entered a unit, or how this station reaches one that ships with the program.

    An empty ``name``, ``answers`` or ``phone`` is the shipped one. ``person`` is whom to ask for there.
    """

    type: ClassVar[str] = "UnitEntered"
    personal: ClassVar[frozenset[str]] = frozenset({"person", "phone"})

    code: str
    name: str = ""
    answers: str = ""
    outside: bool = False
    phone: str = ""
    person: str = ""
    hours: str = ""


class UnitDropped(Fact, frozen=True, kw_only=True):
    """A lead took a unit out of this station's directory; entering it again brings it back."""

    type: ClassVar[str] = "UnitDropped"

    code: str
