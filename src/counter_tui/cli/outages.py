"""``import outages``: what other offices say of outages, taken in from a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.i18n import _

if TYPE_CHECKING:
    from counter_tui.domain.intake.outages import OutageVerdict

_MOST_SHOWN = 20


def run(options: Options) -> int:
    """Take the list in; lines that cannot be used are told, and are no failure."""
    with opened(options) as services:
        actor = actor_of(services, options)
        result = services.outages.import_file(
            actor,
            Path(options.file),
            source=options.source or "",
            dry_run=options.dry_run,
            on_verdict=_as_object if options.json else _in_words(),
        )
    words = (
        _("Dry run, nothing was changed. Would be: {taken} outages taken in, {rejected} lines not used")
        if result.dry_run
        else _("{taken} outages taken in, {rejected} lines not used")
    )
    (remark if options.json else say)(words.format(taken=result.taken, rejected=result.rejected))
    return DONE


def _as_object(verdict: OutageVerdict) -> None:
    say_object(
        {
            "row": verdict.row,
            "verdict": "reject" if verdict.told is None else "import",
            "reference": verdict.told.reference if verdict.told else None,
            "reasons": [reason.key for reason in verdict.reasons],
        }
    )


def _in_words() -> Callable[[OutageVerdict], None]:
    """Says the first lines that could not be used."""
    shown = 0

    def tell(verdict: OutageVerdict) -> None:
        nonlocal shown
        if verdict.told is not None:
            return
        shown += 1
        if shown <= _MOST_SHOWN:
            from counter_tui.services.wording.outages import reason_words

            reasons = _("; ").join(reason_words(reason) for reason in verdict.reasons)
            say(_("Record {row}: not used - {reasons}").format(row=verdict.row, reasons=reasons))
        elif shown == _MOST_SHOWN + 1:
            say(_("... and more; --json tells them all"))

    return tell
