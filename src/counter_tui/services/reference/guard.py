"""The rule sets of the guard that ship with the program, and the sentences they are tried on.

Nothing of it is read before somebody asks for a verdict.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from msgspec import Struct

from counter_tui.domain.guard import RuleSet, Weights, parse_rules, parse_traditional, screen
from counter_tui.domain.reading import read_json
from counter_tui.i18n import language
from counter_tui.services.reference.files import shipped
from counter_tui.services.reference.readings import load_readings

Subject = Literal["reason", "wording"]

_FILES: dict[Subject, str] = {"reason": "reasons", "wording": "wording"}


class Labelled(Struct, frozen=True):
    """A sentence and the verdict people gave it."""

    text: str
    verdict: str
    kind: str


@cache
def load_rules(subject: Subject) -> RuleSet:
    """The shipped rule set, read at the first call only."""
    name = f"{_FILES[subject]}.toml"
    return read_rules(shipped("guard", name), name, subject)


def read_rules(text: str, file: str, subject: Subject) -> RuleSet:
    """A rule set somebody wrote; what was learned of sentences ships with the program.

    Raises:
        CatalogueBroken: something does not fit; it names file, concept or rule, and field.
    """
    learned = read_json(shipped("guard", "weights", f"{_FILES[subject]}.json"), Weights)
    traditional = parse_traditional(shipped("guard", "traditional.txt"))
    return parse_rules(text, file, load_readings(), traditional, learned)


def load_corpus(subject: Subject) -> tuple[Labelled, ...]:
    """The shipped sentences with their labels."""
    lines = shipped("guard", "corpus", f"{_FILES[subject]}.jsonl").splitlines()
    return tuple(read_json(line, Labelled) for line in lines)


def answer(rules: RuleSet, text: str) -> dict[str, object]:
    """The verdict on a text with what was found, why, and what to do instead, in the language in use."""
    verdict = screen(rules, text)
    return {
        "verdict": verdict.verdict,
        "matched": verdict.matched,
        "why": verdict.why.say(language()) if verdict.why else None,
        "instead": verdict.instead.say(language()) if verdict.instead else None,
    }
