"""Every broken rule in words for the clerk: what is wrong, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.identity import Verdict
from counter_tui.domain.matter.problems import Problem
from counter_tui.i18n import _, language
from counter_tui.services.wording import (
    absence,
    actions,
    attention,
    backup,
    bundles,
    calls,
    checks,
    close,
    closing,
    comments,
    door,
    drafts,
    enquiry,
    files,
    first_contact,
    gaming,
    hand_over,
    hub,
    labels,
    matter,
    meeting,
    minutes,
    opening,
    outages,
    packs,
    pad_web,
    passphrase,
    peak,
    praise,
    prices,
    printers,
    proof,
    rating_stats,
    ratings,
    recovery,
    releases,
    sheet_marks,
    shift,
    site_card,
    staff,
    store,
    surveys,
    sync,
    tasks,
    units,
    voice,
)
from counter_tui.services.wording.assess import say_problem, short_problem
from counter_tui.services.wording.catalogue import catalogue_broken
from counter_tui.services.wording.dates import say_weekday
from counter_tui.services.wording.identity import say_verdict
from counter_tui.services.wording.intake import import_error_words
from counter_tui.services.wording.matter import say_state
from counter_tui.services.wording.particulars import say_field
from counter_tui.services.wording.promise import problem_words
from counter_tui.services.wording.sources import say_source
from counter_tui.services.wording.staff import NameOf, as_written, say_action, say_role, say_wait

WORDS: Mapping[str, str] = MappingProxyType(
    {
        code: words
        for area in (
            absence.WORDS,
            actions.WORDS,
            attention.WORDS,
            backup.WORDS,
            bundles.WORDS,
            closing.WORDS,
            hub.WORDS,
            calls.WORDS,
            checks.WORDS,
            close.WORDS,
            comments.WORDS,
            door.WORDS,
            drafts.WORDS,
            enquiry.WORDS,
            files.WORDS,
            first_contact.WORDS,
            gaming.WORDS,
            hand_over.WORDS,
            labels.WORDS,
            matter.WORDS,
            meeting.WORDS,
            minutes.WORDS,
            opening.WORDS,
            outages.WORDS,
            packs.WORDS,
            pad_web.WORDS,
            passphrase.WORDS,
            peak.WORDS,
            praise.WORDS,
            prices.WORDS,
            printers.WORDS,
            proof.WORDS,
            rating_stats.WORDS,
            ratings.WORDS,
            recovery.WORDS,
            shift.WORDS,
            sheet_marks.WORDS,
            site_card.WORDS,
            staff.WORDS,
            store.WORDS,
            surveys.WORDS,
            sync.WORDS,
            releases.WORDS,
            tasks.WORDS,
            units.WORDS,
            voice.WORDS,
        )
        for code, words in area.items()
    }
)
"""The words of the rules by code; those of promise questions and imported files stand with their areas."""

ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "unknown_kind": "kind_unknown",
        "unknown_level": "level_unknown",
        "unknown_reason": "reason_unknown",
        "station_missing": "store_missing",
    }
)
"""Codes that mean the same to a person."""

IMPORTING = frozenset(
    {"import_file_unreadable", "import_encoding", "import_heading_missing", "import_heading_twice"}
)
"""Codes of files that cannot be imported; their words stand with the intake."""

_PEOPLE = frozenset({"to", "handler", "first_contact", "stand_in"})


def say_rule(error: RuleBroken, name_of: NameOf | None = None) -> str:
    """What a broken rule says to a person, with what to do next; never the text of an exception.

    ``name_of`` gives the names of people by their staff number; without it the number stands there.
    """
    if isinstance(error, CatalogueBroken):
        return catalogue_broken(error)
    code = ALIASES.get(error.code, error.code)
    if code in IMPORTING:
        return import_error_words(error)
    if code == "sign_in_refused" and error.facts.get("wait_seconds"):
        code = "sign_in_refused_wait"
    if code not in WORDS:
        return _elsewhere(error)
    return _(WORDS[code]).format_map(_Facts(_facts(error, name_of or as_written)))


def say_rule_briefly(error: RuleBroken) -> str:
    """The same in fewer words where inputs do not fit, for a place of one line."""
    problems = error.facts.get("problems")
    if not isinstance(problems, tuple) or not problems:
        return say_rule(error)
    facts = {"count": str(len(problems)), "problem": _in_field(problems[0], short_problem(problems[0]))}
    return _(WORDS[error.code]).format_map(_Facts(facts))


class _Facts(dict[str, str]):
    """The facts in words; one that is missing shows as three dots."""

    def __missing__(self, name: str) -> str:
        return "…"


def _elsewhere(error: RuleBroken) -> str:
    said = problem_words(error)
    if said != error.code:
        return said
    return _("This cannot be done now (rule {code}): tell the shift lead").format(code=error.code)


def _facts(error: RuleBroken, name_of: NameOf) -> dict[str, str]:
    facts = {name: _say(name, value, name_of) for name, value in error.facts.items()}
    for name in ("paper", "stage", "why", "unit", "evidence"):
        if f"{name}_zh" in error.facts:
            facts[name] = facts[f"{name}_{language()}"]
    if isinstance(held := error.facts.get("held"), dict):
        facts["held"] = packs.say_held(held)
    if isinstance(lacks := error.facts.get("lacks"), tuple):
        facts["lacks"] = rating_stats.say_missing(lacks)
    if "source" in error.facts:
        facts["source"] = say_source(str(error.facts["source"]))
    if "wait_seconds" in error.facts:
        facts["wait"] = say_wait(int(str(error.facts["wait_seconds"])))
    problems = error.facts.get("problems")
    if isinstance(problems, tuple) and problems:
        facts["count"] = str(len(problems))
        facts["problem"] = _in_field(problems[0], say_problem(problems[0]))
    return facts


def _in_field(problem: Problem, words: str) -> str:
    label = problem.facts.get("label")
    field = label.say(language()) if isinstance(label, Words) else say_field(problem.field)
    return _("{field}: {words}").format(field=field, words=words)


def _say(name: str, value: object, name_of: NameOf) -> str:
    if isinstance(value, Verdict):
        return say_verdict(value)
    if isinstance(value, Problem):
        return say_problem(value)
    if isinstance(value, Words):
        return value.say(language())
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value.isoformat()} {say_weekday(value)}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return _(", ").join(str(each) for each in value)
    text = str(value)
    if name in _PEOPLE:
        return name_of(text)
    known = {
        "role": say_role,
        "action": say_action,
        "state": say_state,
        "card_state": voice.say_card_state,
        "pack_group": packs.say_group,
        "call_problem": sync.say_call_problem,
        "centre": sync.say_centre,
    }
    return known.get(name, str)(text)
