"""``check reason`` and ``check wording``: the guard on sentences, with the shipped rules or changed ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from counter_tui.cli.exits import BAD_USAGE, DONE, FOUND, Ended
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say_object
from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.guard import RuleSet, screen
from counter_tui.services.reference.guard import Subject, answer, load_corpus, load_rules, read_rules


def answers(options: Options) -> Callable[[Any], dict[str, object]]:
    """What answers one line."""
    rules = _rules(options)

    def answered(question: Any) -> dict[str, object]:
        if not isinstance(question, dict):
            raise RuleBroken("question_not_an_object")
        if "text" not in question:
            raise RuleBroken("member_missing", member="text")
        if not isinstance(question["text"], str):
            raise RuleBroken("value_not_text", member="text")
        return answer(rules, question["text"])

    return answered


def run_corpus(options: Options) -> int:
    """Say every shipped sentence that is judged otherwise than its label, then the counts; 1 when there is one."""
    rules = _rules(options)
    found = blocked = otherwise = 0
    corpus = load_corpus(options.action)
    for each in corpus:
        verdict = screen(rules, each.text)
        found += verdict.blocked and each.verdict == rules.blocked
        blocked += verdict.blocked and each.verdict != rules.blocked
        if verdict.verdict != each.verdict:
            otherwise += 1
            told = {"label": each.verdict, "verdict": verdict.verdict, "matched": verdict.matched}
            say_object({"text": each.text, **told, "rule": verdict.rule})
    labelled = sum(each.verdict == rules.blocked for each in corpus)
    say_object(
        {
            rules.blocked: {"sentences": labelled, "found": found},
            rules.passed: {"sentences": len(corpus) - labelled, "blocked": blocked},
        }
    )
    return FOUND if otherwise else DONE


def _rules(options: Options) -> RuleSet:
    subject: Subject = options.action
    if options.rules is None:
        return load_rules(subject)
    try:
        file = Path(options.rules)
        return read_rules(file.read_text(encoding="utf-8"), file.name, subject)
    except (OSError, UnicodeDecodeError) as error:
        raise RuleBroken("input_unreadable", file=options.rules) from error
    except CatalogueBroken as broken:
        from counter_tui.services.wording.rules import say_rule

        remark(say_rule(broken))
        raise Ended(BAD_USAGE) from broken
