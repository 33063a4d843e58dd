"""Arguments, languages and exit codes that every command shares."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui import __version__
from counter_tui.cli import check as check_room
from counter_tui.cli.language import choose_language
from counter_tui.cli.options import Options, options_of_opening
from counter_tui.cli.parser import make_parser
from counter_tui.cli.parser_words import argparse_translated
from counter_tui.i18n import set_language
from support.cli_runs import Run
from support.every import every

DOCS = Path(__file__).parents[2] / "docs" / "cli.md"


def _parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from _parsers(inner)


def _every_command() -> list[argparse.ArgumentParser]:
    set_language("en")
    return list(_parsers(make_parser()))


NAMES = [each.prog.split()[1:] for each in _every_command()]


@pytest.mark.parametrize("language", ["zh", "en"])
@every("name", NAMES)
def test_every_command_explains_itself_in_both_languages(run: Run, name: list[str], language: str) -> None:
    ran = run("--lang", language, *name, "--help")
    assert ran.code == 0
    assert bool(re.search("[\u4e00-\u9fff]", ran.out)) == (language == "zh")
    assert ("usage:" in ran.out) == (language == "en")
    assert bool(re.search(r"(?m)^\S.*:$", ran.out)) == (language == "en")


def test_the_help_of_the_program_lists_every_command_whatever_is_asked_for() -> None:
    """The options of a command are made only where it is named; its line is there always."""
    assert make_parser(["--help"]).format_help() == make_parser().format_help()


@every("name", NAMES)
def test_every_command_says_the_version(run: Run, name: list[str]) -> None:
    ran = run(*name, "--version")
    assert (ran.code, ran.out) == (0, f"counter-tui {__version__}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["what"],
        ["--what"],
        ["import"],
        ["import", "customers"],
        ["check", "identity"],
        ["demo", "--today", "soon"],
        ["demo", "--today", "0001-01-01"],
        ["demo", "--today", "9999-12-31"],
        ["demo", "--today", "20261119"],
        ["praise", "--month", "202611"],
        ["demo", "--matters", "0"],
        ["demo", "--no-op"],
        ["init", "--area", "moon"],
        ["find", "customers", "a", "b"],
    ],
)
def test_bad_usage_ends_with_2_and_says_why_in_chinese(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert "用法见 counter-tui" in ran.err
    assert not re.search("(?<!-)(argument|invalid|required|error)", ran.err)


@pytest.mark.parametrize(
    "arguments", [["customers", "王小明", "13812340006"], ["王小明"], ["customers", "--html", "王小明"]]
)
def test_words_that_find_has_no_place_for_are_not_written_again(run: Run, arguments: list[str]) -> None:
    """They are a query without quotation marks, and as much about a customer as one with them."""
    ran = run("find", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "用法见 counter-tui" in ran.err
    assert not {"王小明", "13812340006"} & set(re.findall(r"\w+", ran.err))


@pytest.mark.parametrize("name", ["file", "file/below", "~nobody-of-this-name/home", "n" * 300])
def test_a_home_that_can_be_no_folder_is_told_in_words(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("1", "utf-8")
    home = name if name.startswith("~") else tmp_path / name
    for command in (["staff", "list"], ["doctor"], ["backup"], ["find", "customers", "王"]):
        ran = run(*command, "--home", home)
        assert (ran.code, ran.out) == (4, "")
        assert "文件夹" in ran.err
    if not name.startswith("~"):
        (tmp_path / "pin").write_text("592847", "utf-8")
        lead = ["--lead-no", "2001", "--lead-name", "周立", "--pin-file", str(tmp_path / "pin")]
        for making in (["demo", "--no-open"], ["init", "--code", "33011", "--name", "枫岭供电所", *lead]):
            ran = run(*making, "--home", home)
            assert ran.code == 4
            assert "不能作供电所的文件夹" in ran.err


def test_the_home_may_stand_before_or_after_the_command(run: Run, demo: Path) -> None:
    before = run("--home", demo, "staff", "list")
    between = run("staff", "--home", demo, "list")
    after = run("staff", "list", f"--home={demo}")
    assert before.code == 0
    assert before.out == between.out == after.out
    assert "李敏" in before.out


def test_the_environment_names_the_home_where_no_option_does(
    run: Run, demo: Path, real: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTER_HOME", str(real))
    assert "周立" in run("staff", "list").out
    assert "李敏" in run("staff", "list", "--home", demo).out


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "zh"),
        ({"LANG": "C"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_chinese_comes_first_unless_the_system_says_english(
    environ: dict[str, str], expected: str, tmp_path: Path
) -> None:
    assert choose_language([], {"COUNTER_HOME": str(tmp_path), **environ}) == expected


def test_the_language_of_the_station_goes_before_that_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('language = "en"\n', "utf-8")
    home = ["--home", str(tmp_path)]
    assert choose_language(home, {"LANG": "zh_CN.UTF-8"}) == "en"
    assert choose_language([*home, "--lang", "zh"], {}) == "zh"
    (tmp_path / "settings.toml").write_text("nonsense", "utf-8")
    assert choose_language(home, {"LANG": "zh_CN.UTF-8"}) == "zh"


WORDS = st.sampled_from(
    (
        "--home",
        "--lang",
        "--passphrase-file",
        "zh",
        "en",
        "D",
        "",
        "-",
        "--",
        "-1",
        "--home=D",
        "demo",
        "--help",
        "find",
    )
)


@given(st.lists(WORDS, max_size=6))
def test_the_short_way_to_a_start_reads_what_the_parser_would_read(arguments: list[str]) -> None:
    short = options_of_opening(arguments)
    if short is not None:
        assert short == make_parser(arguments).parse_args(arguments, Options())


@pytest.mark.parametrize("arguments", [[], ["--home", "D"], ["--lang", "en", "--home", "D"], ["--home", ""]])
def test_a_start_without_a_command_takes_the_short_way(arguments: list[str]) -> None:
    assert options_of_opening(arguments) is not None


def test_argparse_gets_its_own_words_back() -> None:
    before = argparse._  # type: ignore[attr-defined]
    with argparse_translated():
        assert argparse._ is not before  # type: ignore[attr-defined]
    assert argparse._ is before  # type: ignore[attr-defined]


def test_without_a_station_a_command_ends_with_4_and_says_what_to_do(run: Run, tmp_path: Path) -> None:
    for command in (["doctor"], ["staff", "list"], ["find", "customers", "王"]):
        ran = run("--home", tmp_path / "none", *command)
        assert (ran.code, ran.out) == (4, "")
        assert "counter-tui init" in ran.err
    assert not (tmp_path / "none").exists()


def test_without_a_terminal_the_app_does_not_open(run: Run, demo: Path) -> None:
    ran = run("--home", demo)
    assert ran.code == 4
    assert "终端" in ran.err


def test_an_error_of_the_program_gives_a_number_and_no_data(
    run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_options: Options) -> int:
        raise ValueError("王建国 13800138000")

    monkeypatch.setattr(check_room, "run", fail)
    ran = run("check", "identity", "-", "--home", demo)
    number = re.findall("[0-9A-F]{6}", ran.err)
    log = (demo / "counter.log").read_text("utf-8")
    assert ran.code == 4
    assert len(number) == 1
    assert number[0] in log
    assert "ValueError" in log
    assert "Traceback" not in ran.err
    assert "王建国" not in ran.err + log


def test_light_commands_load_neither_the_screens_nor_the_store(tmp_path: Path) -> None:
    questions = tmp_path / "questions"
    questions.write_text('{"kind": "mobile", "value": "15400000001"}\n', "utf-8")
    program = f"""
