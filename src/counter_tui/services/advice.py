"""How a customer with a label is served: all that a counter is told of it, beside everything and part of nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from counter_tui.db import ledger
from counter_tui.db.store import Reading, Store
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.facts.base import Subject

CUSTOMER = "customer"
"""The kind of subject labels are facts of."""


def account_key(store: Store, account: str) -> str:
    """The keyed hash that stands for an account, as that of an identity number stands for it."""
    return store.identity_key(f"account {account}") if account else ""


def subject_of(key: str) -> Subject:
    """The customer behind a keyed hash of an identity number or an account."""
    return Subject(CUSTOMER, bytes.fromhex(key))


def advice_of(connection: Reading, keys: Iterable[str], today: date) -> tuple[Words, ...]:
    """How the customer with these keyed hashes is served now, each advice once; nearly always nothing.

    The rules of labels are read only where there are any.
    """
    found = [fact for key in keys if key for fact in ledger.facts_of(connection, subject_of(key))]
    if not found:
        return ()
    from counter_tui.domain.label.decide import fold_labels
    from counter_tui.services.reference.labels import load_labels

    advice = {kind.code: kind.advice for kind in load_labels()}
    held: dict[Words, None] = {}
    for subject in dict.fromkeys(fact.subject for fact in found):
        for label in fold_labels(fact for fact in found if fact.subject == subject):
            if label.state(today) == "holds" and label.given.kind in advice:
                held[advice[label.given.kind]] = None
    return tuple(held)
