"""The third column: what the app made of each input, in the colour of what it means."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from msgspec import Struct

from counter_tui.commands import Command
from counter_tui.commands import acceptance as commands
from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.matter.problems import Problem
from counter_tui.domain.text import fold
from counter_tui.i18n import _, ngettext
from counter_tui.services.views.acceptance import Assessed, OnFile
from counter_tui.services.wording.assess import say_phone_of, short_problem
from counter_tui.services.wording.particulars import say_customer_class
from counter_tui.widgets.roles import Piece, sign

Verdict = tuple[Piece, ...]
_CHECKED = ("id_number", "account", "agent_id_number")
_DOUBTFUL = ("name_is_number",)
_GROWING = ("too_short", "wrong_length", "area_code_missing")


class Look(Struct, frozen=True):
    """What the verdicts depend on besides the assessment.

    ``focused`` is the key of the field being typed in; ``unconfirmed`` are fields filled from the file that nobody has
    passed yet; ``insist`` says that the form was submitted, so that what is missing is said too;
    ``key_of`` names the key of a command.
    """

    focused: str
    unconfirmed: Collection[str]
    insist: bool
    plain: bool
    key_of: Callable[[Command], str]


def verdicts(assessed: Assessed, look: Look) -> dict[str, Verdict]:
    """The verdicts by the keys of the fields."""
    found: dict[str, Verdict] = {}
    for key, (good, text) in assessed.words.items():
        if good and text:
            found[key] = _good(key, text, look)
    found.update(_about_the_customer(assessed, look))
    for doubt in assessed.assessment.doubts:
        # What a customer on file is called is no mistake.
        if doubt.field != "name" or same_customer(assessed) is None:
            found[doubt.field] = _doubtful(doubt, look)
    if assessed.assessment.later:
        found["address"] = (Piece(_("may come later today"), "soon"),)
    for problem in assessed.assessment.problems:
        if look.insist or problem.field in assessed.words:
            found[_place(problem, assessed.assessment.kind)] = _bad(problem, look)
    return found


def first_problem(assessed: Assessed, shown: Collection[str]) -> str:
    """The key of the first field of the form that does not fit, empty when all do."""
    kind = assessed.assessment.kind
    places = {_place(problem, kind) for problem in assessed.assessment.problems}
    return next((key for key in shown if key in places), "")


def _place(problem: Problem, kind: Kind | None) -> str:
    """Where a problem is shown: a problem of the account stands at the kind's own account field if it has one."""
    own = kind is not None and any(each.code == "account" for each in kind.fields)
    if problem.field == "account" and own:
        return "field:account"
    return "customer_class" if problem.code == "class_not_served" else problem.field


def _good(key: str, text: str, look: Look) -> Verdict:
    if key in _CHECKED:
        return (Piece(sign("done", look.plain) + " " + text, "done"),)
    return (Piece(text, "secondary"),)


def _bad(problem: Problem, look: Look) -> Verdict:
    words = short_problem(problem)
    if problem.field == look.focused and problem.code in _GROWING and not look.insist:
        return (Piece(words, "quiet"),)
    if problem.code in _DOUBTFUL and not look.insist:
        return _doubtful(problem, look)
    return (Piece(sign("broken", look.plain) + " " + words, "broken"),)


def _doubtful(problem: Problem, look: Look) -> Verdict:
    return (Piece(f"{sign('soon', look.plain)} {short_problem(problem)}", "soon"),)


def _about_the_customer(assessed: Assessed, look: Look) -> Iterator[tuple[str, Verdict]]:
    made = assessed.assessment
    if made.kind is not None:
        yield "kind", (Piece(_needs(made.kind), "secondary"),)
        if len(made.kind.classes) == 1 and made.customer_class:
            own = say_customer_class(made.customer_class)
            yield "kind", (Piece(f"{_needs(made.kind)} · {own}", "secondary"),)
    if standing := _standing(assessed, look):
        yield "name", standing
    known = same_customer(assessed)
    if words := _about_the_phone(assessed, known, look):
        yield "phone", (Piece(words, "soon"),)
    if known is None:
        return
    if assessed.draft.address.strip() and known.transformer_area:
        place = known.transformer_area
        manager = _("manager {name}").format(name=known.manager) if known.manager else ""
        yield "address", (Piece("  ".join(filter(None, (place, manager))), "secondary"),)


def _about_the_phone(assessed: Assessed, known: OnFile | None, look: Look) -> str:
    if assessed.phone_of:
        return f"{sign('soon', look.plain)} {say_phone_of(assessed.phone_of)}"
    if known is None or "phone" not in look.unconfirmed:
        return ""
    if known.updated_on:
        return _("checked {month} · confirm").format(month=f"{known.updated_on:%Y-%m}")
    return _("on file · confirm")


def _needs(kind: Kind) -> str:
    if kind.identity == "one_paper":
        return _("one ID is enough")
    return _("account or name") if kind.identity == "account" else _("no paper needed")


def _standing(assessed: Assessed, look: Look) -> Verdict:
    count, on_file = len(assessed.open_matters), len(assessed.on_file)
    if on_file and same_customer(assessed) is None:
        words = ngettext("{count} on file", "{count} on file", on_file).format(count=on_file)
        return (Piece(words, "soon"), Piece(f"  {look.key_of(commands.ON_FILE)}", "accent"))
    if count:
        words = ngettext("{count} open", "{count} open", count).format(count=count)
        key = look.key_of(commands.OPEN_MATTERS)
        return (Piece(f"{_('known customer')} · {words}", "soon"), Piece(f"  {key}", "accent"))
    if on_file:
        return (Piece(_("known customer"), "secondary"),)
    verdict = assessed.assessment.verdicts.get("id_number")
    return (Piece(_("new customer"), "quiet"),) if verdict and verdict.valid else ()


def same_customer(assessed: Assessed) -> OnFile | None:
    """The customer on file the clerk has picked, else the surest whose name is the one on the form."""
    name = fold(assessed.draft.name)
    picked = [each for each in assessed.on_file if assessed.picked and each.account == assessed.picked]
    named = [each for each in assessed.on_file if name and fold(each.name) == name]
    return next(iter((*picked, *named)), None)
