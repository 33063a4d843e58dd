"""Taking requests in: drafts, the door, questions, labels, finding and revealing customers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from counter_tui.services.views.context import Whose
from support.labels import labelled
from support.roles.people import HEAD
from support.roles.ready import another_lead, plain, with_bill, with_connection
from support.roles.trying import ACCOUNT, Calls, Ready, Trying
from support.stations import BILL, LI, WANG


def _with_draft(call: Callable[[Trying, Any], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        draft = t.draft()
        return lambda: call(t, draft)

    return ready


def _with_question(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        question = t.question()
        return lambda: call(t, question)

    return ready


def _with_label(begins: str, call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    """Of a customer of his own, given by somebody else than who acts; the account begins so."""

    def ready(t: Trying) -> Ready:
        number = f"{begins}{t.actor.staff_no:>06}"
        label = labelled(t.services, WANG if t.actor != WANG else HEAD, number=number).id
        return lambda: call(t, label)

    return ready


CALLS: Calls = {
    "drafts.new": plain(lambda t: t.services.drafts.new(t.actor)),
    "drafts.save": plain(
        lambda t: t.services.drafts.save(t.actor, t.services.drafts.new(LI).with_values(name="单"))
    ),
    "drafts.load": _with_draft(lambda t, d: t.services.drafts.load(t.actor, d.draft_id)),
    "drafts.list": plain(lambda t: t.services.drafts.list(t.actor)),
    "drafts.discard": plain(
        lambda t: t.services.drafts.discard(t.actor, t.small.draft(t.owner, BILL).draft_id)
    ),
    "drafts.keep_words": with_bill(
        lambda t, m: t.services.drafts.keep_words(t.actor, m, "note", {"text": "备"})
    ),
    "drafts.drop_words": with_bill(lambda t, m: t.services.drafts.drop_words(t.actor, m, "note")),
    "acceptance.assess": _with_draft(lambda t, d: t.services.acceptance.assess(t.actor, d)),
    "acceptance.submit": plain(
        lambda t: t.services.acceptance.submit(
            t.actor,
            t.services.drafts.new(LI, kind=BILL).with_values(
                name="何静", phone="13812340009", fields={"content": "多"}
            ),
        )
    ),
    "context.strip": plain(lambda t: t.services.context.strip(t.actor, Whose(phone="13812340009"))),
    "contacts.view": with_bill(lambda t, m: t.services.contacts.view(t.actor, m)),
    "contacts.refresh": with_connection(lambda t, m: t.services.contacts.refresh(t.actor, m, "yes")),
    "contacts.put_off": with_connection(lambda t, m: t.services.contacts.put_off(t.actor, m)),
    "contacts.coverage": plain(lambda t: t.services.contacts.coverage(t.actor)),
    "door.end": _with_draft(lambda t, d: t.services.door.end(t.actor, d, "customer_wish", "客户说月底再来")),
    "door.accept_waiting": _with_draft(
        lambda t, d: t.services.door.accept_waiting(
            t.actor, d.with_values(phone="13812340009", fields={"content": "多"}), "people"
        )
    ),
    "door.not_accept": _with_draft(
        lambda t, d: t.services.door.not_accept(
            t.actor, d, "danger", "线路烧毁，已书面告知", *another_lead(t.actor)
        )
    ),
    "enquiries.new": plain(lambda t: t.services.enquiries.new(t.actor)),
    "enquiries.topics": plain(lambda t: t.services.enquiries.topics(t.actor)),
    "enquiries.day": plain(lambda t: t.services.enquiries.day(t.actor)),
    "enquiries.answer": plain(
        lambda t: t.services.enquiries.answer(t.actor, t.services.enquiries.new(LI), "bill")
    ),
    "enquiries.leave_open": plain(
        lambda t: t.services.enquiries.leave_open(t.actor, t.services.enquiries.new(LI), "bill", words="多")
    ),
    "enquiries.answer_later": _with_question(
        lambda t, q: t.services.enquiries.answer_later(t.actor, q, "阶梯电价")
    ),
    "enquiries.draft": _with_question(lambda t, q: t.services.enquiries.draft(t.actor, q)),
    "labels.list": plain(lambda t: t.services.labels.list(t.actor, record=True)),
    "labels.give": plain(lambda t: labelled(t.services, t.actor, number=f"3300{t.actor.staff_no:>06}")),
    "labels.review": _with_label("3301", lambda t, label: t.services.labels.review(t.actor, label)),
    "labels.withdraw": _with_label(
        "3302", lambda t, label: t.services.labels.withdraw(t.actor, label, "settled")
    ),
    "home.low": plain(lambda t: t.services.home.low(t.actor)),
    "home.view": plain(lambda t: t.services.home.view(t.actor)),
    "find.find": plain(lambda t: t.services.find.find(t.actor, "王")),
    "find.customers": plain(lambda t: t.services.find.customers(t.actor, "王")),
    "find.customer": plain(lambda t: t.services.find.customer(t.actor, ACCOUNT)),
    "reveals.begun": plain(lambda t: t.services.reveals.begun(t.actor, ACCOUNT)),
    "reveals.keep_words": plain(lambda t: t.services.reveals.keep_words(t.actor, ACCOUNT, {"own": "核对"})),
    "reveals.drop_words": plain(lambda t: t.services.reveals.drop_words(t.actor, ACCOUNT)),
    "reveals.customer": plain(lambda t: t.services.reveals.customer(t.actor, ACCOUNT, "audit")),
}
