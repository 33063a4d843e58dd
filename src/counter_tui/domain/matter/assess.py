"""What the rules make of a draft at once: which inputs do not fit, which papers are owed, what is promised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain import identity
from counter_tui.domain.catalogue import queries
from counter_tui.domain.catalogue.models import CustomerClass, FormField, Kind, Paper
from counter_tui.domain.facts.matter import PaperDeferred, PaperOnFile, PromiseGiven
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.numbers import account_kind, number_kind, phone_kind
from counter_tui.domain.matter.on_file import Given, papers_on_file
from counter_tui.domain.matter.promises import give_promise
from counter_tui.domain.text import fold, fold_prose

PAPER_DUE_WORKING_DAYS = 3
"""Proposal where the sources name no date: a deferred paper is due this many working days after the acceptance."""

LATER = {"address_missing": "address", "place_missing": "place"}
"""What is completed later the same day where it is missing at peak times, by the problem it is otherwise."""

_ORDER = ("id_number", "account", "name", "kind", "customer_class", "phone", "address")
_BELOW = ("agent_name", "agent_id_number", "phone2", "remark")
_NAMES = ("name", "agent_name")
_LONGEST_TEXT = 500


class Problem(Struct, frozen=True):
    """An input that does not fit: the field it stands in, a code and its facts; of a kind's own field its ``label``."""

    field: str
    code: str
    facts: Mapping[str, object]


class Assessment(Struct, frozen=True):
    """What the rules make of a draft; ``doubts`` are inputs to look at again that refuse nothing.

    ``by_number`` are papers that are here because their number was taken down, beside the one needed now. ``later`` is
    what is missing and completed later the same day, because it is peak.
    """

    kind: Kind | None
    customer_class: CustomerClass | None
    verdicts: Mapping[str, identity.Verdict]
    problems: tuple[Problem, ...]
    now_papers: tuple[Paper, ...]
    deferred: tuple[PaperDeferred, ...]
    promises: tuple[PromiseGiven, ...]
    doubts: tuple[Problem, ...] = ()
    on_file: tuple[PaperOnFile, ...] = ()
    by_number: tuple[Paper, ...] = ()
    later: tuple[str, ...] = ()

    @property
    def acceptable(self) -> bool:
        """Whether the draft can be accepted as it stands."""
        return not self.problems


def assess(draft: Draft, context: Context, given: Sequence[Given] = ()) -> Assessment:
    """What the rules make of the draft now; ``given`` are papers of this customer's earlier matters."""
    kind = queries.known_kind(context.rules.catalogue, draft.kind) if draft.kind else None
    customer_class = class_of(draft, kind, context)
    verdicts = verdicts_of(draft, context)
    problems = [*_identity_problems(draft, kind, customer_class, context)]
    problems += _number_problems(verdicts)
    places = _place_problems(draft, kind)
    comes_later = context.peak and kind is not None and place_comes_later(kind)
    later = tuple(LATER[missing.code] for missing in places) if comes_later else ()
    problems += [] if comes_later else places
    problems += _field_problems(draft, kind, context)
    odd_names = [odd for field in _NAMES if (odd := check_name(field, getattr(draft, field), context.today))]
    problems += [odd for odd in odd_names if odd.code == "name_is_number"]
    problems.sort(key=_place)
    promises: tuple[PromiseGiven, ...] = ()
    now: tuple[Paper, ...] = ()
    deferred: tuple[PaperDeferred, ...] = ()
    on_file: tuple[PaperOnFile, ...] = ()
    by_number: tuple[Paper, ...] = ()
    if kind is not None and customer_class is not None:
        promises = promises_of(draft, kind, customer_class, context)
        asked = _asked(draft, kind, customer_class)
        on_file = papers_on_file(draft, kind, asked, given, context.today) if given else ()
        by_number = tuple(paper for paper in asked if _shown_by_number(paper, verdicts))
        here = [*(each.paper for each in on_file), *(each.code for each in by_number)]
        now, deferred = papers_of(draft, kind, customer_class, promises, context, here)
    doubts = tuple(odd for odd in odd_names if odd not in problems) + _own_agent(verdicts)
    return Assessment(
        kind,
        customer_class,
        verdicts,
        tuple(problems),
        now,
        deferred,
        promises,
        doubts,
        on_file,
        by_number,
        later,
    )


def _place(problem: Problem) -> int:
    """Where on the form a problem stands: what every request has, then the kind's own fields, then the rest."""
    if problem.field in _ORDER:
        return _ORDER.index(problem.field)
    return len(_ORDER) + (1 + _BELOW.index(problem.field) if problem.field in _BELOW else 0)


