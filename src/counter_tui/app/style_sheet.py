"""A style sheet that reads each source once for as long as its colours stay."""

from __future__ import annotations

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_SOURCES = 256


class KeptStylesheet(Stylesheet):
    """Textual reads every source anew whenever a screen brings one of its own; here only the new one is read."""

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parse_cache: LRUCache[tuple[object, ...], list[RuleSet]] = LRUCache(_SOURCES)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Use these colours; the sources are read anew only when one is another."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Read what has not been read with these colours yet."""
        self.parse()
