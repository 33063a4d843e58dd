"""What a person may try on a matter now, and which rule refuses the rest."""

from __future__ import annotations

from collections.abc import Callable

from counter_tui.domain.errors import RuleBroken, allowed
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.letter.commitment import decide_letter
from counter_tui.domain.matter import (
    calls,
    charging,
    correct,
    ending,
    hand_over,
    register,
    tasks,
    waiting,
    work,
)
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.matter.revealing import decide_show
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.matter.tasks import Owner
from counter_tui.domain.price.book import Quote
from counter_tui.domain.promise import PAUSE_REASONS
from counter_tui.domain.revealing import REASONS
from counter_tui.domain.staff.roles import may


def acts(matter: Matter, history: list[Recorded], context: Context, quote: Quote) -> frozenset[str]:
    """The acts a person may try on a matter now: those the rules would not refuse whatever is typed."""
    trials = _trials(matter, history, context, quote)
    can = trials.keys() - refusals(matter, history, context, quote).keys()
    if allowed(lambda: work.decide_reach_stage(matter, context)) or _blocked_by_paper(matter, context):
        can.add("reach_stage")
    if may(context.actor.role, "accept"):
        can.add("print")
    return frozenset(can)


def register_acts(matter: Matter, context: Context) -> frozenset[str]:
    """What may be done about the matter's entry in the register of first contacts now."""
    trials: dict[str, Callable[[], object]] = {
        "print_entry": lambda: register.decide_print_entry(matter, context, ""),
        "sign_entry": lambda: register.decide_sign_entry(matter, context),
    }
    return frozenset(act for act, trial in trials.items() if allowed(trial))


def refusals(
    matter: Matter, history: list[Recorded], context: Context, quote: Quote
) -> dict[str, RuleBroken]:
    """The rules that refuse an act now whatever is typed, by act."""
    refused: dict[str, RuleBroken] = {}
    for name, trial in _trials(matter, history, context, quote).items():
        try:
            trial()
        except RuleBroken as broken:
            refused[name] = broken
    return refused


def undoes(history: list[Recorded], context: Context) -> str:
    """The recorded name of the fact that undoing would take back, empty where there is none."""
    try:
        undone = work.decide_undo(history, context).undone
    except RuleBroken:
        return ""
    return next(entry.fact.type for entry in history if entry.fact_id.hex() == undone)


def _trials(
    matter: Matter, history: list[Recorded], context: Context, quote: Quote
) -> dict[str, Callable[[], object]]:
    paper = matter.owed[0].paper if matter.owed else ""
    unasked = next((each.paper for each in matter.owed if each.asked_at is None), paper)
    return {
        "answer": lambda: ending.decide_answer(matter, context, "x", "not_possible", tasks_left=True),
        "give_task": lambda: tasks.decide_give(matter, context, "x", Owner(staff_no="?"), context.today),
        "inform": lambda: ending.decide_inform(matter, context, "phone"),
        "close": lambda: ending.decide_close(matter, context),
        "withdraw": lambda: ending.decide_withdraw(matter, context, "x"),
        "hand_over": lambda: hand_over.decide_hand_over(
            matter, context, Receiver(person="x", phone="13900000001"), "customer_wish"
        ),
        "take": lambda: hand_over.decide_take(matter, context),
        "bounce": lambda: hand_over.decide_bounce(matter, context, "x"),
        "take_back": lambda: hand_over.decide_take_back(matter, context),
        "decide_handling": lambda: hand_over.decide_handling(matter, context, "?", "x"),
        "collect": lambda: work.decide_collect(matter, context, paper),
        "waive": lambda: work.decide_waive(matter, context, paper, "x"),
        "ask_waiver": lambda: work.decide_ask_waiver(matter, context, unasked, "x"),
        "pause": lambda: work.decide_pause(matter, context, PAUSE_REASONS[0].code),
        "resume": lambda: work.decide_resume(matter, context),
        "arrived": lambda: waiting.decide_arrived(matter, context, next(iter(matter.waiting_for), "")),
        "charge": lambda: charging.decide_charge(
            matter, context, quote, [(item.code, 1) for item in quote.items[:1]], "cash"
        ),
        "void": lambda: charging.require_voidable(matter, context),
        "invoice": lambda: charging.decide_invoice(matter, context, "told"),
        "boundary": lambda: charging.decide_boundary(matter, context, quote),
        "charge_slip": lambda: charging.decide_slip(matter, ""),
        "note": lambda: work.decide_note(matter, context, "x"),
        "first_contact": lambda: calls.require_answerable(matter, context),
        "correct": lambda: correct.decide_correct(matter, context, "remark", matter.remark + "x"),
        "letter": lambda: decide_letter(matter, context, "", ""),
        "undo": lambda: work.decide_undo(history, context),
        "reveal": lambda: decide_show(matter, context, REASONS[0]),
    }


def _blocked_by_paper(matter: Matter, context: Context) -> bool:
    """Whether only an owed paper stands before the next stage: then trying says which."""
    try:
        work.decide_reach_stage(matter, context)
    except RuleBroken as error:
        return error.code == "paper_owed"
    return True
