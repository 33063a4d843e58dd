"""The lists of the first screen by name: what each is called, what its columns are, what it says when it is empty."""

from __future__ import annotations

from typing import Literal, get_args

from msgspec import Struct

from counter_tui.i18n import N_

ListName = Literal[
    "mine",
    "inbox",
    "given",
    "for_lead",
    "stopped",
    "papers",
    "to_tell",
    "follow_ups",
    "enquiries",
    "calls",
    "notices",
    "tasks",
    "silent",
    "drafts",
    "station",
]

WAITING: tuple[ListName, ...] = tuple(name for name in get_args(ListName) if name not in ("mine", "station"))
"""The lists whose first rows stand at the right of a very wide window."""


class ListKind(Struct, frozen=True):
    """A list by name: its title, its remark, the headings of its columns, and what it says when it is empty."""

    title: str
    remark: str
    headings: tuple[str, str, str, str]
    empty: str


NOTHING_OPEN = N_("Nothing is open.")
"""What the first list says when it is empty to who accepts no requests."""

KINDS: dict[ListName, ListKind] = {
    "mine": ListKind(
        N_("My matters"),
        N_("by nearest promise"),
        (N_("Number"), N_("Request"), N_("Name"), N_("Due")),
        N_("Nothing is open. A digit or {key} accepts one."),
    ),
    "inbox": ListKind(
        N_("Offered to me"),
        N_("{key} takes it over"),
        (N_("Number"), N_("Request"), N_("Name"), N_("From")),
        N_("Nobody is handing anything over to you."),
    ),
    "given": ListKind(
        N_("Given, not taken"),
        N_("you answer for it"),
        (N_("Number"), N_("Request"), N_("Name"), N_("To")),
        N_("Nobody keeps you waiting with a hand-over."),
    ),
    "for_lead": ListKind(
        N_("Lead decides"),
        N_("passed on and back"),
        (N_("Number"), N_("Request"), N_("Name"), N_("Handler")),
        N_("Nothing waits for the lead's decision."),
    ),
    "stopped": ListKind(
        N_("Stopped by papers"),
        N_("the lead decides"),
        (N_("Number"), N_("Which paper"), N_("Name"), N_("Due")),
        N_("The lead is asked about no paper."),
    ),
    "papers": ListKind(
        N_("Papers due"),
        N_("oldest first"),
        (N_("Number"), N_("Which paper"), N_("Name"), N_("Due")),
        N_("No deferred paper is due."),
    ),
    "to_tell": ListKind(
        N_("Customers to tell"),
        N_("answered, not told yet"),
        (N_("Number"), N_("Request"), N_("Name"), N_("Due")),
        N_("Every customer with an answer has been told."),
    ),
    "enquiries": ListKind(
        N_("Questions open"),
        N_("Enter answers"),
        (N_("Asked"), N_("Topic"), N_("Of"), N_("Answer by")),
        N_("No question stands open."),
    ),
    "notices": ListKind(
        N_("Notices to read"),
        N_("Enter shows them"),
        (N_("Notice"), N_("Title"), N_("By"), N_("From day")),
        N_("Every notice is read."),
    ),
    "station": ListKind(
        N_("Station's promises"),
        N_("by nearest promise"),
        (N_("Number"), N_("Request"), N_("With"), N_("Due")),
        N_("No promise of the station runs."),
    ),
    "calls": ListKind(
        N_("Calls"),
        N_("reports and calls for the lead"),
        (N_("Sent"), N_("About what"), N_("By whom"), N_("Answer by")),
        N_("Nobody has called the lead."),
    ),
    "tasks": ListKind(
        N_("Tasks for me"),
        N_("by nearest day"),
        (N_("Number"), N_("Task"), N_("Name"), N_("Wanted by")),
        N_("No task waits for you."),
    ),
    "silent": ListKind(
        N_("Untouched"),
        N_("no word for too long"),
        (N_("Number"), N_("Request"), N_("Name"), N_("No word for")),
        N_("On every matter somebody said a word lately."),
    ),
    "follow_ups": ListKind(
        N_("Calls and steps"),
        N_("you are the first contact"),
        (N_("Number"), N_("Request"), N_("Name"), N_("What")),
        N_("No customer waits for a call of yours today."),
    ),
    "drafts": ListKind(
        N_("Drafts"),
        N_("Enter goes on"),
        (N_("Saved"), N_("Request"), N_("Name"), ""),
        N_("No draft is waiting."),
    ),
}
