"""``register``: the register of first contacts of a day, and its questions that stand open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.i18n import _, language
from counter_tui.services.wording.first_contact import say_scope

if TYPE_CHECKING:
    from datetime import tzinfo

    from counter_tui.services.views.register import OpenQuestion, RegisterDay, RegisterLine


def run(options: Options) -> int:
    """Show one entry a matter and one a question that stands open, the customer masked."""
    with opened(options) as services:
        register = services.register.day(actor_of(services, options), options.date)
        zone = services.station.zone
    if options.json:
        for line in register.lines:
            say_object(_object(line))
        for question in register.questions:
            say_object(_open_question(question))
    else:
        _words(register, zone)
    return DONE


def _object(line: RegisterLine) -> dict[str, object]:
    matter = line.matter
    return {
        "number": matter.number,
        "at": matter.accepted_at.isoformat(),
        "customer": matter.customer,
        "phone": line.phone,
        "asked": matter.kind.say(language()),
        "papers": list(line.papers),
        "first_contact": matter.first_contact,
        "handler": matter.handler,
        "scope": line.scope,
        "state": matter.state,
        "printed": line.printed,
        "signed_at": line.signed_at.isoformat() if line.signed_at else None,
    }


def _open_question(question: OpenQuestion) -> dict[str, object]:
    line = question.enquiry
    return {
        "number": "",
        "at": line.asked_at.isoformat(),
        "phone": question.contact,
        "asked": line.topic.say(language()),
        "first_contact": line.first_contact,
        "state": line.state,
        "due_at": line.due_at.isoformat() if line.due_at else None,
    }


def _words(register: RegisterDay, zone: tzinfo) -> None:
    from counter_tui.services.wording.register import say_count, say_papers, say_signature

    if not register.lines and not register.questions:
        remark(_("Nobody was received on {day}").format(day=register.day))
        return
    for line in register.lines:
        matter = line.matter
        people = f"{matter.first_contact} > {matter.handler}"
        parts = (
            f"{matter.accepted_at.astimezone(zone):%H:%M}",
            matter.short,
            matter.customer,
            line.phone,
            matter.kind.say(language()),
            say_papers(line),
            people,
            say_scope(line.scope),
            say_signature(line),
        )
        say("  ".join(part for part in parts if part))
    for question in register.questions:
        say(_question_words(question, zone))
    say(f"{register.day}: {say_count(register)}")


def _question_words(question: OpenQuestion, zone: tzinfo) -> str:
    from counter_tui.services.wording.enquiry import say_enquiry_state

    enquiry = question.enquiry
    parts = (
        f"{enquiry.asked_at.astimezone(zone):%H:%M}",
        _("enquiry"),
        question.contact,
        enquiry.topic.say(language()),
        enquiry.first_contact,
        say_enquiry_state(enquiry.state),
    )
    return "  ".join(part for part in parts if part)
