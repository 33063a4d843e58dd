"""``import prices`` and ``prices``: taking in a price book, and showing what things cost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import BAD_USAGE, DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _, language, ngettext
from counter_tui.services.wording.prices import say_price, say_problem, say_why_free

if TYPE_CHECKING:
    from counter_tui.bootstrap import Services
    from counter_tui.domain.price.book import Book, Item, Quote
    from counter_tui.domain.staff.roles import Actor
    from counter_tui.services.prices import BookTaken


def take(options: Options) -> int:
    """Take a book in, or say of every row what is wrong with it and take nothing in."""
    with opened(options) as services:
        actor = actor_of(services, options)
        done = services.prices.take_file(actor, Path(options.file), dry_run=options.dry_run)
    if options.json:
        for problem in done.problems:
            say_object({"row": problem.row, "field": problem.field, "code": problem.code, **problem.facts})
    else:
        for problem in done.problems:
            say(say_problem(problem))
    if done.book is None:
        remark(_("Nothing was taken in: put right what is named, then give the whole book again"))
        return BAD_USAGE
    _taken(done, done.book, options)
    return DONE


def _taken(done: BookTaken, book: Book, options: Options) -> None:
    tell = remark if options.json else say
    count = ngettext("{count} item", "{count} items", len(book.items)).format(count=len(book.items))
    said = _("Price book {version}: {count}, from {day} on").format(
        version=book.version, count=count, day=book.valid_from
    )
    tell(said)
    if done.again:
        tell(_("It was taken in before: nothing was changed"))
    elif options.dry_run:
        tell(_("Dry run, nothing was changed"))


def run(options: Options) -> int:
    """Show a book, or what one kind costs today."""
    with opened(options) as services:
        actor = actor_of(services, options)
        if options.kind:
            _show_quote(services.prices.quote(actor, _kind(services, options.kind)), options)
            return DONE
        book = _book(services, actor, options)
    if book is None:
        remark(_("There is no price book yet: a lead takes one in with counter-tui import prices"))
        return DONE
    if not options.json:
        say(_("Price book {version}, from {day} on").format(version=book.version, day=book.valid_from))
    for item in book.items:
        _show(item, book.version, options)
    return DONE


def _book(services: Services, actor: Actor, options: Options) -> Book | None:
    if not options.book:
        return services.prices.in_force(actor)
    found = [book for book in services.prices.books(actor) if book.version == options.book]
    if not found:
        raise RuleBroken("price_book_unknown", version=options.book)
    return found[0]


def _kind(services: Services, text: str) -> str:
    from counter_tui.domain.intake.slips import kind_named

    kind = kind_named(services.station.catalogue, text)
    if kind is None:
        raise RuleBroken("kind_unknown")
    return kind.code


def _show_quote(quote: Quote, options: Options) -> None:
    if options.json and not quote.items:
        source = quote.free.source if quote.free else None
        say_object({"kind": quote.kind, "free": quote.free is not None, "source": source})
    elif quote.free is not None:
        say(_("Free: {why}").format(why=say_why_free(quote)))
    elif not quote.items:
        say(_("The price book has nothing to charge for this kind of request"))
    for item in quote.items:
        _show(item, quote.version, options)


def _show(item: Item, version: str, options: Options) -> None:
    if options.json:
        say_object(
            {
                "book": version,
                "code": item.code,
                "name": item.name.say(language()),
                "unit": item.unit.say(language()),
                "fen": item.fen,
                "kinds": list(item.kinds),
                "source": item.source,
                "valid_from": item.valid_from.isoformat(),
                "valid_to": item.valid_to.isoformat() if item.valid_to else None,
            }
        )
        return
    price = say_price(item) if item.fen else _("free")
    say(f"{item.code}  {item.name.say(language())}  {price}  {' '.join(item.kinds)}  {item.source}")
