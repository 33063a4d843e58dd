"""What the doctor found, in words for a person: where, what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from counter_tui.db.finding import Finding
from counter_tui.i18n import N_, _

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "engine_too_old": N_("SQLite {version} is too old: {oldest} or newer is needed"),
        "store_unreadable": N_("the file cannot be read any further ({detail}): keep it, use a backup"),
        "store_newer": N_("made by a newer version of this program ({version}): update the program"),
        "log_broken": N_(
            "the log of the newest entries is damaged in its middle: keep all files, use a backup"
        ),
        "page_broken": N_("a page is damaged ({detail}): keep the file, use a backup"),
        "structure_broken": N_("the structure is damaged ({detail}): keep the file, use a backup"),
        "facts_missing": N_("facts {first} to {last} are missing from the ledger"),
        "fact_changed": N_("the content of this fact ({type}) was changed after it was written"),
        "fact_erased": N_("the content of this fact ({type}) was erased: nothing in this program does that"),
        "link_broken": N_("this fact ({type}) was changed, inserted or moved: the chain breaks here"),
        "fact_unreadable": N_("this fact ({type}) cannot be read: {detail}"),
        "head_wrong": N_("the ledger should end at fact {head}, but it ends at fact {last}"),
        "epoch_unknown": N_("facts outside any chain: {count}"),
        "retold_unknown": N_("a fact is told again that is not in the ledger, or in a run there is not"),
        "parent_wrong": N_("this run of facts does not go on from where it says it does"),
        "copy_failed": N_("the hourly copy failed there at {at} ({code}): make room, put the disk in"),
        "schema_differs": N_("a table, index or trigger was changed, added or taken away"),
        "epoch_differs": N_("the data of this run of the ledger differ from what its first fact says"),
        "guard_missing": N_("the guard that keeps facts unchanged was removed"),
        "close_differs": N_(
            "the ledger has not at fact {seq} what the closing sheet of this day vouches for: keep all files"
        ),
        "projection_differs": N_("the table {table} differs from what the facts say"),
        "row_without_facts": N_("a row of the table {table} belongs to no fact"),
        "station_row_missing": N_("the data of the station are missing"),
        "station_key_differs": N_("the keys that prove receipts differ from what the facts say"),
        "station_row_differs": N_("the data of the station differ from what the facts say"),
        "staff_row_differs": N_("the data of this person differ from what the facts say"),
        "note_differs": N_("this draft or note was changed or put in past the program: look it through"),
        "notes_uncounted": N_(
            "rows were taken away or put in past the program: {there} are there, {count} were counted"
        ),
        "hub_log_differs": N_(
            "the hub's log does not hang together from here on: end the hub, move hub.db away, start the hub again"
        ),
        "hub_log_unreadable": N_(
            "the hub's log cannot be read: end the hub, move hub.db away, start the hub again"
        ),
        "price_book_differs": N_("this price book differs from what the facts say: use a backup"),
        "price_book_changed": N_(
            "prices of this book were changed, taken away or put in past the program: use a backup"
        ),
        "customer_differs": N_(
            "the data of this customer were changed past the program: import the customers again"
        ),
        "customer_not_indexed": N_("this customer is not found by search: counter-tui reindex"),
        "index_without_customer": N_(
            "search finds a customer who is not on file: counter-tui reindex, or use a backup"
        ),
        "index_differs": N_(
            "this part of the search index was changed past the program: counter-tui reindex, or use a backup"
        ),
        "customers_differ": N_(
            "customers of this part were taken away, put in or exchanged past the program: use a backup"
        ),
        "customers_not_told": N_(
            "{there} customers are on file, {count} by what the facts say: use a backup"
        ),
    }
)
"""The words of each finding by its code."""
_KEY_UNFIT = N_(
    "the key does not open this file: the key is another station's, or the file is damaged. Put the station's own key "
    "back from the recovery sheet (counter-tui recover); where it is the right key, keep the file and use a backup"
)


def say_finding(finding: Finding) -> str:
    """Where and what, as one line; a code without words is shown as it is, so that nothing found is hidden.

    Whoever changed the store may have put in what a terminal would obey: every sign that does not print shows as "?".
    """
    return f"{say_clean(finding.where)}: {say_finding_words(finding)}"


def say_finding_words(finding: Finding) -> str:
    """What is wrong, without where."""
    words = WORDS.get(finding.code) if finding.facts.get("key_fits", True) else _KEY_UNFIT
    if words is None:
        return finding.code
    facts = {name: say_clean(str(value)) for name, value in finding.facts.items()}
    said = _(words).format_map(_Facts(facts))
    if columns := finding.facts.get("columns"):
        said += _(" (columns {names})").format(names=_(", ").join(map(str, columns)))
    return said


def say_clean(text: str) -> str:
    """A text of the store as a terminal may get it."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


class _Facts(dict[str, str]):
    """The facts of a finding; one that is missing shows as three dots."""

    def __missing__(self, name: str) -> str:
        return "…"
