"""The texts by which a matter is found: its number, its customer's name and how it is read, phones and account."""

from __future__ import annotations

from collections.abc import Iterator

from counter_tui.domain.matter.state import Matter
from counter_tui.domain.search.folding import fold_number, fold_words
from counter_tui.domain.search.keys import name_keys
from counter_tui.domain.search.query import Query
from counter_tui.domain.search.readings import Readings

_LONGEST_NAME = 40

NUMBER, NAME, LETTERS, REVERSED = "#", "n", "p", "r"
"""What a key begins with, by what it is."""


def keys_of(matter: Matter, readings: Readings) -> Iterator[str]:
    """The keys of a matter; whatever finds it begins one of them."""
    parts = matter.number.split("-")
    for start in range(len(parts) - 1):
        yield NUMBER + "-".join(parts[start:])
    if len(parts) == 5:
        yield NUMBER + "-".join((parts[2][2:], *parts[3:]))
    name = fold_words(matter.customer.name)[:_LONGEST_NAME]
    for start in range(len(name)):
        yield NAME + name[start:]
    if name:
        yield from (LETTERS + key for key in name_keys(name, readings).index_keys())
    customer = matter.customer
    for number in (customer.phone, customer.phone2, customer.account):
        if digits := fold_number(number):
            yield REVERSED + digits[::-1]


def prefixes(query: Query) -> tuple[tuple[str, ...], ...]:
    """What a matter's keys must begin with to fit: any one text of each tuple, for every tuple."""
    if query.matter:
        return ((NUMBER + query.matter,),)
    if not query.alternatives:
        return ()
    wanted = []
    for word in query.alternatives[0]:
        texts = [NAME + word.literal]
        if word.spelled:
            texts.append(LETTERS + word.spelled)
        if word.number:
            texts += [REVERSED + word.number[::-1], NUMBER + word.number]
        if word.runs and not word.spelled:
            texts += [NAME + run.text for run in word.runs if not run.spelled][:1]
        wanted.append(tuple(texts))
    return tuple(wanted)
