"""Finding customers by a query, with the answers that ``domain.search.matching`` defines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from counter_tui.db.customer_index import END, Connection, CustomerRow, customers_of, text_tokens
from counter_tui.domain.search import matching
from counter_tui.domain.search.keys import LONGEST_INITIALS, LONGEST_SPELLING, MORE, NameKeys
from counter_tui.domain.search.matching import Searchable, numbers_of
from counter_tui.domain.search.query import Query, Word

MOST_FOUND = 200
"""So many customers a search gives; the others are only counted."""

_BOTH = "{name address}"
_TEXT = "SELECT rowid AS id FROM customer_text WHERE customer_text MATCH ?"
_CUSTOMERS = "SELECT id FROM customer_search JOIN customer_detail USING (id) WHERE"
_CANDIDATES = (
    "SELECT account, name, address, readings FROM customer_search "
    "JOIN customer_detail USING (id) WHERE id IN ("
)
_SPELLING = "SELECT id FROM customer_spelling WHERE key >= ? AND key < ?"
_CUT_INITIALS = "SELECT id FROM customer_spelling WHERE key = ?"
_TAIL = "SELECT id FROM customer_tail WHERE tail >= ? AND tail < ?"
_WHOLE_NUMBER = "SELECT id FROM customer_tail WHERE tail = ?"


class Found(NamedTuple):
    """The best customers for a query, the best first, and how many fit in all."""

    rows: tuple[CustomerRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of SQL and the values of its placeholders."""

    sql: str
    values: tuple[Any, ...] = ()


def find_customers(connection: Connection, query: Query, limit: int = MOST_FOUND) -> Found:
    """The customers that fit, ranked; those beyond ``limit`` are counted.

    The index answers alone where it holds all that the query asks. Where it only narrows the choice, as with
    letters and characters mixed or very long spellings, each candidate is compared with the query itself.
    """
    if not query.words:
        return Found((), 0)
    ids = _ids(query)
    if all(_answered_by_index(connection, word) for word in query.words):
        return _ranked_by_index(connection, query, ids, limit)
    return _ranked_by_comparison(connection, query, ids, limit)


def _answered_by_index(connection: Connection, word: Word) -> bool:
    if not word.runs:
        return True
    letters = word.spelled
    if not letters or len(letters) > LONGEST_SPELLING:
        return False
    if len(letters) <= LONGEST_INITIALS:
        return True
    cut = letters[:LONGEST_INITIALS] + MORE
    return connection.execute(" ".join((_CUT_INITIALS, "LIMIT 1")), (cut,)).fetchone() is None


def _ranked_by_index(connection: Connection, query: Query, ids: Clause, limit: int) -> Found:
    tiers = [_tier(word) for word in query.words]
    tier = _joined(", ", tiers)
    sql = (
        "SELECT s.account, count(*) OVER () FROM customer_search AS s WHERE s.id IN (",
        ids.sql,
        ") ORDER BY",
        tier.sql if len(tiers) == 1 else "min(" + tier.sql + ")",
        ", s.account LIMIT ?",
    )
    found = connection.execute(" ".join(sql), (*ids.values, *tier.values, limit)).fetchall()
    return _found(connection, [account for account, _ in found], found[0][1] if found else 0)


def _ranked_by_comparison(connection: Connection, query: Query, ids: Clause, limit: int) -> Found:
    sql = " ".join((_CANDIDATES, ids.sql, ")"))
    candidates = connection.execute(sql, ids.values).fetchall()
    numbers: dict[str, frozenset[str]] = {}
    if any(word.number for word in query.words):
        rows = customers_of(connection, [account for account, *_ in candidates])
        numbers = {row.account: numbers_of(row) for row in rows}
    fitting: list[tuple[int, str]] = []
    for account, name, address, readings in candidates:
        keys = NameKeys.decoded(name, readings)
        customer = Searchable(account, keys, address, numbers.get(account, frozenset()))
        if matching.matches(query, customer):
            fitting.append(matching.rank(query, customer))
    fitting.sort()
    return _found(connection, [account for _, account in fitting[:limit]], len(fitting))


def _found(connection: Connection, accounts: list[str], total: int) -> Found:
    rows = {row.account: row for row in customers_of(connection, accounts)}
    return Found(tuple(rows[account] for account in accounts), total)


def _ids(query: Query) -> Clause:
    """The ids of all customers that fit, or of some more where the index does not answer alone."""
    return _joined(" UNION ", [_alternative(words) for words in query.alternatives])


