"""``find customers``: the counter's search from the shell, masked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import STANDARD, lines_of, remark, say_object
from counter_tui.i18n import ngettext

if TYPE_CHECKING:
    from counter_tui.services.views.found import CustomerLine


def run(options: Options) -> int:
    """Answer one query with one object a line, or one query a line with one object each.

    The query is never written again. At most 200 customers a query; ``more`` says how many others there are.
    """
    with opened(options) as services:
        actor = actor_of(services, options)
        if options.query != STANDARD:
            query = options.query.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            found, total = services.find.customers(actor, query)
            for customer in found:
                say_object(_object(customer))
            _remark_count(len(found), total)
            return DONE
        for number, line in enumerate(lines_of(STANDARD), 1):
            found, total = services.find.customers(actor, line.decode("utf-8", "replace"))
            answer: dict[str, object] = {"query_no": number, "results": [_object(each) for each in found]}
            if total > len(found):
                answer["more"] = total - len(found)
            say_object(answer)
    return DONE


def _object(line: CustomerLine) -> dict[str, object]:
    return {"account": line.account, "name": line.name, "phone": line.phone, "address": line.address}


def _remark_count(shown: int, total: int) -> None:
    words = ngettext("{count} customer found", "{count} customers found", total).format(count=total)
    if total > shown:
        words += ngettext(", {count} not shown", ", {count} not shown", total - shown).format(
            count=total - shown
        )
    remark(words)
