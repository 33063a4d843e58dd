"""Broken rules in words, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import counter_tui
from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.identity import check
from counter_tui.domain.matter.problems import Problem
from counter_tui.domain.role import Role
from counter_tui.domain.staff.roles import ALLOWED, Action
from counter_tui.i18n import Language, set_language
from counter_tui.services.wording.promise import problem_words
from counter_tui.services.wording.rules import ALIASES, IMPORTING, WORDS, say_rule, say_rule_briefly
from support.every import every

SOURCE = Path(counter_tui.__file__).parent
NAMES = {"102": "李敏", "103": "刘伟"}
UNKNOWN = "no_such_rule"
FACTS: dict[str, object] = {
    "port": 8630,
    "letter": "B",
    "column": 2,
    "host": "192.168.1.20",
    "address": "https://10.1.1.1",
    "call_problem": "timeout",
    "centre": "0123456789abcdef",
    "number": "0417A-C-251120-0007-WN",
    "state": "closed",
    "handler": "102",
    "first_contact": "102",
    "to": "103",
    "stand_in": "102",
    "count": 2,
    "place": 2,
    "year": 2014,
    "piece": "no meter",
    "why_zh": "无表不是理由",
    "why_en": "want of a meter is no reason",
    "least": 4,
    "item": "KH-01",
    "source": "787/2018",
    "evidence_zh": "检查通知书",
    "evidence_en": "inspection notice",
    "paper_zh": "租赁协议",
    "paper_en": "Lease",
    "stage_zh": "装表",
    "stage_en": "Meter installed",
    "due": date(2025, 11, 25),
    "verdict": check("mobile", "12", date(2025, 11, 20)),
    "problems": (Problem("name", "name_missing", {}),),
    "role": "guide",
    "action": "work",
    "wait_seconds": 30,
    "staff_no": "109",
    "shortest": 6,
    "longest": 12,
    "version": "3.40",
    "oldest": "3.51.3",
    "folder": "papers",
    "field": "name",
    "paper": "lease",
    "level": 9,
    "known": "minute",
    "file": "days.csv",
    "days": 31,
    "line": 3,
    "columns": 3,
    "value": "x",
    "member": "limit",
    "earliest": 1990,
    "latest": 2100,
    "unit": "hour",
    "missing": ("account",),
    "detail": "page 7",
    "row": 2,
    "group": 3,
    "sign": "G",
    "found": 17,
    "wanted": 18,
    "headings": ("ID", "Account"),
    "why": "empty",
    "position": 4,
    "title": "Fees",
    "until": date(2025, 11, 30),
    "most": 3,
    "day": "2025-13-01",
    "month": "2025-13",
    "lacks": ("too_few", "coverage"),
    "edition": 2,
    "pack_group": "task",
    "held": {"matters": 5, "tasks": 3, "actions": 0, "enquiries": 1},
    "newest": 3,
    "card_state": "expired",
    "printer": "/dev/usb/lp0",
    "station": "0418B",
    "what": "x",
}


@pytest.fixture(params=["zh", "en"])
def spoken(request: pytest.FixtureRequest) -> Iterator[Language]:
    """One of the two languages; Chinese again afterwards."""
    language: Language = request.param
    set_language(language)
    yield language
    set_language("zh")


RAISED = re.compile(r"""\bRuleBroken\(\s*["'](\w+)["']""")


def raised_in(*folders: str) -> set[str]:
    """Every code that is written out in a ``RuleBroken("...")`` below these folders."""
    texts = (path.read_text("utf-8") for name in folders for path in (SOURCE / name).rglob("*.py"))
    return {code for text in texts for code in RAISED.findall(text)}


CODES = sorted(raised_in("domain", "db", "services", "screens", "app") | set(WORDS))


def test_the_codes_of_the_source_are_found() -> None:
    assert {"offer_open", "store_busy", "sign_in_wait", "import_encoding"} <= set(CODES)
    assert len(CODES) > 60


@every("code", CODES)
def test_every_code_of_the_source_has_words_of_its_own(code: str, spoken: Language) -> None:
    said = say_rule(RuleBroken(code, **FACTS), NAMES.__getitem__)
    known = code in WORDS or code in ALIASES or code in IMPORTING
    assert known or problem_words(RuleBroken(code, **FACTS)) != code
    assert "{" not in said
    assert "…" not in said
    plain = said.replace("李敏", "").replace("刘伟", "")
    assert any("\u4e00" <= char <= "\u9fff" for char in plain) == (spoken == "zh")


def test_no_words_are_kept_for_a_code_that_nobody_raises() -> None:
    files = [path for path in SOURCE.rglob("*.py") if path.parent.name != "wording"]
    source = "".join(path.read_text("utf-8") for path in files)
    derived = {"sign_in_refused_wait", *ALIASES.values()}
    assert not [code for code in (*WORDS, *ALIASES) if code not in derived and f'"{code}"' not in source]


def test_every_alias_leads_to_words() -> None:
    assert set(ALIASES.values()) <= set(WORDS)


def test_an_open_offer_says_who_has_not_taken_it_and_what_to_do() -> None:
    broken = RuleBroken("offer_open", to="103")
    assert say_rule(broken, NAMES.__getitem__) == "移交还没有被 刘伟 接收：先收回再改"
    assert say_rule(broken) == "移交还没有被 103 接收：先收回再改"


def test_an_owed_paper_is_named_with_its_day(spoken: Language) -> None:
    said = say_rule(RuleBroken("paper_owed", paper_zh="租赁协议", paper_en="Lease", due=date(2025, 11, 25)))
    assert ("租赁协议" in said, "Lease" in said) == (spoken == "zh", spoken == "en")
    assert ("2025-11-25 周二" if spoken == "zh" else "2025-11-25 Tue") in said


def test_a_draft_that_does_not_fit_names_the_first_field_and_how_many() -> None:
    problems = (Problem("name", "name_missing", {}), Problem("id_number", "identity_missing", {}))
    said = say_rule(RuleBroken("draft_unfit", problems=problems))
    assert said == "还不能提交，有 2 处要改。先改 姓名：请填写客户姓名"
    assert say_rule_briefly(RuleBroken("draft_unfit", problems=problems)) == said
    number = (Problem("name", "name_is_number", {}),)
    brief = say_rule_briefly(RuleBroken("draft_unfit", problems=number))
    assert brief == "还不能提交，有 1 处要改。先改 姓名：像是号码，请填名称"
    assert say_rule_briefly(RuleBroken("draft_unknown")) == say_rule(RuleBroken("draft_unknown"))


def test_a_wrong_pin_says_how_long_to_wait_only_when_there_is_something_to_wait() -> None:
    assert say_rule(RuleBroken("sign_in_refused", failures=1, wait_seconds=0)) == "工号或 PIN 不对，请再试"
    assert say_rule(RuleBroken("sign_in_refused", failures=4, wait_seconds=10)).endswith("请 10 秒后再试")
    assert say_rule(RuleBroken("sign_in_wait", wait_seconds=91)).endswith("请 2 分钟后再试")


def test_an_unknown_code_is_told_with_the_code_and_never_with_its_facts(spoken: Language) -> None:
    said = say_rule(RuleBroken(UNKNOWN, detail="SELECT name FROM customer"))
    assert UNKNOWN in said
    assert "SELECT" not in said
    assert any("\u4e00" <= char <= "\u9fff" for char in said) == (spoken == "zh")


def test_the_text_of_the_engine_never_reaches_the_clerk() -> None:
    assert "I/O" not in say_rule(RuleBroken("store_unusable", detail="disk I/O error"))


def test_a_broken_data_file_is_named() -> None:
    assert "repair.toml" in say_rule(CatalogueBroken("repair.toml", "kind BZ601", "name", "missing"))


@pytest.mark.parametrize("role", sorted(ALLOWED))
def test_what_a_role_may_not_do_is_said_in_words(role: Role, spoken: Language) -> None:
    actions: set[Action] = {each for allowed in ALLOWED.values() for each in allowed}
    for action in sorted(actions):
        said = say_rule(RuleBroken("not_allowed", action=action, role=role))
        assert "_" not in said
        assert any("\u4e00" <= char <= "\u9fff" for char in said) == (spoken == "zh")