def class_of(draft: Draft, kind: Kind | None, context: Context) -> CustomerClass | None:
    """The customer's class: the one chosen, else the first of the kind's that may show this paper."""
    if draft.customer_class is not None:
        return draft.customer_class
    classes = kind.classes if kind else tuple(context.rules.catalogue.identity_kinds)
    for customer_class in classes:
        if draft.id_kind in context.rules.catalogue.identity_kinds.get(customer_class, ()):
            return customer_class
    return classes[0] if kind and classes and not draft.id_kind else None


def promises_of(
    draft: Draft, kind: Kind, customer_class: CustomerClass, context: Context
) -> tuple[PromiseGiven, ...]:
    """The promises an acceptance now would give."""
    rules = context.rules
    values = {field.code: draft.fields.get(field.code, field.default) for field in kind.fields}
    chosen = queries.promises_for(kind, rules.profile, rules.area, customer_class, values)
    return tuple(give_promise(rule, context.now, rules) for rule in chosen if rule.starts == "accepted")


def papers_of(
    draft: Draft,
    kind: Kind,
    customer_class: CustomerClass,
    promises: tuple[PromiseGiven, ...],
    context: Context,
    here: Iterable[str] = (),
) -> tuple[tuple[Paper, ...], tuple[PaperDeferred, ...]]:
    """The paper needed now, and the papers accepted later with who collects them and by when.

    ``here`` are codes of papers that need not come, beside those the draft says are in hand.
    """
    papers = _asked(draft, kind, customer_class)
    here = {*draft.papers_shown, *here}
    missing = [p for p in papers if p.timing == "deferrable" and p.code not in here]
    due = paper_due(promises, context)
    deferred = [_deferred(paper, kind, due) for paper in missing]
    if deferred:
        letters = [p for p in papers if p.timing == "if_deferred" and p.code not in draft.papers_shown]
        deferred += [_deferred(paper, kind, context.today) for paper in letters]
    return tuple(p for p in papers if p.timing == "now"), tuple(deferred)


def _asked(draft: Draft, kind: Kind, customer_class: CustomerClass) -> tuple[Paper, ...]:
    """The papers this draft asks for, whether they are here or not."""
    return queries.papers_for(kind, customer_class, draft.fields, agent=bool(draft.agent_name.strip()))


def _shown_by_number(paper: Paper, verdicts: Mapping[str, identity.Verdict]) -> bool:
    verdict = verdicts.get(paper.shown_by) if paper.shown_by else None
    return verdict is not None and verdict.valid


def paper_due(promises: tuple[PromiseGiven, ...], context: Context) -> date:
    """The day a deferred paper is due: some working days from now, at latest the day before the nearest promise."""
    calendar = context.rules.calendar
    day, counted = context.today, 0
    while counted < PAPER_DUE_WORKING_DAYS:
        day += timedelta(days=1)
        counted += calendar.is_working(day)
    ends = [promise.due_day for promise in promises if promise.due_day and promise.standing == "public"]
    latest = min(ends) - timedelta(days=1) if ends else day
    while latest > context.today and not calendar.is_working(latest):
        latest -= timedelta(days=1)
    return max(min(day, latest), context.today)


def _deferred(paper: Paper, kind: Kind, due: date) -> PaperDeferred:
    before = paper.due_before or (kind.stages[0].code if kind.stages else "answer")
    return PaperDeferred(
        paper=paper.code,
        name_zh=paper.name.zh,
        name_en=paper.name.en,
        collector=paper.collector,
        before=before,
        due_day=due,
        letter=paper.timing == "if_deferred",
    )


def verdicts_of(draft: Draft, context: Context) -> dict[str, identity.Verdict]:
    """A verdict for each number that was typed."""
    found: dict[str, identity.Verdict] = {}
    if draft.id_number.strip() and draft.id_kind:
        found["id_number"] = identity.check(draft.id_kind, draft.id_number, context.today)
    for field in ("phone", "phone2"):
        if value := getattr(draft, field).strip():
            found[field] = identity.check(phone_kind(value), value, context.today)
    if draft.account.strip():
        found["account"] = identity.check(account_kind(draft.account), draft.account, context.today)
    if draft.agent_id_number.strip():
        found["agent_id_number"] = identity.check("resident_id", draft.agent_id_number, context.today)
    return found


def _own_agent(verdicts: Mapping[str, identity.Verdict]) -> tuple[Problem, ...]:
    """The doubt whether somebody acts for himself: the customer's number stands in the agent's field too."""
    customer, agent = verdicts.get("id_number"), verdicts.get("agent_id_number")
    if customer is None or agent is None or not (customer.valid and agent.valid):
        return ()
    same = customer.normalised == agent.normalised
    return (Problem("agent_id_number", "agent_is_customer", {}),) if same else ()


