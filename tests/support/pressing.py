"""What a customer does at a pad, in one step: the question stands there, and he presses."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from counter_tui.db import ledger
from counter_tui.db.subjects import VISIT
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.visit import PressRefused, RatingGiven, ReasonGiven, TokenArmed, TokenShown
from counter_tui.domain.visit.own_hand import PRESSES
from counter_tui.services.views.visit import TokenView


def rated(services: Any, visit: str, level: int, reason: str = "", latency_ms: int = 0) -> TokenView:
    """The visit rated at the turned screen; on a used token a press that is refused."""
    why = reason if level < 3 else ""
    with services.pad.hold("turned") as hold:
        _show(services, hold, visit)
        found: TokenView = services.pad.press(hold, visit, level, "" if why else reason, latency_ms)
        return services.pad.say_why(hold, visit, why) if why else found


def declined(services: Any, visit: str) -> TokenView:
    """The customer did not want to rate."""
    with services.pad.hold("turned") as hold:
        services.pad.show(hold, visit)
        found: TokenView = services.pad.decline(hold, visit)
        return found


def timed_out(services: Any, visit: str) -> TokenView:
    """Nobody pressed."""
    with services.pad.hold("turned") as hold:
        services.pad.show(hold, visit)
        found: TokenView = services.pad.time_out(hold, visit)
        return found


def _show(services: Any, hold: Any, visit: str) -> None:
    try:
        services.pad.show(hold, visit)
    except RuleBroken as broken:
        if broken.code != "token_used":
            raise


def presses(services: Any) -> int:
    """How many facts of a customer's own hand the ledger has."""
    with services.base.store.reading() as connection:
        return sum(len(ledger.of_types(connection, each.type)) for each in PRESSES)


def tidy(services: Any) -> list[str]:
    """What is wrong with the ratings on the ledger, looked at fact by fact and without the program's own fold."""
    with services.base.store.reading() as connection:
        visits = ledger.subjects(connection, VISIT)
        return [wrong for each in visits if (wrong := _wrong(ledger.facts_of(connection, each)))]


def _wrong(history: list[Recorded]) -> str:
    """Each press the customer's, after the token was armed, on the pad that asked last, and one end at most."""
    armed: datetime | None = None
    asked, ended, may_say_why = "", False, False
    for entry in history:
        fact = entry.fact
        if isinstance(fact, TokenArmed):
            if armed is not None or entry.actor == "customer":
                return "armed twice or by the customer"
            armed = entry.at
            continue
        if not isinstance(fact, PRESSES):
            continue
        if entry.actor != "customer" or armed is None:
            return f"{fact.type} of {entry.actor}"
        if isinstance(fact, PressRefused):
            if not ended:
                return "refused while it was armed"
        elif isinstance(fact, ReasonGiven):
            if not may_say_why or fact.pad != asked:
                return "a reason of nothing that was pressed there"
            may_say_why = False
        elif ended:
            return f"{fact.type} after the end"
        elif isinstance(fact, TokenShown):
            if entry.at - armed > timedelta(hours=2):
                return "shown too late"
            asked = fact.pad
        else:
            if fact.pad != asked:
                return f"{fact.type} on a pad that did not ask"
            ended, may_say_why = True, isinstance(fact, RatingGiven) and not fact.reason
    return ""
