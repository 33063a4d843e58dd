"""How a customer with a label is served: all that a counter is told of it, beside everything and part of nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from counter_tui.db import ledger, station_keys
from counter_tui.db.store import Reading
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.facts.base import Subject

CUSTOMER = "customer"
"""The kind of subject labels are facts of."""


def account_marks(connection: Reading, account: str) -> tuple[str, ...]:
    """The marks that stand for an account, as those of an identity number (``station_keys.customer_marks``) for it.

    They are keyed by the station's shared keys and not by this PC's: a label given on another PC is found here as soon
    as its facts are, where this PC has taken the key. Without it nothing is told, and nothing else changes.
    """
    return station_keys.customer_marks(connection, f"account {account}" if account else "")


def subject_of(mark: str) -> Subject:
    """The customer behind a mark of an identity number or an account."""
    return Subject(CUSTOMER, bytes.fromhex(mark))


def advice_of(connection: Reading, marks: Iterable[str], today: date) -> tuple[Words, ...]:
    """How the customer with these marks is served now, each advice once; nearly always nothing.

    The rules of labels are read only where there are any.
    """
    found = [fact for mark in marks for fact in ledger.facts_of(connection, subject_of(mark))]
    if not found:
        return ()
    from counter_tui.domain.label.decide import fold_labels
    from counter_tui.services.reference.released import labels_in_force

    advice = {kind.code: kind.advice for kind in labels_in_force(connection, today)}
    held: dict[Words, None] = {}
    for subject in dict.fromkeys(fact.subject for fact in found):
        for label in fold_labels(fact for fact in found if fact.subject == subject):
            if label.state(today) == "holds" and label.given.kind in advice:
                held[advice[label.given.kind]] = None
    return tuple(held)
