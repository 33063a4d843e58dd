"""Notices and answer cards for tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from counter_tui.domain.voice.texts import CardText, NoticeText, Said

SINCE, OVER = date(2025, 11, 1), date(2026, 11, 1)


def notice(code: str, **more: Any) -> NoticeText:
    """A notice that holds since the first of the month."""
    given = {"title": f"通知 {code}", "summary": "居民更名只看原件。", "valid_from": SINCE}
    return NoticeText(code=code, **{**given, **more})


def card(code: str, *, title: str = "怎么过户", text: str = "带身份证件来就能办。", **more: Any) -> CardText:
    """A card that holds since the first of the month."""
    return CardText(code=code, title=Said(zh=title), text=Said(zh=text), **{"valid_from": SINCE, **more})


def voice_file(folder: Path, what: str) -> Path:
    """A file of one notice or of one card."""
    said = {
        "notice": 'title = "一"\nsummary = "二"\naudience = ["auditor"]',
        "card": 'title = { zh = "一" }\ntext = { zh = "二" }',
    }[what]
    file = folder / f"{what}.toml"
    file.write_text(f'[[{what}]]\ncode = "of-a-file"\n{said}\nfrom = 2025-11-01\n', "utf-8")
    return file
