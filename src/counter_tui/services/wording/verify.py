"""What ``verify`` (验真) found, in words for somebody with the binder of closing sheets beside the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from counter_tui.i18n import N_, _
from counter_tui.services.wording.close import say_checked
from counter_tui.services.wording.doctor import say_clean, say_finding_words
from counter_tui.services.wording.fact_names import say_fact

if TYPE_CHECKING:
    from counter_tui.services.audit.verify import PairedTablet, Verified
    from counter_tui.services.audit.verify_trace import Found

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "seal_differs": N_(
            "not what was sealed with the closing sheet of this day: something from fact {first} to {last} was written "
            "anew; keep all files, take the sheet from the binder"
        ),
        "seal_gone": N_(
            "what was sealed with the closing sheet of this day is gone, up to fact {last}; keep all files, take the "
            "sheet from the binder"
        ),
        "seal_restored": N_(
            "the store was taken back to an older copy after this day's closing sheet: what it vouches for up to fact "
            "{last} is in the store that was set aside"
        ),
        "copy_differs": N_(
            "the copy {copy} has another fact here ({was}), now: {now}; one of the two was changed"
        ),
        "rating_unasked": N_("a rating that no pad asked a customer for: it was written past the program"),
        "rating_twice": N_("a second rating of the same visit: it was written past the program"),
        "guard_missing": N_("this lock on the ledger was taken away: from then on facts could be changed"),
        "projection_differs": N_("what the screens and figures say of this rating is not what the facts say"),
        "row_without_facts": N_("the screens and figures have a rating here that no fact tells of"),
        "seals_cut": N_("lines were taken out of the file of sealed heads ({days}); they stand in {file}"),
        "seals_unfit": N_("not what the program writes there, in line {lines}"),
        "seals_unreadable": N_("the file of sealed heads cannot be read: {detail}"),
    }
)
"""The words of each finding that only ``verify`` makes, or says more plainly; the others are the doctor's."""

_LOCKS = MappingProxyType(
    {
        "fact_stays": N_('Lock "no fact is deleted"'),
        "fact_is_never_changed": N_('Lock "no fact is changed"'),
    }
)
_PARTS = MappingProxyType(
    {
        "state": N_("whether it was rated"),
        "level": N_("the level"),
        "reason": N_("the reason"),
        "clerk": N_("the clerk"),
        "matter": N_("the matter"),
        "pad": N_("the pad"),
        "presses_refused": N_("the presses that came after it"),
        "shown_ms": N_("the times"),
        "decided_ms": N_("the times"),
        "armed_ms": N_("the times"),
        "latency_ms": N_("the times"),
    }
)
"""What a column of a rating holds; of the others nobody with a binder can tell more than that they are."""

_OTHER = N_("other particulars")
_RUN = re.compile(r"(?:[A-Z?]/)?[0-9a-f]{8}(?:/\d+)?")
"""How a run of the ledger, or a place in it, is named: letter of the PC, beginning of its number, place."""
_DAYS = 5
"""So many days are named, the last ones."""


def say_found(found: Found) -> str:
    """Where, what, and which rating or fact it is about, as one line."""
    finding = found.finding
    words = WORDS.get(finding.code)
    said = say_finding_words(finding) if words is None else _(words).format_map(_Facts(_facts(found)))
    if columns := finding.facts.get("columns"):
        parts = dict.fromkeys(_(_PARTS.get(str(each), _OTHER)) for each in columns)
        said += _(" ({parts})").format(parts=_(", ").join(parts))
    if later := finding.facts.get("later"):
        said += _("; {count} later sheets do not hold either").format(count=later)
    return _("{where}: {what}").format(where=_where(found), what=say_clean(said))


def _facts(found: Found) -> dict[str, str]:
    facts = {name: str(value) for name, value in found.finding.facts.items()}
    for name in ("was", "now"):
        if name in facts:
            facts[name] = say_fact(facts[name]) if facts[name] else _("nothing")
    return facts


