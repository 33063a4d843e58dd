"""How wide the property tests look when time does not press: other cases each time, and no clock in the verdict."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("wide", max_examples=1_000, deadline=None, print_blob=True)
