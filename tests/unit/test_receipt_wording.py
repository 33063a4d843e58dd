"""What stands on a receipt, in both languages and on the three papers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from counter_tui.domain.catalogue.models import FormField, Words
from counter_tui.domain.matter.parts import Pause
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.receipt import slip
from counter_tui.domain.receipt.slip import compose
from counter_tui.i18n import Language, set_language
from counter_tui.services.reference.catalogue import load_catalogue
from counter_tui.services.wording.receipt import Giver, say_receipt
from support.clocks import NOON, SHANGHAI
from support.golden_receipts import GOLDEN
from support.receipt_matter import GIVER, KIND, MATTER, PROMISE

SECRETS = (
    "欧阳丽华",
    "丽华",
    "110101198506151249",
    "13812340002",
    "14号",
    "0417000026",
    "0417000018",
    "王建国",
)


def printed(
    matter: Matter = MATTER, paper: slip.Paper = "80", language: Language = "zh", copy_no: int = 0
) -> str:
    """The receipt as text."""
    set_language(language)
    receipt = say_receipt(matter, KIND, GIVER, copy_no=copy_no, now=NOON, zone=SHANGHAI)
    return compose(receipt, paper)


def with_promise(**changed: object) -> Matter:
    """The matter with its promise changed."""
    return replace(MATTER, promises=(replace(MATTER.promises[0], **changed),))


@pytest.mark.parametrize(("paper", "language"), sorted(GOLDEN))
def test_the_receipt_stands_as_it_was_drawn(paper: slip.Paper, language: Language) -> None:
    assert printed(paper=paper, language=language) == GOLDEN[(paper, language)]


@pytest.mark.parametrize(("paper", "language"), sorted(GOLDEN))
def test_no_personal_data_stands_in_full(paper: slip.Paper, language: Language) -> None:
    text = printed(paper=paper, language=language)
    assert not [secret for secret in SECRETS if secret in text]
    assert "下午" not in text


def test_the_customers_account_stands_there_once_where_the_kind_asks_for_it_too() -> None:
    own = FormField(code="account", name=Words(zh="户号", en="Account"), type="account")
    asks = replace(KIND, fields=(*KIND.fields, own))
    for account, lines in ((MATTER.customer.account, 1), ("", 1)):
        customer = replace(MATTER.customer, account=account)
        made = replace(MATTER, customer=customer, fields={**MATTER.fields, "account": "0417000026"})
        receipt = say_receipt(made, asks, GIVER, copy_no=0, now=NOON, zone=SHANGHAI)
        text = compose(receipt, "80")
        assert sum(line.startswith("户号") for line in text.splitlines()) == lines


def test_copies_are_numbered() -> None:
    assert "副本" not in printed()
    assert "副本 3" in printed(copy_no=3)
    assert "Copy 3" in printed(copy_no=3, language="en")


def test_a_provisional_promise_is_marked_and_explained() -> None:
    text = printed(with_promise(provisional=True))
    assert "2025年11月27日（周四）前（暂定）" in text
    assert "待该年放假安排公布后确认" in text
    assert "暂定" not in printed()


def test_a_promise_in_hours_has_its_time_of_day() -> None:
    text = printed(with_promise(due_day=None, due_at=datetime(2025, 11, 20, 8, 30, tzinfo=UTC)))
    assert "2025年11月20日（周四） 16:30前" in text


def test_a_met_promise_is_said_to_be_done_and_a_paused_one_to_stand_still() -> None:
    assert "前，已完成" in printed(with_promise(met_at=NOON))
    paused = replace(MATTER, pauses=(Pause("customer_requested", NOON),))
    assert "现暂停计时" in printed(paused)


def test_internal_limits_are_no_business_of_the_customer() -> None:
    inner = replace(PROMISE, standing="internal", name_zh="内部时限")
    assert "内部时限" not in printed(with_promise(given=inner))


def test_a_paper_received_later_is_listed_with_those_in_hand() -> None:
    text = printed(replace(MATTER, deferred=(replace(MATTER.deferred[0], state="collected"),)))
    assert "请您补交" not in text
    assert "用电地址物权证件" in text


def test_phones_that_are_not_set_leave_no_empty_line() -> None:
    receipt = say_receipt(MATTER, KIND, Giver("万泉", "李敏", ""), copy_no=0, now=NOON, zone=SHANGHAI)
    text = compose(receipt, "80")
    assert "监督电话" not in text
    assert text.count("电话") == 1


def test_a_kind_the_catalogue_no_longer_has_is_named_by_its_code() -> None:
    receipt = say_receipt(MATTER, None, GIVER, copy_no=0, now=NOON, zone=SHANGHAI)
    assert "业务      BZ101" in compose(receipt, "80")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_kind_says_two_things_under_one_label(language: Language) -> None:
    """What a form of a kind asks stands on the receipt beside what every receipt says, and is told apart from it."""
    set_language(language)
    for kind in load_catalogue().kinds:
        filled = {"account": "0417000018", "date": "2026-03-01", "number": "10"}
        values = {field.code: field.default or filled.get(field.type, "") for field in kind.fields}
        matter = replace(MATTER, kind=kind.code, fields=values)
        receipt = say_receipt(matter, kind, GIVER, copy_no=0, now=NOON, zone=SHANGHAI)
        labels = [row.label for row in receipt.sections[0].rows]
        assert len(labels) > 4
        assert len(set(labels)) == len(labels), (kind.code, labels)
