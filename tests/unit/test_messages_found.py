"""What the check of the translations finds in the source."""

from __future__ import annotations

import runpy
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "translations.py"


def test_a_message_is_found_wherever_it_stands_in_a_module() -> None:
    messages_in = runpy.run_path(str(SCRIPT))["messages_in"]
    source = (
        "told = _('plain') + ngettext('one', 'many', n)\n"
        "WORDS = {'code': N_('a text ' 'in two parts')}\n"
        "line = f\"{_('within braces')} {seen:>{len(_('in the width'))}}\"\n"
        "other = name('not marked') + _(VARIABLE)\n"
    )
    assert messages_in(source) == {"plain", "one", "a text in two parts", "within braces", "in the width"}
