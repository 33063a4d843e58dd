"""The shipped rule sets on sentences that were written by others than the rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.json import decode

from counter_tui.domain.guard import screen
from counter_tui.services.reference.guard import Labelled, Subject, load_rules

HEARD = Path(__file__).parents[1] / "heard"


@pytest.mark.parametrize(
    ("subject", "file", "found", "blocked"),
    [("reason", "reasons.jsonl", 0.95, 0.02), ("wording", "wording.jsonl", 0.90, 0.05)],
)
def test_what_others_have_written_is_judged_as_they_would(
    subject: Subject, file: str, found: float, blocked: float
) -> None:
    rules = load_rules(subject)
    lines = (HEARD / file).read_text("utf-8").splitlines()
    judged = [
        (each, screen(rules, each.text).blocked) for each in (decode(line, type=Labelled) for line in lines)
    ]
    bad = [held for each, held in judged if each.verdict == rules.blocked]
    good = [held for each, held in judged if each.verdict == rules.passed]
    assert (len(bad) + len(good), min(len(bad), len(good)) > 100) == (len(lines), True)
    assert sum(bad) >= found * len(bad)
    assert sum(good) <= blocked * len(good)
