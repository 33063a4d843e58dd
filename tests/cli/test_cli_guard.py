"""``check reason`` and ``check wording``: a line in, a verdict out; a changed rule set is tried before it is used."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from counter_tui.services.reference.files import shipped
from counter_tui.services.reference.guard import load_corpus
from support.cli_runs import Run

BLOCKING = {"reason": ("没表了", "forbidden"), "wording": ("这事不归我管", "improper")}
PASSING = {"reason": ("客户不想装了", "allowed"), "wording": ("请稍等，我帮您查", "fine")}
FILES = {"reason": "reasons.toml", "wording": "wording.toml"}


def lines(*texts: str) -> bytes:
    return "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts).encode("utf-8")


@pytest.mark.parametrize("what", BLOCKING)
def test_each_line_is_answered_with_verdict_piece_why_and_instead(run: Run, what: str) -> None:
    (bad, blocked), (good, passed) = BLOCKING[what], PASSING[what]
    ran = run("check", what, "-", given=lines(bad, good))
    first, second = ran.objects
    assert ran.code == 0
    assert list(first) == list(second) == ["verdict", "matched", "why", "instead"]
    assert (first["verdict"], second["verdict"]) == (blocked, passed)
    assert first["matched"] in bad
    assert first["why"]
    assert first["instead"]
    assert second["matched"] is second["why"] is second["instead"] is None


@pytest.mark.parametrize("what", BLOCKING)
def test_why_and_instead_are_said_in_the_language_asked_for(run: Run, what: str) -> None:
    given = lines(BLOCKING[what][0])
    (chinese,) = run("--lang", "zh", "check", what, "-", given=given).objects
    (english,) = run("--lang", "en", "check", what, "-", given=given).objects
    assert chinese["matched"] == english["matched"]
    assert not chinese["why"].isascii()
    assert chinese["why"] != english["why"]
    assert chinese["instead"] != english["instead"]


def test_a_line_without_text_has_an_error_in_its_place(run: Run) -> None:
    given = lines("没表") + b'nonsense\n[]\n{"t": 1}\n{"text": 1}\n' + lines("没表")
    ran = run("check", "reason", "-", given=given)
    codes = [answer["error"]["code"] for answer in ran.objects[1:-1]]
    assert codes == ["line_not_json", "question_not_an_object", "member_missing", "value_not_text"]
    assert ran.objects[0] == ran.objects[-1]
    assert ran.code == 0


@pytest.mark.parametrize("what", BLOCKING)
def test_a_changed_rule_set_is_tried_on_sentences(run: Run, tmp_path: Path, what: str) -> None:
    changed = tmp_path / "changed.toml"
    text = shipped("guard", FILES[what])
    extra = (
        '\n[[rule]]\ncode = "tried"\nrole = "firm"\npatterns = ["月亮"]\nsource = "试"\n'
        'why = { zh = "试", en = "tried" }\ninstead = { zh = "改", en = "other" }\n'
    )
    changed.write_text(text + extra, encoding="utf-8")
    ran = run("--lang", "en", "check", what, "-", "--rules", changed, given=lines("月 亮不亮"))
    assert ran.objects[0] == {
        "verdict": BLOCKING[what][1],
        "matched": "月 亮",
        "why": "tried",
        "instead": "other",
    }


def test_a_broken_rule_set_is_refused_with_its_place(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text(
        shipped("guard", "reasons.toml").replace('"lack_before meter"', '"lack meter"'), "utf-8"
    )
    ran = run("--lang", "en", "check", "reason", "-", "--rules", broken, given=lines("没表"))
    assert ran.code == 2
    assert ran.out == ""
    assert "broken.toml" in ran.err
    assert "no_meter" in ran.err


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_rule_set_that_cannot_be_read_is_bad_usage(run: Run, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "rules.toml"
    if content is not None:
        file.write_bytes(content)
    ran = run("check", "reason", "-", "--rules", file, given=lines("没表"))
    assert ran.code == 2
    assert "rules.toml" in ran.err


@pytest.mark.parametrize("what", ["reason", "wording"])
def test_the_corpus_tells_what_is_judged_otherwise_and_counts(run: Run, what: str) -> None:
    ran = run("check", what, "--corpus")
    *otherwise, counts = ran.objects
    blocked, passed = BLOCKING[what][1], PASSING[what][1]
    corpus = load_corpus("reason" if what == "reason" else "wording")
    assert counts[blocked]["sentences"] + counts[passed]["sentences"] == len(corpus)
    missed = counts[blocked]["sentences"] - counts[blocked]["found"]
    assert len(otherwise) == missed + counts[passed]["blocked"]
    assert all(each["label"] != each["verdict"] for each in otherwise)
    assert ran.code == (1 if otherwise else 0)


def test_a_rule_set_that_finds_nothing_leaves_every_bad_sentence(run: Run, tmp_path: Path) -> None:
    idle = tmp_path / "idle.toml"
    idle.write_text(
        '[verdicts]\nblocked = "forbidden"\npassed = "allowed"\n[[concept]]\nname = "a"\nwords = "龘"\n'
        '[[rule]]\ncode = "a"\nrole = "releases"\npatterns = ["a"]\nsource = "试"\n',
        encoding="utf-8",
    )
    ran = run("check", "reason", "--corpus", "--rules", idle)
    assert ran.code == 1
    assert ran.objects[-1]["forbidden"]["found"] == 0
    assert len(ran.objects) == 1 + ran.objects[-1]["forbidden"]["sentences"]


@pytest.mark.parametrize("arguments", [("reason",), ("reason", "-", "--corpus"), ("wording", "-", "--rules")])
def test_either_a_file_or_the_corpus_has_to_be_named(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run("check", *arguments)
    assert ran.code == 2
    assert ran.err


def test_screening_loads_neither_the_screens_nor_the_store(tmp_path: Path) -> None:
    file = tmp_path / "none.jsonl"
    file.touch()
    script = (
        "import sys\nfrom counter_tui.cli import main\n"
        f"assert main(['check', 'wording', {str(file)!r}]) == main(['check', 'reason', {str(file)!r}]) == 0\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('textual', 'rich', 'sqlcipher3')"
        " or name.startswith('counter_tui.db')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
