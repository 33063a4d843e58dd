"""``check receipt``: whether the station printed what a receipt says; the only check that needs a station."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from counter_tui.cli.acting import opened
from counter_tui.cli.check_words import say_why
from counter_tui.cli.exits import DONE, FOUND
from counter_tui.cli.options import Options
from counter_tui.cli.streams import STANDARD, lines_of, say_object
from counter_tui.domain.errors import RuleBroken

if TYPE_CHECKING:
    from counter_tui.services.papers.proofs import ProofService, Proven

_MEMBERS = ("number", "kind", "customer", "due", "accepted", "code")


def run(options: Options) -> int:
    """Say of each receipt whether it is genuine; exit code 1 when one is not."""
    texts = (
        lines_of(STANDARD) if options.text == STANDARD else [options.text.encode("utf-8", "surrogateescape")]
    )
    genuine = True
    with opened(options) as services:
        for text in texts:
            answer = _answer(services.proofs, text)
            say_object(answer)
            genuine = genuine and answer.get("genuine") is True
    return DONE if genuine else FOUND


def _answer(proofs: ProofService, line: bytes) -> dict[str, object]:
    from counter_tui.services.wording.proof import say_proof

    try:
        proven = _proven(proofs, line.decode("utf-8", "replace").strip())
    except RuleBroken as broken:
        return {"genuine": False, "error": {"code": broken.code, "message": say_why(broken)}}
    said = {name: getattr(proven.claim, name) for name in _MEMBERS[:-1]}
    return {"genuine": proven.genuine, "message": say_proof(proven.genuine), **said, "code": proven.code}


def _proven(proofs: ProofService, text: str) -> Proven:
    """Of the text of a QR code, or of a JSON object with what stands on the paper."""
    from counter_tui.domain.receipt.proof import Claim

    if not text.startswith("{"):
        return proofs.check_text(text)
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise RuleBroken("line_not_json") from None
    for member in _MEMBERS:
        if not isinstance(told.get(member), str):
            raise RuleBroken("member_missing" if member not in told else "value_not_text", member=member)
    return proofs.check(Claim(*(told[member] for member in _MEMBERS[:-1])), told["code"])