def _alternative(words: tuple[Word, ...]) -> Clause:
    """The ids of the customers that all words fit.

    Where every word is a part of a text, the text index finds all at once; else the other words find the
    candidates and the parts of texts are looked up in these.
    """
    parts = [word for word in words if not word.runs and not word.number]
    if len(parts) == len(words):
        phrases = (_phrase(_BOTH, word.literal) for word in parts)
        return Clause(_TEXT, (" AND ".join(phrases),))
    if len(words) == 1:
        return _word(words[0])
    conditions = [_within(_word(word)) for word in words if word not in parts] + [
        Clause("(instr(name, ?) > 0 OR instr(address, ?) > 0)", (word.literal, word.literal))
        for word in parts
    ]
    condition = _joined(" AND ", conditions)
    return Clause(" ".join((_CUSTOMERS, condition.sql)), condition.values)


def _word(word: Word) -> Clause:
    """The ids of the customers that a word fits that may be more than a part of a text."""
    choices = [Clause(_TEXT, (_phrase(_BOTH, word.literal),))]
    if word.number:
        choices.append(Clause(_TAIL, _from(word.number[::-1])))
    if word.spelled:
        choices.append(_spelled(word.spelled))
    elif word.runs:
        choices.append(_mixed(word))
    return _joined(" UNION ", choices)


def _spelled(letters: str) -> Clause:
    """The ids of names with these letters in their spelling, as far as the keys go."""
    start = Clause(_SPELLING, _from(letters[:LONGEST_SPELLING]))
    if len(letters) <= LONGEST_INITIALS:
        return start
    return _joined(" UNION ", [start, Clause(_CUT_INITIALS, (letters[:LONGEST_INITIALS] + MORE,))])


def _mixed(word: Word) -> Clause:
    """The ids of names that have the word's characters and, somewhere, its longest stretch of letters."""
    phrases = (_phrase("name", run.text) for run in word.runs if not run.spelled)
    letters = max((run.text for run in word.runs if run.spelled), key=len)
    both = _joined(" INTERSECT ", [Clause(_TEXT, (" AND ".join(phrases),)), _all_of(_spelled(letters))])
    return _all_of(both)


def _within(ids: Clause, column: str = "id") -> Clause:
    return Clause(column + " IN (" + ids.sql + ")", ids.values)


def _all_of(ids: Clause) -> Clause:
    """The same ids, so that they can stand between other sets."""
    return Clause(" ".join(("SELECT id FROM (", ids.sql, ")")), ids.values)


def _tier(word: Word) -> Clause:
    """How well a word fits the row ``s``, as ``matching.rank`` has it."""
    text, length = word.literal, len(word.literal)
    cases: list[tuple[str, tuple[Any, ...], int]] = [
        ("s.name = ?", (text,), matching.WHOLE_NAME),
        ("substr(s.name, 1, ?) = ?", (length, text), matching.NAME_START),
    ]
    if word.spelled:
        whole, start = (word.spelled,) * 2, (len(word.spelled), word.spelled) * 2
        by_letters = _within(_spelled(word.spelled), "s.id")
        cases += [
            ("? IN (s.initials, s.spelling)", whole[:1], matching.SPELLED_WHOLE),
            ("substr(s.initials, 1, ?) = ? OR substr(s.spelling, 1, ?) = ?", start, matching.SPELLED_START),
            (by_letters.sql, by_letters.values, matching.IN_NAME),
        ]
    cases.append(("instr(s.name, ?) > 0", (text,), matching.IN_NAME))
    if word.number:
        whole_number = _within(Clause(_WHOLE_NUMBER, (word.number[::-1] + END,)), "s.id")
        tail = _within(Clause(_TAIL, _from(word.number[::-1])), "s.id")
        cases.insert(0, (whole_number.sql, whole_number.values, matching.WHOLE_NUMBER))
        cases.append((tail.sql, tail.values, matching.NUMBER_END))
    whens = [Clause(f"WHEN {test} THEN {tier}", values) for test, values, tier in cases]
    chosen = _joined(" ", whens)
    return Clause(f"CASE {chosen.sql} ELSE {matching.ELSEWHERE} END", chosen.values)


def _phrase(columns: str, text: str) -> str:
    """The expression of the text index for this part of a text; no text of a query stands in it as it is."""
    tokens = text_tokens(text)
    if len(tokens) == 1:
        return f'({columns} : "{tokens[0][:4]}" *)'
    return f'({columns} : "{" ".join(tokens[:-1])}")'


def _from(beginning: str) -> tuple[str, str]:
    """The bounds of all ASCII keys with this beginning."""
    return beginning, beginning[:-1] + chr(ord(beginning[-1]) + 1)


def _joined(between: str, clauses: list[Clause]) -> Clause:
    return Clause(
        between.join(clause.sql for clause in clauses), tuple(v for clause in clauses for v in clause.values)
    )
