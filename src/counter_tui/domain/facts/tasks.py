"""What happens to the tasks of a matter: parts of its work given to units or colleagues, for one answer in the end."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from counter_tui.domain.facts.base import Fact


class TaskGiven(Fact, frozen=True, kw_only=True):
    """A part of the work was given to a colleague (``to``) or to a unit, to be done by the end of a day.

    The task's id is that of this fact (hex). ``after`` are the tasks that have to be done before it, ``instead`` the
    one that came back and is given anew. ``completes`` are the particulars ("address", or "place": an address or an
    account) that were left out at peak times and are completed by it.
    """

    type: ClassVar[str] = "TaskGiven"
    personal: ClassVar[frozenset[str]] = frozenset({"what"})

    what: str
    to: str = ""
    unit: str = ""
    unit_zh: str = ""
    unit_en: str = ""
    due_day: date
    after: tuple[str, ...] = ()
    instead: str = ""
    completes: tuple[str, ...] = ()


class TaskTaken(Fact, frozen=True, kw_only=True):
    """A task was taken on; for a unit by ``person``, who said so to whoever recorded it."""

    type: ClassVar[str] = "TaskTaken"

    task: str
    person: str = ""


class TaskDone(Fact, frozen=True, kw_only=True):
    """A task is done, with its result: what the answer to the customer is made of."""

    type: ClassVar[str] = "TaskDone"
    personal: ClassVar[frozenset[str]] = frozenset({"result"})

    task: str
    result: str


class TaskReturned(Fact, frozen=True, kw_only=True):
    """A task came back undone, with a reason: it needs a new owner."""

    type: ClassVar[str] = "TaskReturned"
    personal: ClassVar[frozenset[str]] = frozenset({"reason"})

    task: str
    reason: str


class TaskCancelled(Fact, frozen=True, kw_only=True):
    """A task is not needed any more, with a reason."""

    type: ClassVar[str] = "TaskCancelled"
    personal: ClassVar[frozenset[str]] = frozenset({"reason"})

    task: str
    reason: str
