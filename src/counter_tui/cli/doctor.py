"""``doctor``: what is wrong with the store and its backups, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from counter_tui.cli.acting import home_of
from counter_tui.cli.exits import DONE, FOUND, STORE_UNUSABLE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import say, say_object
from counter_tui.cli.unlocking import passphrase_of
from counter_tui.i18n import _, ngettext

if TYPE_CHECKING:
    from counter_tui.domain.matter.state import Matter
    from counter_tui.services.audit.doctor import Report


def run(options: Options) -> int:
    """Look everything over; repairs and moves nothing."""
    from counter_tui.db.keys.key_store import is_open_to_others, is_sealed, key_place
    from counter_tui.services.audit.doctor import examine
    from counter_tui.services.wording.doctor import say_finding

    home = home_of(options)
    report = examine(home, keys_of_matter, passphrase_of(options, needed=False))
    place, sealed, is_open = key_place(home), is_sealed(home), is_open_to_others(home)
    if options.json:
        keys = {"key": place, "key_open": is_open, "passphrase": sealed, "locked": report.locked}
        say_object(_object(report, keys))
        return _exit_of(report)
    for finding in report.findings:
        say(say_finding(finding))
    say(
        _("SQLite {engine}; files {files}, facts {facts}, matters {matters}, visits {visits}").format(
            engine=report.engine, **report.counts
        )
    )
    say(_say_key(place, sealed=sealed))
    if is_open:
        words = _("Others of this PC may read {file}: let only its owner read it (chmod 600).")
        say(words.format(file=home.key_file))
    for words in _say_copies(report):
        say(words)
    _say_end(report)
    return _exit_of(report)


def _exit_of(report: Report) -> int:
    """1 for a damaged store, also one no page of which can be read; 4 for one it may not look into."""
    if report.clean:
        return DONE
    return STORE_UNUSABLE if report.locked else FOUND


def _object(report: Report, keys: Mapping[str, object]) -> dict[str, object]:
    from counter_tui.services.wording.doctor import say_finding

    findings = [
        {"code": each.code, "where": each.where, "message": say_finding(each)} for each in report.findings
    ]
    counts = {"engine": report.engine, **keys, **report.counts, "copies": _copies(report)}
    return {"clean": report.clean, "findings": findings, **counts}


def _say_end(report: Report) -> None:
    """Whether everything is in order, or how much is not."""
    if report.clean:
        say(_("Everything is in order."))
    found = len(report.findings)
    if found:
        say(ngettext("{count} thing is wrong.", "{count} things are wrong.", found).format(count=found))
    if report.locked:
        say(
            _(
                "The store is locked by a passphrase: looked at from outside only. Give --passphrase-file for the rest."
            )
        )


def _say_key(place: str, *, sealed: bool) -> str:
    if place == "keyring":
        return (
            _("The key is under a passphrase; the system's key store holds a part of it.")
            if sealed
            else _("The key is in the system's key store.")
        )
    return (
        _("The key is under a passphrase, in the key file.") if sealed else _("The key is in the key file.")
    )


def _copies(report: Report) -> list[dict[str, object]]:
    return [
        {
            "folder": each.folder,
            "present": each.present,
            "count": each.count,
            "newest": each.newest.isoformat() if each.newest else None,
        }
        for each in report.copies
    ]


def _say_copies(report: Report) -> Iterator[str]:
    """One line for each folder of copies, with the age of the newest."""
    from counter_tui.services.clock import SystemClock
    from counter_tui.services.wording.backup import say_age

    for each in report.copies:
        if not each.present:
            yield _("{folder}: not there, so no copies go there").format(folder=each.folder)
        elif each.newest is None:
            yield _("{folder}: no hourly copy yet").format(folder=each.folder)
        else:
            age = say_age(SystemClock().now() - each.newest)
            yield _("{folder}: copies {count}, the newest {age}").format(
                folder=each.folder, count=each.count, age=age
            )
        if each.same_disk:
            yield _("{folder} is on the same disk as the station: both go when it goes").format(
                folder=each.folder
            )


def keys_of_matter(matter: Matter) -> Iterable[str]:
    """The texts by which a matter is found, for the doctor's comparison."""
    from counter_tui.domain.matter.keys import keys_of
    from counter_tui.services.reference.readings import load_readings

    return keys_of(matter, load_readings())
