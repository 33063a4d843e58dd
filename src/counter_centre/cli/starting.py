"""``serve``."""

from __future__ import annotations

from counter_centre.cli.given import Given


def serve(given: Given) -> int:
    """Answer devices until told to end."""
    from counter_centre.serving import serve as run

    run(given.folder, given.settings())
    return 0
