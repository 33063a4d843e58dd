"""Checks of the hall: which are due and who did them; what failed is to be put right, written in the same breath."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from counter_tui.db import begun, ledger
from counter_tui.db.reading import actions, checklists, leading
from counter_tui.db.rows import checks as check_rows
from counter_tui.db.store import Reading, Writing
from counter_tui.db.subjects import ACTION_ITEM
from counter_tui.domain.actions.decide import due_in, set_item
from counter_tui.domain.checks import decide, due
from counter_tui.domain.checks.lists import CheckItem, CheckList, in_force, list_of
from counter_tui.domain.checks.state import fold_day, fold_item
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact, Subject
from counter_tui.domain.facts.checks import CheckAnswer
from counter_tui.domain.ids import make_id
from counter_tui.domain.matter.context import Context
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.text import fold_code
from counter_tui.services.actions.service import name_problem
from counter_tui.services.checks.sheet import Sheet
from counter_tui.services.checks.words import act_of
from counter_tui.services.reference.checks import load_checks
from counter_tui.services.station import Once, Station, require_still_here
from counter_tui.services.views.checks import Checked, Fault, ItemTrend, ListView


class CheckService:
    """Whoever works in the hall looks; whoever leads says what is looked at."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._lists = Once(load_checks)

    def lists(self, actor: Actor, day: date | None = None) -> tuple[ListView, ...]:
        """All lists as they stand on a day (else today), in the order of the data."""
        require(actor, "see_matters")
        with self._station.store.reading() as connection:
            return self._sheet(connection, day).lists()

    def trend(self, actor: Actor, day: date | None = None) -> tuple[ItemTrend, ...]:
        """What failed in the ninety days up to a day (else today), what failed most of late first."""
        require(actor, "see_matters")
        with self._station.store.reading() as connection:
            return self._sheet(connection, day).trend()

    def done(self, actor: Actor, list_code: str, answers: Sequence[CheckAnswer], owner: str = "") -> Checked:
        """Somebody looked at some or all items of a list, now; each that failed becomes an action item with it.

        The lead puts it right unless an ``owner`` is named. Raises RuleBroken: "check_list_unknown", "staff_left",
        and what ``require_writer``, ``decide_done`` and ``decide_owner`` raise.
        """
        with self._station.store.writing() as writing:
            return look_at(self._station, self._lists(), writing, actor, list_code, answers, owner)

    def add(
        self, actor: Actor, list_code: str, name: str, failed: str, who: str, *, required: bool = False
    ) -> str:
        """Add an item of the station's own to a list; its code.

        Raises RuleBroken("check_list_unknown"), "staff_left" or what ``decide_add`` raises.
        """
        check = list_of(self._lists(), list_code)
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            context, items = self._station.context(actor), self._items(writing.connection, check)
            code = "own_" + writing.pen.random(5).hex()
            fact = decide.decide_add(context, check, items, code, name, failed, who, required=required)
            writing.append(check_rows.item_subject(code), [fact], actor.staff_no)
        return code

    def drop(self, actor: Actor, item: str, reason: str = "") -> None:
        """Look at an item no more.

        Raises RuleBroken("staff_left") or what ``decide_drop`` raises.
        """
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            check, items = self._list_with(writing.connection, item)
            fact = decide.decide_drop(self._station.context(actor), check, items, item, reason)
            self._change(writing, actor, item, fact)

    def restore(self, actor: Actor, item: str) -> None:
        """Look at a dropped item again. Raises RuleBroken("staff_left") or what ``decide_restore`` raises."""
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            known = fold_item(ledger.facts_of(writing.connection, check_rows.item_subject(item)))
            self._change(writing, actor, item, decide.decide_restore(self._station.context(actor), known))

    def _change(self, writing: Writing, actor: Actor, item: str, fact: Fact) -> None:
        subject = check_rows.item_subject(item)
        history = ledger.facts_of(writing.connection, subject)
        seen = history[-1].fact_id if history else b""
        writing.append(subject, [fact], actor.staff_no, seen, history)

    def _items(self, connection: Reading, check: CheckList) -> tuple[CheckItem, ...]:
        return in_force(check, checklists.changes(connection))

    def _list_with(self, connection: Reading, item: str) -> tuple[CheckList, tuple[CheckItem, ...]]:
        changes = checklists.changes(connection)
        for check in self._lists():
            items = in_force(check, changes)
            if any(each.code == item for each in items):
                return check, items
        raise RuleBroken("check_item_unknown", item=item)

    def _sheet(self, connection: Reading, day: date | None) -> Sheet:
        now: datetime = self._station.clock.now()
        return Sheet(self._station, connection, self._lists(), day or self._station.rules.day_of(now), now)


def look_at(
    station: Station,
    lists: Sequence[CheckList],
    writing: Writing,
    actor: Actor,
    list_code: str,
    answers: Sequence[CheckAnswer],
    owner: str = "",
) -> Checked:
    """The same as ``CheckService.done`` inside a transaction. Raises what that raises."""
    check, connection = list_of(lists, list_code), writing.connection
    require_still_here(connection, actor)
    context = station.context(actor, connection)
    lead = leading.lead(connection)
    items = in_force(check, checklists.changes(connection))
    day = due.begins(check.due, context.today)
    fact = decide.decide_done(context, check, items, day, answers, lead)
    owner = decide.decide_owner(context, fold_code(owner), lead, leading.standing_now(connection))
    subject = check_rows.day_subject(check.code, day)
    history = ledger.facts_of(connection, subject)
    seen = history[-1].fact_id if history else b""
    after = fold_day([*history, *writing.append(subject, [fact], actor.staff_no, seen, history)])
    named = _named(writing, context, items, fact.answers, owner, station.names(connection))
    begun.discard(connection, station.subject.id, actor.staff_no, act_of(check.code))
    return Checked(day, () if after is None else after.missing, named)


def _named(
    writing: Writing,
    context: Context,
    items: Sequence[CheckItem],
    answers: Sequence[CheckAnswer],
    owner: str,
    name_of: Callable[[str], str],
) -> tuple[Fault, ...]:
    failed = {each.item: each.words for each in answers if each.result == "failed"}
    return tuple(
        _problem(writing, context, item, failed[item.code], owner, name_of)
        for item in items
        if item.code in failed
    )


def _problem(
    writing: Writing,
    context: Context,
    item: CheckItem,
    words: str,
    owner: str,
    name_of: Callable[[str], str],
) -> Fault:
    by = due_in(item.mend, context.today, context.rules.calendar)
    # The item's name is not among the words: whoever reads them reads it in his own language.
    fact = set_item(context, words, owner, by, "", "check", item.code)
    subject = Subject(ACTION_ITEM, make_id(context.now, writing.pen.random(10)))
    named = name_problem(writing, context, subject, fact)
    row = actions.read(writing.connection, bytes.fromhex(named.item_id))
    owner, by = (row.owner, date.fromisoformat(row.due)) if row else (owner, by)
    return Fault(named.item_id, named.how, item.name, name_of(owner), by)
