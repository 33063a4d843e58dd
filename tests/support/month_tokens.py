"""Tokens of a month, made by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from counter_tui.domain.ratings_month.figures import figures
from counter_tui.domain.ratings_month.models import Given, Group
from counter_tui.services.reference.catalogue import load_ratings

AT = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
SCALE = load_ratings()
STATES = ("rated", "declined", "timed_out", "device_down", "unexplained", "armed")


def token(
    place: int, clerk: str = "102", level: int | None = 5, state: Any = "rated", **changed: Any
) -> Given:
    """A token of the counter, armed so many minutes into the month."""
    values: dict[str, Any] = {
        "visit": f"{place:032x}",
        "series": "counter",
        "clerk": clerk,
        "kind": "BZ501",
        "hour": 9,
        "counter": "A",
        "state": state,
        "armed_at": AT + timedelta(minutes=place),
        "level": level if state == "rated" else None,
        "latency_ms": 4000 + place,
    }
    return Given(**{**values, **changed})


def of(clerk: str, *levels: int, unrated: int = 0, **changed: Any) -> Group:
    """A clerk's month of these ratings and so many visits without one."""
    tokens = [token(place, clerk, level, **changed) for place, level in enumerate(levels)]
    tokens += [token(1000 + place, clerk, state="unexplained") for place in range(unrated)]
    return Group(clerk, figures(tokens, SCALE), tuple(tokens))
