"""Settings are read strictly, explained, and written back whole."""

from __future__ import annotations

import re
import string
from datetime import time
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.settings import (
    ABOUT,
    Hours,
    RatingShown,
    Settings,
    SettingsBroken,
    ThemeName,
    as_toml,
    checked,
    parse_hours,
    read_settings,
    write_settings,
)
from counter_tui.terminal import look_at, prepare_environment

DOCS = Path(__file__).parents[2] / "docs"


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    """A new PC starts in Chinese, in the look its terminal asks for, locked after ten minutes."""
    settings = read_settings(tmp_path / "settings.toml")
    assert (settings.language, settings.theme, settings.idle_minutes) == ("zh", "auto", 10)


@given(
    st.builds(
        Settings,
        language=st.sampled_from(["zh", "en"]),
        theme=st.sampled_from(get_args(ThemeName)),
        idle_minutes=st.integers(1, 240),
        take_over_minutes=st.integers(1, 240),
        take_over_hours_outside=st.integers(1, 72),
        silent_hours=st.integers(1, 200),
        rating_shown=st.sampled_from(get_args(RatingShown)),
        papers_folder=st.text(st.characters(codec="utf-8"), max_size=30),
        printer_width=st.sampled_from(["58", "80", "a5"]),
    )
)
def test_what_is_written_is_read_back(settings: Settings) -> None:
    """Any text in the folder's name survives, quotes, control characters and Chinese included."""
    import tomllib

    assert checked(tomllib.loads(as_toml(settings)), Path("x")) == settings


def test_writing_replaces_the_file(tmp_path: Path) -> None:
    """Written, read, written again: always the last one."""
    file = tmp_path / "settings.toml"
    write_settings(file, Settings(language="en"))
    write_settings(file, Settings(opening_hours=(Hours(time(8, 30), time(17)),)))
    assert read_settings(file) == Settings(opening_hours=(Hours(time(8, 30), time(17)),))


@pytest.mark.parametrize(
    ("text", "key", "problem"),
    [
        ("langauge = 'zh'", "langauge", "unknown_key"),
        ("language = 'fr'", "language", "not_one_of"),
        ("theme = 3", "theme", "not_one_of"),
        ("idle_minutes = 0", "idle_minutes", "out_of_range"),
        ("idle_minutes = true", "idle_minutes", "wrong_type"),
        ("idle_minutes = '10'", "idle_minutes", "wrong_type"),
        ("take_over_minutes = 0", "take_over_minutes", "out_of_range"),
        ("take_over_minutes = 241", "take_over_minutes", "out_of_range"),
        ("take_over_hours_outside = 73", "take_over_hours_outside", "out_of_range"),
        ("silent_hours = 0", "silent_hours", "out_of_range"),
        ("silent_hours = 201", "silent_hours", "out_of_range"),
        ("take_over_hours_outside = 4.5", "take_over_hours_outside", "wrong_type"),
        ("rating_shown = 'now'", "rating_shown", "not_one_of"),
        ("opening_hours = []", "opening_hours", "wrong_type"),
        ("opening_hours = ['12:00-08:00']", "opening_hours", "not_hours"),
        ("opening_hours = ['08:00-12:00', '11:00-17:00']", "opening_hours", "not_hours"),
        ("papers_folder = 1", "papers_folder", "wrong_type"),
        ("printer_width = 80", "printer_width", "not_one_of"),
        ("timezone = 'Asia/Wanquan'", "timezone", "unknown_timezone"),
        ("timezone = '../../etc'", "timezone", "unknown_timezone"),
        ("language = ", "", "not_toml"),
    ],
)
def test_a_wrong_settings_file_is_refused_with_file_key_and_problem(
    tmp_path: Path, text: str, key: str, problem: str
) -> None:
    """Nothing is guessed and nothing is silently replaced by a default."""
    file = tmp_path / "settings.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(SettingsBroken) as caught:
        read_settings(file)
    assert (caught.value.file, caught.value.key, caught.value.problem) == (file, key, problem)
    assert str(file) in str(caught.value)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    """An editor that saved in the Chinese code page is named, not guessed at."""
    file = tmp_path / "settings.toml"
    file.write_bytes("papers_folder = '柜台纸'".encode("gb18030"))
    with pytest.raises(SettingsBroken, match="unreadable"):
        read_settings(file)


@given(st.text(string.digits + ":-+Z ", max_size=14))
def test_hours_are_hours_or_refused(text: str) -> None:
    """Either a span that ends after it begins, or ValueError."""
    try:
        span = parse_hours(text)
    except ValueError:
        return
    assert span.opens < span.closes


def test_the_document_tells_every_setting_as_it_is() -> None:
    """docs/settings.md names each key with its default and what it is about, and nothing else."""
    text = (DOCS / "settings.md").read_text("utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| `([^|]*)` \|", text, re.MULTILINE))
    lines = dict(re.findall(r"^(\w+) = (.*)$", as_toml(Settings()), re.MULTILINE))
    assert told == lines
    assert list(ABOUT) == list(Settings.__struct_fields__)
    for about in ABOUT.values():
        assert about in text


def test_the_switches_are_set_unless_somebody_has() -> None:
    """What is set already stays; a remote line gets fewer frames."""
    environ = {"TERM": "xterm-256color", "ESCDELAY": "200", "SSH_TTY": "/dev/pts/1"}
    terminal = prepare_environment(environ, "linux")
    assert (terminal.plain, terminal.remote) == (False, True)
    assert environ["ESCDELAY"] == "200"
    assert environ["TEXTUAL_DISABLE_KITTY_KEY"] == "1"
    assert environ["TEXTUAL_FPS"] == "20"


@pytest.mark.parametrize(
    ("environ", "platform", "plain"),
    [
        ({"TERM": "linux"}, "linux", True),
        ({}, "linux", True),
        ({"TERM": "tmux-256color"}, "linux", False),
        ({}, "win32", True),
        ({"WT_SESSION": "1"}, "win32", False),
        ({"TERM": "linux-16color"}, "linux", True),
        ({"TERM": "screen.linux"}, "linux", True),
        ({"TERM": "vt100-am"}, "linux", True),
        ({"TERM": "dumb", "WT_SESSION": "1"}, "linux", True),
        ({"TERM": "xterm-256color", "LANG": "zh_CN.GBK"}, "linux", True),
        ({"TERM": "xterm-256color", "LANG": "zh_CN"}, "linux", True),
        ({"TERM": "xterm-256color", "LC_ALL": "POSIX", "LANG": "zh_CN.UTF-8"}, "linux", True),
        ({"TERM": "xterm-256color", "LC_CTYPE": "zh_CN.utf8", "LANG": "C"}, "linux", False),
        ({"TERM": "xterm-256color"}, "linux", False),
        ({"TERM": "cygwin"}, "win32", True),
        ({"TERM": "xterm-256color"}, "win32", False),
        ({"TERM_PROGRAM": "vscode"}, "win32", False),
    ],
)
def test_terminals_that_get_plain_signs(environ: dict[str, str], platform: str, plain: bool) -> None:
    """Old consoles, locales of other codes, and the classic Windows console."""
    assert look_at(environ, platform).plain is plain
