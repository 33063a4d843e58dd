"""The shipped rule sets on the shipped sentences."""

from __future__ import annotations

import pytest

from counter_tui.domain.guard import screen
from counter_tui.services.reference.guard import Subject, load_corpus, load_rules


@pytest.mark.parametrize(("subject", "least"), [("reason", 300), ("wording", 300)])
def test_nearly_all_sentences_are_judged_as_they_are_labelled(subject: Subject, least: int) -> None:
    rules = load_rules(subject)
    judged = [(each, screen(rules, each.text)) for each in load_corpus(subject)]
    bad = [found.blocked for each, found in judged if each.verdict == rules.blocked]
    good = [found.blocked for each, found in judged if each.verdict == rules.passed]
    assert min(len(bad), len(good)) >= least
    assert len(bad) + len(good) == len(judged)
    assert sum(bad) >= 0.99 * len(bad)
    assert sum(good) <= 0.005 * len(good)


@pytest.mark.parametrize("subject", ["reason", "wording"])
def test_no_sentence_stands_twice(subject: Subject) -> None:
    texts = [each.text for each in load_corpus(subject)]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("没表了", "no_meter"),
        ("ＭＥＩ ＢＩＡＯ", "no_meter"),
        ("没标了，等来货", "no_meter"),
        ("变亚器满载", "no_capacity"),
        ("rl不够", "no_capacity"),
        ("容。量。已。满", "no_capacity"),
        ("臺區滿了", "no_capacity"),
        ("人手周转不开", "no_hands"),
        ("忙不过莱", "busy"),
        ("唔得闲", "busy"),
        ("上面没批计划", "not_ready"),
        ("先登记在本子上", "not_recorded"),
        ("来一个劝走一个", "sent_away"),
        ("客户先回去", "told_to_go"),
        ("暂缓", "put_off"),
    ],
)
def test_each_excuse_is_known_in_its_disguises(text: str, rule: str) -> None:
    assert screen(load_rules("reason"), text).rule == rule


@pytest.mark.parametrize(
    "text",
    [
        "表有现货，客户自己要求月底再装",
        "客户嫌忙自己改天来",
        "已受理并挂起待表，承诺照走",
        "客户问表箱多高",
        "忙音无人接听",
        "客户手表丢在柜台",
        "没有说没表",
        "忙也给办了，件已收",
    ],
)
def test_the_same_words_may_be_harmless(text: str) -> None:
    assert not screen(load_rules("reason"), text).blocked


@pytest.mark.parametrize(
    "text", ["您不知道密码也没关系，我帮您重置", "这件事归我们管，您放心", "您叫什么名字"]
)
def test_words_of_the_forbidden_kind_may_be_polite(text: str) -> None:
    assert not screen(load_rules("wording"), text).blocked
