"""What the rules make of a draft, in words: the problems as sentences, the third column of the form in a few words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from counter_tui.domain import identity
from counter_tui.domain.catalogue.models import FormField, Kind
from counter_tui.domain.identity import Verdict
from counter_tui.domain.identity.phones import phone_kind
from counter_tui.domain.matter.assess import Assessment
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.problems import Problem
from counter_tui.domain.receipt.cells import cell_width
from counter_tui.domain.text import fold, fold_code
from counter_tui.i18n import N_, _, language
from counter_tui.services.wording.identity import name_of_kind, say_verdict
from counter_tui.services.wording.particulars import say_customer_class, say_value

CELLS = 28
"""How wide the third column of the form is beside a sign and a space, under the longest English labels."""

PROBLEMS = {
    "kind_missing": N_("Choose the request"),
    "kind_unknown": N_("Not in the catalogue: choose"),
    "identity_missing": N_("Enter the number of one ID"),
    "name_missing": N_("Enter the customer's name"),
    "name_is_number": N_("This looks like a number, not a name: write the name, the number in its own field"),
    "name_has_number": N_("There is a number in the name: look whether it belongs there"),
    "agent_is_customer": N_("The agent's number is the customer's own: compare, or leave the agent out"),
    "paper_not_for_class": N_("{paper} does not serve this customer class: ask for another paper"),
    "account_or_name_missing": N_("Enter an account or a name"),
    "class_not_served": N_("Not offered to this customer class ({customer_class}): choose another"),
    "text_too_long": N_("At most {longest} characters"),
    "address_missing": N_("Write where it is: a landmark in a few words is enough"),
    "place_missing": N_("Write where it is (a landmark in a few words is enough), or give the account"),
    "field_missing": N_("Needs to be filled in"),
    "words_missing": N_("Write it down in a few words, as the customer says it"),
    "choice_unknown": N_("Choose one of the list"),
    "date_unreadable": N_("Write a date like 2026-11-20"),
    "number_unreadable": N_("Write a number"),
    "number_out_of_range": N_("From {minimum} to {maximum}"),
    "number_too_small": N_("At least {minimum}"),
    "number_too_big": N_("At most {maximum}"),
}
"""The words of the problems by code; those that carry a verdict are said by it."""

_SHORT_PROBLEMS = {
    "name_is_number": N_("A number? Write the name"),
    "name_has_number": N_("A number in the name?"),
    "agent_is_customer": N_("The customer's own number"),
    "paper_not_for_class": N_("Paper does not fit the class"),
    "class_not_served": N_("Not for this customer class"),
    "address_missing": N_("Where? A landmark will do"),
    "place_missing": N_("Where? Or give the account"),
    "words_missing": N_("A few words will do"),
}
_MISSING = frozenset(
    {
        "kind_missing",
        "identity_missing",
        "name_missing",
        "account_or_name_missing",
        "address_missing",
        "place_missing",
        "field_missing",
        "words_missing",
    }
)
"""What nobody has typed yet is no mistake while the form is being filled in."""

_SHORT = {
    "too_short": N_("{missing} more needed"),
    "too_long": N_("{extra} too many"),
    "wrong_length": N_("{lengths} characters needed"),
    "typed_twice": N_("Read twice: keep {expected}"),
    "bad_character": N_("Position {position} cannot be {found}"),
    "letter_for_digit": N_("Position {position} should be {expected}"),
    "check_digit": N_("Position {position} should be {expected}"),
    "old_fifteen_digits": N_("15 digits ended: 18 needed"),
    "province_unknown": N_("{position}-{last} is no province"),
    "birth_too_early": N_("{position}-{last}: before {earliest}"),
    "birth_month_impossible": N_("{position}-{last}: month is 01-12"),
    "birth_day_impossible": N_("{position}-{last}: no such day"),
    "birth_in_future": N_("{position}-{last}: born after today"),
    "first_character": N_("Position {position} should be {expected}"),
    "no_digit": N_("There is no digit in it"),
    "mobile_start": N_("Position {position} should be {expected}"),
    "area_code_missing": N_("Position 1: area code first"),
    "area_code_unknown": N_("Position {position}: no code {found}"),
}
_REMARKS = {
    "organisation_code_check": N_("Position 17: compare"),
    "not_a_resident_id": N_("No resident ID: compare"),
}
_SEXES = {"male": N_("M"), "female": N_("F")}


def say_problem(problem: Problem) -> str:
    """What is wrong with one input, as a sentence that says what to do."""
    verdict = problem.facts.get("verdict")
    if isinstance(verdict, Verdict):
        return say_verdict(verdict)
    if problem.code not in PROBLEMS:
        return _("Does not fit ({code})").format(code=problem.code)
    return _(PROBLEMS[_code(problem)]).format_map(_facts(problem))


def field_words(assessment: Assessment, draft: Draft) -> dict[str, tuple[bool, str]]:
    """What was made of each input, by field, each in at most 28 cells: whether it fits, and in words what it is.

    Fields that nobody has filled in yet are left out; ``Assessment.problems`` has them.
    """
    words = dict(_good(assessment, draft))
    for problem in assessment.problems:
        if problem.code not in _MISSING:
            words[problem.field] = (False, short_problem(problem))
    for doubt in assessment.doubts:
        words.setdefault(doubt.field, (True, short_problem(doubt)))
    return words


def short_problem(problem: Problem) -> str:
    """What is wrong with one input, in at most 28 cells."""
    verdict = problem.facts.get("verdict")
    if isinstance(verdict, Verdict):
        return short_verdict(verdict)
    if problem.code in _SHORT_PROBLEMS:
        return _(_SHORT_PROBLEMS[problem.code])
    return say_problem(problem)


def say_phone_of(masked: str) -> str:
    """That the phone is known under another name, in at most 28 cells."""
    words = _("{name}'s phone. Same person?").format(name=masked)
    return words if cell_width(words) <= CELLS else _("Somebody else's phone?")


def short_verdict(verdict: Verdict) -> str:
    """A verdict on a number in at most 28 cells: what is wrong, or what the number tells."""
    if verdict.valid:
        return _fits(verdict)
    if verdict.code not in _SHORT:
        return say_verdict(verdict)
    facts = {name: _listed(value) for name, value in verdict.facts.items()}
    return _(_SHORT[verdict.code]).format(**facts)


def _good(assessment: Assessment, draft: Draft) -> Iterator[tuple[str, tuple[bool, str]]]:
    if assessment.kind is not None:
        yield "kind", (True, _kind_name(assessment.kind))
    if assessment.customer_class is not None and draft.id_kind:
        yield "id_kind", (True, say_customer_class(assessment.customer_class))
    for field, verdict in assessment.verdicts.items():
        yield field, (True, short_verdict(verdict))
    if assessment.kind is not None and assessment.kind.confidential and not fold(draft.name):
        yield "name", (True, _("may stay empty: anonymous"))
    wrong = {problem.field for problem in assessment.problems}
    for form_field in assessment.kind.fields if assessment.kind else ():
        where = f"field:{form_field.code}"
        words = "" if where in wrong else _form_field(form_field, draft, assessment.kind)
        if words:
            yield where, (True, words)


def _kind_name(kind: Kind) -> str:
    full = kind.name.say(language())
    return full if cell_width(full) <= CELLS else kind.short.say(language())


def _form_field(field: FormField, draft: Draft, kind: Kind | None) -> str:
    """What a form field that fits says: its unit or the chosen answer, and that the value is the usual one."""
    value = fold(draft.fields.get(field.code, field.default))
    if not value:
        return ""
    if field.type == "phone":
        return name_of_kind(phone_kind(value))
    if field.type in ("account", "meter"):
        return _complete(fold_code(value))
    told = say_value(field.code, value, kind) if field.type == "choice" else field.unit
    if not field.default or value != field.default:
        return told
    usual = _("{words} (usual)").format(words=told) if told else _("usual")
    return usual if cell_width(usual) <= CELLS else told


def _complete(number: str) -> str:
    return _("{count} digits, complete").format(count=len(number))


def _fits(verdict: Verdict) -> str:
    remark = verdict.facts.get("remark")
    if remark in _REMARKS:
        return _(_REMARKS[str(remark)])
    if verdict.kind.startswith("account_") or verdict.kind == "meter_asset22":
        return _complete(verdict.normalised)
    if verdict.kind in ("mobile", "landline"):
        return name_of_kind(verdict.kind)
    born = verdict.facts.get("birth")
    if not isinstance(born, date):
        return _("Check digit right") if verdict.kind in _CHECKED else _("Form is right")
    sex = str(verdict.facts.get("sex"))
    if sex not in _SEXES:
        return _("Check digit right · {year}").format(year=born.year)
    return _("Check digit right · {sex} {year}").format(sex=_(_SEXES[sex]), year=born.year)


_CHECKED = frozenset({"uscc", "organisation_code", "association_licence"})


def _code(problem: Problem) -> str:
    if problem.code == "number_out_of_range":
        if problem.facts.get("maximum") is None:
            return "number_too_small"
        if problem.facts.get("minimum") is None:
            return "number_too_big"
    return problem.code


def _facts(problem: Problem) -> Mapping[str, str]:
    return {name: _fact(name, value) for name, value in problem.facts.items()}


def _fact(name: str, value: object) -> str:
    if name == "paper" and value in identity.KINDS:
        return name_of_kind(str(value))
    if name == "customer_class":
        return say_customer_class(str(value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _listed(value: object) -> str:
    if isinstance(value, (tuple, list)):
        return _(" or ").join(str(part) for part in value)
    return str(value)
