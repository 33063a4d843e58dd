"""How a name is typed in letters, for lists that are picked from by initials."""

from __future__ import annotations


def initials_of(name: str) -> str:
    """The pinyin initials of a name as it is usually read, with its Latin letters and digits kept."""
    from counter_tui.domain.search.keys import name_keys
    from counter_tui.services.reference.readings import load_readings

    return name_keys(name, load_readings()).usual_initials
