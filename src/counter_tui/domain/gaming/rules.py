"""The rules as data: what each looks at, what is usual, how strange is too strange, and the words of its flag."""

from __future__ import annotations

from collections.abc import Sequence
from string import Formatter
from typing import Annotated, Literal

from msgspec import Meta, Struct

from counter_tui.domain.catalogue.blocks import Place, build, read_toml, tables, twice
from counter_tui.domain.catalogue.models import Block, Code, Words

Share = Annotated[float, Meta(ge=0, le=1)]
Likely = tuple[Annotated[float, Meta(gt=0)], Annotated[float, Meta(gt=0, le=1)]]
"""What may be, and how likely that is."""
Group = Literal["tempo", "time", "level", "coverage", "pad", "apart"]
"""Signs of one group say nearly the same: only the strongest of a group counts where several are taken together.

What stands ``apart`` counts only where it is joined by name.
"""

Asks = Literal[
    "pressed",
    "told",
    "handled",
    "coached",
    "made",
    "hidden",
    "shown",
    "kept",
    "leaned",
    "mixed",
    "any",
    "pad",
]
"""What was done if a rule is right, of which called customers can tell.

Ratings ``pressed`` for them; they were ``told`` what to press; the pad was ``handled`` before them, which some call the
one and some the other; told or pressed (``coached``); visits ``made`` up,
which others cover; the question ``hidden`` from the discontented, or ``shown`` and they were kept from it, either
(``kept``); customers ``leaned`` on, who were told what to press or went without rating; some ratings pressed and the
discontented kept away (``mixed``); a ``pad`` said to have failed; or ``any`` of it.
"""

FIGURES = frozenset({"k", "n", "within", "usual", "on_day"})
"""What the sentence of a rule may name: hits, looked at, its limit, the usual share in percent, and the day."""


class Rule(Block, frozen=True, kw_only=True):
    """One way in which ratings can look made.

    ``limit`` is the rule's own measure (seconds, minutes or a ratio, as ``says`` has it). ``share`` is its part of the
    budget of false flags, 0 where it never flags alone. ``least`` hits of at least ``of`` cases are needed. The usual
    share is the hall's, drawn to ``prior`` with ``weight`` cases and kept between ``low`` and ``high``; ``spread`` is
    how far honest clerks differ. ``by_day``: a single day may show it too. ``asks``: what called customers tell of;
    the chance counts as no smaller than ``floor`` of what would be a flag, so that they can take it off.
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
    asks: Asks = "pressed"
    floor: Share = 0.1


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
    asks: Asks
    floor: Share


class Spoken(Block, frozen=True, kw_only=True):
    """A flag called customers raise by what they say: where honest ones say it no more often than ``limit``.

    ``by``: what the ratings themselves say beforehand of whether that was done, for or against it: how far the clerk
    is above or below the hall's way in these rules, with their weights, as the logarithm of how much likelier it is.
    """

    code: Code
    name: Words
    says: Words
    asks: Asks
    limit: Share
    by: dict[Code, Annotated[float, Meta(gt=0, le=2)]] = {}


class CallRules(Block, frozen=True, kw_only=True):
    """What called customers say, of honest clerks and of others; no source says any of it.

    ``honest``, ``pressed``, ``told`` and ``handled``: how many of those say what who rated, had it pressed for them,
    were told what to press, or stood by while somebody pressed; ``errors``: so many times as often honest ones err in
    some halls, and how likely that is. ``shares``: the parts of the good ratings that may be such, each as likely, and
    ``few`` the parts of the visits without a rating whose customers may have been kept from it. ``forgets``: so many
    who were asked and did not rate say all the same that they were not, whoever they are, and how likely that is; the
    discontented ``blame`` so many times as often.
    ``kept`` say it at least of those who were kept from it. ``silent``: so many times as many of those without a rating
    may be discontented, of an honest clerk, and how likely that is. ``usual``: how many are very content, content and
    less of visits that went well, and badly; ``tilts``: how many times as many among those kept from rating, each as
    likely. ``own`` is the weight of the hall beside the clerk's own ratings, ``covered`` the part of made visits whose
    people say what they are told to say.
    """

    honest: dict[str, Share]
    pressed: dict[str, Share]
    told: dict[str, Share]
    handled: dict[str, Share]
    errors: Annotated[tuple[Likely, ...], Meta(min_length=1)]
    shares: Annotated[tuple[Share, ...], Meta(min_length=3)]
    few: Annotated[tuple[Share, ...], Meta(min_length=1)]
    forgets: Annotated[tuple[Likely, ...], Meta(min_length=1)]
    blame: Annotated[float, Meta(ge=1)]
    kept: Share
    silent: Annotated[tuple[Likely, ...], Meta(min_length=1)]
    usual: tuple[tuple[Share, Share, Share], tuple[Share, Share, Share]]
    tilts: Annotated[tuple[tuple[float, float, float], ...], Meta(min_length=1)]
    own: float
    covered: Share


class RuleSet(Struct, frozen=True):
    """All rules of one version.

    ``budget`` is the share of honest clerk-months that may be flagged by all rules together, ``fewest`` the tokens
    without which a month says nothing, ``together`` the part of the budget for several weak signs at once. A clerk
    whose month comes within so many times (``closely``) of a flag has more of his customers called, until it is
    ``certain``: so small a part of what would be one.
    """

    version: str
    budget: float
    fewest: int
    together: float
    together_name: Words
    together_says: Words
    together_floor: float
    closely: float
    certain: float
    calls: CallRules
    rules: tuple[Rule, ...]
    joined: tuple[Joined, ...] = ()
    heard: tuple[Spoken, ...] = ()

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
    together_floor: Share
    closely: Annotated[float, Meta(ge=1, le=50)]
    certain: Annotated[float, Meta(gt=0, le=1)]
    calls: CallRules


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
    heard = tuple(
        build(Spoken, table, place.inner("heard", table, number))
        for number, table in tables(given, "heard", place)
    )
    rest = {key: value for key, value in given.items() if key not in ("rule", "joined", "heard")}
    top = build(_Top, rest, place)
    for code, named in [(each.code, each.of) for each in joined] + [(each.code, each.by) for each in heard]:
        if unknown := set(named) - {each.code for each in rules}:
            place.refuse(code, "not_one_of", ", ".join(sorted(unknown)))
    if double := twice(_codes(rules, joined, heard)):
        place.refuse("rule", "twice", double)
    said = [(each.code, each.says) for each in rules] + [(each.code, each.says) for each in heard]
    for code, says in said:
        for words in (says.zh, says.en):
            figures = {name for _text, name, _spec, _how in Formatter().parse(words) if name is not None}
            if figures - FIGURES:
                place.refuse(code, "unknown_field", ", ".join(sorted(figures - FIGURES)))
    known = {name: getattr(top, name) for name in top.__struct_fields__}
    return RuleSet(**known, rules=rules, joined=joined, heard=heard)


def _codes(rules: Sequence[Rule], joined: Sequence[Joined], heard: Sequence[Spoken]) -> list[str]:
    codes = [each.code for each in rules] + [each.code for each in joined]
    return codes + [each.code for each in heard]
