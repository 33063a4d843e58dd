"""Labels of special customers: given on evidence, looked at again by somebody else, gone by themselves on their day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from msgspec import Struct

from counter_tui.db import ledger, station_keys
from counter_tui.db.store import Reading
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.facts.labels import LabelGiven, LabelReviewed, LabelWithdrawn
from counter_tui.domain.label import decide
from counter_tui.domain.label.decide import Label, LabelState
from counter_tui.domain.label.models import LabelKind
from counter_tui.domain.masking import mask_identity, mask_name
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.customers.advice import account_marks, subject_of
from counter_tui.services.reference.released import labels_in_force
from counter_tui.services.station import Once, Station, require_still_here

_NO_KIND = Words(zh="?", en="?")


class LabelLine(Struct, frozen=True):
    """A label in a list, the customer masked; an account stays in full. ``evidence`` by its name."""

    id: str
    kind: Words
    number: str
    name: str
    state: LabelState
    evidence: tuple[tuple[Words, str], ...]
    approved_by: str
    given_by: str
    given_on: date
    review_on: date
    review_due: bool
    until: date
    advice: Words


class LabelService:
    """Only who leads gives labels and takes them away; an auditor sees the record of all there were."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._kinds = Once(self._read_kinds)

    def _read_kinds(self) -> tuple[LabelKind, ...]:
        with self._station.store.reading() as connection:
            return labels_in_force(connection, self._today())

    def kinds(self) -> tuple[LabelKind, ...]:
        """The kinds of labels there are."""
        return self._kinds()

    def list(self, actor: Actor, *, record: bool = False) -> tuple[LabelLine, ...]:
        """The labels that hold today, those to look at again first; with ``record`` all there ever were.

        Raises RuleBroken("not_allowed"): the record is for auditors and who leads.
        """
        require(actor, "see_labels")
        today = self._today()
        with self._station.store.reading() as connection:
            recorded = ledger.of_types(connection, LabelGiven.type, LabelReviewed.type, LabelWithdrawn.type)
            name_of = self._station.names(connection)
        lines = [
            self._line(subject, label, today, name_of)
            for subject, labels in _by_customer(recorded)
            for label in labels
            if record or label.state(today) == "holds"
        ]
        return tuple(sorted(lines, key=lambda line: (line.state != "holds", line.review_on, line.id)))

    def give(
        self,
        actor: Actor,
        kind: str,
        number: str,
        name: str,
        *,
        evidence: Mapping[str, str],
        approved_by: str,
        until: date | None = None,
    ) -> LabelLine:
        """A label for the customer with this account or identity number; without ``until`` as long as is proposed.

        Raises RuleBroken("label_kind_unknown") and what ``domain.label.decide`` raises.
        """
        require(actor, "give_labels")
        known = self._kind(kind)
        if known is None:
            raise RuleBroken("label_kind_unknown", kind=kind)
        today = self._today()
        about, written = decide.whose_number(number, today)
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            subjects = _subjects(writing.connection, about, written)
            histories = [ledger.facts_of(writing.connection, each) for each in subjects]
            subject, history = subjects[-1], histories[-1]
            fact = decide.decide_give(
                actor,
                known,
                number,
                name,
                evidence=evidence,
                approved_by=approved_by,
                until=until or today + timedelta(days=known.days),
                today=today,
                labels=[label for each in histories for label in decide.fold_labels(each)],
            )
            recorded = writing.append(subject, [fact], actor.staff_no)
            labels = decide.fold_labels([*history, *recorded])
            return self._line(subject, labels[-1], today, self._station.names(writing.connection))

    def review(self, actor: Actor, label_id: str) -> None:
        """The label stands, says somebody who did not give it."""
        self._change(actor, label_id, lambda label, today: decide.decide_review(actor, label, today))

    def withdraw(self, actor: Actor, label_id: str, why: str) -> None:
        """The label is taken away."""
        self._change(actor, label_id, lambda label, today: decide.decide_withdraw(actor, label, why, today))

    def _change(
        self,
        actor: Actor,
        label_id: str,
        decided: Callable[[Label, date], LabelReviewed | LabelWithdrawn],
    ) -> None:
        require(actor, "give_labels")
        customer, _colon, name = label_id.partition(":")
        try:
            subject = subject_of(customer)
        except ValueError:
            raise RuleBroken("label_not_in_force") from None
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            labels = decide.fold_labels(ledger.facts_of(writing.connection, subject))
            label = next((each for each in labels if each.given.label == name), None)
            if label is None:
                raise RuleBroken("label_not_in_force")
            writing.append(subject, [decided(label, self._today())], actor.staff_no)

    def _today(self) -> date:
        return self._station.clock.now().astimezone(self._station.zone).date()

    def _kind(self, code: str) -> LabelKind | None:
        return next((kind for kind in self._kinds() if kind.code == code), None)

    def _line(self, subject: Subject, label: Label, today: date, name_of: Callable[[str], str]) -> LabelLine:
        given, kind = label.given, self._kind(label.given.kind)
        names = {each.code: each.name for each in kind.evidence} if kind else {}
        state = label.state(today)
        return LabelLine(
            id=f"{subject.id.hex()}:{given.label}",
            kind=kind.name if kind else Words(zh=given.kind, en=given.kind),
            number=given.number if given.about == "account" else mask_identity(given.number),
            name=mask_name(given.name),
            state=state,
            evidence=tuple(
                (names.get(code) or Words(zh=code, en=code), given.evidence[code])
                for code in sorted(given.evidence, key=[*names, *given.evidence].index)
            ),
            approved_by=given.approved_by,
            given_by=name_of(label.given_by),
            given_on=label.given_at.astimezone(self._station.zone).date(),
            review_on=label.review_on,
            review_due=state == "holds" and label.review_on <= today,
            until=given.until,
            advice=kind.advice if kind else _NO_KIND,
        )


def _subjects(connection: Reading, about: str, number: str) -> list[Subject]:
    """The customer as each key of the station writes him, as the one in use does last."""
    of = station_keys.customer_marks if about == "identity" else account_marks
    return [subject_of(mark) for mark in of(connection, number)]


def _by_customer(recorded: Iterable[Recorded]) -> list[tuple[Subject, tuple[Label, ...]]]:
    customers: dict[Subject, list[Recorded]] = {}
    for entry in recorded:
        customers.setdefault(entry.subject, []).append(entry)
    return [(subject, decide.fold_labels(facts)) for subject, facts in customers.items()]
