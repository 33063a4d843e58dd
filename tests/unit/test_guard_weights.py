"""The weights that ship are those made of the rule sets and sentences that ship."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WEIGHTS = ROOT / "src" / "counter_tui" / "data" / "guard" / "weights"


@pytest.mark.parametrize("file", ["reasons.json", "wording.json"])
def test_a_changed_list_or_sentence_does_not_ship_with_the_weights_of_the_old(file: str) -> None:
    now = runpy.run_path(str(ROOT / "scripts" / "train_guard.py"))["made_of"]()
    made = json.loads((WEIGHTS / file).read_text("utf-8"))
    assert made["made_of"] == now, "run scripts/train_guard.py"
