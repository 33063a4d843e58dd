"""Giving a label, looking at it again, taking it away; and which of them hold on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain import identity
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.labels import (
    LabelAbout,
    LabelEnd,
    LabelGiven,
    LabelReviewed,
    LabelWithdrawn,
)
from counter_tui.domain.label.models import LabelKind
from counter_tui.domain.matter.numbers import account_kind
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.text import fold_code, fold_prose

LONGEST = 60
"""Characters a name, a number of evidence or an approval may have at most."""
LabelState = Literal["holds", "expired", "withdrawn"]


class Label(Struct, frozen=True):
    """A label as its facts tell it; ``given_by`` is a staff number."""

    given: LabelGiven
    given_by: str
    given_at: datetime
    review_on: date
    withdrawn: LabelEnd | Literal[""] = ""

    def state(self, today: date) -> LabelState:
        """Whether it holds on this day: to the end of its last day, unless it was taken away."""
        if self.withdrawn:
            return "withdrawn"
        return "holds" if today <= self.given.until else "expired"


def fold_labels(recorded: Iterable[Recorded]) -> tuple[Label, ...]:
    """The labels of one customer in the order they were given; a fact about none of them changes nothing."""
    labels: dict[str, Label] = {}
    for entry in sorted(recorded, key=lambda each: each.order):
        fact = entry.fact
        if isinstance(fact, LabelGiven):
            # Two PCs may have given one under the same name: the first keeps it.
            labels.setdefault(fact.label, Label(fact, entry.actor, entry.at, fact.review_on))
        elif isinstance(fact, LabelReviewed) and fact.label in labels:
            labels[fact.label] = replace(labels[fact.label], review_on=fact.review_on)
        elif isinstance(fact, LabelWithdrawn) and fact.label in labels:
            labels[fact.label] = replace(labels[fact.label], withdrawn=fact.why)
    return tuple(labels.values())


def whose_number(number: str, today: date) -> tuple[LabelAbout, str]:
    """What a typed number is, an account or an identity number, and how it is written.

    Raises RuleBroken("label_number_unfit").
    """
    folded = fold_code(number)
    account = identity.check(account_kind(folded), folded, today)
    if account.valid:
        return "account", account.normalised
    for kind in identity.guess_kinds(folded):
        verdict = identity.check(kind, folded, today)
        if verdict.valid:
            return "identity", verdict.normalised
    raise RuleBroken("label_number_unfit")


def decide_give(
    actor: Actor,
    kind: LabelKind,
    number: str,
    name: str,
    *,
    evidence: Mapping[str, str],
    approved_by: str,
    until: date,
    today: date,
    labels: Sequence[Label],
) -> LabelGiven:
    """A label for a customer who has these so far.

    Raises RuleBroken("label_number_unfit"), "name_missing", "label_evidence_missing" (``evidence_zh``,
    ``evidence_en``), "label_evidence_foreign" (``evidence``) for evidence of another kind, "label_approval_missing",
    "label_until_past", "label_until_far" (``days``), or "label_twice" while one of this kind holds.
    """
    require(actor, "give_labels")
    about, number = whose_number(number, today)
    shown = {code: fold_prose(text)[:LONGEST] for code, text in evidence.items() if fold_prose(text)}
    _require_evidence(kind, shown)
    if not fold_prose(name):
        raise RuleBroken("name_missing")
    if not fold_prose(approved_by):
        raise RuleBroken("label_approval_missing")
    if until < today:
        raise RuleBroken("label_until_past")
    if until > today + timedelta(days=kind.longest):
        raise RuleBroken("label_until_far", days=kind.longest)
    if any(each.given.kind == kind.code and each.state(today) == "holds" for each in labels):
        raise RuleBroken("label_twice")
    return LabelGiven(
        label=f"{kind.code}-{1 + sum(each.given.kind == kind.code for each in labels)}",
        kind=kind.code,
        about=about,
        number=number,
        name=fold_prose(name)[:LONGEST],
        evidence=shown,
        approved_by=fold_prose(approved_by)[:LONGEST],
        review_on=_next_review(today, until),
        until=until,
    )


def _require_evidence(kind: LabelKind, shown: Mapping[str, str]) -> None:
    """All evidence a label of this kind needs has to be shown, and no other."""
    for each in kind.evidence:
        if each.code not in shown:
            raise RuleBroken("label_evidence_missing", evidence_zh=each.name.zh, evidence_en=each.name.en)
    if foreign := sorted(shown.keys() - {each.code for each in kind.evidence}):
        raise RuleBroken("label_evidence_foreign", evidence=foreign[0])


def decide_review(actor: Actor, label: Label, today: date) -> LabelReviewed:
    """The label stands, for somebody who did not give it.

    Raises RuleBroken("label_not_in_force") or "label_own_review".
    """
    require(actor, "give_labels")
    _require_holding(label, today)
    if actor.staff_no == label.given_by:
        raise RuleBroken("label_own_review")
    return LabelReviewed(label=label.given.label, review_on=_next_review(today, label.given.until))


def decide_withdraw(actor: Actor, label: Label, why: str, today: date) -> LabelWithdrawn:
    """The label is taken away. Raises RuleBroken("label_not_in_force") or "label_why_unknown"."""
    require(actor, "give_labels")
    _require_holding(label, today)
    ends: tuple[LabelEnd, ...] = get_args(LabelEnd)
    for known in ends:
        if known == why:
            return LabelWithdrawn(label=label.given.label, why=known)
    raise RuleBroken("label_why_unknown")


def _require_holding(label: Label, today: date) -> None:
    if label.state(today) != "holds":
        raise RuleBroken("label_not_in_force")


def _next_review(today: date, until: date) -> date:
    """Half of what is left, thirty days at most."""
    return min(today + timedelta(days=30), today + (until - today) / 2)
