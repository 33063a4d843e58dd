"""``import customers``: a verdict on every record, and a report to hand back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.progress import Bar
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.cli.written import report_file
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.intake.records import RecordVerdict, verdict_line
from counter_tui.i18n import _

if TYPE_CHECKING:
    from counter_tui.services.intake.customers import ImportResult, Progress, Unread
    from counter_tui.services.intake.deliveries import Counts

_MOST_SHOWN = 20


def run(options: Options) -> int:
    """Take the file in; rejected records are no failure."""
    # The reading of arguments comes before anything that an import loads.
    from counter_tui.services.intake.deliveries import Interrupted

    bar = Bar()
    with opened(options) as services:
        actor = actor_of(services, options)
        told = _Told(json=options.json, bar=bar)
        report = report_file(options, "customers")
        try:
            result = services.customers.import_file(
                actor,
                Path(options.file),
                dry_run=options.dry_run,
                report=report,
                on_verdict=told.verdict,
                on_progress=_drawn(bar) if bar.shown else None,
            )
        except BrokenPipeError:
            raise
        except Interrupted as stopped:
            bar.clear()
            _say_so_far(stopped.counts)
            raise
        except KeyboardInterrupt:
            bar.clear()
            remark(_("Interrupted: nothing was changed"))
            raise
        except OSError as error:
            raise RuleBroken("report_unwritable", file=str(report)) from error
        finally:
            bar.clear()
    _summary(result, told, options)
    return DONE


def _say_so_far(counts: Counts) -> None:
    remark(
        _(
            "Interrupted. On file already: {inserted} new, {changed} changed, {unchanged} the same. "
            "The same command again goes on from there"
        ).format(**counts._asdict())
    )


class _Told:
    """Says verdicts as they come: all of them as objects, or the first ones that need a person as words."""

    def __init__(self, *, json: bool, bar: Bar) -> None:
        self._json = json
        self._say = bar.under(say)
        self.doubtful = 0

    def verdict(self, verdict: RecordVerdict) -> None:
        if self._json:
            say_object(verdict_line(verdict))
            return
        if verdict.verdict == "import":
            return
        self.doubtful += 1
        if self.doubtful <= _MOST_SHOWN:
            from counter_tui.services.wording.intake import reason_words, verdict_words

            reasons = _("; ").join(reason_words(reason) for reason in verdict.reasons)
            words = verdict_words(verdict.verdict)
            self._say(
                _("Record {row}: {verdict} - {reasons}").format(
                    row=verdict.row, verdict=words, reasons=reasons
                )
            )


def _drawn(bar: Bar) -> Callable[[Progress], None]:
    labels = {"judged": _("Reading"), "written": _("Writing")}
    return lambda progress: bar.draw(labels[progress.doing], progress.done, progress.total)


def _tell_unread(unread: Unread, tell: Callable[[str], None]) -> None:
    """What of the file is no part of any record, so that nothing is left out in silence."""
    if unread.columns:
        tell(_("Columns not read: {names}").format(names=_(", ").join(unread.columns)))
    if unread.sheets:
        tell(_("Sheets not read: {names}").format(names=_(", ").join(unread.sheets)))
    if unread.lines:
        tell(_("Lines above the headings not read: {count}").format(count=unread.lines))


def _summary(result: ImportResult, told: _Told, options: Options) -> None:
    tell = remark if options.json else say
    if told.doubtful > _MOST_SHOWN:
        tell(_("... and {count} more, see the report").format(count=told.doubtful - _MOST_SHOWN))
    _tell_unread(result.unread, tell)
    tell(
        _(
            "{records} records: {imported} imported, {warned} imported to check, {rejected} not imported"
        ).format(
            records=result.records, imported=result.imported, warned=result.warned, rejected=result.rejected
        )
    )
    words = (
        _(
            "Dry run, nothing was changed. On file would be: {inserted} new, {changed} changed, {unchanged} the same"
        )
        if result.dry_run
        else _("On file: {inserted} new, {changed} changed, {unchanged} the same")
    )
    tell(words.format(**result.customers._asdict()))
    tell(_("Report: {file}").format(file=result.report_path))
