"""Working on a matter: stages, papers, pauses, notes, and taking an act back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from counter_tui.domain.catalogue import queries
from counter_tui.domain.catalogue.models import Stage
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import door, first_contact, prices, tasks
from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts import papers as paper_facts
from counter_tui.domain.facts.base import Fact, Recorded
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.parts import OPEN_PAPERS, Deferred
from counter_tui.domain.matter.promises import give_promise, move_promises
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.promise import PAUSE_REASONS
from counter_tui.domain.staff.roles import may, require
from counter_tui.domain.text import fold_prose

UNDO_WITHIN = timedelta(seconds=30)

UNDOABLE = frozenset(
    {
        facts.StageReached.type,
        paper_facts.PaperCollected.type,
        paper_facts.PaperWaived.type,
        paper_facts.WaiverAsked.type,
        facts.NoteAdded.type,
        facts.MatterCorrected.type,
        facts.MatterAnswered.type,
        facts.CustomerInformed.type,
        facts.CustomerNotReached.type,
        facts.MatterClosed.type,
        facts.HandedOver.type,
        facts.HandlingDecided.type,
        facts.ClockPaused.type,
        door.ResourceArrived.type,
        tasks.TaskGiven.type,
        tasks.TaskTaken.type,
        tasks.TaskDone.type,
        tasks.TaskReturned.type,
        tasks.TaskCancelled.type,
        prices.InvoiceSettled.type,
        prices.BoundaryExplained.type,
        first_contact.ScopeSet.type,
        first_contact.FirstContactStepDone.type,
        first_contact.CustomerCalled.type,
        first_contact.CallPromised.type,
    }
)
"""What may be taken back within the time allowed; an acceptance may not, nor what the customer did."""


_NO_ACTS = frozenset(
    {
        facts.ActUndone.type,
        paper_facts.ReceiptPrinted.type,
        paper_facts.CommitmentPrinted.type,
        paper_facts.RegisterPrinted.type,
        prices.ChargeSlipPrinted.type,
        facts.DetailsShown.type,
    }
)
"""What does not stand between an act and its undoing: it changes nothing of the matter."""


def require_running(matter: Matter) -> None:
    """Raise RuleBroken("matter_ended") when the matter has ended."""
    if matter.ended:
        raise RuleBroken("matter_ended", number=matter.number, state=matter.state)


def require_working(matter: Matter, context: Context) -> None:
    """Raise RuleBroken unless the actor may work on this running matter: its handler, its first contact, or a lead.

    Whoever stands in for one of them may too.
    """
    require(context.actor, "work")
    require_running(matter)
    if may(context.actor.role, "lead_matter"):
        return
    if not any(map(context.acts_for, (matter.handler, matter.first_contact))):
        raise RuleBroken("not_your_matter", handler=matter.handler, first_contact=matter.first_contact)


def require_no_offer(matter: Matter) -> None:
    """Raise RuleBroken("offer_open") while a hand-over waits to be accepted."""
    if matter.offer is not None:
        raise RuleBroken("offer_open", to=matter.offer.fact.to or matter.offer.fact.person)


def stages_left(matter: Matter, context: Context) -> tuple[Stage, ...]:
    """The stages it passes that the work has not reached yet, in their order; none for an unknown kind."""
    kind = queries.known_kind(context.rules.catalogue, matter.kind)
    stages = queries.stages_for(kind, matter.fields) if kind else ()
    return tuple(stage for stage in stages if not matter.stage_reached(stage.code))


def decide_reach_stage(matter: Matter, context: Context, note: str = "") -> facts.StageReached:
    """The next stage of the kind is reached.

    Raises RuleBroken("no_stage_left"), or "paper_owed" when a paper due before this stage is missing: an unkept
    commitment stops the next step, it never undoes the acceptance.
    """
    require_working(matter, context)
    require_no_offer(matter)
    kind, left = queries.known_kind(context.rules.catalogue, matter.kind), stages_left(matter, context)
    if kind is None or not left:
        raise RuleBroken("no_stage_left")
    stage = left[0]
    if missing := owed_before(matter, stage.code):
        raise RuleBroken("paper_owed", **named(missing[0]))
    rules = queries.promises_for(
        kind, context.rules.profile, context.rules.area, matter.customer.customer_class, matter.fields
    )
    given = tuple(
        give_promise(rule, context.now, context.rules)
        for rule in rules
        if rule.starts == f"stage:{stage.code}"
    )
    return facts.StageReached(
        stage=stage.code, name_zh=stage.name.zh, name_en=stage.name.en, note=fold_prose(note), promises=given
    )


def owed_before(matter: Matter, step: str) -> tuple[Deferred, ...]:
    """The papers still owed that are due before this stage, or before the ``answer``."""
    return tuple(paper for paper in matter.owed if paper.before == step)


def named(paper: Deferred) -> dict[str, object]:
    """A paper as the words of a rule name it."""
    return {"paper_zh": paper.name_zh, "paper_en": paper.name_en, "due": paper.due_day}


def decide_collect(matter: Matter, context: Context, paper: str) -> paper_facts.PaperCollected:
    """A deferred paper was received. Raises RuleBroken("paper_not_owed")."""
    require_working(matter, context)
    _require_open(matter, paper)
    return paper_facts.PaperCollected(paper=paper)


def decide_waive(matter: Matter, context: Context, paper: str, reason: str) -> paper_facts.PaperWaived:
    """A lead does without a deferred paper. Raises RuleBroken("paper_not_owed") or "reason_missing"."""
    require_running(matter)
    require(context.actor, "lead_matter")
    _require_open(matter, paper)
    return paper_facts.PaperWaived(paper=paper, reason=written(reason, "reason_missing"))


def decide_ask_waiver(matter: Matter, context: Context, paper: str, why: str) -> paper_facts.WaiverAsked:
    """The lead is asked to do without a paper that stops the work.

    Raises RuleBroken("paper_not_owed"), "waiver_asked" where that was asked already, or "reason_missing".
    """
    require_working(matter, context)
    owed = next((each for each in matter.owed if each.paper == paper), None)
    if owed is None:
        raise RuleBroken("paper_not_owed", paper=paper)
    if owed.asked_at is not None:
        raise RuleBroken("waiver_asked", paper_zh=owed.name_zh, paper_en=owed.name_en)
    return paper_facts.WaiverAsked(paper=paper, why=written(why, "reason_missing"))


def _require_open(matter: Matter, paper: str) -> None:
    """A letter that is not needed any more may still be said to be signed, or waived."""
    if not any(each.paper == paper and each.state in OPEN_PAPERS for each in matter.deferred):
        raise RuleBroken("paper_not_owed", paper=paper)


def decide_pause(matter: Matter, context: Context, reason: str, note: str = "") -> facts.ClockPaused:
    """The clocks stand still, for a lawful reason only.

    What the station lacks is no such reason. Raises RuleBroken("pause_unlawful"), "already_paused", or
    "pause_words_missing" for a reason that has to be told in words.
    """
    require_working(matter, context)
    known = next((each for each in PAUSE_REASONS if each.code == reason), None)
    if known is None:
        raise RuleBroken("pause_unlawful", reason=reason)
    if matter.paused:
        raise RuleBroken("already_paused")
    if known.worded:
        note = written(note, "pause_words_missing")
    return facts.ClockPaused(reason=reason, note=fold_prose(note))


def decide_resume(matter: Matter, context: Context) -> facts.ClockResumed:
    """The clocks run again, each promise with its new due time. Raises RuleBroken("not_paused")."""
    require_working(matter, context)
    if not matter.paused:
        raise RuleBroken("not_paused")
    return facts.ClockResumed(moved=move_promises(matter, context.now, context.rules))


def decide_note(matter: Matter, context: Context, text: str) -> facts.NoteAdded:
    """A note for the others who work on the matter. Raises RuleBroken("text_missing") or "matter_ended"."""
    require(context.actor, "write")
    require_running(matter)
    return facts.NoteAdded(text=written(text, "text_missing"))


def decide_undo(history: list[Recorded], context: Context) -> facts.ActUndone:
    """The actor's own latest act on the matter is taken back within 30 seconds.

    Raises RuleBroken("nothing_to_undo").
    """
    require(context.actor, "write")
    undone = {entry.fact.undone for entry in history if isinstance(entry.fact, facts.ActUndone)}
    acts = [e for e in history if e.fact.type not in _NO_ACTS and e.fact_id.hex() not in undone]
    last = max(acts, key=lambda entry: entry.order, default=None)
    if last is None or last.fact.type not in UNDOABLE or last.actor != context.actor.staff_no:
        raise RuleBroken("nothing_to_undo")
    if isinstance(last.fact, tasks.TaskGiven) and last.fact.completes and not last.fact.instead:
        # It came with the acceptance, which is not taken back either.
        raise RuleBroken("nothing_to_undo")
    if not timedelta(0) <= context.now - last.at <= UNDO_WITHIN:
        raise RuleBroken("nothing_to_undo")
    return facts.ActUndone(undone=last.fact_id.hex())


Decision = Callable[[Matter, Context], Fact]
"""A decision on a matter with everything else already given."""


def written(text: str, code: str) -> str:
    """What was written, folded. Raises RuleBroken(code) where that is nothing."""
    folded = fold_prose(text)
    if not folded:
        raise RuleBroken(code)
    return folded
