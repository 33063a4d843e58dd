"""The roles people of a station have: in which of them somebody acts stands in facts."""

from __future__ import annotations

from typing import Literal

Role = Literal["clerk", "lead", "guide", "head", "auditor"]
