"""What a tablet is called, by what its browser says of itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.domain.visit.pairing import LONGEST_NAME, tablet_name


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Linux; Android 9; SM-T510) AppleWebKit/537.36 (KHTML, like Gecko)", "SM-T510"),
        ("Mozilla/5.0 (Linux; Android 7.0; HUAWEI BAH-W09 Build/HUAWEI) Chrome/70", "HUAWEI BAH-W09"),
        ("Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15", "iPad"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36", "X11"),
        ("curl/8.0", ""),
        ("Mozilla/5.0 () x", ""),
        ("", ""),
    ],
)
def test_the_name_is_the_model_where_the_browser_tells_it(agent: str, name: str) -> None:
    assert tablet_name(agent) == name


@given(st.text().map(lambda inner: f"({inner})"))
def test_whatever_a_browser_says_gives_one_short_line(agent: str) -> None:
    name = tablet_name(agent)
    assert len(name) <= LONGEST_NAME
    assert name == name.strip()
    assert all(each.isprintable() for each in name)
