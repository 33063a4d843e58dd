"""Every broken rule in words for the clerk: what is wrong, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.identity import Verdict
from counter_tui.domain.matter.assess import Problem
from counter_tui.i18n import N_, _, language
from counter_tui.services.wording import (
    absence,
    backup,
    labels,
    opening,
    outages,
    passphrase,
    peak,
    prices,
    printers,
    proof,
    tasks,
    voice,
)
from counter_tui.services.wording.assess import say_problem
from counter_tui.services.wording.catalogue import catalogue_broken
from counter_tui.services.wording.dates import say_weekday
from counter_tui.services.wording.identity import say_verdict
from counter_tui.services.wording.intake import import_error_words
from counter_tui.services.wording.matter import say_state
from counter_tui.services.wording.particulars import say_field
from counter_tui.services.wording.promise import problem_words
from counter_tui.services.wording.staff import NameOf, as_written, say_action, say_role, say_wait

_MATTER = {
    "matter_ended": N_("Matter {number} has ended ({state}): for a new request accept a new matter"),
    "matter_unknown": N_("This matter is not on this PC: check the number"),
    "not_your_matter": N_("{handler} works on this matter: ask for a hand-over, or call the shift lead"),
    "not_first_contact": N_(
        "Only the first contact {first_contact} or the shift lead confirms that the customer knows"
    ),
    "value_unfit": N_("The new value does not fit: {verdict}"),
    "not_answered": N_("There is no answer yet: write the answer first"),
    "not_informed": N_("The customer does not know the answer yet: {first_contact} tells the customer first"),
    "papers_owed": N_("Papers still owed: {count}. Collect them, or let the shift lead waive them"),
    "paper_owed": N_("“{paper}” is needed before this stage (due {due}): collect it first"),
    "waiver_asked": N_("The lead was asked already to do without “{paper}”: wait for the answer"),
    "paper_not_owed": N_("This paper is not owed any more: look at the list of papers again"),
    "no_letter_needed": N_("No paper is owed: there is nothing to commit oneself to"),
    "stages_left": N_("Stages still to do: {count}, next “{stage}”. Record them, or say why it ends early"),
    "no_stage_left": N_("All stages are done: write the answer next"),
    "already_paused": N_("The clocks stand still already"),
    "not_paused": N_("The clocks are running: there is nothing to resume"),
    "pause_unlawful": N_("No clock may stand still for this reason: choose one of the list"),
    "text_missing": N_("Nothing is written yet: write it in a few words"),
    "reason_missing": N_("A reason is needed: write it in a few words"),
    "reason_too_long": N_("The reason is too long: at most {longest} characters, in one line"),
    "reason_has_number": N_("No phone or ID number belongs into a reason: write it without"),
    "details_not_yours": N_("{handler} works on this matter: ask for a hand-over, or let the lead look"),
    "field_unknown": N_("This cannot be corrected here: write a note instead"),
    "nothing_changed": N_("Nothing was changed"),
    "nothing_to_undo": N_("There is nothing of yours to undo: it goes for 30 seconds after the act"),
}
_ENQUIRY = {
    "topic_unknown": N_("There is no such topic: choose one of the list"),
    "enquiry_unknown": N_("This enquiry is not on this PC"),
    "enquiry_words_missing": N_("Write what was asked: whoever answers later has to know it"),
    "enquiry_not_open": N_("This enquiry does not stand open any more: look at the list again"),
    "enquiry_answer_missing": N_("Write what the customer was told"),
    "enquiry_carried_on": N_("This enquiry is matter {number} already"),
    "promise_unknown": N_(
        "The catalogue promises no answer to a question of this topic: tell the shift lead"
    ),
}
_CONFIDENTIAL = {
    "matter_confidential": N_("This is confidential: {handler} works on it, and the lead reads it"),
    "customer_reachable": N_("The customer left a phone, account or address: tell the customer"),
}
_CALLS = {
    "call_unknown": N_("This call is not on this PC"),
    "call_answered": N_("{to} has answered this call already"),
    "not_your_call": N_("Only whoever called writes this down"),
}
_HAND_OVER = {
    "offer_open": N_("{to} has not taken the hand-over yet: take it back first"),
    "not_in_hand": N_("This person has no open matter {number} in hand: check the number"),
    "lead_decides": N_("It was passed on and sent back already: now the shift lead decides who handles it"),
    "no_offer": N_("No hand-over is waiting: it was taken, sent back or taken back"),
    "offer_for_another": N_("This hand-over is for {to}: only {to} or the shift lead can take it"),
    "not_your_offer": N_("Somebody else handed this over: only that person or the shift lead takes it back"),
    "receiver_missing": N_("Who takes it over? Choose a colleague, or give a name and a phone"),
    "receiver_unknown": N_("Nobody here has this staff number: choose a colleague from the list"),
    "receiver_is_handler": N_("This person works on it already: choose somebody else"),
    "receiver_cannot_work": N_("This person's role does not work on matters: choose somebody else"),
    "receiver_phone_unfit": N_("The phone does not fit: {verdict}"),
    "call_in_the_past": N_("The time of the next call is past: give a later one"),
}
_DRAFT = {
    "draft_unfit": N_("To put right: {count}. First {problem}"),
    "draft_unknown": N_("This draft is gone: it was submitted or discarded; start a new one"),
    "not_your_draft": N_("This draft is a colleague's: only that person can go on with it"),
    "customer_unknown": N_("No customer has this account: check the number"),
    "kind_missing": N_("Choose what the customer wants first"),
    "kind_unknown": N_("This kind of request is not in the catalogue: choose another"),
    "identity_kind_unknown": N_("This kind of paper is not known: choose one of the list"),
}
_DOOR = {
    "reason_forbidden": N_("“{piece}” turns nobody away: {why}"),
    "door_only": N_("Somebody has asked for this already: open the draft and say there how it ends"),
    "already_accepted": N_("This request was accepted already as {number}: open that matter"),
    "outcome_unknown": N_("There is no such end of a request: choose one of the list"),
    "ground_unknown": N_("This is no lawful ground for this kind of request: choose one of the list"),
    "resource_unknown": N_("Nothing of the kind is waited for: choose one of the list"),
    "appeal_unknown": N_("Nobody has written down where to appeal: tell the shift lead"),
    "words_too_short": N_("Write it so that others understand it: {least} characters or more"),
    "refused_alone": N_("Nobody refuses a customer alone: another lead or the head decides with an own PIN"),
    "pause_words_missing": N_(
        "Write what it rests on: what the customer said, which approval, what happened"
    ),
    "not_waiting": N_("The matter waits for nothing any more"),
    "span_backwards": N_("The first day comes after the last"),
    "span_too_long": N_("At most {days} days can be looked at at once"),
}
_RATING = {
    "no_token": N_("This visit has nothing to rate: something has to be accepted first"),
    "token_used": N_("This visit was rated already, or the time for it is over"),
    "level_unknown": N_("There is no such level: press 1 to 5"),
    "reason_unknown": N_("This reason does not belong to the level: choose one that is shown"),
}
_STAFF = {
    "not_allowed": N_("As {role} you may not {action}: call the shift lead"),
    "sign_in_refused": N_("Staff number or PIN is wrong: try again"),
    "sign_in_wait": N_("Too many wrong PINs: try again in {wait}"),
    "sign_in_refused_wait": N_("Staff number or PIN is wrong: try again in {wait}"),
    "staff_left": N_("This person has left the station and cannot sign in"),
    "staff_unknown": N_("Nobody here has the staff number {staff_no}"),
    "staff_no_unfit": N_("A staff number has 2 to 12 letters and digits"),
    "staff_no_taken": N_("The staff number {staff_no} is taken: choose another"),
    "name_missing": N_("The name is missing"),
    "phone_unfit": N_("The phone does not fit: {verdict}"),
    "role_missing": N_("Choose the role"),
    "role_unknown": N_("There is no such role: {role}"),
    "last_lead": N_("The station needs a shift lead or head: add another first"),
    "holds_matters": N_(
        "Open matters of this person: {count}. Name who stands in and who takes them with the leaving"
    ),
    "holds_drafts": N_("You still have drafts: {count}. Submit or discard them first"),
    "pin_not_digits": N_("A PIN has digits only"),
    "pin_missing": N_("Type the PIN twice, the same both times"),
    "pin_length": N_("A PIN has {shortest} to {longest} digits"),
    "pin_too_simple": N_("This PIN is too easy to guess: no rows, no repeats"),
    "pin_is_staff_no": N_("The PIN must not be part of the staff number: choose another"),
    "pin_differs": N_("The two PINs differ: type them again"),
}
_FIRST_CONTACT = {
    "customer_knows": N_("The customer knows the answer already"),
    "unit_missing": N_("Which unit answers for it? Choose one of the list"),
    "unit_is_outside": N_(
        "“{unit}” does not belong to the company: what stands in the catalogue is ours to answer"
    ),
    "unit_other_side": N_(
        "“{unit}” is on the other side of the company's door: choose another end, or another unit"
    ),
    "kind_is_ours": N_("What is chosen stands in the catalogue and is ours: accept it, or clear the kind"),
    "help_missing": N_("Write what was done to help: a call made, the way told, a number written down"),
    "unit_phone_missing": N_("The customer is told a phone of the unit: write one"),
    "register_not_printed": N_("The register entry was not printed yet: the customer signs the printed one"),
    "register_signed": N_("The customer has signed the register already"),
    "step_not_owed": N_("This is done already, or not owed for this matter"),
}
_UNITS = {
    "unit_unknown": N_("No unit has the code {unit}: look at the list of units"),
    "unit_code_unfit": N_("The code of a unit has 2 to 12 capitals and digits"),
    "unit_answers_missing": N_("Write what this unit answers for"),
    "unit_phone_unfit": N_("The phone of a unit has 3 to 12 digits, an extension after a hyphen"),
    "unit_text_too_long": N_("Too long: at most {longest} characters"),
}
_STORE = {
    "disk_full": N_("The disk is full, nothing was saved: make room, then try again"),
    "store_unwritable": N_(
        "The system lets nothing be written into the station's folder, nothing was saved: call the maintainer"
    ),
    "store_gone": N_(
        "Somebody deleted or replaced the store while it was open, nothing was saved; "
        "all earlier entries are in {file}: call the maintainer"
    ),
    "store_lost": N_(
        "Somebody deleted or replaced the store while it was open, nothing was saved: "
        "close no window, call the maintainer"
    ),
    "store_log_gone": N_(
        "Somebody deleted a part of the store while it was open, nothing was saved: quit every window, then open again"
    ),
    "store_busy": N_("Another program holds the store, nothing was saved: try again in a moment"),
    "store_unusable": N_("The store cannot be read: run counter-tui doctor and call the maintainer"),
    "store_newer": N_("The store was made by a newer version of this program: update the program"),
    "engine_too_old": N_("SQLite {version} is too old: {oldest} or newer is needed"),
    "store_missing": N_("There is no station in this folder: set one up with counter-tui init"),
    "key_missing": N_("The key of the store was not found: take out the recovery sheet"),
}
_PAPERS = {
    "papers_folder_inside_home": N_(
        "The folder for papers lies inside the station's own folder: choose another in the settings"
    ),
    "papers_unwritable": N_("Nothing can be written to {folder}: choose another folder in the settings"),
}
_FILES = {
    "support_exists": N_("There is a file {file} already: name another for the support file"),
    "support_unwritable": N_("The support file cannot be written to {file}"),
    "import_running": N_("Another import is running at this station: wait until it has ended"),
    "first_contact_unknown": N_(
        "Nobody here has the staff number on the slip: write the one of whoever took it down"
    ),
    "paper_time_ahead": N_("The time on the slip is still to come: put it right"),
    "paper_time_too_old": N_("The slip is older than {days} days: take the request down at the counter"),
}

WORDS: Mapping[str, str] = MappingProxyType(
    {
        code: words
        for area in (
            *(
                _MATTER,
                _ENQUIRY,
                _CONFIDENTIAL,
                _CALLS,
                _HAND_OVER,
                _DRAFT,
                _DOOR,
                _RATING,
                _STAFF,
                _FIRST_CONTACT,
                _UNITS,
                _STORE,
                _PAPERS,
                _FILES,
            ),
            *(opening.WORDS, backup.WORDS, passphrase.WORDS),
            *(voice.WORDS, outages.WORDS, printers.WORDS, proof.WORDS, prices.WORDS),
            absence.WORDS,
            labels.WORDS,
            tasks.WORDS,
            peak.WORDS,
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
    if "wait_seconds" in error.facts:
        facts["wait"] = say_wait(int(str(error.facts["wait_seconds"])))
    problems = error.facts.get("problems")
    if isinstance(problems, tuple) and problems:
        facts["count"] = str(len(problems))
        first = problems[0]
        label = first.facts.get("label")
        field = label.say(language()) if isinstance(label, Words) else say_field(first.field)
        facts["problem"] = _("{field}: {words}").format(field=field, words=say_problem(first))
    return facts


def _say(name: str, value: object, name_of: NameOf) -> str:
    if isinstance(value, Verdict):
        return say_verdict(value)
    if isinstance(value, Problem):
        return say_problem(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value.isoformat()} {say_weekday(value)}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return _(", ").join(str(each) for each in value)
    text = str(value)
    if name in _PEOPLE:
        return name_of(text)
    known = {"role": say_role, "action": say_action, "state": say_state, "card_state": voice.say_card_state}
    return known.get(name, str)(text)
