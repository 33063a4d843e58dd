"""The judge beside the rules, on a set of three words and weights made up for it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.guard import RuleSet, Verdict, Weights, parse_rules, screen
from counter_tui.services.reference.guard import load_corpus, load_rules
from counter_tui.services.reference.readings import load_readings
from counter_tui.services.wording.catalogue import catalogue_broken

SET = """
[verdicts]
blocked = "forbidden"
passed = "allowed"
[judge]
holds = 50
holds_pair = 150
lets_go = -50
[[leaning]]
rule = "short_of"
concepts = "thing"
why = { zh = "像缺", en = "reads like want" }
[[leaning]]
rule = "later"
concepts = ""
why = { zh = "像拖", en = "reads like putting off" }
[[concept]]
name = "thing"
words = "表 箱"
[[rule]]
code = "short_of"
role = "strong"
patterns = ["没 thing"]
why = { zh = "缺", en = "short" }
instead = { zh = "收", en = "accept" }
source = "规则"
[[rule]]
code = "later"
role = "weak"
patterns = ["改天"]
why = { zh = "拖", en = "put off" }
instead = { zh = "现在收", en = "accept now" }
source = "规则"
"""

# Of one text with six pieces (edges counted) a weight of 1000 makes some 400.
LEARNED = Weights(
    0, {"晾着": 1000, "没表情": -1000, "挺好": -300, "<thing": 100}, frozenset({"short_of", "later"})
)


def rules(text: str = SET, learned: Weights | None = LEARNED) -> RuleSet:
    return parse_rules(text, "set.toml", load_readings(), {}, learned)


def told(text: str) -> Verdict:
    return screen(rules(), text)


@pytest.mark.parametrize(
    ("text", "rule", "matched"),
    [
        ("让他晾着", "later", "晾着"),
        ("让他晾 着", "later", "晾 着"),
        ("表在，晾着", "short_of", "晾着"),
        ("没表", "short_of", "没表"),
        ("没表情啊啊", None, None),
        ("没表情啊", "short_of", "没表"),
        ("没表情", "short_of", "没表"),
        ("晾着", None, None),
        ("没表情，没表，晾着", "short_of", "没表"),
        ("在", None, None),
        ("", None, None),
        ("。", None, None),
    ],
)
def test_what_the_rules_do_not_know_is_held_by_its_weight_and_what_they_mistake_let_go(
    text: str, rule: str | None, matched: str | None
) -> None:
    found = told(text)
    assert (found.rule, found.matched, found.blocked) == (rule, matched, rule is not None)


def test_what_is_held_by_its_weight_says_so_and_what_to_do_by_the_nearest_rule() -> None:
    by_weight, by_rule = told("表在，晾着"), told("没表")
    assert by_weight.why is not None
    assert by_rule.why is not None
    assert (by_weight.why.en, by_rule.why.en) == ("reads like want", "short")
    assert by_weight.instead == by_rule.instead


def test_what_a_rule_holds_that_was_not_known_then_is_never_let_go() -> None:
    """Whoever tries a rule of his own sees what it does."""
    assert not told("没表情啊啊").blocked
    later = replace(LEARNED, rules=frozenset({"later"}))
    assert screen(rules(learned=later), "没表情啊啊").rule == "short_of"


def test_an_excuse_is_not_hidden_by_kind_words_around_it() -> None:
    talk = "，".join(["挺好"] * 9)
    assert not told(talk).blocked
    assert not told(f"{talk}，没表情，{talk}").blocked
    assert told(f"{talk}，晾着，{talk}").matched == "晾着"
    assert told(f"{talk}，晾着，没表，{talk}").matched == "没表"


def test_a_set_without_a_judge_and_one_without_weights_go_by_their_rules() -> None:
    silent = SET[: SET.index("[judge]")] + SET[SET.index("[[concept]]") :]
    for each in (rules(silent), rules(learned=None)):
        assert not screen(each, "让他晾着").blocked
        assert screen(each, "没表情啊").blocked


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("holds = 50", 'holds = "50"', "judge | holds"),
        ("holds_pair = 150", "", "judge | holds_pair | missing"),
        ('rule = "later"\nconcepts', 'rule = "sooner"\nconcepts', "leaning sooner | rule | no_such_rule"),
        ('concepts = "thing"', 'concepts = "nothing"', "leaning short_of | concepts | no_such_concept"),
    ],
)
def test_a_judge_that_does_not_fit_is_refused_with_its_field(before: str, after: str, said: str) -> None:
    with pytest.raises(CatalogueBroken) as broken:
        rules(SET.replace(before, after, 1))
    error = broken.value
    assert f"{error.block} | {error.field} | {error.problem}".startswith(said)
    assert catalogue_broken(error).startswith("set.toml")


def test_shipped_excuses_stay_excuses_with_harmless_talk_before_and_behind() -> None:
    """By rules alone two in five of them pass: what is lawful somewhere in a text excuses much of the rest."""
    both = load_rules("reason")
    alone = replace(both, judge=None)
    talk = "地址核对无误，户号也对上了，户主本人到场"
    held = [each.text for each in load_corpus("reason") if each.verdict == both.blocked][::10]
    padded = [f"{talk}，{text}，{talk}" for text in held]
    assert not screen(both, talk).blocked
    with_judge, by_rules = (sum(screen(each, text).blocked for text in padded) for each in (both, alone))
    assert with_judge >= 0.8 * len(held) > by_rules
