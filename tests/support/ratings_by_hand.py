"""A month of ratings reckoned from the lines of ``export facts`` in plain Python, with nothing of the program.

What comes out has the shape of ``stats ratings --json``, as docs/cli.md says it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Line = dict[str, Any]
Token = dict[str, Any]
Figures = dict[str, Any]

_POINTS = {5: 10, 4: 8, 3: 6, 2: 3, 1: 0}
_ENDS = {"RatingGiven": "rated", "RatingDeclined": "declined", "RatingTimedOut": "timed_out"}
_STATES = ("rated", "declined", "timed_out", "device_down", "unexplained", "open")
_SERIES = ("counter", "visit", "callback", "third_party")
_TRIES = 2
"""After so many calls that nobody answered a customer counts as called back."""


def _hour(token: Token) -> str:
    at: datetime = token["armed_at"]
    return f"{at:%H}"


_DIVISIONS: dict[str, Callable[[Token], str]] = {
    "clerk": lambda token: str(token["clerk"]),
    "kind": lambda token: str(token["kind"]),
    "hour": _hour,
    "counter": lambda token: str(token["counter"]),
}


def month_by_hand(lines: Iterable[Line], month: str, now: datetime) -> list[dict[str, Any]]:
    """Each series of a month such as ``2025-11``, the counter's always, in their order."""
    tokens = _tokens(lines, now)
    after: dict[str, int] = {}
    for each in tokens:
        if each["follows"] and each["level"]:
            after.setdefault(each["follows"], each["level"])
    mine = [
        each | {"after": after.get(each["visit"])}
        for each in tokens
        if f"{each['armed_at']:%Y-%m}" == month and not each["follows"]
    ]
    there = {each["series"] for each in mine} | {"counter"}
    return [
        _series(series, [each for each in mine if each["series"] == series])
        for series in _SERIES
        if series in there
    ]


def _series(series: str, tokens: list[Token]) -> dict[str, Any]:
    found: dict[str, Any] = {"series": series, "all": figures(tokens)}
    for division, by in _DIVISIONS.items():
        groups: dict[str, list[Token]] = defaultdict(list)
        for token in tokens:
            groups[by(token)].append(token)
        found[f"{division}s"] = [{division: key, **figures(groups[key])} for key in sorted(groups)]
    return found


def _tokens(lines: Iterable[Line], now: datetime) -> list[Token]:
    """The tokens in the order they were armed; what comes after the first end of one changes it no more."""
    tokens: dict[str, Token] = {}
    matters: dict[str, Line] = {}
    calls: dict[str, list[str]] = defaultdict(list)
    corrected: set[str] = set()
    letters: dict[str, str] = {}
    for line in sorted(lines, key=lambda each: (each["hlc"], each["epoch"], each["seq"])):
        name, body, (subject, _slash, key) = line["type"], line["body"], line["subject"].partition("/")
        if name == "MatterAccepted":
            matters[key] = body
            # A number is station, letter of the PC, day, ordinal and check signs.
            letters[line["epoch"]] = body["number"].split("-")[1]
        if name == "TokenArmed" and key not in tokens:
            tokens[key] = _armed(key, line)
        elif subject == "visit" and key in tokens:
            _tell(tokens[key], name, body)
        if name == "RecoveryCalled":
            calls[key].append(body["outcome"])
        if name == "RecoveryCorrected":
            corrected.add(key)
    for key, token in tokens.items():
        token["kind"] = matters.get(token["matter"], {"kind": ""})["kind"]
        token["counter"] = letters.get(token["epoch"], "")
        token["called"] = len(calls[key]) >= _TRIES or any(each != "not_reached" for each in calls[key])
        token["corrected"] = key in corrected
        if token["state"] == "open" and now - token["armed_at"] > timedelta(hours=2):
            token["state"] = "device_down" if token["shown"] else "unexplained"
    return list(tokens.values())


def _armed(visit: str, line: Line) -> Token:
    body = line["body"]
    return {
        "visit": visit,
        "epoch": line["epoch"],
        "clerk": body["clerk"],
        "matter": body["matter"],
        "series": body.get("series", "counter"),
        "follows": body.get("follows", ""),
        "armed_at": datetime.fromisoformat(line["at"]),
        "state": "open",
        "shown": False,
        "level": None,
        "latency_ms": 0,
    }


def _tell(token: Token, name: str, body: Line) -> None:
    if token["state"] != "open":
        return
    token["shown"] = token["shown"] or name == "TokenShown"
    token["state"] = _ENDS.get(name, "device_down" if name == "PadFailed" else "open")
    if name == "RatingGiven":
        token["level"], token["latency_ms"] = body["level"], body.get("latency_ms", 0)


def figures(tokens: list[Token]) -> Figures:
    """What some tokens of one series come to; shares are of a hundred, to two places, None of nothing."""
    states = {state: sum(each["state"] == state for each in tokens) for state in _STATES}
    levels = {level: sum(each["level"] == level for each in tokens) for level in _POINTS}
    rated, good = states["rated"], levels[5] + levels[4]
    low = [each for each in tokens if each["level"] in (1, 2)]
    lifts = [each["after"] - each["level"] for each in tokens if each["level"] and each["after"]]
    called = sum(each["called"] for each in low)
    corrected = sum(each["corrected"] for each in low)
    return {
        "armed": len(tokens),
        **states,
        "levels": {str(level): count for level, count in levels.items()},
        "low": len(low),
        "coverage": _share(rated, len(tokens)),
        "good": _share(good, rated),
        "good_or_fair": _share(good + levels[3], rated),
        "low_share": _share(len(low), rated),
        "between": _wilson(good, rated),
        "mean": _over(sum(level * count for level, count in levels.items()), rated),
        "score": _over(sum(_POINTS[level] * count for level, count in levels.items()), rated),
        "latency_ms": _middle(sorted(each["latency_ms"] for each in tokens if each["level"])),
        "pairs": len(lifts),
        "uplift": _over(sum(lifts), len(lifts)),
        "called": called,
        "corrected": corrected,
        "called_share": _share(called, len(low)),
        "corrected_share": _share(corrected, len(low)),
    }


def _share(part: int, whole: int) -> float | None:
    return _over(100 * part, whole)


def _over(part: int, whole: int) -> float | None:
    return _places(Decimal(part) / whole) if whole else None


def _places(value: Decimal) -> float:
    return float(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


def _middle(values: list[int]) -> int | None:
    if not values:
        return None
    return (values[(len(values) - 1) // 2] + values[len(values) // 2]) // 2


def _wilson(good: int, rated: int) -> dict[str, float] | None:
    """Between which shares of a hundred the truth lies, 95 times in 100: the two solutions of Wilson's equation.

    ``|p - share| = z * sqrt(p * (1 - p) / n)``, as the quadratic in p that it is.
    """
    if not rated:
        return None
    z, share = Decimal("1.959963984540054"), Decimal(good) / rated
    square = z * z / rated
    a, b, c = 1 + square, -(2 * share + square), share * share
    root = (b * b - 4 * a * c).sqrt()
    return {"low": _places(100 * (-b - root) / (2 * a)), "high": _places(100 * (-b + root) / (2 * a))}
