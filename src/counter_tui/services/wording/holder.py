"""Who has the ball, in one short name; alone, so that a start need not load the words of promises for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.i18n import _, language

if TYPE_CHECKING:
    from counter_tui.services.lines.balls import BallView

CUSTOMERS = ("customer_site_not_ready", "customer_works", "customer_papers_awaited", "customer_requested")
"""The reasons of pauses in which the customer has to do something."""


def say_holder(ball: BallView) -> str:
    """Whose move it is, short enough for a column."""
    if ball.kind == "paused":
        return _("customer") if ball.what in CUSTOMERS else _("paused")
    if ball.kind == "resource":
        # The door's words are read only where something is lacking.
        from counter_tui.services.wording.door import say_resource, say_unit

        return say_unit(ball.what) or say_resource(ball.what)
    return ball.say(language()) or _("shift lead")
