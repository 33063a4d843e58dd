"""What the documents say is so: links, commands, keys, labels, quoted words, codes and numbers."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from counter_tui.cli.parser import make_parser
from counter_tui.commands.command import key_name
from counter_tui.commands.document import areas
from counter_tui.domain import identity
from counter_tui.i18n import _, set_language
from counter_tui.paths import Home
from counter_tui.services.demo.people import PEOPLE
from counter_tui.services.wording.doctor import WORDS as FINDINGS
from support.every import every

ROOT = Path(__file__).parents[2]
DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
MANUALS = {"zh": ROOT / "docs/zh/manual.md", "en": ROOT / "docs/en/manual.md"}
KEYS_BEGIN = {"zh": "按键：", "en": "Keys: "}
QUOTES = {"zh": re.compile("“([^”]+)”"), "en": re.compile('"([^"]+)"')}
SECTIONS = {
    1: "shell",
    2: "sign_in",
    3: "home",
    4: "acceptance",
    5: "matter",
    6: "matter",
    7: "matter",
    8: "matter",
    9: "matter",
    10: "rating",
    11: "find",
    13: "home",
    14: "staff",
    15: "settings",
    18: "sync",
}
"""Which sections of the manuals tell the keys of which area."""


def text_of(path: Path) -> str:
    """The text of a document."""
    return path.read_text("utf-8")


def sections(language: str) -> dict[int, str]:
    """The sections of a manual by their number."""
    parts = re.split(r"^## (\d+)\. ", text_of(MANUALS[language]), flags=re.MULTILINE)
    return {int(number): part for number, part in zip(parts[1::2], parts[2::2], strict=True)}


def keys_told(language: str, area: str) -> set[tuple[str, str]]:
    """Keys and labels in the lines of keys of the sections that belong to the area."""
    told: set[tuple[str, str]] = set()
    for number, part in sections(language).items():
        if SECTIONS.get(number) == area:
            lines = [each for each in part.split("\n\n") if each.startswith(KEYS_BEGIN[language])]
            assert len(lines) == 1, f"section {number} has no line of keys, or several"
            line = lines[0].removeprefix(KEYS_BEGIN[language])
            told |= {pair for entry in line.split("·") for pair in _pairs(" ".join(entry.split()))}
    return told


def _pairs(entry: str) -> Iterator[tuple[str, str]]:
    label = entry.rpartition("`")[2].strip()
    for key in re.findall(r"`([^`]+)`", entry):
        yield key, label


def keys_declared(language: str, area: str) -> set[tuple[str, str]]:
    """The first key and the label of every command of the area that has a key."""
    set_language("en" if language == "en" else "zh")
    try:
        commands = next(each for each in areas() if each.id == area).commands
        return {(key_name(each.keys[0]), _(each.label)) for each in commands if each.keys}
    finally:
        set_language("zh")


def commands_of(parser: argparse.ArgumentParser, path: str = "counter-tui") -> Iterator[str]:
    """Every command that can be given, written out."""
    deeper = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    if not deeper:
        yield path
    for action in deeper:
        if not action.required and " " in path:
            yield path
        for name, inner in action.choices.items():
            yield from commands_of(inner, f"{path} {name}")


@cache
def first_words() -> set[str]:
    """What may stand after the program's name."""
    return {command.split()[1] for command in commands_of(make_parser())}


@every("path", DOCS)
def test_every_file_a_document_links_to_is_there(path: Path) -> None:
    """A link that leads nowhere is found before a reader finds it."""
    targets = re.findall(r"\]\(([^)#\s]+)", text_of(path))
    missing = [target for target in targets if not (path.parent / target).exists()]
    assert not missing


def test_every_document_stands_in_the_index() -> None:
    """docs/README.md leads to each document."""
    index = ROOT / "docs/README.md"
    linked = {(index.parent / target).resolve() for target in re.findall(r"\]\(([^)]+)\)", text_of(index))}
    for path in DOCS:
        if path not in (index, ROOT / "README.md"):
            assert path.resolve() in linked or path.parent.resolve() in linked, path.name


def test_every_command_is_told_at_the_command_line_document() -> None:
    """Each command has a section of docs/cli.md, and each section a command."""
    headings = set(re.findall(r"^## `(counter-tui[^`]*)`", text_of(ROOT / "docs/cli.md"), re.MULTILINE))
    assert headings == {"counter-tui", *commands_of(make_parser())}


@every("path", DOCS)
def test_a_command_named_in_a_document_exists(path: Path) -> None:
    """What a reader is told to type is known to the program."""
    named = re.findall(r"counter-tui +([a-z]+)\b", "\n".join(re.findall("`([^`]+)`", text_of(path))))
    assert set(named) <= first_words()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("area", sorted(set(SECTIONS.values())))
def test_the_manual_tells_the_keys_of_the_screen_as_they_are(language: str, area: str) -> None:
    """A key or label that was changed, added or taken away breaks this until the manual follows."""
    assert keys_told(language, area) == keys_declared(language, area)


