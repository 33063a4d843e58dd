"""``import notices``, ``import cards`` and ``notices``: what the station tells its people, and they tell customers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import BAD_USAGE, DONE, Ended
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from counter_tui.services.views.voice import NoticeReport, Taken


def run(options: Options) -> int:
    """Say of every notice who has read it and who has not."""
    with opened(options) as services:
        zone = services.station.zone
        for report in services.notices.reports(actor_of(services, options)):
            if options.json:
                say_object(_object(report))
            else:
                _say_report(report, zone)
    return DONE


def run_import(options: Options) -> int:
    """Take the file in; a wrong block is told and does not stop the others."""
    with opened(options) as services:
        actor = actor_of(services, options)
        service = services.notices if options.action == "notices" else services.cards
        try:
            taken = service.import_file(actor, Path(options.file), dry_run=options.dry_run)
        except CatalogueBroken as broken:
            remark(_reason(broken))
            raise Ended(BAD_USAGE) from broken
        outdated = len(services.cards.to_put_right(actor))
    for each in taken:
        if options.json:
            say_object(_verdict(each))
        elif each.broken is not None:
            say(_("{place}: refused - {why}").format(place=each.place, why=_why(each)))
    count = {
        verdict: sum(each.verdict == verdict for each in taken) for verdict in ("taken", "same", "refused")
    }
    words = (
        _("Dry run, nothing was changed. Would be: {taken} taken, {same} as before, {refused} refused")
        if options.dry_run
        else _("{taken} taken, {same} as before, {refused} refused")
    )
    tell = remark if options.json else say
    tell(words.format(**count))
    if outdated and options.action == "cards":
        tell(
            _(
                "Told what holds no more: {count}. They stand on the lead's screen of notices and cards"
            ).format(count=outdated)
        )
    return DONE


def run_rules(options: Options) -> int:
    """Judge words to customers by the rules of a file from now on, or by the shipped ones again."""
    if bool(options.file) == options.shipped:
        raise RuleBroken("options_missing", options="FILE, --shipped")
    path = Path(options.file) if options.file else None
    with opened(options) as services:
        actor = actor_of(services, options)
        try:
            tried = services.manners.take_rules(actor, path, dry_run=options.dry_run)
        except CatalogueBroken as broken:
            remark(_reason(broken))
            raise Ended(BAD_USAGE) from broken
    said = _("Dry run, nothing was changed.") if options.dry_run else _("In force.")
    words = _(
        "Of the sentences that come along: improper {found} of {improper} found, fine {held} of {fine} held"
    )
    say(said)
    say(words.format(found=tried.found, improper=tried.improper, held=tried.held, fine=tried.fine))
    return DONE


def _verdict(taken: Taken) -> dict[str, object]:
    line: dict[str, object] = {
        "place": taken.place,
        "verdict": taken.verdict,
        "edition": taken.edition or None,
    }
    if taken.broken is not None:
        line |= {"code": taken.broken.code, "message": _why(taken)}
    return line


def _why(taken: Taken) -> str:
    return _reason(taken.broken) if taken.broken else ""


def _reason(broken: RuleBroken) -> str:
    from counter_tui.services.wording.rules import say_rule

    return say_rule(broken)


def _object(report: NoticeReport) -> dict[str, object]:
    notice = report.notice
    return {
        "notice": notice.code,
        "edition": notice.edition,
        "title": notice.title,
        "state": report.state,
        "from": notice.valid_from.isoformat(),
        "until": notice.valid_until.isoformat() if notice.valid_until else None,
        "audience": list(report.audience),
        "read": [{"name": name, "at": at.isoformat()} for name, at in report.read],
        "missing": list(report.missing),
        "superseded_by": report.superseded_by or None,
        "why": report.why or None,
    }


def _say_report(report: NoticeReport, zone: tzinfo) -> None:
    from counter_tui.services.wording.voice import say_notice_state

    notice = report.notice
    say(f"{notice.code} #{notice.edition}  {notice.title}  [{say_notice_state(report)}]")
    comma = _(", ")
    read = comma.join(f"{name} {_when(at, zone)}" for name, at in report.read)
    say("  " + _("Read: {people}").format(people=read or "-"))
    if report.state != "over":
        say("  " + _("Not yet: {people}").format(people=comma.join(report.missing) or "-"))


def _when(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%m-%d %H:%M}"
