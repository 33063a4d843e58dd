"""Money in words: amounts, what a kind costs, charges and their e-invoice, and what is wrong with a book of prices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from counter_tui.domain.facts import prices as facts
from counter_tui.domain.price.book import Item, Quote
from counter_tui.domain.price.reading import COLUMNS, Problem
from counter_tui.i18n import N_, _, language
from counter_tui.services.wording.codes import say_code
from counter_tui.services.wording.sources import say_source
from counter_tui.services.wording.staff import NameOf

_PAYMENTS = {"cash": N_("cash"), "scan": N_("scan"), "transfer": N_("transfer")}
_INVOICES = {
    "told": N_("told how to get it"),
    "done": N_("made with the customer"),
    "declined": N_("customer wants none"),
    "skipped": N_("not offered"),
}
_PROBLEMS = {
    "missing": N_("empty"),
    "unusable": N_("cannot be read: compare it with the source"),
    "versions_differ": N_("{other} here, {first} above: a file holds one version"),
    "repeated": N_("this code is in record {first_row} already"),
    "no_fen": N_("more than two places behind the point: the smallest amount is a fen"),
    "too_much": N_("more than a million yuan for one unit"),
    "unknown_kind": N_("{kind} is not in the catalogue"),
    "free_by_rule": N_("{kind} is free by rule ({source}): nothing may be charged for it"),
    "free_in_book": N_("{kind} is free in this book by {other}: it cannot have a price as well"),
    "ends_before": N_("ends before it begins"),
    "book_empty": N_("the book has no item"),
}

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "kind_free": N_("This is free: {why} ({source})"),
        "no_price": N_("The price book has nothing to charge for this kind of request"),
        "charge_empty": N_("Nothing is chosen: say how many units of what"),
        "item_unknown": N_(
            "{item} is not in the price book for this kind of request: choose one of the list"
        ),
        "quantity_unfit": N_("A quantity is a whole number from 1 to {most}"),
        "payment_unknown": N_("Choose how it is paid: cash, scan or transfer"),
        "charge_unknown": N_("There is no such charge on this matter: look at it again"),
        "charge_void": N_("This charge is void already"),
        "void_alone": N_("Nobody voids a charge of his own: another lead or the head gives his PIN"),
        "nothing_charged": N_("Nothing was charged on this matter"),
        "invoice_unknown": N_("Choose what became of the e-invoice"),
        "invoice_open": N_("Money was taken: say first what became of the e-invoice"),
        "boundary_open": N_(
            "Money was taken: tell the customer first what is his own and what is the company's"
        ),
        "no_boundary": N_("Nothing of this kind of request lies behind the boundary of ownership"),
        "price_book_other": N_(
            "Version {version} was taken in with other prices: give the new book a new version"
        ),
        "price_book_unknown": N_("There is no price book {version}: look at the list"),
        "price_file_unreadable": N_("The file is no TOML that can be read: look at it in an editor"),
    }
)
"""The words of the rules about money by their code."""


def say_fen(fen: int) -> str:
    """An amount in yuan."""
    yuan, rest = divmod(abs(fen), 100)
    return _("{sign}{yuan} yuan").format(sign="-" if fen < 0 else "", yuan=f"{yuan}.{rest:02}")


def say_payment(code: str) -> str:
    """How it is paid."""
    return say_code(_PAYMENTS, code)


def say_invoice(code: str) -> str:
    """What became of the e-invoice."""
    return say_code(_INVOICES, code)


def say_price(item: Item) -> str:
    """The price of an item by its unit."""
    return _("{price} / {unit}").format(price=say_fen(item.fen), unit=item.unit.say(language()))


def say_quote(quote: Quote) -> str:
    """What a kind costs, in one line; the items are told one by one elsewhere."""
    if quote.free is not None:
        return _("free")
    if not quote.items:
        return _("nothing to pay")
    if len(quote.items) == 1:
        item = quote.items[0]
        return _("{name} {price}").format(name=item.name.say(language()), price=say_price(item))
    return _("by the price book, {count} items").format(count=len(quote.items))


def is_silent(quote: Quote) -> bool:
    """Whether there is nothing to say of the cost: no rule and no price."""
    return quote.free is None and not quote.items


def say_why_free(quote: Quote) -> str:
    """By which rule a kind is free; empty where it is not."""
    if quote.free is None:
        return ""
    return _("{why} ({source})").format(
        why=quote.free.why.say(language()), source=say_source(quote.free.source)
    )


def say_line(line: facts.ChargeLine) -> str:
    """One line of a charge with its amount."""
    return _("{name} {price} × {quantity} {unit} = {amount}").format(
        name=line.name_en if language() == "en" else line.name_zh,
        price=say_fen(line.unit_fen),
        quantity=line.quantity,
        unit=line.unit_en if language() == "en" else line.unit_zh,
        amount=say_fen(line.fen),
    )


def say_lines(lines: Sequence[facts.ChargeLine]) -> str:
    """The lines of a charge."""
    return _("; ").join(map(say_line, lines))


def column_words(field: str) -> str:
    """The heading of a field of a book."""
    if field not in COLUMNS.titles:
        return field
    zh, *_more, en = COLUMNS.titles[field]
    return en.capitalize() if language() == "en" else zh


def say_problem(problem: Problem) -> str:
    """What is wrong with a row of a book, and in which column."""
    words = _(_PROBLEMS[problem.code]).format(**problem.facts)
    if problem.field:
        words = _("{column}: {words}").format(column=column_words(problem.field), words=words)
    return _("Record {row}: {words}").format(row=problem.row, words=words) if problem.row else words


def _charged(fact: facts.ChargeTaken, _name_of: NameOf) -> str:
    return _("Charged {amount}, paid by {payment} (price book {version}): {lines}").format(
        amount=say_fen(sum(line.fen for line in fact.lines)),
        payment=say_payment(fact.paid),
        version=fact.book,
        lines=say_lines(fact.lines),
    )


def _voided(fact: facts.ChargeVoided, name_of: NameOf) -> str:
    return _("Charge voided, decided by {lead}: {reason}").format(
        lead=name_of(fact.decided_by), reason=fact.reason
    )


def _invoiced(fact: facts.InvoiceSettled, _name_of: NameOf) -> str:
    said = _("E-invoice: {how}").format(how=say_invoice(fact.how))
    return _("{said}; {reason}").format(said=said, reason=fact.reason) if fact.reason else said


def _explained(_fact: facts.BoundaryExplained, _name_of: NameOf) -> str:
    return _("Explained to the customer what is his own and what is the company's")


def _slip(_fact: facts.ChargeSlipPrinted, _name_of: NameOf) -> str:
    return _("Charge slip printed")


TELLERS: Mapping[str, Callable[[Any, NameOf], str]] = MappingProxyType(
    {
        facts.ChargeTaken.type: _charged,
        facts.ChargeVoided.type: _voided,
        facts.InvoiceSettled.type: _invoiced,
        facts.ChargeSlipPrinted.type: _slip,
        facts.BoundaryExplained.type: _explained,
    }
)
"""What tells each fact about money on a matter."""
