"""Releases in words, above all why one is not used."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from counter_tui.services.centre.releases import ReleaseState
from counter_tui.services.wording.releases import say_release

PARKED = ReleaseState(
    kind="prices",
    number=2026112201,
    title="",
    state="parked",
    reason="changed",
    taken_at=None,
    valid_from=None,
    expires=None,
    expired=False,
    left_out=0,
)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("changed", "内容与中心签名不符"),
        ("unknown_kind", "要新版程序"),
        ("unreadable", "读不出"),
        ("price_book_unusable", "有的行用不了"),
        ("release_kinds_missing", "缺本所正在用的内容"),
        ("notice_unfit", "内容不合要求（notice_unfit）"),
    ],
)
def test_why_a_release_is_not_used_is_said_in_words(reason: str, words: str) -> None:
    """A code stands there only for what the centre has to look up."""
    said = say_release(replace(PARKED, reason=reason))
    assert words in said
    assert "仍按原来的办" in said
