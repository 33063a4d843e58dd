#!/usr/bin/env python3
"""Write ``data/guard/weights/``: what the guard's second judge learns of sentences with known verdicts.

It learns of those that ship with the program and of those other people wrote (``tests/heard/``), by logistic
regression with steps that shrink for pieces often seen. ``--leave-out`` writes nothing: each set of other people is
judged after learning from all the rest, by the rules, by the judge, and by both; names of sets (``sixth+seventh``: both
left out at once) try only those, ``-v`` says the mistakes. Run it again when a rule set or a
sentence has changed: a digest of them stands with the weights.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from math import exp, sqrt
from pathlib import Path

from msgspec import Struct
from msgspec.json import decode
from msgspec.structs import replace

from counter_tui.domain.guard import LONGEST, RuleSet, Weights, screen
from counter_tui.domain.guard.judge import pieces_of
from counter_tui.domain.guard.signs import read_signs
from counter_tui.services.reference.guard import Labelled, Subject, load_corpus, load_rules

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "counter_tui" / "data"
WORDS = ROOT / "src" / "counter_tui" / "i18n" / "po" / "zh"
HAN = re.compile("[\u4e00-\u9fff]{2}")
MESSAGE = re.compile(r'^msgstr "(.+)"$', re.MULTILINE)
TARGET = ROOT / "src" / "counter_tui" / "data" / "guard" / "weights"
FILES: dict[Subject, str] = {"reason": "reasons", "wording": "wording"}
LATER = (
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
)
"""Kinds that name a set of sentences as a whole; all other kinds are of the first writers."""

ROUNDS = 10
STEP = 0.5
DECAY = 0.001
"""How much of a weight is taken back at each step."""


class Example(Struct, frozen=True):
    """A sentence with its set, its pieces, and whether it is to be held."""

    text: str
    origin: str
    pieces: tuple[str, ...]
    held: bool


def plain(rules: RuleSet) -> Iterator[Labelled]:
    """What the program itself says and lists: plain words of the trade, which hold nothing back."""
    alone = replace(rules, judge=None)
    for file in sorted(DATA.rglob("*.toml")):
        if "guard" not in file.parts:
            for text in texts_in(tomllib.loads(file.read_text("utf-8"))):
                if HAN.search(text) and not screen(alone, text).blocked:
                    yield Labelled(text, rules.passed, "plain")
    for file in sorted(WORDS.glob("*.po")):
        for text in MESSAGE.findall(file.read_text("utf-8")):
            if HAN.search(text) and not screen(alone, text).blocked:
                yield Labelled(text, rules.passed, "plain")


def texts_in(block: object) -> Iterator[str]:
    """Every text in a block of a TOML file."""
    if isinstance(block, str):
        yield block
    elif isinstance(block, dict):
        for each in block.values():
            yield from texts_in(each)
    elif isinstance(block, list):
        for each in block:
            yield from texts_in(each)


def examples(subject: Subject, rules: RuleSet) -> list[Example]:
    """All sentences, each once; those of other people first."""
    lines = (ROOT / "tests" / "heard" / f"{FILES[subject]}.jsonl").read_text("utf-8").splitlines()
    heard = [decode(line, type=Labelled) for line in lines]
    told = {each.text: (each, each.kind if each.kind in LATER else "first") for each in heard}
    for each in load_corpus(subject):
        told.setdefault(each.text, (each, "corpus"))
    # A clerk's note is no word to a customer and a kind word no reason: the good ones of one are good for the other.
    other: Subject = "wording" if subject == "reason" else "reason"
    for each in load_corpus(other):
        if (
            each.verdict == load_rules(other).passed
            and not screen(replace(rules, judge=None), each.text).blocked
        ):
            told.setdefault(each.text, (Labelled(each.text, rules.passed, "other"), "other"))
    for each in plain(rules):
        told.setdefault(each.text, (each, "plain"))
    return [
        Example(each.text, origin, pieces(each.text, rules), each.verdict == rules.blocked)
        for each, origin in told.values()
    ]


def pieces(text: str, rules: RuleSet) -> tuple[str, ...]:
    """The pieces of a text, each once."""
    signs = read_signs(text[:LONGEST], rules.traditional, rules.lexicon.syllables, rules.lexicon.letters)
    return tuple(dict.fromkeys(piece for piece, _start, _end in pieces_of(signs, rules.lexicon.find(signs))))


def learn(known: Sequence[Example]) -> Weights:
    """The weights, in hundredths. The order of the examples is drawn, always the same."""
    counts = Counter(piece for each in known for piece in each.pieces)
    kept = {piece for piece, count in counts.items() if count > 1 or len(piece) < 3 or piece[0] == "<"}
    weights = dict.fromkeys(sorted(kept), 0.0)
    squares = dict.fromkeys(weights, 1e-6)
    bias, bias_squares = 0.0, 1e-6
    drawn = random.Random(20)
    order = [([piece for piece in each.pieces if piece in kept], each) for each in known]
    for _round in range(ROUNDS):
        drawn.shuffle(order)
        for listed, each in order:
            scale = 1 / sqrt(max(1, len(each.pieces)))
            total = bias + scale * sum([weights[piece] for piece in listed])
            error = 1 / (1 + exp(-max(-30.0, min(30.0, total)))) - each.held
            bias_squares += error * error
            bias -= STEP * error / sqrt(bias_squares)
            for piece in listed:
                slope = error * scale + DECAY * weights[piece]
                squares[piece] += slope * slope
                weights[piece] -= STEP * slope / sqrt(squares[piece])
    rounded = {piece: round(100 * weight) for piece, weight in weights.items()}
    return Weights(round(100 * bias), {piece: weight for piece, weight in rounded.items() if weight})


def leave_out(subject: Subject, out: Iterable[str]) -> None:
    """Say what each set is judged to be after learning from all others."""
    rules = load_rules(subject)
    if rules.judge is None:
        raise SystemExit("the rule set speaks of no judge")
    alone, silent = replace(rules, judge=None), replace(rules, rules=())
    everything = examples(subject, rules)
    for names in out:
        rest = [each for each in everything if each.origin not in names.split("+")]
        codes = frozenset(rule.code for rule in rules.rules)
        judge = replace(rules.judge, learned=replace(learn(rest), rules=codes))
        by_judge, both = replace(silent, judge=replace(judge, holds=0)), replace(rules, judge=judge)
        for name in names.split("+"):
            tried = [each for each in everything if each.origin == name]
            held = sum(each.held for each in tried)
            told = [f"{subject} {name} (without {names}): {held} to hold, {len(tried) - held} to pass"]
            for who, by in (("rules", alone), ("judge", by_judge), ("both", both)):
                right = sum(screen(by, each.text).blocked for each in tried if each.held)
                wrong = sum(screen(by, each.text).blocked for each in tried if not each.held)
                told.append(f"{who} {right} and {wrong}")
            print("; ".join(told), flush=True)
            if "-v" in sys.argv:
                for each in tried:
                    if screen(both, each.text).blocked != each.held:
                        print("   ", "missed" if each.held else "held  ", each.text)


def made_of() -> str:
    """The digest of what the weights are made of: rule sets, sentences, this script and how a text is cut.

    What the program itself says is left out: it is reworded daily and moves the weights of few pieces.
    """
    guard = ROOT / "src" / "counter_tui"
    files = [
        *sorted((guard / "data" / "guard").glob("*.t*")),
        *sorted((guard / "data" / "guard" / "corpus").glob("*.jsonl")),
        *sorted((ROOT / "tests" / "heard").glob("*.jsonl")),
        guard / "domain" / "guard" / "judge.py",
        guard / "domain" / "guard" / "signs.py",
        Path(__file__),
    ]
    return sha256("".join(file.read_text("utf-8") for file in files).encode()).hexdigest()


def write(subject: Subject) -> None:
    """Learn of everything and write it."""
    learned = learn(examples(subject, load_rules(subject)))
    TARGET.mkdir(exist_ok=True)
    codes = sorted({rule.code for rule in load_rules(subject).rules})
    made = {"made_of": made_of(), "rules": codes, "bias": learned.bias, "weights": learned.weights}
    text = json.dumps(made, ensure_ascii=False, indent=0)
    (TARGET / f"{FILES[subject]}.json").write_text(text + "\n", "utf-8")
    print(subject, len(learned.weights), "pieces")


def main() -> None:
    """Write both files, or judge sets that were left out."""
    names = [each for each in sys.argv[1:] if not each.startswith("-")]
    subjects: tuple[Subject, ...] = ("reason", "wording")
    for subject in subjects:
        if "--leave-out" in sys.argv:
            leave_out(subject, names or ["first", *LATER])
        else:
            write(subject)


if __name__ == "__main__":
    main()
