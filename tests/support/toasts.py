"""What a toast on the screen stands over."""

from __future__ import annotations

from textual.pilot import Pilot

from support.apps import settled, shown


async def toast_row(pilot: Pilot[None]) -> tuple[str, str]:
    """The only row that the toasts on the screen take: with them, and what stands there when they have gone."""
    with_them = shown(pilot.app)
    pilot.app.clear_notifications()
    await settled(pilot)
    without = shown(pilot.app)
    (row,) = [at for at, line in enumerate(with_them) if line != without[at]]
    return with_them[row], without[row]
