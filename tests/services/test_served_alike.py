"""A customer with a label is accepted, promised and rated exactly as one without; only the advice differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_tui.domain.catalogue.queries import known_kind
from counter_tui.services.reference.catalogue import load_catalogue
from counter_tui.services.views.context import Whose
from support.labels import KINDS
from support.served_alike import ACCOUNT, two_alike, written
from support.stations import LI, SmallStation

CATALOGUE = load_catalogue()
FEW = ("BZ101", "BZ501", "BZ701")


def advised(small: SmallStation) -> tuple[str, ...]:
    """What the counter is told of the customer with the account."""
    return tuple(each.zh for each in small.services.context.strip(LI, Whose(account=ACCOUNT)).advice)


@pytest.mark.parametrize("label", KINDS)
def test_no_label_of_any_kind_changes_anything_but_the_advice(tmp_path: Path, label: str) -> None:
    cases = [(kind, kind.classes[0]) for code in FEW if (kind := known_kind(CATALOGUE, code)) is not None]
    assert len(cases) == len(FEW)
    first, second = two_alike(tmp_path, [label], cases)
    assert (advised(first), advised(second)) == ((), (KINDS[label].advice.zh,))
    assert written(first) == written(second)


def test_all_labels_together_change_nothing_of_any_kind(tmp_path: Path) -> None:
    """Every kind of the catalogue, for a class it serves."""
    first, second = two_alike(tmp_path, KINDS, [(kind, kind.classes[-1]) for kind in CATALOGUE.kinds])
    assert len(advised(second)) == len({kind.advice for kind in KINDS.values()})
    assert advised(first) == ()
    assert written(first) == written(second)