@pytest.mark.parametrize("path", [*MANUALS.values(), ROOT / "README.md"], ids=["zh", "en", "readme"])
def test_every_f_key_and_ctrl_key_in_running_text_is_a_key(path: Path) -> None:
    """No sentence names a key that nothing answers."""
    known = {key_name(key) for area in areas() for command in area.commands for key in command.keys}
    named = re.findall(r"`(F\d+|\^[A-Z])`", text_of(path))
    assert named
    assert set(named) <= known


def test_the_palette_words_in_the_manuals_find_their_commands() -> None:
    """sz, yy, wg, ry, hr and lock are words of the commands they are said to find."""
    words = {each.id: each.words for area in areas() for each in area.commands}
    for id, word in (
        ("shell.settings", "sz"),
        ("shell.language", "yy"),
        ("shell.theme", "wg"),
        ("home.staff", "ry"),
        ("shell.lock", "hr"),
        ("shell.lock", "lock"),
    ):
        assert word in words[id]
        assert any(f"`{word}`" in text_of(path) for path in MANUALS.values())


def test_both_manuals_are_built_alike() -> None:
    """The same sections in the same order, the same steps, points and rows of tables."""

    def shape(language: str) -> list[tuple[int, int, int, int]]:
        return [
            (
                number,
                len(re.findall(r"^\d+\. ", part, re.MULTILINE)),
                len(re.findall(r"^- ", part, re.MULTILINE)),
                len(re.findall(r"^\| ", part, re.MULTILINE)),
            )
            for number, part in sections(language).items()
        ]

    assert shape("zh") == shape("en")
    assert [number for number, *_counts in shape("zh")] == list(range(1, 19))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_words_of_trouble_in_the_manual_are_those_of_the_program(language: str) -> None:
    """What stands in quotes in the first column of the last table is said by the program."""
    fragments = sorted((ROOT / "src/counter_tui/i18n/po/zh").glob("*.po"))
    said = "\n".join(text_of(path) for path in fragments)
    side = re.findall(rf'^{"msgstr" if language == "zh" else "msgid"} "(.*)"$', said, re.MULTILINE)
    rows = re.findall(r"^\| ([^|]+) \|", sections(language)[17], re.MULTILINE)
    quoted = [words for row in rows for words in QUOTES[language].findall(row)]
    assert len(quoted) == 4
    for words in quoted:
        assert any(words in each for each in side), words


def test_operations_names_every_finding_of_the_doctor_and_every_file_of_a_home() -> None:
    """A maintainer who meets a code or a file finds it there."""
    text = text_of(ROOT / "docs/operations.md")
    for code in FINDINGS:
        assert f"`{code}`" in text
    home = Home(Path("home"))
    named = {name: getattr(home, name) for name, each in vars(Home).items() if isinstance(each, property)}
    files = {name: path.name for name, path in named.items() if isinstance(path, Path)}
    assert {"store", "backups", "set_aside", "closed"} <= files.keys()
    for file in files.values():
        assert f"`{file}`" in text or f"`{file}/`" in text, file


def test_the_first_five_minutes_use_people_and_numbers_that_work() -> None:
    """The numbers, PINs and the identity number to type are those of the demo station, and valid."""
    text = text_of(ROOT / "README.md")
    for person in PEOPLE[:2]:
        assert person.name in text
        assert f"`{person.staff_no}`" in text
        assert f"`{person.pin}`" in text
    today = date(2026, 11, 20)
    for kind, pattern in (("resident_id", r"`(\d{18})`"), ("mobile", r"`(1\d{10})`")):
        numbers = re.findall(pattern, text)
        assert numbers
        assert all(identity.check(kind, number, today).valid for number in numbers)


@every("path", DOCS)
def test_a_document_names_no_host_and_no_folder_of_one_machine(path: Path) -> None:
    """Documents hold on every PC: no web address, no absolute folder of somebody's own."""
    text = text_of(path)
    assert not re.findall(r"https?://|www\.|\b[\w-]+\.(?:org|com|io|net|cn)\b", text)
    assert not re.findall(r"(?<![\w.~%-])/(?:work|tmp|root|home|opt|Users)/", text)


def test_every_decision_has_a_number_of_its_own_and_stands_in_the_list_by_its_title() -> None:
    """A reference to a decision leads to one, and who does not know its number finds it."""
    folder = ROOT / "docs" / "adr"
    records = sorted(folder.glob("0*.md"))
    lines = []
    for number, record in enumerate(records, 1):
        title = text_of(record).splitlines()[0]
        assert record.name.startswith(f"{number:04d}-"), record.name
        assert title.startswith(f"# {number}. "), record.name
        lines.append(f"{number}. [{title.partition('. ')[2]}]({record.name})")
    assert lines
    assert re.findall(r"^\d+\. .*", text_of(folder / "README.md"), re.MULTILINE) == lines
