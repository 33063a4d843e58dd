"""What a rule set is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

from counter_tui.domain.catalogue.models import Block, Code, Words
from counter_tui.domain.guard.judge import Judge
from counter_tui.domain.guard.lexicon import Lexicon

Role = Literal["strong", "firm", "weak", "hides", "settles", "releases", "notes"]
"""What a rule's match does to the verdict.

``strong`` blocks unless the matter is settled; ``firm`` blocks unless it is settled afterwards; ``weak`` blocks unless
something settles or releases. ``hides`` makes the reach of its match invisible to those three. ``settles`` says that
the matter goes on; ``releases`` gives a reason that is good by itself. ``notes`` does nothing but to be named by
``unless``.
"""

Reach = Literal["match", "clause", "text"]


class Near(Struct, frozen=True):
    """A concept that must not stand within ``gap`` signs before or after a match, in the same clause."""

    concept: str
    gap: int


class Step(Struct, frozen=True):
    """The next concept of a pattern, at most ``gap`` signs after the one before; ``across``: also in a later clause."""

    concept: str
    gap: int
    across: bool


class Pattern(Struct, frozen=True):
    """Concepts in their order, what must not stand before or after them, and whether they begin or end a clause."""

    steps: tuple[Step, ...]
    not_before: tuple[Near, ...]
    not_after: tuple[Near, ...]
    opens: bool = False
    closes: bool = False


class RuleText(Block, frozen=True, kw_only=True):
    """A rule as it is written.

    ``unless`` names rules that take from this one its matches in the same and in later clauses, with ``anywhere`` all
    of them; where a rule of ``despite`` matches, ``unless`` is void. ``reach`` is for
    rules that hide: the match alone, from there to the end of its clause, or to the end of the text. ``why`` and
    ``instead`` are said where the rule blocks. ``source`` names the document the rule comes from by its title.
    """

    code: Code
    role: Role
    patterns: Annotated[tuple[str, ...], Meta(min_length=1)]
    reach: Reach = "clause"
    unless: tuple[Code, ...] = ()
    anywhere: bool = False
    despite: tuple[Code, ...] = ()
    why: Words | None = None
    instead: Words | None = None
    source: Annotated[str, Meta(min_length=1)]


class Rule(Struct, frozen=True):
    """A rule ready to be used."""

    code: str
    role: Role
    patterns: tuple[Pattern, ...]
    reach: Reach
    unless: frozenset[str]
    anywhere: bool
    despite: frozenset[str]
    why: Words | None
    instead: Words | None


class RuleSet(Struct, frozen=True):
    """Rules, the words they speak of, what the two verdicts are called, and the judge beside the rules, if any."""

    blocked: str
    passed: str
    rules: tuple[Rule, ...]
    lexicon: Lexicon
    traditional: Mapping[str, str]
    judge: Judge | None = None


class Verdict(Struct, frozen=True):
    """What the guard says of a text: ``matched`` is a piece of the text as it was typed, None where nothing blocks."""

    blocked: bool
    verdict: str
    rule: str | None = None
    matched: str | None = None
    why: Words | None = None
    instead: Words | None = None
