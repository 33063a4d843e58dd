"""Labels beside what they name: in both languages they leave the cell between them free."""

from __future__ import annotations

import re
from pathlib import Path

import counter_tui
from counter_tui.i18n import _, set_language
from counter_tui.screens.sheet import LABEL_CELLS
from counter_tui.widgets.cells import width

_LABEL = re.compile(r"labelled\(\s*_\(\s*\"([^\"]+)\"")


def test_every_label_is_narrower_than_its_column() -> None:
    screens = Path(counter_tui.__file__).parent / "screens"
    labels = {each for file in screens.rglob("*.py") for each in _LABEL.findall(file.read_text("utf-8"))}
    assert len(labels) > 50
    try:
        wide = []
        for language in ("en", "zh"):
            set_language("en" if language == "en" else "zh")
            wide += [_(each) for each in labels if width(_(each)) >= LABEL_CELLS]
    finally:
        set_language("zh")
    assert wide == []