def _identity_problems(
    draft: Draft,
    kind: Kind | None,
    customer_class: CustomerClass | None,
    context: Context,
) -> list[Problem]:
    if not draft.kind:
        return [Problem("kind", "kind_missing", {})]
    if kind is None:
        return [Problem("kind", "kind_unknown", {"kind": draft.kind})]
    problems: list[Problem] = []
    if kind.identity == "one_paper":
        if not draft.id_number.strip():
            problems.append(Problem("id_number", "identity_missing", {}))
        if not fold_prose(draft.name):
            problems.append(Problem("name", "name_missing", {}))
        allowed = context.rules.catalogue.identity_kinds.get(customer_class, ()) if customer_class else ()
        if draft.id_number.strip() and draft.id_kind not in allowed:
            problems.append(Problem("id_number", "paper_not_for_class", {"paper": draft.id_kind}))
    elif kind.identity == "account" and not (draft.account.strip() or fold_prose(draft.name)):
        problems.append(Problem("account", "account_or_name_missing", {}))
    if customer_class is not None and customer_class not in kind.classes:
        problems.append(Problem("kind", "class_not_served", {"customer_class": customer_class}))
    return problems


def _number_problems(verdicts: Mapping[str, identity.Verdict]) -> list[Problem]:
    return [
        Problem(field, verdict.code, {"verdict": verdict})
        for field, verdict in verdicts.items()
        if not verdict.valid
    ]


def _place_problems(draft: Draft, kind: Kind | None) -> list[Problem]:
    own = [
        draft.fields.get(each.code, "") for each in (kind.fields if kind else ()) if each.type == "account"
    ]
    missing = place_problem(kind, draft.address, [draft.account, *own]) if kind else None
    return [missing] if missing else []


def place_comes_later(kind: Kind) -> bool:
    """Whether the place may be completed later the same day: not where somebody goes there within hours."""
    return all(promise.unit not in ("minute", "hour") for promise in kind.promises)


def place_problem(kind: Kind, address: str, accounts: Iterable[str]) -> Problem | None:
    """What is missing for whoever works on it to find the place, or None.

    Any words will do as an address; for a supply that exists its account is enough.
    """
    if kind.place == "none" or fold_prose(address):
        return None
    if kind.place == "new":
        return Problem("address", "address_missing", {})
    return None if any(map(fold, accounts)) else Problem("address", "place_missing", {})


def _field_problems(draft: Draft, kind: Kind | None, context: Context) -> list[Problem]:
    problems = [
        Problem(field, "text_too_long", {"longest": _LONGEST_TEXT})
        for field in ("name", "address", "remark", "agent_name")
        if len(getattr(draft, field)) > _LONGEST_TEXT
    ]
    for field in kind.fields if kind else ():
        problem = check_field(field, draft.fields.get(field.code, field.default), context.today)
        if problem:
            problems.append(replace(problem, facts={**problem.facts, "label": field.name}))
    return problems


def check_name(field: str, name: str, today: date) -> Problem | None:
    """What is odd about a name: it is a number ("name_is_number"), or only has one ("name_has_number"); or None."""
    if identity.is_number(name, today):
        return Problem(field, "name_is_number", {})
    return Problem(field, "name_has_number", {}) if identity.has_number(name) else None


def check_field(field: FormField, typed: str, today: date) -> Problem | None:
    """What is wrong with a form field's value, or None."""
    where, value = f"field:{field.code}", fold(typed)
    if not value:
        missing = Problem(where, "words_missing" if field.type == "text" else "field_missing", {})
        return missing if field.required else None
    if len(value) > _LONGEST_TEXT:
        return Problem(where, "text_too_long", {"longest": _LONGEST_TEXT})
    if field.type == "number":
        return _check_number(field, where, value)
    if field.type == "choice" and value not in {choice.code for choice in field.choices}:
        return Problem(where, "choice_unknown", {})
    if field.type == "date":
        try:
            date.fromisoformat(value)
        except ValueError:
            return Problem(where, "date_unreadable", {})
    if holds := number_kind(field, value):
        verdict = identity.check(holds, value, today)
        if not verdict.valid:
            return Problem(where, verdict.code, {"verdict": verdict})
    return None


def _check_number(field: FormField, where: str, value: str) -> Problem | None:
    try:
        number = float(value)
    except ValueError:
        return Problem(where, "number_unreadable", {})
    low = field.minimum if field.minimum is not None else float("-inf")
    high = field.maximum if field.maximum is not None else float("inf")
    if not low <= number <= high:
        return Problem(where, "number_out_of_range", {"minimum": field.minimum, "maximum": field.maximum})
    return None
