"""The customer of a matter, in lines."""

from __future__ import annotations

from collections.abc import Sequence

from counter_tui.i18n import _, language
from counter_tui.screens.matter.seen import Seen
from counter_tui.screens.sheet import Lines, folded, labelled
from counter_tui.services.wording.particulars import say_id_kind
from counter_tui.widgets.cells import width
from counter_tui.widgets.roles import Piece


def customer_lines(seen: Seen, room: int) -> Lines:
    """Who it is, the agent, the particulars of the form, the remark; nothing where nothing is known."""
    customer = seen.view.customer
    first = [customer.name, customer.phone, customer.phone2]
    if customer.id_number:
        first.append(f"{say_id_kind(customer.id_kind)} {customer.id_number}")
    lines = _wrapped([each for each in first if each], room)
    second = [customer.address, _("account {number}").format(number=customer.account)]
    lines += _wrapped([each for each in second[: 1 + bool(customer.account)] if each], room)
    if customer.agent_name:
        agent = _("agent {name}").format(name=customer.agent_name)
        lines += _wrapped([agent, customer.agent_id_number], room)
    lines += _wrapped([f"{a.say(language())} {b.say(language())}" for a, b in seen.view.fields], room)
    if seen.view.anonymous:
        lines.append([Piece(_("Anonymous; what was said is confidential."), "quiet")])
    elif seen.view.concealed:
        lines.append([Piece(_("Confidential: only who works on it and the lead read it."), "quiet")])
    if seen.view.remark:
        lines += folded(seen.view.remark, room, "quiet", most=2)
    return labelled(_("Customer"), lines) if lines else []


def _wrapped(parts: Sequence[str], room: int) -> Lines:
    """Parts beside each other with three blanks between, on another line where they have no room."""
    text, lines = "", []
    for part in parts:
        joined = f"{text}   {part}" if text else part
        if text and width(joined) > room:
            lines.append(text)
            joined = part
        text = joined
    if text:
        lines.append(text)
    return [row for line in lines for row in folded(line, room, most=2)]
