"""Commands on a station: who may, what comes out, what is masked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from counter_tui.paths import Home
from counter_tui.settings import Settings, write_settings
from support.cli_runs import Run, private

HEADINGS = "户号,户名,手机1,地址\n"


def customers_file(path: Path, *lines: str) -> Path:
    path.write_text(HEADINGS + "".join(f"{line}\n" for line in lines), "utf-8")
    return path


GOOD = "3300000001,王建国,15400000001,青石县青石桥镇柳河村12号"


@pytest.mark.parametrize(
    "command",
    [
        ["find", "customers", "王"],
        ["find", "customers", "-"],
        ["export", "matters"],
        ["import", "customers", "file"],
        ["staff", "leave", "2001"],
        ["staff", "leave", "2001", "--staff", "2001"],
    ],
)
def test_a_real_station_asks_who_acts(run: Run, real: Path, command: list[str]) -> None:
    ran = run(*command, "--home", real)
    assert (ran.code, ran.out) == (3, "")
    assert "--pin-file" in ran.err


def test_a_wrong_pin_is_not_allowed_in(run: Run, real: Path, tmp_path: Path) -> None:
    wrong = private(tmp_path / "wrong", "580214")
    ran = run("export", "matters", "--home", real, "--staff", "2001", "--pin-file", wrong)
    assert (ran.code, ran.out) == (3, "")


def test_the_right_pin_is_let_in(run: Run, real: Path, pin_file: Path) -> None:
    ran = run("export", "matters", "--home", real, "--staff", "2001", "--pin-file", pin_file)
    assert (ran.code, ran.out) == (0, "")
    assert json.loads(ran.err)["by"] == "2001"


def test_a_pin_file_others_may_read_is_used_with_a_warning(run: Run, real: Path, pin_file: Path) -> None:
    pin_file.chmod(0o644)
    ran = run("export", "matters", "--home", real, "--staff", "2001", "--pin-file", pin_file)
    assert ran.code == 0
    assert "chmod 600" in ran.err


def test_a_pin_file_that_is_not_there_is_bad_input(run: Run, real: Path, tmp_path: Path) -> None:
    ran = run("export", "matters", "--home", real, "--staff", "2001", "--pin-file", tmp_path / "none")
    assert ran.code == 2


def test_a_demo_station_lets_a_named_person_act_only_with_the_pin(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    pin = private(tmp_path / "auditor", "304968")
    file = customers_file(tmp_path / "file.csv", GOOD)
    as_auditor = ["--home", demo, "--staff", "1009"]
    assert run("export", "matters", *as_auditor).code == 3
    assert run("export", "matters", *as_auditor, "--pin-file", pin).code == 0
    assert run("import", "customers", file, *as_auditor, "--pin-file", pin).code == 3


def test_find_masks_everything_but_the_account_and_counts_beside_the_output(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    run(
        "import",
        "customers",
        customers_file(tmp_path / "file.csv", GOOD),
        "--home",
        demo,
        "--report",
        tmp_path / "r",
    )
    ran = run("find", "customers", "王建国", "--home", demo)
    assert ran.objects == [
        {
            "account": "3300000001",
            "name": "王**",
            "phone": "154****0001",
            "address": "青石县青石桥镇柳河村**",
        }
    ]
    assert "1" in ran.err
    assert "王建国" not in ran.out + ran.err
    assert run("find", "customers", "--json", "王建国", "--home", demo).out == ran.out


def test_find_answers_one_query_a_line_in_order(run: Run, demo: Path, tmp_path: Path) -> None:
    run(
        "import",
        "customers",
        customers_file(tmp_path / "file.csv", GOOD),
        "--home",
        demo,
        "--report",
        tmp_path / "r",
    )
    ran = run("find", "customers", "-", "--home", demo, given="wjg\n\n没有这个人\n3300000001".encode())
    assert [answer["query_no"] for answer in ran.objects] == [1, 2, 3, 4]
    assert [[each["account"] for each in answer["results"]][:1] for answer in ran.objects][1:3] == [[], []]
    assert "3300000001" in [each["account"] for each in ran.objects[0]["results"]]
    assert [each["account"] for each in ran.objects[3]["results"]] == ["3300000001"]
    assert all(set(answer) == {"query_no", "results"} for answer in ran.objects)


def test_a_query_that_is_no_text_finds_nothing(run: Run, demo: Path) -> None:
    ran = run("find", "customers", b"\xff\xfe".decode("utf-8", "surrogateescape"), "--home", demo)
    assert (ran.code, ran.out) == (0, "")


def test_find_shows_two_hundred_and_counts_the_rest(run: Run, demo: Path, tmp_path: Path) -> None:
    many = [f"33{number:08d},仇万里,,枫岭村{number}号" for number in range(230)]
    run(
        "import",
        "customers",
        customers_file(tmp_path / "file.csv", *many),
        "--home",
        demo,
        "--report",
        tmp_path / "r",
    )
    ran = run("find", "customers", "仇万里", "--home", demo)
    (batch,) = run("find", "customers", "-", "--home", demo, given="仇万里\n".encode()).objects
    assert len(ran.objects) == 200
    assert "230" in ran.err
    assert "30" in ran.err
    assert batch["results"] == ran.objects
    assert batch["more"] == 30


def test_export_writes_every_matter_without_personal_data(run: Run, demo: Path) -> None:
    ran = run("export", "matters", "--format", "jsonl", "--home", demo)
    assert len(ran.objects) == 12
    assert all(
        list(matter)
        == [
            "number",
            "kind_code",
            "state",
            "first_contact",
            "handler",
            "accepted_at",
            "promises",
            "deferred",
            "rating",
        ]
        for matter in ran.objects
    )
    assert "154" not in ran.out.replace("-154", "")
    assert "李敏" not in ran.out


def test_import_gives_a_verdict_for_every_record_and_a_report(run: Run, demo: Path, tmp_path: Path) -> None:
    file = customers_file(
        tmp_path / "file.csv", GOOD, "", "合计,1户,,", "3300000002,李四,138****0000,", "33,张三,,"
    )
    report = tmp_path / "report.csv"
    ran = run("import", "customers", file, "--json", "--report", report, "--home", demo)
    assert ran.code == 0
    assert [(each["row"], each["account"], each["verdict"]) for each in ran.objects] == [
        (1, "3300000001", "import"),
        (2, None, "reject"),
        (3, None, "reject"),
        (4, "3300000002", "import_with_warning"),
        (5, None, "reject"),
    ]
    assert all(list(each) == ["row", "account", "verdict", "reasons"] for each in ran.objects)
    assert len(report.read_text("utf-8-sig").splitlines()) == 6
    assert "王建国" not in report.read_text("utf-8-sig")
    assert str(report) in ran.err


def test_a_dry_run_changes_nothing(run: Run, demo: Path, tmp_path: Path) -> None:
    file = customers_file(tmp_path / "file.csv", GOOD)
    ran = run("import", "customers", file, "--dry-run", "--report", tmp_path / "report.csv", "--home", demo)
    assert ran.code == 0
    assert "未改动" in ran.out
    assert run("find", "customers", "3300000001", "--home", demo).objects == []


def test_words_are_shown_for_the_first_twenty_records_that_need_a_person(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    file = customers_file(tmp_path / "file.csv", GOOD, *["x,无,,"] * 25)
    ran = run("import", "customers", file, "--report", tmp_path / "report.csv", "--home", demo)
    assert ran.out.count("第 ") == 20
    assert "另有 5 条" in ran.out


@pytest.mark.parametrize("content", [None, b"", b"\x00\x01", "户名,地址\n王,a\n".encode(), b"<html></html>"])
def test_a_file_that_cannot_be_read_is_bad_input_and_leaves_no_report(
    run: Run, demo: Path, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "file.csv"
    if content is not None:
        file.write_bytes(content)
    ran = run("import", "customers", file, "--report", tmp_path / "report.csv", "--home", demo)
    assert (ran.code, ran.out) == (2, "")
    assert not (tmp_path / "report.csv").exists()


def test_the_staff_is_added_to_given_new_pins_and_let_go(
    run: Run, real: Path, pin_file: Path, tmp_path: Path
) -> None:
    acting = ["--home", real, "--staff", "2001", "--pin-file", pin_file]
    first, second = private(tmp_path / "first", "271604"), private(tmp_path / "second", "835092")
    add = ["staff", "add", "2002", "--name", "李敏", "--new-pin-file", first, *acting]
    wrong = run(*add, "--phone", "1390000010")
    assert (wrong.code, "电话" in wrong.err) == (2, True)
    assert run(*add, "--phone", "139 0000 0105").code == 0
    assert run(*add).code == 2
    for phone, code, words in (
        ("139 0000 0188", 0, "2002 的电话已更换"),
        ("13900000188", 0, "内容没有变化"),
        ("1390000018", 2, "还差 1 位"),
        ("", 0, "2002 的电话已更换"),
    ):
        ran = run("staff", "phone", "2002", "--phone", phone, *acting)
        assert (ran.code, ran.out, words in ran.err) == (code, "", True), phone
    assert run("staff", "phone", "2009", "--phone", "13900000188", *acting).code == 2
    assert run("export", "matters", "--home", real, "--staff", "2002", "--pin-file", first).code == 3
    assert run("staff", "reset-pin", "2002", "--new-pin-file", second, *acting).code == 0
    as_new = ["find", "customers", "王", "--home", real, "--staff", "2002", "--pin-file"]
    assert run(*as_new, first).code == 3
    assert run(*as_new, second).code == 0
    assert run("staff", "leave", "2002", *acting).code == 0
    assert run(*as_new, second).code == 3
    assert run("staff", "leave", "2001", *acting).code == 2
    assert [each["number"] for each in run("staff", "list", "--json", "--home", real).objects] == ["2001"]
    everybody = run("staff", "list", "--all", "--home", real)
    assert "2002  李敏  柜员  （已离所）" in everybody.out


def test_a_new_pin_must_come_from_a_file_where_nobody_can_be_asked(
    run: Run, real: Path, pin_file: Path
) -> None:
    ran = run("staff", "reset-pin", "2001", "--home", real, "--staff", "2001", "--pin-file", pin_file)
    assert ran.code == 2
    assert "--new-pin-file" in ran.err


def test_a_weak_pin_is_refused(run: Run, real: Path, pin_file: Path, tmp_path: Path) -> None:
    weak = private(tmp_path / "weak", "111111")
    acting = ["--home", real, "--staff", "2001", "--pin-file", pin_file]
    assert run("staff", "reset-pin", "2001", "--new-pin-file", weak, *acting).code == 2


def test_the_doctor_finds_a_sound_station_sound_and_changes_nothing(run: Run, demo: Path) -> None:
    run("backup", "--home", demo)
    before = _files(demo)
    words, told = run("doctor", "--home", demo), run("doctor", "--json", "--home", demo)
    (report,) = told.objects
    assert (words.code, told.code) == (0, 0)
    assert "一切正常" in words.out
    assert report["clean"] is True
    assert report["findings"] == []
    assert report["key"] == "key_file"
    assert report["matters"] == 12 * len(["store", "copy"])
    assert run("verify", "--home", demo).code == 0
    assert _files(demo) == before


def _files(home: Path) -> dict[str, tuple[int, bytes]]:
    """Every file under a home, with the time it was written and what is in it."""
    files = (path for path in home.rglob("*") if path.is_file())
    return {str(path.relative_to(home)): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def test_the_doctor_ends_with_1_when_the_file_is_damaged_and_says_where(run: Run, demo: Path) -> None:
    store = demo / "station.db"
    content = bytearray(store.read_bytes())
    content[len(content) // 2] ^= 1
    store.write_bytes(content)
    words, told = run("doctor", "--home", demo), run("doctor", "--json", "--home", demo)
    (report,) = told.objects
    assert (words.code, told.code) == (1, 1)
    assert "station.db" in words.out
    assert report["clean"] is False
    assert all(set(finding) == {"code", "where", "message"} for finding in report["findings"])
    assert store.read_bytes() == bytes(content)


def test_a_key_that_is_gone_makes_the_store_unusable(run: Run, demo: Path) -> None:
    (demo / "station.key").unlink()
    for command in (["doctor"], ["export", "matters"], ["staff", "list"]):
        ran = run(*command, "--home", demo)
        assert (ran.code, ran.out) == (4, "")


def test_two_reports_of_one_second_do_not_overwrite_each_other(run: Run, demo: Path, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    write_settings(Home(demo).settings, Settings(papers_folder=str(papers)))
    file = customers_file(tmp_path / "file.csv", GOOD)
    for _again in range(3):
        assert run("import", "customers", file, "--home", demo).code == 0
    assert len(list(papers.glob("customers-*.csv"))) == 3


def test_the_matters_of_somebody_ill_go_to_colleagues(run: Run, demo: Path) -> None:
    """Each with who has it now, by a lead; one by its short number; a number not in hand moves nothing."""
    acting = ["--home", demo]
    reassign = ["staff", "reassign", "--from", "1001", "--to", "1002", "--reason", "病假"]
    listed = run(*reassign, "--matter", "9999-0001", *acting)
    assert (listed.code, listed.out) == (2, "")
    assert "9999-0001" in listed.err
    assert run(*reassign[:5], "1001", *reassign[6:], *acting).code == 2
    first = run(*reassign, *acting)
    assert first.code == 0
    lines = first.out.splitlines()
    assert lines
    assert all(line.endswith("  张磊") for line in lines)
    assert f"已改派：{len(lines)} 件" in first.err
    short = lines[0].split()[0].split("-")[-3][2:] + "-" + lines[0].split()[0].split("-")[-2]
    back = ["staff", "reassign", "--from", "1002", "--to", "1001", "--to", "1005", "--reason", "病愈"]
    again = run(*back, "--matter", short, *acting)
    assert (again.code, len(again.out.splitlines())) == (0, 1)
    assert run(*reassign, *acting).code == 0
