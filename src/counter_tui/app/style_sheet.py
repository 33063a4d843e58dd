"""A style sheet that reads each source once, and works out the style of a widget once for each state it is seen in."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from textual.app import App
from textual.cache import LRUCache
from textual.css.model import RuleSet, SelectorType
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.dom import DOMNode
from textual.widget import Widget

_SOURCES = 256
_STATES = 4096
"""How many states of widgets are remembered; a screen has some hundred."""
_FLAGS = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")
"""What Textual notes at a widget beside its style; with any but the first, the style hangs on other widgets too."""


class _Found:
    """The rules of a state, what Textual notes beside them, and what a widget without a style wears with them."""

    __slots__ = ("flags", "rules", "worn")

    def __init__(self, rules: RulesMap | None, flags: tuple[bool, ...]) -> None:
        self.rules, self.flags = rules, flags
        self.worn: RulesMap | None = None

    def put_on(self, node: DOMNode, *, animate: bool) -> None:
        """Give the widget these rules; one that wears nothing yet and was not seen needs no look at each of them."""
        for name, flag in zip(_FLAGS, self.flags, strict=True):
            setattr(node, name, flag)
        if self.rules is None:
            return
        base = node.styles.base
        bare = not base._rules
        if bare and self.worn is not None and not node._is_mounted:
            base._rules.update(self.worn)
            base._updates += 1
            if node._parent is not None:
                node._nodes.updated()
            node.notify_style_update()
            return
        Stylesheet.replace_rules(node, self.rules, animate=animate)
        if bare and not animate:
            self.worn = base._rules.copy()


class KeptStylesheet(Stylesheet):
    """Textual reads every source anew whenever a screen brings one of its own; here only the new one is read.

    Textual also looks through all rules again for every widget whenever a screen is shown or the focus moves. Here
    what was found is kept by what the rules can tell apart: kinds, ids, classes and states from the app down to the
    widget. A source that speaks of one kind of widget alone (its scope) changes nothing for the others.
    """

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parse_cache: LRUCache[tuple[object, ...], list[RuleSet]] = LRUCache(_SOURCES)
        self._found: dict[Hashable, _Found] = {}
        self._changes = 0
        self._scopes: dict[str, int] = {}
        self._sources_of: dict[type[DOMNode], int] = {}
        self._named_by: dict[str, list[RuleSet]] | None = None
        self._ids: set[str] = set()
        self._classes: set[str] = set()

    def set_variables(self, variables: dict[str, str]) -> None:
        """Use these colours; the sources are read anew only when one is another."""
        if variables != self._variables:
            self._forget()
            super().set_variables(variables)

    def reparse(self) -> None:
        """Read what has not been read with these colours yet."""
        self.parse()

    def add_source(
        self,
        css: str,
        read_from: CSSLocation | None = None,
        is_default_css: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> None:
        """Add a source; what is known stays known where it cannot speak of it."""
        place = read_from or ("", str(hash(css)))
        before = self.source.get(place)
        super().add_source(css, place, is_default_css, tie_breaker, scope)
        if before is not None and before.content == css:
            # At most its rank among the sources of its widget's bases has changed, and no rule of a base goes first.
            return
        if not scope or before is not None:
            self._forget()
        self._scopes[scope] = self._scopes.get(scope, 0) + 1
        self._sources_of.clear()

    def apply(
        self, node: DOMNode, *, animate: bool = False, cache: dict[tuple[Any, ...], RulesMap] | None = None
    ) -> None:
        """Give the widget the style of its state; nothing is done where it wears that already."""
        del cache
        path = node.css_path_nodes
        if not isinstance(path[0], App):
            # It is dressed when it comes under the app; until then nobody sees it.
            return
        if self._rules_map is None or self._named_by is not self._rules_map:
            self._note_names()
        state = (self._changes, *map(self._seen, path))
        if node.__dict__.get("_kept_state") == state:
            return
        node.__dict__["_kept_state"] = state if self._dress(node, state, animate) else None

    def _dress(self, node: DOMNode, state: Hashable, animate: bool) -> bool:
        """Give the widget the style of this state; False where it hangs on more than that and cannot be kept."""
        if (kept := self._found.get(state)) is not None:
            kept.put_on(node, animate=animate)
            self._process_component_classes(node)
            return True
        found: dict[tuple[Any, ...], RulesMap] = {}
        super().apply(node, animate=animate, cache=found)
        flags = tuple(bool(getattr(node, name)) for name in _FLAGS)
        if any(flags[1:]):
            return False
        if len(self._found) >= _STATES:
            self._found.clear()
        self._found[state] = _Found(next(iter(found.values()), None), flags)
        return True

    def _note_names(self) -> None:
        """Which ids and classes the rules speak of at all."""
        self._named_by = self.rules_map
        spoken = [each for rule in self.rules for way in rule.selector_set for each in way.selectors]
        self._ids = {each.name for each in spoken if each.type is SelectorType.ID}
        self._classes = {each.name for each in spoken if each.type is SelectorType.CLASS}

    def _seen(self, node: DOMNode) -> Hashable:
        """What the rules can tell a widget by, but its place among others and what it holds."""
        named = node.id if node.id in self._ids else None
        kind, classes = type(node), frozenset(node.classes & self._classes)
        if (sources := self._sources_of.get(kind)) is None:
            sources = self._sources_of[kind] = sum(self._scopes.get(name, 0) for name in node._css_types)
        if isinstance(node, Widget):
            states = (node.mouse_hover, node.has_focus, node.disabled, node.can_focus)
            return kind, sources, named, classes, states
        if isinstance(node, App):
            # The look decides whether it is dark, and what a terminal's own colours are unless that was said.
            look = (node.app_focus, node.theme, node.is_inline, node.ansi_color, node.no_color)
            return kind, sources, classes, look
        return kind, sources, named, classes

    def _forget(self) -> None:
        """Whatever was found may be otherwise now."""
        self._found.clear()
        self._changes += 1
