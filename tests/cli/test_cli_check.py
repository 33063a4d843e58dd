"""``check``: rules for scripts, one line in and one line out, without a station."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from counter_tui.cli.streams import lines_of
from support.cli_runs import Run

KINDS = {
    "resident_id": "330000199003077891",
    "uscc": "91350100M000100Y43",
    "mobile": "154 0000 0001",
    "landline": "0571-87654321",
    "passport": "E12345678",
    "hk_macao_permit": "H12345678",
    "account_sg10": "3300000001",
    "account_sg13": "0413300000001",
    "account_csg16": "0413300000001000",
    "meter_asset22": "3300000000000000000001",
}


def lines(*questions: object) -> bytes:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in questions).encode("utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_answered_with_exactly_the_promised_members(run: Run, kind: str) -> None:
    (answer,) = run("check", "identity", "-", given=lines({"kind": kind, "value": KINDS[kind]})).objects
    assert list(answer) == ["valid", "code", "message", "normalised"]


def test_a_right_number_comes_back_folded(run: Run) -> None:
    question = {"kind": "resident_id", "value": " １１０１０５ 19491231002x "}
    (answer,) = run("check", "identity", "-", given=lines(question)).objects
    assert answer["valid"] is True
    assert answer["code"] == "ok"
    assert answer["normalised"] == "11010519491231002X"


def test_a_wrong_number_says_where_in_the_language_asked_for(run: Run) -> None:
    question = lines({"kind": "resident_id", "value": "110105194912310021"})
    (chinese,) = run("check", "identity", "-", given=question).objects
    (english,) = run("--lang", "en", "check", "identity", "-", given=question).objects
    assert chinese["code"] == english["code"] == "check_digit"
    assert "18" in chinese["message"]
    assert "18" in english["message"]
    assert chinese["message"] != english["message"]


def test_a_bad_line_is_answered_in_its_place_and_the_next_goes_on(run: Run) -> None:
    good = lines({"kind": "mobile", "value": "15400000001"})
    bad = [
        b"nonsense\n",
        b"\n",
        b"\xff\xfe\n",
        b"[]\n",
        b'"text"\n',
        b'{"kind": "mobile"}\n',
        b'{"kind": "mobile", "value": 15400000001}\n',
        b'{"kind": "unheard_of", "value": "1"}\n',
        b"[" * 100_000 + b"\n",
        b"1" * 5000 + b"\n",
    ]
    ran = run("check", "identity", "-", given=good.join(bad) + good)
    errors = ran.objects[::2]
    assert ran.code == 0
    assert len(ran.objects) == 2 * len(bad)
    assert all(answer["valid"] for answer in ran.objects[1::2])
    assert all(list(answer) == ["error"] and set(answer["error"]) == {"code", "message"} for answer in errors)
    assert [answer["error"]["code"] for answer in errors] == [
        "line_not_json",
        "line_not_json",
        "line_not_json",
        "question_not_an_object",
        "question_not_an_object",
        "member_missing",
        "value_not_text",
        "identity_kind_unknown",
        "line_not_json",
        "line_not_json",
    ]


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read_too(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "questions"
    file.write_bytes(
        b"\xef\xbb\xbf" + lines({"kind": "mobile", "value": "15400000001"}).replace(b"\n", b"\r\n")
    )
    (answer,) = run("check", "identity", file).objects
    assert answer["valid"] is True


def test_a_file_that_is_not_there_is_bad_input(run: Run, tmp_path: Path) -> None:
    ran = run("check", "promise", tmp_path / "none")
    assert (ran.code, ran.out) == (2, "")
    assert str(tmp_path / "none") in ran.err


@pytest.mark.parametrize(
    ("unit", "limit", "due"),
    [
        ("working_day", 5, "2026-10-13"),
        ("calendar_day", 5, "2026-10-08"),
        ("hour", 24, "2026-10-01T16:20:00"),
        ("minute", 45, "2026-09-30T17:05:00"),
    ],
)
def test_a_due_date_is_local_and_explained(run: Run, unit: str, limit: int, due: str) -> None:
    question = {"limit": limit, "unit": unit, "from": "2026-09-30T16:20"}
    (answer,) = run("check", "promise", "-", given=lines(question)).objects
    assert list(answer) == ["due", "provisional", "explanation"]
    assert answer["due"] == due
    assert answer["provisional"] is False
    assert answer["explanation"]


def test_a_year_without_announced_holidays_is_provisional(run: Run) -> None:
    question = {"limit": 5, "unit": "working_day", "from": "2031-09-29T09:00:00"}
    (answer,) = run("check", "promise", "-", given=lines(question)).objects
    assert answer["provisional"] is True


def test_a_promise_question_that_lacks_something_is_answered_with_an_error(run: Run) -> None:
    good = {"limit": 1, "unit": "hour", "from": "2026-09-30T16:20:00"}
    questions = [
        {**good, "unit": "week"},
        {**good, "limit": "5"},
        {**good, "limit": True},
        {**good, "from": "2026-09-30T16:20:00+08:00"},
        {"limit": 1},
        [],
    ]
    ran = run("check", "promise", "-", given=lines(*questions, good))
    assert all("error" in answer and answer["error"]["message"] for answer in ran.objects[:-1])
    assert ran.objects[-1]["due"] == "2026-09-30T17:20:00"


def test_what_is_not_known_is_answered_with_what_is(run: Run) -> None:
    unit = {"limit": 1, "unit": "week", "from": "2026-09-30T16:20:00"}
    for language in ("zh", "en"):
        (answer,) = run("--lang", language, "check", "promise", "-", given=lines(unit)).objects
        units = answer["error"]["message"]
        (answer,) = run(
            "--lang", language, "check", "identity", "-", given=lines({"kind": "card", "value": "1"})
        ).objects
        kinds = answer["error"]["message"]
        assert all(known in units for known in ("minute", "hour", "calendar_day", "working_day"))
        assert all(known in kinds for known in KINDS)


def test_a_standard_input_that_is_closed_is_bad_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(OSError, match="no standard input"):
        list(lines_of("-"))


def test_no_input_gives_no_output(run: Run) -> None:
    ran = run("check", "identity", "-")
    assert (ran.code, ran.out) == (0, "")
