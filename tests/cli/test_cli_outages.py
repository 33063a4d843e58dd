"""``import outages`` as it is run."""

from __future__ import annotations

from pathlib import Path

from support.cli_runs import Run
from support.outages import PLANNED, outages_file


def test_a_bad_line_is_said_plainly_and_the_others_are_taken(run: Run, demo: Path, tmp_path: Path) -> None:
    file = outages_file(tmp_path, PLANNED, PLANNED.replace("2025-11-20 17:00", ""))
    ran = run("import", "outages", file, "--home", demo)
    assert (ran.code, ran.err) == (0, "")
    assert "第 2 条：不能用 - 结束时间：" in ran.out
    assert "已导入停电 1 件，1 行不能用" in ran.out


def test_scripts_get_an_object_a_line(run: Run, demo: Path, tmp_path: Path) -> None:
    file = outages_file(tmp_path, PLANNED, PLANNED.replace("计划停电", "烟花"))
    ran = run("import", "outages", file, "--home", demo, "--json", "--dry-run")
    assert [(each["verdict"], each["reference"], each["reasons"]) for each in ran.objects] == [
        ("import", "JH-1", []),
        ("reject", None, ["kind_unknown"]),
    ]


def test_a_list_from_nobody_is_not_taken(run: Run, demo: Path, tmp_path: Path) -> None:
    file = outages_file(tmp_path, PLANNED.removesuffix("调度"))
    ran = run("import", "outages", file, "--home", demo)
    assert ran.code == 2
    assert "没有一行能用" in ran.err
    ran = run("import", "outages", file, "--home", demo, "--source", "县调度")
    assert ran.code == 0


def test_a_list_without_its_headings_says_which(run: Run, demo: Path, tmp_path: Path) -> None:
    file = outages_file(tmp_path, "a,b", headings="台区,原因")
    ran = run("import", "outages", file, "--home", demo)
    assert ran.code == 2
    assert "开始时间" in ran.err


def test_slips_of_paper_without_their_headings_say_which_too(run: Run, demo: Path, tmp_path: Path) -> None:
    ran = run("import", "matters", outages_file(tmp_path, "a,b", headings="业务类型,内容"), "--home", demo)
    assert ran.code == 2
    assert "纸单上的受理时间" in ran.err


def test_how_many_can_be_reached_is_a_figure_of_the_customers_on_file(run: Run, demo: Path) -> None:
    (told,) = run("stats", "contacts", "--home", demo, "--json").objects
    assert told["verified"] == 0
    assert told["customers"] > 0
    assert told["percent"] == 0
    assert "一年内核实过 (0.00%)" in run("stats", "contacts", "--home", demo).out
