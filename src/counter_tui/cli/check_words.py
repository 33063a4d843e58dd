"""What ``check`` says of a line it cannot answer."""

from __future__ import annotations

from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import N_, _

_WORDS = {
    "line_not_json": N_("The line is not a JSON object"),
    "question_not_an_object": N_("The line is not a JSON object"),
    "member_missing": N_("“{member}” is missing"),
    "value_not_text": N_("“{member}” must be a text"),
    "identity_kind_unknown": N_("“kind” must be one of: {known}"),
}


def say_why(broken: RuleBroken) -> str:
    """Why a line has no answer."""
    if broken.code in _WORDS:
        return _(_WORDS[broken.code]).format(**broken.facts)
    from counter_tui.services.wording.rules import say_rule

    return say_rule(broken)