import sys
from counter_tui.cli import main
for arguments in (["--help"], ["--version"], ["check", "identity", {str(questions)!r}]):
    assert main(arguments) == 0
heavy = {{"textual", "rich", "sqlalchemy", "sqlcipher3", "alembic", "keyring", "cryptography"}}
print(sorted(heavy & sys.modules.keys()), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_the_document_lists_every_command_and_option() -> None:
    text = DOCS.read_text("utf-8")
    told = set(re.findall(r"^## `counter-tui ?([^`]*)`$", text, re.MULTILINE))
    commands = [each for each in _every_command() if not _has_commands(each) or each.prog == "counter-tui"]
    assert told == {" ".join(each.prog.split()[1:]) for each in commands}
    for each in commands:
        name = " ".join(each.prog.split()[1:])
        section = text.split(f"## `counter-tui {name}`\n" if name else "## `counter-tui`\n")[1].split(
            "\n## "
        )[0]
        options = {action.option_strings[-1] for action in each._actions if action.option_strings}
        common = {"--help", "--home", "--lang", "--passphrase-file", "--version"}
        expected = options if not name else options - common
        assert set(re.findall(r"^\| `(--[a-z-]+)", section, re.MULTILINE)) == expected, name


def _has_commands(parser: argparse.ArgumentParser) -> bool:
    """Whether one of its commands has to be named."""
    return any(isinstance(each, argparse._SubParsersAction) and each.required for each in parser._actions)
