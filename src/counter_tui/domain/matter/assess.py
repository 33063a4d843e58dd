"""What the rules make of a draft at once: which inputs do not fit, which papers are owed, what is promised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from counter_tui.domain import identity
from counter_tui.domain.catalogue import queries
from counter_tui.domain.catalogue.models import CustomerClass, Kind, Paper
from counter_tui.domain.facts.matter import PaperDeferred, PaperOnFile, PromiseGiven
from counter_tui.domain.identity.phones import phone_kind
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.numbers import account_kind
from counter_tui.domain.matter.on_file import Given, papers_on_file
from counter_tui.domain.matter.problems import Problem, look_at
from counter_tui.domain.matter.promises import give_promise

PAPER_DUE_WORKING_DAYS = 3
"""Proposal where the sources name no date: a deferred paper is due this many working days after the acceptance."""


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
    inputs = look_at(draft, kind, customer_class, verdicts, context)
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
    return Assessment(
        kind,
        customer_class,
        verdicts,
        inputs.problems,
        now,
        deferred,
        promises,
        inputs.doubts,
        on_file,
        by_number,
        inputs.later,
    )


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
