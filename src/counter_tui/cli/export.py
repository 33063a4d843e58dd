"""``export``: customers, matters, facts or ratings, masked unless a reason is given."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark
from counter_tui.cli.written import target
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _

if TYPE_CHECKING:
    from counter_tui.services.exports.service import Export


def run(options: Options) -> int:
    """Write it out, to the output or into a file."""
    from counter_tui.services.exports.files import save_export, write_export

    path = _target(options)
    with opened(options) as services:
        export = services.exports.export(
            actor_of(services, options),
            options.action,
            options.format,
            unmasked=options.unmasked or options.reason is not None,
            reason=options.reason or "",
        )
        if path is None:
            write_export(sys.stdout.buffer, export, options.format)
            sys.stdout.flush()
        else:
            try:
                save_export(path, export, options.format)
            except OSError as error:
                raise RuleBroken("output_unwritable", file=str(path)) from error
    _say_who(export, path)
    return DONE


def _target(options: Options) -> Path | None:
    """The file to write, None for the output. A workbook is nothing to write at a terminal."""
    if options.output is None:
        if options.format == "xlsx" and sys.stdout.isatty():
            raise RuleBroken("output_missing")
        return None
    return target(options, options.output)


def _say_who(export: Export, path: Path | None) -> None:
    if path is None:
        remark(json.dumps(dict(export.about), ensure_ascii=False))
        return
    masked = _("masked") if export.about["masked"] else _("in full")
    remark(
        _("{rows} rows exported to {file}, personal data {masked}; this is recorded").format(
            rows=export.about["rows"], file=path, masked=masked
        )
    )
