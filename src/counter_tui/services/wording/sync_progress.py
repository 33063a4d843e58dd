"""A call that is going on, in words: how far it is, and how long it may take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.i18n import _

if TYPE_CHECKING:
    from counter_tui.sync.talk import Progress


def say_progress(progress: Progress, seconds: float) -> str:
    """How far a call is that has taken so many seconds; the rest of it where it can be told from that."""
    done = progress.sent + progress.taken
    rest = max(0, progress.to_send - progress.sent) + max(0, progress.to_take - progress.taken)
    words = _("Sent {sent} of {to_send}, taken {taken} of {to_take}").format(
        sent=progress.sent, to_send=progress.to_send, taken=progress.taken, to_take=progress.to_take
    )
    if not done or not rest or seconds <= 0:
        return words
    left = max(1, round(seconds * rest / done))
    return words + "   " + _("about {left} s left").format(left=left)
