"""How firmly the tests hold the rules: mutants of ``domain/`` by package, all of them or always the same sample.

Run by ``make mutation`` in a virtual environment of its own. ``SAMPLE`` mutants of each package are tried (all of a
package that has fewer), drawn with a fixed seed; without ``SAMPLE`` all are, which takes hours. Verdicts stay in
``mutants/``, so that a run which was stopped goes on where it was; ``mutmut show NAME`` shows one that survived.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
RULES = "counter_tui.domain."
FIRST = RULES + "errors.*"
"""A few mutants that stand for all when only the list of them is wanted."""
SEED = 20
WANTED = 85.0
"""Per cent of the mutants tried that the tests must notice."""
KILLED = ("killed", "timeout", "segfault")
UNTRIED = "not checked"


def mutmut(*arguments: str, quiet: bool = False) -> str:
    """What mutmut prints; its progress goes to the terminal unless ``quiet``."""
    done = subprocess.run(
        [Path(sys.executable).with_name("mutmut"), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE if quiet else None,
        text=True,
        check=True,
    )
    return done.stdout or ""


def verdicts() -> dict[str, str]:
    """Every mutant of the rules by name, with what became of it."""
    lines = (
        line.strip().rpartition(": ") for line in mutmut("results", "--all", "1", quiet=True).splitlines()
    )
    return {name: verdict for name, _, verdict in lines if name.startswith(RULES)}


def package(name: str) -> str:
    """The package, or the module, right under ``domain`` that a mutant belongs to."""
    return name.removeprefix(RULES).split(".")[0]


def by_package(names: list[str]) -> dict[str, list[str]]:
    """The names by their package, each list in order."""
    found = defaultdict(list)
    for name in sorted(names):
        found[package(name)].append(name)
    return dict(sorted(found.items()))


def chosen(names: list[str], packages: list[str], sample: int) -> list[str]:
    """The mutants to try: of each package wanted (none named: every one) ``sample``, or all if that is 0."""
    found = []
    for name, members in by_package(names).items():
        if not packages or name in packages:
            # A larger sample begins with the smaller one.
            found += random.Random(SEED).sample(members, len(members))[: sample or None]
    return found


def told(found: dict[str, str], tried: list[str]) -> float:
    """Print a line a package and one of all; the score of all."""
    print(
        f"{'package':12} {'mutants':>8} {'tried':>6} {'killed':>6} {'timeout':>7} {'survived':>8} {'score':>7}"
    )
    whole, score = Counter[str](), 0.0
    for name, members in [*by_package(tried).items(), ("domain", tried)]:
        count = Counter(found[each] for each in members)
        all_of = sum(1 for each in found if name == "domain" or package(each) == name)
        killed = sum(count[verdict] for verdict in KILLED)
        score = 100 * killed / len(members)
        print(
            f"{name:12} {all_of:8} {len(members):6} {killed - count['timeout']:6} {count['timeout']:7}"
            f" {len(members) - killed:8} {score:6.1f} %"
        )
        whole = count
    print("verdicts of all: " + ", ".join(f"{number} {verdict}" for verdict, number in whole.most_common()))
    return score


def main() -> int:
    """Try the mutants; 1 when fewer are noticed than wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="*", help="packages right under domain; none: every one")
    parser.add_argument("--sample", type=int, default=0, help="mutants of each package; 0: all")
    parser.add_argument("--children", type=int, default=os.cpu_count() or 2, help="processes at once")
    asked = parser.parse_args()
    at_once = ("--max-children", str(asked.children))
    mutmut("run", *at_once, FIRST)
    before = verdicts()
    tried = chosen(list(before), asked.packages, asked.sample)
    if left := [name for name in tried if before[name] == UNTRIED]:
        mutmut("run", *at_once, *left)
    after = verdicts()
    score = told(after, tried)
    for name in tried:
        if after[name] not in KILLED:
            print(f"{after[name]}: {name}")
    return 0 if score >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
