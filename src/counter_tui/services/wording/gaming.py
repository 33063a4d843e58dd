"""Flags on a month's ratings in words: each says its own figures; what was found, and what a called customer said."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from counter_tui.domain.ids import parse_number
from counter_tui.i18n import N_, _, language
from counter_tui.services.wording.codes import say_code
from counter_tui.services.wording.dates import say_moment

if TYPE_CHECKING:
    from counter_tui.domain.catalogue.models import Words
    from counter_tui.domain.gaming.rules import RuleSet, Spoken
    from counter_tui.domain.gaming.visits import Flag, Sign
    from counter_tui.services.views.gaming import CheckNote, FlagRow

WORDS = {
    "flag_unknown": N_("This flag does not stand any more: look at the list again"),
    "flag_own": N_("This is about your own ratings: another lead looks into it"),
    "flag_of_lead": N_("This is about a lead's ratings: the head looks into it"),
    "flag_words_missing": N_("Say in a few words what was looked at and what came out"),
    "sample_unknown": N_("This visit was not drawn: only drawn ones are called about"),
    "sample_outcome": N_("That cannot be said of this visit: look at the list again"),
    "sample_own": N_("You served this customer yourself: another lead calls"),
    "sample_called": N_("This customer was reached already: what was said stands"),
}
"""The words of the rules by code."""

_FINDINGS = {
    "clean": N_("found in order"),
    "manipulated": N_("manipulated"),
    "unclear": N_("not clear"),
}
_OUTCOMES = {
    "confirmed": N_("rated so"),
    "denied": N_("never rated"),
    "other_level": N_("pressed another level"),
    "told": N_("was told what to press"),
    "let_be": N_("did not want to rate"),
    "kept": N_("not asked, or kept from it"),
    "not_reached": N_("nobody reached"),
}
_SORE = {
    "came_again": N_("came again"),
    "complaint": N_("complaint"),
    "conflict": N_("lead called quietly"),
    "held": N_("refusal held back"),
    "promise_broken": N_("promise broken before"),
    "bounced": N_("sent back before"),
}


def say_finding(finding: str) -> str:
    """What a lead found."""
    return say_code(_FINDINGS, finding)


def say_outcome(outcome: str) -> str:
    """What a customer said who was called."""
    return say_code(_OUTCOMES, outcome)


def say_told(outcome: str, content: int) -> str:
    """What a customer said, and how content he is where he had not rated."""
    said = say_outcome(outcome)
    return _("{said}, level {level}").format(said=said, level=content) if content else said


def name_of(rule: str, rules: RuleSet) -> str:
    """What a rule is called."""
    return _name(rule, rules).say(language())


def say_flag(flag: Flag, rules: RuleSet) -> str:
    """Why a clerk's month is to be looked at, with the figures."""
    told = [_sentence(sign, rules) for sign in flag.signs]
    joined = {each.code: each.says for each in rules.joined} | {"together": rules.together_says}
    between = "; " if language() == "en" else "；"
    if flag.rule not in joined:
        return between.join(told)
    return joined[flag.rule].say(language()) + (" " if language() == "en" else "") + between.join(told)


def _sentence(sign: Sign, rules: RuleSet) -> str:
    known = next((rule for rule in rules.rules if rule.code == sign.rule), None)
    words = known.says if known is not None else _heard(sign.rule, rules).says
    within = f"{known.limit:g}" if known is not None else ""
    if "from_s" in sign.figures:
        within = f"{sign.figures['from_s']:.1f} - {sign.figures['to_s']:.1f}"
    day = sign.day.isoformat() if sign.day is not None else ""
    return words.say(language()).format(
        k=len(sign.hits),
        n=sign.of,
        within=within,
        usual=f"{100 * sign.usual:.0f}",
        on_day=day + (": " if language() == "en" else "：") if day else "",
    )


def say_check(note: CheckNote, now: datetime, zone: tzinfo) -> str:
    """What was found, by whom and when; of rules that were others then, which."""
    said = _("{finding}: {words} ({who}, {when})").format(
        finding=say_finding(note.finding),
        words=note.words,
        who=note.by_name,
        when=say_moment(note.at, now, zone),
    )
    return said + _(", by the rules {version} of then").format(version=note.rules) if note.older else said


def say_row(row: FlagRow, now: datetime, zone: tzinfo) -> str:
    """One visit behind a flag: when, what, how it was pressed, what went before."""
    from counter_tui.services.wording.ratings import say_token_state

    parts = [say_moment(row.at, now, zone), short_number(row.number) or _("no matter")]
    if row.kind is not None:
        parts.append(row.kind.say(language()))
    parts.append(_("level {level}").format(level=row.level) if row.level else say_token_state(row.state))
    if row.latency_ms:
        parts.append(_("pressed after {seconds} s").format(seconds=f"{row.latency_ms / 1000:.1f}"))
    if row.served_s is not None:
        parts.append(_("served {seconds} s").format(seconds=row.served_s))
    if row.pad == "turned":
        parts.append(_("turned screen"))
    if row.refused:
        levels = ", ".join(map(str, row.refused))
        parts.append(_("pressed again: {levels}").format(levels=levels))
    parts += [say_code(_SORE, each) for each in row.sore]
    return "  ".join(parts)


def short_number(number: str) -> str:
    """The part of a matter's number people say."""
    known = parse_number(number)
    return known.short if known else number


def _heard(rule: str, rules: RuleSet) -> Spoken:
    return next((each for each in rules.heard if each.code == rule), rules.heard[0])


def _name(rule: str, rules: RuleSet) -> Words:
    if rule == "together":
        return rules.together_name
    known = {each.code: each.name for each in rules.rules} | {each.code: each.name for each in rules.joined}
    known |= {each.code: each.name for each in rules.heard}
    # A flag of rules of another version may have no name here any more.
    return known.get(rule, rules.together_name)
