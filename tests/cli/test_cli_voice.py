"""``import notices``, ``import cards`` and ``notices`` as they are run."""

from __future__ import annotations

from pathlib import Path

from counter_tui.services.reference.files import shipped
from support.cli_runs import Run

NOTICES = """\
[[notice]]
code = "2026-014"
title = "居民更名只看原件"
summary = "不再收复印件。"
audience = ["clerk"]
from = 2026-11-20

[[notice]]
code = "2026-015"
title = "四行"
summary = "一\\n二\\n三\\n四"
from = 2026-11-20
"""
CARDS = '[[card]]\ncode = "pay"\ntitle = { zh = "哪里交费" }\ntext = { zh = "手机上可以交。" }\nfrom = 2025-11-20\n'


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """A file with this text."""
    file = folder / "voice.toml"
    file.write_bytes(text.encode(encoding))
    return file


def test_a_file_of_notices_is_given_out_and_says_what_was_wrong(run: Run, demo: Path, tmp_path: Path) -> None:
    file = written(tmp_path, NOTICES)
    ran = run("import", "notices", file, "--home", demo)
    assert ran.code == 0
    assert "notice 2026-015" in ran.out
    assert "最多 3 行" in ran.out
    assert "收 1 条" in ran.out
    again = run("import", "notices", file, "--home", demo, "--json")
    assert [each["verdict"] for each in again.objects] == ["same", "refused"]
    assert again.objects[1]["code"] == "notice_too_long"


def test_who_has_not_read_a_notice_is_said_by_name(run: Run, demo: Path, tmp_path: Path) -> None:
    run("import", "notices", written(tmp_path, NOTICES), "--home", demo)
    told = next(each for each in run("notices", "--home", demo, "--json").objects if each["edition"])
    assert "李敏" in told["missing"]
    assert told["read"] == []
    said = run("notices", "--home", demo)
    assert "2026-014" in said.out
    assert "李敏" in said.out


def test_a_dry_run_of_cards_issues_none(run: Run, demo: Path, tmp_path: Path) -> None:
    file = written(tmp_path, CARDS, "gb18030")
    assert (
        run("import", "cards", file, "--home", demo, "--dry-run", "--json").objects[0]["verdict"] == "taken"
    )
    ran = run("import", "cards", file, "--home", demo, "--json")
    assert ran.objects[0]["edition"] == 2
    assert "被告知过失效内容的：2 人次" in ran.err


def test_a_file_that_is_no_toml_is_refused_with_its_line(run: Run, demo: Path, tmp_path: Path) -> None:
    ran = run("import", "cards", written(tmp_path, "[[card]\n"), "--home", demo)
    assert (ran.code, ran.out) == (2, "")
    assert "line 1" in ran.err
    assert run("import", "cards", tmp_path / "none.toml", "--home", demo).code == 2


def test_changed_rules_are_put_in_force_and_the_shipped_ones_again(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    file = tmp_path / "wording.toml"
    file.write_text(shipped("guard", "wording.toml"), "utf-8")
    assert "试运行" in run("import", "wording", file, "--home", demo, "--dry-run").out
    assert "已启用" in run("import", "wording", file, "--home", demo).out
    assert run("import", "wording", "--shipped", "--home", demo).code == 0
    assert run("import", "wording", "--home", demo).code == 2
    file.write_text("[[rule]]\n", "utf-8")
    assert run("import", "wording", file, "--home", demo).code == 2
