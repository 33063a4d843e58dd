"""How many keys are hit at random."""

from __future__ import annotations

import os

RANDOM_KEYS = int(os.environ.get("COUNTER_TORTURE_KEYS", "160"))
"""Keys of one test that hits them at random: a handful at each `make test`, a thousand at `make torture`."""
