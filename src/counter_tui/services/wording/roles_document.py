"""The roles' part of docs/security.md; ``python -m counter_tui.services.wording.roles_document`` puts it there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from counter_tui.domain.staff.matrix import Need
from counter_tui.domain.staff.matrix.methods import METHODS
from counter_tui.domain.staff.matrix.screens import KEYS, SCREENS
from counter_tui.domain.staff.matrix.shell import SHELL
from counter_tui.domain.staff.roles import ALLOWED, ROLES, Action
from counter_tui.i18n import language, set_language
from counter_tui.services.wording.staff import say_action, say_role

BEGIN, END = "<!-- roles: begin -->\n", "<!-- roles: end -->\n"


def document() -> str:
    """Which role may do what, and what each method, command, screen and key needs."""
    before = language()
    try:
        set_language("en")
        return _roles() + _needs()
    finally:
        set_language(before)


def put_into(text: str) -> str:
    """The text with the part between its marks as it is now; raises ValueError without the marks."""
    head, found, rest = text.partition(BEGIN)
    _old, closed, tail = rest.partition(END)
    if not found or not closed:
        raise ValueError("marks missing")
    return head + BEGIN + document() + END + tail


def _roles() -> str:
    lines = [f"| may | {' | '.join(say_role(role) for role in ROLES)} |", f"| --- |{' --- |' * len(ROLES)}"]
    actions: list[Action] = sorted({each for allowed in ALLOWED.values() for each in allowed})
    for action in actions:
        marks = ["yes" if action in ALLOWED[role] else "" for role in ROLES]
        lines.append(f"| {say_action(action)} (`{action}`) | {' | '.join(marks)} |")
    return "\n".join(lines) + "\n\n"


def _needs() -> str:
    lines = ["| needs | service methods | commands | screens | keys |", "| --- | --- | --- | --- | --- |"]
    tables = [_by_need(each) for each in (METHODS, SHELL, SCREENS, KEYS)]
    for need in sorted({need for table in tables for need in table}):
        cells = [", ".join(f"`{name}`" for name in sorted(table.get(need, []))) for table in tables]
        lines.append(f"| `{need}` | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _by_need(table: Mapping[str, Need]) -> dict[Need, list[str]]:
    found: dict[Need, list[str]] = defaultdict(list)
    for name, need in table.items():
        found[need].append(name)
    return found


if __name__ == "__main__":
    file = Path("docs/security.md")
    file.write_text(put_into(file.read_text("utf-8")), "utf-8")
