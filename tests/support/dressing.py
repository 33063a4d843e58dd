"""What Textual itself would dress every widget in."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode


def plain_sheet(app: App[Any]) -> Stylesheet:
    """Textual's own style sheet with the sources of the app."""
    sheet = Stylesheet(variables=app.get_css_variables())
    sheet.source = dict(app.stylesheet.source)
    sheet.parse()
    return sheet


def worn(node: DOMNode) -> dict[str, object]:
    """The rules a node wears, and those of its parts."""
    parts = {name: dict(styles.get_rules()) for name, styles in node._component_styles.items()}
    return {"itself": dict(node._css_styles.get_rules()), **parts}


def differing(app: App[Any]) -> list[str]:
    """The widgets that would wear something else if all were dressed anew by Textual itself."""
    sheet, found = plain_sheet(app), []
    for node in (app, *app.screen.walk_children(with_self=True)):
        before = worn(node)
        sheet.apply(node)
        if worn(node) != before:
            found.append(f"{node.css_identifier}: {before} is not {worn(node)}")
    return found
