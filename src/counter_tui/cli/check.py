"""``check``: the rules for scripts, trainers and leads, without a station, and the keys of this PC."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from counter_tui.cli.check_words import say_why
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import lines_of, say_object
from counter_tui.domain.errors import RuleBroken

Answer = dict[str, object]


def run(options: Options) -> int:
    """Answer every line of the input with one line; ``keys`` looks at the file of keys instead."""
    if options.action == "keys":
        from counter_tui.cli.check_keys import run as check_keys

        return check_keys(options)
    if options.action == "receipt":
        from counter_tui.cli.check_receipt import run as check_receipt

        return check_receipt(options)
    if options.action in ("reason", "wording") and options.corpus:
        from counter_tui.cli.check_guard import run_corpus

        return run_corpus(options)
    answer = _answers(options)
    try:
        for line in lines_of(options.file):
            say_object(_answered(line, answer))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise RuleBroken("input_unreadable", file=options.file) from error
    return DONE


def date_here() -> date:
    """Today at the stations, wherever this PC is."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def _answered(line: bytes, answer: Callable[[Any], Answer]) -> Answer:
    try:
        return answer(_question(line))
    except RuleBroken as broken:
        return {"error": {"code": broken.code, "message": say_why(broken)}}


def _question(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        raise RuleBroken("line_not_json") from None


def _answers(options: Options) -> Callable[[Any], Answer]:
    if options.action == "identity":
        return _identity(date_here())
    if options.action == "promise":
        return _promise()
    from counter_tui.cli.check_guard import answers

    return answers(options)


def _identity(today: date) -> Callable[[Any], Answer]:
    from counter_tui.domain.identity import KINDS, check
    from counter_tui.services.wording.identity import say_verdict

    def answer(question: Any) -> Answer:
        if not isinstance(question, dict):
            raise RuleBroken("question_not_an_object")
        for member in ("kind", "value"):
            if member not in question:
                raise RuleBroken("member_missing", member=member)
            if not isinstance(question[member], str):
                raise RuleBroken("value_not_text", member=member)
        if question["kind"] not in KINDS:
            raise RuleBroken("identity_kind_unknown", known=", ".join(KINDS))
        verdict = check(question["kind"], question["value"], today)
        return {
            "valid": verdict.valid,
            "code": verdict.code,
            "message": say_verdict(verdict),
            "normalised": verdict.normalised,
        }

    return answer


def _promise() -> Callable[[Any], Answer]:
    from counter_tui.services.promise_check import check_promise_line
    from counter_tui.services.reference.calendar import load_calendar

    calendar = load_calendar()
    return lambda question: check_promise_line(question, calendar)
