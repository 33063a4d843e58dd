"""``import matters``: a day taken down on paper in a power cut, entered when the power is back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.cli.written import report_file
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _

if TYPE_CHECKING:
    from counter_tui.domain.intake.slips import SlipVerdict
    from counter_tui.services.intake.paper_day import PaperDayResult


def run(options: Options) -> int:
    """Enter the file, or give out the empty table; lines that are refused are no failure."""
    if options.template:
        return _template(options.file)
    if not options.file:
        raise RuleBroken("options_missing", options="FILE")
    with opened(options) as services:
        actor = actor_of(services, options)
        report = report_file(options, "paper-day")
        try:
            result = services.paper_days.import_file(
                actor,
                Path(options.file),
                dry_run=options.dry_run,
                report=report,
                on_verdict=_as_object if options.json else _in_words,
            )
        except BrokenPipeError:
            raise
        except OSError as error:
            raise RuleBroken("report_unwritable", file=str(report)) from error
    _summary(result, remark if options.json else say)
    return DONE


def _template(name: str | None) -> int:
    """The headings, as CSV to the output or into a file; a file that ends in .xlsx becomes a workbook."""
    from counter_tui.services.tables.writing import as_csv, write_xlsx
    from counter_tui.services.wording.paper_day import template_rows

    if name is None:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(as_csv(template_rows()))
        sys.stdout.buffer.flush()
        return DONE
    try:
        with Path(name).open("xb") as stream:
            if name.lower().endswith(".xlsx"):
                write_xlsx(stream, [(_("Taken down on paper"), template_rows())])
            else:
                stream.writelines(as_csv(template_rows()))
    except OSError as error:
        raise RuleBroken("output_unwritable", file=name) from error
    return DONE


def _as_object(verdict: SlipVerdict) -> None:
    line: dict[str, object] = {
        "row": verdict.row,
        "slip": verdict.slip,
        "verdict": verdict.verdict,
        "reasons": [reason.key for reason in verdict.reasons],
        "number": verdict.number or None,
        "again": verdict.again,
    }
    say_object(line)


def _in_words(verdict: SlipVerdict) -> None:
    from counter_tui.services.wording.paper_day import reason_words, state_words

    told = _("; ").join(reason_words(verdict)) or verdict.number
    say(
        _("Record {row}, slip {slip}: {verdict} - {reasons}").format(
            row=verdict.row, slip=verdict.slip or "-", verdict=state_words(verdict), reasons=told
        )
    )


def _summary(result: PaperDayResult, tell: Callable[[str], None]) -> None:
    words = (
        _(
            "Dry run, nothing was entered. Would be: {entered} entered, {again} entered before, {rejected} refused"
        )
        if result.dry_run
        else _("{entered} entered, {again} entered before, {rejected} refused")
    )
    tell(words.format(entered=result.entered, again=result.again, rejected=result.rejected))
    tell(_("Report: {file}").format(file=result.report_path))
