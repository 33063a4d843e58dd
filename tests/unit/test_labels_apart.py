"""Nothing that decides on a request may know of labels: no import leads from those rules and acts to them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import counter_tui

ROOT = Path(counter_tui.__file__).parent
RULES = ("matter", "promise", "door", "letter", "visit", "receipt", "catalogue", "guard", "identity", "price")
ACTS = (
    "acceptance/service",
    "acceptance/door",
    "acceptance/drafts",
    "matter/service",
    "matter/reassigning",
    "ratings/service",
    "papers/receipts",
    "papers/letters",
    "customers/whose",
    "home",
)
LABELS = (
    "counter_tui.domain.label",
    "counter_tui.domain.facts.labels",
    "counter_tui.services.customers.labels",
    "counter_tui.services.customers.advice",
    "counter_tui.services.reference.labels",
)


def imported(path: Path) -> Iterator[str]:
    """What a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_no_rule_and_no_act_imports_labels() -> None:
    paths = [path for area in RULES for path in (ROOT / "domain" / area).rglob("*.py")]
    paths += [ROOT / "services" / f"{name}.py" for name in ACTS]
    assert len(paths) > 60
    for path in paths:
        assert not [name for name in imported(path) if name.startswith(LABELS)], path


def test_advice_is_asked_for_in_three_places_alone() -> None:
    """The strip around a request, a matter's view, and what is told with a hand-over pack."""
    asking = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if any(name.startswith("counter_tui.services.customers.advice") for name in imported(path))
    }
    assert asking == {
        "services/customers/context.py",
        "services/matter/view.py",
        "services/packs/lines.py",
        "services/customers/labels.py",
    }
