"""Working on matters: tasks, promises, double records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from counter_tui.domain.matter.hand_over import Receiver
from support.roles.ready import plain, with_bill, without_ratings
from support.roles.trying import DUE, Calls, Ready, Trying
from support.stations import WANG


def _on(matter: Callable[[Trying], str], act: str, *given: Any) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        known = matter(t)
        return lambda: getattr(t.services.matters, act)(t.actor, known, *given)

    return ready


def _with_task(act: str, *given: str) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        matter = t.bill()
        view = t.services.tasks.give(WANG, matter, "核对电费", DUE, unit="BILLING")
        return lambda: getattr(t.services.tasks, act)(t.actor, matter, view.tasks[0].task_id, *given)

    return ready


def _settling(t: Trying, matter: str) -> Ready:
    """Settling a record that came to nothing, of which the matter has none: that is all that is wrong."""
    act = without_ratings(
        "attention_settled",
        lambda t: t.services.attention.settle(t.actor, matter, "00" * 16, "以答复为准"),
    )
    return act(t)


def _with_paper(act: str, *given: Any) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        matter = t.connection()
        code = next(
            each["paper"]
            for line in t.services.exports.matters(WANG)
            for each in line["deferred"]
            if line["number"] == t.services.matters.view(WANG, matter).line.number
        )
        return lambda: getattr(t.services.matters, act)(t.actor, matter, code, *given)

    return ready


CALLS: Calls = {
    "attention.waiting": plain(lambda t: t.services.attention.waiting(t.actor)),
    "attention.settle": lambda t: _settling(t, t.bill()),
    "breaches.ledger": plain(lambda t: t.services.breaches.ledger(t.actor)),
    "matters.view": _on(Trying.bill, "view"),
    "matters.reveal": _on(Trying.bill, "reveal", "audit"),
    "matters.answer": _on(Trying.bill, "answer", "无误", "not_possible"),
    "matters.bounce": _on(Trying.offered, "bounce", "不是我的"),
    "matters.take": _on(Trying.offered, "take"),
    "matters.take_back": _on(Trying.given, "take_back"),
    "matters.close": _on(Trying.informed, "close"),
    "matters.collect": _with_paper("collect"),
    "matters.waive": _with_paper("waive", "已核验"),
    "matters.ask_waiver": _with_paper("ask_waiver", "证件在外地"),
    "matters.decide_handling": _on(Trying.bill, "decide_handling", "103", "不再来回"),
    "tasks.give": with_bill(lambda t, m: t.services.tasks.give(t.actor, m, "核对电费", DUE, to="103")),
    "tasks.take": _with_task("take"),
    "tasks.done": _with_task("done", "无误"),
    "tasks.give_back": _with_task("give_back", "不归我管"),
    "tasks.cancel": _with_task("cancel", "不用了"),
    "matters.correct": _on(Trying.bill, "correct", "remark", "补记"),
    "matters.hand_over": _on(Trying.bill, "hand_over", Receiver("103"), "needs_site"),
    "matters.inform": _on(Trying.answered, "inform", "phone"),
    "first_contact.called": with_bill(
        lambda t, m: t.services.first_contact.called(t.actor, m, "还在核对", None)
    ),
    "first_contact.promise_call": with_bill(lambda t, m: t.services.first_contact.promise_call(t.actor, m)),
    "first_contact.do_step": with_bill(
        lambda t, m: t.services.first_contact.do_step(t.actor, m, "limit_told", "五个工作日内")
    ),
    "first_contact.set_scope": with_bill(
        lambda t, m: t.services.first_contact.set_scope(t.actor, m, "company", "CALL95598")
    ),
    "matters.pause": _on(Trying.bill, "pause", "customer_works"),
    "matters.resume": _on(Trying.paused, "resume"),
    "matters.reach_stage": _on(Trying.staged, "reach_stage"),
    "matters.withdraw": _on(Trying.bill, "withdraw", "不办了"),
    "matters.arrived": _on(Trying.waiting, "arrived", "meter"),
    "matters.note": _on(Trying.bill, "note", "备注"),
    "matters.undo": _on(Trying.noted, "undo"),
    "reassigning.workload": plain(lambda t: t.services.reassigning.workload(t.actor, "102")),
    "reassigning.move": with_bill(lambda t, _m: t.services.reassigning.move(t.actor, "102", ["103"], "病假")),
}