def _where(found: Found) -> str:
    """Place, kind, matter, visit and day, as far as they are known."""
    if found.seq is None and not found.visit:
        return say_clean(_place(found.finding.where))
    parts = []
    if found.seq is not None:
        parts.append(_("fact {seq}").format(seq=found.seq))
    if found.kind:
        parts.append(say_fact(found.kind))
    if found.number:
        parts.append(_("matter {number}").format(number=found.number))
    if found.visit:
        parts.append(_("visit {visit}").format(visit=found.visit[-8:]))
    if found.day is not None:
        parts.append(found.day.isoformat())
    return say_clean(_(", ").join(parts))


def _place(where: str) -> str:
    """A place that is no fact and no visit: a lock, a day, the store, else a run of the ledger or a file."""
    if where in _LOCKS:
        return _(_LOCKS[where])
    if where == "store":
        return _("the store")
    if _RUN.fullmatch(where):
        return _("run {run} of the ledger").format(run=where)
    return where.removeprefix("day ")


def say_verified(verified: Verified) -> Iterator[str]:
    """The lines of the whole: what was found first, then how far it is sealed, then what is not."""
    for found in verified.found:
        yield say_found(found)
    if verified.unread:
        yield say_verdict(verified)
        return
    if verified.paper is not None:
        yield say_checked(verified.paper)
    yield say_held(verified)
    yield say_sealed(verified)
    if verified.unsealed:
        yield say_unsealed(verified)
    yield say_open(verified)
    yield from map(say_tablet, verified.tablets)
    yield say_verdict(verified)


def say_held(verified: Verified) -> str:
    """What was looked at, and what it was held against."""
    words = _(
        "Looked at: facts {facts}, ratings {ratings}; held against sealed heads {seals}, copies {copies}."
    )
    return words.format(
        facts=verified.facts, ratings=verified.ratings, seals=verified.seals, copies=verified.copies
    )


def say_sealed(verified: Verified) -> str:
    """Up to which day everything is as it was."""
    sealed = verified.sealed
    if sealed is None and verified.seals:
        return _("No sealed head stands any more.")
    if sealed is None:
        return _("Nothing is sealed yet: no closing sheet was printed.")
    return _("As it was up to the closing sheet of {day}, fact {seq}.").format(
        day=sealed.day.isoformat(), seq=sealed.seq
    )


def say_unsealed(verified: Verified) -> str:
    """The days whose sheets only paper knows: never printed, or their lines were taken out everywhere."""
    days = _(", ").join(day.isoformat() for day in verified.unsealed[-_DAYS:])
    words = _(
        "Closed days without a line in the file of sealed heads: {count} ({days}). Hold their sheets against it."
    )
    return words.format(count=len(verified.unsealed), days=days)


def say_open(verified: Verified) -> str:
    """The ratings no sheet vouches for yet."""
    count = verified.open_ratings
    if not count:
        return _("Not yet sealed: no ratings.")
    if verified.sealed is None:
        return _("Not yet sealed: ratings {count}, all there are.").format(count=count)
    return _("Not yet sealed: ratings {count} since the sheet of {day}.").format(
        count=count, day=verified.sealed.day.isoformat()
    )


def say_tablet(tablet: PairedTablet) -> str:
    """A tablet that was let in, since when, until when, and who had signed in beside it."""
    name, beside = say_clean(tablet.name) or _("of no name"), say_clean(tablet.beside) or _("nobody")
    at = f"{tablet.at:%Y-%m-%d %H:%M}"
    if tablet.until is None:
        words = _("Tablet {name} was paired at {at}; signed in beside it: {beside}.")
        return words.format(name=name, at=at, beside=beside)
    words = _("Tablet {name} was paired from {at} to {until}; signed in beside it: {beside}.")
    return words.format(name=name, at=at, until=f"{tablet.until:%Y-%m-%d %H:%M}", beside=beside)


def say_verdict(verified: Verified) -> str:
    """Whether anything was changed."""
    if verified.clean:
        return _("Nothing was changed.")
    if verified.unread:
        return _("The ledger could not be read: whether anything was changed is not known.")
    return _("Changed: keep the store, its copies and the binder, and tell the head.")


class _Facts(dict[str, str]):
    """The facts of a finding; one that is missing shows as three dots."""

    def __missing__(self, name: str) -> str:
        return "…"
