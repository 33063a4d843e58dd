"""The kinds of labels that ship with the program."""

from __future__ import annotations

from counter_tui.domain.label.models import LabelKind, parse_labels
from counter_tui.services.reference.files import shipped


def load_labels() -> tuple[LabelKind, ...]:
    """The shipped kinds of labels, read anew at every call; raises CatalogueBroken for a damaged file."""
    return parse_labels(shipped("labels.toml"))
