"""``verify`` (验真): whether the ratings are as they were written; what was changed, where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import home_of
from counter_tui.cli.exits import DONE, FOUND
from counter_tui.cli.options import Options
from counter_tui.cli.streams import say, say_object
from counter_tui.cli.unlocking import passphrase_of
from counter_tui.domain.errors import RuleBroken

if TYPE_CHECKING:
    from counter_tui.domain.close.seals import Seal
    from counter_tui.services.audit.verify import Verified
    from counter_tui.services.audit.verify_trace import Found


def run(options: Options) -> int:
    """Look the ledger over, and hold the fingerprint of a sheet against it; changes nothing."""
    from counter_tui.services.audit.verify import verify
    from counter_tui.services.wording.verify import say_verified

    if options.day and not options.paper:
        raise RuleBroken("options_missing", options="--paper")
    verified = verify(home_of(options), passphrase_of(options), options.paper or "", options.day)
    if options.json:
        say_object(_object(verified))
    else:
        for line in say_verified(verified):
            say(line)
    return DONE if verified.clean else FOUND


def _object(verified: Verified) -> dict[str, object]:
    paper = verified.paper
    return {
        "clean": verified.clean,
        "facts": verified.facts,
        "ratings": verified.ratings,
        "sealed": _seal(verified.sealed),
        "not_sealed": verified.open_ratings,
        "seals": verified.seals,
        "copies": verified.copies,
        "closed_not_sealed": [day.isoformat() for day in verified.unsealed],
        "paper": None
        if paper is None
        else {
            "verdict": paper.verdict,
            "day": paper.day.isoformat() if paper.day else None,
            "seq": paper.seq,
        },
        "tablets": [
            {
                "at": each.at.isoformat(timespec="seconds"),
                "until": each.until.isoformat(timespec="seconds") if each.until else None,
                "name": each.name or None,
                "signed_in": each.beside or None,
            }
            for each in verified.tablets
        ],
        "findings": [_found(each) for each in verified.found],
    }


def _seal(seal: Seal | None) -> dict[str, object] | None:
    if seal is None:
        return None
    return {"day": seal.day.isoformat(), "epoch": seal.epoch, "seq": seal.seq, "hash": seal.hash}


def _found(found: Found) -> dict[str, object]:
    from counter_tui.services.wording.verify import say_found

    return {
        "code": found.finding.code,
        "where": found.finding.where,
        "message": say_found(found),
        "seq": found.seq,
        "first": found.finding.facts.get("first"),
        "last": found.finding.facts.get("last"),
        "kind": found.kind or None,
        "visit": found.visit or None,
        "number": found.number or None,
        "day": found.day.isoformat() if found.day else None,
    }
