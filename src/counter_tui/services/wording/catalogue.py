"""Why a data file of the catalogue was refused, in words that find the place."""

from __future__ import annotations

from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.i18n import N_, _

PROBLEMS = {
    "missing": N_("is missing"),
    "empty": N_("is empty"),
    "unknown_field": N_("is not known here"),
    "not_one_of": N_("may not be: {detail}"),
    "wrong_form": N_("has the wrong form: {detail}"),
    "wrong_type": N_("is of the wrong type: {detail}"),
    "out_of_range": N_("is out of range: {detail}"),
    "not_a_table": N_("must be a block: {detail}"),
    "not_a_list": N_("must be a list: {detail}"),
    "not_utf8": N_("is not in UTF-8"),
    "not_toml": N_("cannot be read: {detail}"),
    "twice": N_("is given twice: {detail}"),
    "reserved": N_("uses a reserved word: {detail}"),
    "overlaps": N_("runs at the same time as another promise with this code: {detail}"),
    "no_such_family": N_("names a family that does not exist: {detail}"),
    "no_such_paper": N_("names a paper that does not exist: {detail}"),
    "no_such_stage": N_("names a stage that does not exist: {detail}"),
    "stage_not_passed": N_("names a stage that only some of these requests pass: {detail}"),
    "not_for_the_first": N_("is not for the first stage"),
    "no_such_event": N_("names an event that does not exist: {detail}"),
    "no_such_field": N_("names a form field that does not exist: {detail}"),
    "no_such_choice": N_("names a choice that does not exist: {detail}"),
    "no_such_promise": N_("names no public promise of this kind: {detail}"),
    "no_such_concept": N_("names a list of words that does not exist: {detail}"),
    "no_such_rule": N_("names a rule that does not exist: {detail}"),
    "no_class_of_the_kind": N_("names a class of customers the kind does not serve: {detail}"),
    "one_identity_paper": N_("must hold exactly one paper to bring now for {detail}"),
    "no_identity_paper": N_("must hold no paper to bring now for {detail}"),
    "only_for_deferrable": N_("is only for papers that can come later"),
    "not_for_now": N_("is not for the paper to bring now"),
    "not_after_start": N_("must come after the start: {detail}"),
    "needs_choices": N_("must list the choices"),
    "no_choices_here": N_("is only for choice fields, not {detail}"),
    "only_for_numbers": N_("is only for numbers, not {detail}"),
    "default_does_not_fit": N_("does not fit its field: {detail}"),
    "five_levels": N_("must be the five levels 5, 4, 3, 2, 1, not {detail}"),
}
"""Every problem a file can be refused for, with its words."""


def catalogue_broken(error: CatalogueBroken) -> str:
    """One sentence: file, block, field and what is wrong with it."""
    problem = _(PROBLEMS[error.problem]).format(detail=error.detail)
    if not error.field:
        return _("{file}, {block}: {problem}").format(file=error.file, block=error.block, problem=problem)
    return _("{file}, {block}, field “{field}” {problem}").format(
        file=error.file, block=error.block, field=error.field, problem=problem
    )
