"""How a matter ends: the answer, the customer who knows it, closing, and withdrawal."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import matter as facts
from counter_tui.domain.matter.calls import ahead, default_call, require_answerable
from counter_tui.domain.matter.charging import require_paid_explained
from counter_tui.domain.matter.confidence import is_reachable
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.matter.tasks import require_no_tasks
from counter_tui.domain.matter.work import (
    named,
    owed_before,
    require_no_offer,
    require_running,
    require_working,
    stages_left,
    written,
)
from counter_tui.domain.staff.roles import require


def decide_answer(
    matter: Matter,
    context: Context,
    answer: str,
    early: facts.EarlyEnd | Literal[""] = "",
    *,
    tasks_left: bool = False,
) -> facts.MatterAnswered:
    """The result the customer is to be told, once every stage is reached and every paper due before it is here.

    ``early`` says why there is a result before that, ``tasks_left`` that a lead answers in spite of open tasks. Raises
    RuleBroken("text_missing"), or "stages_left", "paper_before_answer" and "tasks_open" without them.
    """
    require_working(matter, context)
    require_no_offer(matter)
    text = written(answer, "text_missing")
    open_tasks = require_no_tasks(matter, context, left=tasks_left)
    missing = owed_before(matter, "answer")
    if not stages_left(matter, context) and not missing:
        return facts.MatterAnswered(answer=text, tasks_left=open_tasks)
    if not early:
        _require_stages(matter, context)
        raise RuleBroken("paper_before_answer", **named(missing[0]))
    return facts.MatterAnswered(answer=text, early=early, tasks_left=open_tasks)


def _require_stages(matter: Matter, context: Context) -> None:
    left = stages_left(matter, context)
    if left:
        name = left[0].name
        raise RuleBroken("stages_left", count=len(left), stage_zh=name.zh, stage_en=name.en)


def decide_inform(
    matter: Matter,
    context: Context,
    how: facts.InformedBy,
    reached: bool = True,
    next_call_at: datetime | None = None,
) -> facts.CustomerInformed | facts.CustomerNotReached:
    """The first contact, or his stand-in or a lead in his place, says whether the customer knows the answer.

    Whoever was not reached is called again: by ``next_call_at``, or the day and time of ``calls.default_call``.
    Raises RuleBroken("not_answered"), "call_in_the_past", or "not_first_contact" for anybody else
    (首问负责制: the first person asked answers for the matter until the customer knows the result).
    That there is no way to tell the customer is said by a lead alone: raises RuleBroken("not_allowed"), or
    "customer_reachable" where there is one.
    """
    require(context.actor, "work")
    require_running(matter)
    if matter.answered_at is None:
        raise RuleBroken("not_answered")
    require_answerable(matter, context)
    first = context.actor.staff_no == matter.first_contact
    if how == "no_contact":
        require(context.actor, "lead_matter")
        if is_reachable(matter.customer):
            raise RuleBroken("customer_reachable")
    if not reached:
        call = ahead(next_call_at or default_call(context), context)
        return facts.CustomerNotReached(how=how, next_call_at=call)
    return facts.CustomerInformed(how=how, stand_in_for="" if first else matter.first_contact)


def decide_close(matter: Matter, context: Context) -> facts.MatterClosed:
    """The matter ends.

    Raises RuleBroken("not_answered"), "not_informed", "papers_owed", "tasks_left", "offer_open", "boundary_open",
    "invoice_open", or "stages_left" where the answer did not end it early. The fact names the stages it counted on, so
    that a stage taken back elsewhere at the same time is noticed.
    """
    require_working(matter, context)
    require_no_offer(matter)
    if matter.answered_at is None:
        raise RuleBroken("not_answered")
    if matter.informed_at is None:
        raise RuleBroken("not_informed", first_contact=matter.first_contact)
    if matter.owed:
        raise RuleBroken("papers_owed", count=len(matter.owed))
    if tasks := matter.awaited_tasks:
        raise RuleBroken("tasks_left", count=len(tasks), what=tasks[0].what)
    require_paid_explained(matter)
    if not matter.early:
        _require_stages(matter, context)
    return facts.MatterClosed(stages=tuple(code for code, _at in matter.stages) if not matter.early else ())


def decide_withdraw(matter: Matter, context: Context, wish: str) -> facts.MatterWithdrawn:
    """The customer takes the request back; his words are kept. Raises RuleBroken("text_missing")."""
    require_working(matter, context)
    return facts.MatterWithdrawn(wish=written(wish, "text_missing"))
