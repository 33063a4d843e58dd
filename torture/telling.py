"""What a long form is told by the environment, and how it tells its figures."""

from __future__ import annotations

import os
from collections.abc import Callable

Tell = Callable[..., None]
"""Takes figures by name; they stand in the summary."""


def of_environ(name: str, otherwise: int) -> int:
    """A number of the environment, ``COUNTER_TORTURE_`` and the name: how often, or the seed."""
    return int(os.environ.get(f"COUNTER_TORTURE_{name}", otherwise))
