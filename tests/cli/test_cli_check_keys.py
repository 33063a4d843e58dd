"""``check keys``: the file of keys of this PC, looked over without a station."""

from __future__ import annotations

from pathlib import Path

from support.cli_runs import Run


def test_without_a_file_the_usual_keys_are_used(run: Run, tmp_path: Path) -> None:
    done = run("--home", str(tmp_path), "--lang", "en", "check", "keys")
    assert done.code == 0
    assert "the usual keys are used" in done.err


def test_a_mistake_is_said_and_ends_with_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "keys.toml").write_text('"home.find" = "F2"\n', "utf-8")
    done = run("--home", str(tmp_path), "--lang", "en", "check", "keys")
    assert done.code == 1
    assert "F2 would be both home.accept (Accept) and home.find (Find) (First screen)" in done.out


def test_the_list_shows_the_keys_in_use(run: Run, tmp_path: Path) -> None:
    (tmp_path / "keys.toml").write_text('"home.find" = ["F7", "q"]\n', "utf-8")
    done = run("--home", str(tmp_path), "--lang", "en", "check", "keys", "--list")
    assert done.code == 0
    assert "home.find\tF7 q\tFind" in done.out
    assert "matter.note\tm\tNote" in done.out
