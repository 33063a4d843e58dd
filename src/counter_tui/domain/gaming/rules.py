"""The rules as data: what each looks at, what is usual, how strange is too strange, and the words of its flag."""

from __future__ import annotations

from string import Formatter
from typing import Annotated, Literal

from msgspec import Meta, Struct

from counter_tui.domain.catalogue.blocks import Place, build, read_toml, tables, twice
from counter_tui.domain.catalogue.models import Block, Code, Words

Share = Annotated[float, Meta(ge=0, le=1)]
Group = Literal["tempo", "time", "level", "coverage", "pad", "apart"]
"""Signs of one group say nearly the same: only the strongest of a group counts where several are taken together.

What stands ``apart`` counts only where it is joined by name.
"""

FIGURES = frozenset({"k", "n", "within", "usual", "on_day"})
"""What the sentence of a rule may name: hits, looked at, its limit, the usual share in percent, and the day."""


class Rule(Block, frozen=True, kw_only=True):
    """One way in which ratings can look made.

    ``limit`` is the rule's own measure (seconds, minutes or a ratio, as ``says`` has it). ``share`` is its part of the
    budget of false flags, 0 where it never flags alone. ``least`` hits of at least ``of`` cases are needed. The usual
    share is the hall's, drawn to ``prior`` with ``weight`` cases and kept between ``low`` and ``high``; ``spread`` is
    how far honest clerks differ. ``by_day``: a single day may show it too.
    """

    code: Code
    group: Group
    name: Words
    says: Words
    limit: float = 0.0
    share: Share
    least: Annotated[int, Meta(ge=1)] = 3
    of: Annotated[int, Meta(ge=1)] = 8
    prior: Share
    weight: float = 20.0
    low: Annotated[float, Meta(ge=0.001, le=0.999)]
    high: Annotated[float, Meta(ge=0.001, le=0.999)]
    spread: Annotated[float, Meta(ge=0.001, le=0.5)]
    by_day: bool = False


class Joined(Block, frozen=True, kw_only=True):
    """One thing done to ratings that shows in several rules at once; what speaks for the clerk is taken off.

    Each rule ``of`` counts with its weight by how far the clerk is above the hall's way, or below it; ``spread`` is how
    far their sum differs among honest clerks. ``share`` is its part of the budget, ``says`` what comes before the
    sentences of the rules that speak for it. Of these there are at least so many (``least``).
    """

    code: Code
    name: Words
    says: Words
    of: Annotated[dict[Code, Annotated[float, Meta(gt=0, le=2)]], Meta(min_length=2)]
    spread: Annotated[float, Meta(ge=0.1, le=10)]
    least: Annotated[int, Meta(ge=1)]
    share: Annotated[float, Meta(ge=0, le=5)]


class RuleSet(Struct, frozen=True):
    """All rules of one version.

    ``budget`` is the share of honest clerk-months that may be flagged by all rules together, ``fewest`` the tokens
    without which a month says nothing, ``together`` the part of the budget for several weak signs at once. A clerk
    whose month comes within so many times (``closely``) of a flag has more of his customers called. ``denied`` is how
    small the chance has to be that so many customers have only forgotten; ``denied_closely`` where the month is close.
    """

    version: str
    budget: float
    fewest: int
    together: float
    together_name: Words
    together_says: Words
    denied_name: Words
    denied_says: Words
    denied: float
    denied_closely: float
    closely: float
    rules: tuple[Rule, ...]
    joined: tuple[Joined, ...] = ()

    def limit_of(self, share: float) -> float:
        """How small a chance has to be for a rule with this part of the budget."""
        whole = (
            self.together + sum(each.share for each in self.rules) + sum(each.share for each in self.joined)
        )
        return self.budget * share / whole


class _Top(Block, frozen=True, kw_only=True):
    version: Annotated[str, Meta(min_length=1)]
    budget: Share
    fewest: Annotated[int, Meta(ge=1)]
    together: Share
    together_name: Words
    together_says: Words
    denied_name: Words
    denied_says: Words
    denied: Share
    denied_closely: Share
    closely: Annotated[float, Meta(ge=1, le=50)]


def parse_rules(text: str, file: str = "gaming.toml") -> RuleSet:
    """The rules of this TOML text.

    Raises:
        CatalogueBroken: something does not fit; it names file, block and field.
    """
    place = Place(file, "top")
    given = read_toml(file, text)
    listed = tables(given, "rule", place)
    rules = tuple(build(Rule, table, place.inner("rule", table, number)) for number, table in listed)
    joined = tuple(
        build(Joined, table, place.inner("joined", table, number))
        for number, table in tables(given, "joined", place)
    )
    rest = {key: value for key, value in given.items() if key not in ("rule", "joined")}
    top = build(_Top, rest, place)
    for join in joined:
        if unknown := set(join.of) - {each.code for each in rules}:
            place.refuse(join.code, "not_one_of", ", ".join(sorted(unknown)))
    if double := twice([*(each.code for each in rules), *(each.code for each in joined)]):
        place.refuse("rule", "twice", double)
    for rule in rules:
        for words in (rule.says.zh, rule.says.en):
            named = {name for _text, name, _spec, _how in Formatter().parse(words) if name is not None}
            if named - FIGURES:
                place.refuse(rule.code, "unknown_field", ", ".join(sorted(named - FIGURES)))
    return RuleSet(**{name: getattr(top, name) for name in top.__struct_fields__}, rules=rules, joined=joined)
