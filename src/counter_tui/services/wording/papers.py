"""Papers of a matter in words: which, where one stands, who collects it and where."""

from __future__ import annotations

from counter_tui.domain.catalogue.models import Kind
from counter_tui.i18n import N_, _, language
from counter_tui.services.wording.codes import say_code

_PAPER_STATES = {
    "owed": N_("Owed"),
    "collected": N_("Received"),
    "waived": N_("Waived"),
    "lapsed": N_("Not needed any more"),
}
_COLLECTORS = {
    "first_contact": N_("first contact"),
    "surveyor": N_("surveyor on site"),
    "installer": N_("meter installer"),
}
_PLACES = {
    "first_contact": N_("at the counter"),
    "surveyor": N_("at the address, during the survey"),
    "installer": N_("at the address, when the meter is fitted"),
}


def say_paper_state(state: str) -> str:
    """Where a deferred paper stands."""
    return say_code(_PAPER_STATES, state)


def say_collector(collector: str) -> str:
    """Who collects a deferred paper."""
    return say_code(_COLLECTORS, collector)


def say_place(collector: str) -> str:
    """Where this collector of a deferred paper takes it."""
    return say_code(_PLACES, collector)


def say_before(before: str, kind: Kind | None) -> str:
    """Before what a deferred paper is due: a stage of the kind, or the answer."""
    if before == "answer":
        return _("before the answer")
    return _("before {stage}").format(stage=say_stage(before, kind))


def say_stage(code: str, kind: Kind | None) -> str:
    """The name of a stage of the kind."""
    for stage in kind.stages if kind else ():
        if stage.code == code:
            return stage.name.say(language())
    return code


def say_paper(code: str, kind: Kind | None) -> str:
    """The name of a paper of the kind."""
    for paper in kind.papers if kind else ():
        if paper.code == code:
            return paper.name.say(language())
    return code
