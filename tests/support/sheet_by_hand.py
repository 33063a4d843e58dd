"""A daily sheet reckoned from the exported facts in plain Python, by none of the program's folds, tables or rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from support.brief_by_hand import Line, by_hand
from support.clocks import SHANGHAI

_OF_THE_BRIEF = (
    *(
        "accepted",
        "ended",
        "not_accepted",
        "enquiries",
        "promises_kept",
        "promises_broken",
        "tokens",
        "rated",
    ),
    *(
        "low_ratings",
        "recoveries",
        "complaints",
        "praise",
        "refusals_held",
        "wording_held",
        "bounced",
        "papers_deferred",
    ),
    "papers_collected",
)


def sheet_by_hand(lines: Iterable[Line], day: date, now: datetime) -> dict[str, int | None]:
    """The figures of one day, with those of its kinds and levels."""
    told = sorted(lines, key=lambda each: (each["hlc"], each["epoch"], each["seq"]))
    brief = by_hand(told, day, day + timedelta(days=1), now)
    figures: dict[str, int | None] = {code: len(brief.get(code, ())) for code in _OF_THE_BRIEF}
    subjects: dict[str, list[Line]] = defaultdict(list)
    for line in told:
        subjects[line["subject"]].append(line)
    kinds = (subjects[f"matter/{key[0]}"][0]["body"]["kind"] for key in brief.get("accepted", ()))
    levels = (_level(subjects[f"visit/{key[0]}"]) for key in brief.get("rated", ()))
    figures |= {f"accepted/{kind}": count for kind, count in Counter(kinds).items()}
    figures |= {f"rated/{level}": count for level, count in Counter(levels).items()}
    figures |= _of_the_day([each for each in told if _day(each) == day], told)
    end = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + timedelta(days=1)
    before = {name: [each for each in those if _at(each) < end] for name, those in subjects.items()}
    figures["papers_owed"] = sum(_owed(each) for name, each in before.items() if name.startswith("matter/"))
    figures["actions_carried"] = sum(
        bool(each) and each[-1]["type"] != "ActionItemVerified"
        for name, each in before.items()
        if name.startswith("action_item/")
    )
    return figures


def _of_the_day(today: list[Line], told: list[Line]) -> dict[str, int | None]:
    names = Counter(each["type"] for each in today)
    # The export has no ids of facts: of the days by hand no matter has more than one charge.
    amounts = {each["subject"]: _amount(each) for each in told if each["type"] == "ChargeTaken"}
    checks = [each for each in today if each["type"] == "CheckDone"]
    failed = {
        (each["subject"], answer["item"])
        for each in checks
        for answer in each["body"]["answers"]
        if answer["result"] == "failed"
    }
    return {
        "charged": sum(_amount(each) for each in today if each["type"] == "ChargeTaken"),
        "voided": sum(amounts[each["subject"]] for each in today if each["type"] == "ChargeVoided"),
        "actions_opened": names["ActionItemSet"] + names["ActionItemCameBack"],
        "actions_verified": names["ActionItemVerified"],
        "checks_failed": len(failed) if checks else None,
    }


def _amount(line: Line) -> int:
    return sum(each["unit_fen"] * each["quantity"] for each in line["body"]["lines"])


def _level(told: list[Line]) -> Any:
    return next(each["body"]["level"] for each in told if each["type"] == "RatingGiven")


def _owed(told: list[Line]) -> int:
    if not told or any(each["type"] in ("MatterClosed", "MatterWithdrawn") for each in told):
        return 0
    settled = {each["body"]["paper"] for each in told if each["type"] in ("PaperCollected", "PaperWaived")}
    left = [each for each in told[0]["body"].get("deferred", ()) if each["paper"] not in settled]
    # A commitment letter is owed no more once the papers it names are there.
    return len(left) if any(not each.get("letter") for each in left) or not settled else 0


def _at(line: Line) -> datetime:
    return datetime.fromisoformat(line["at"])


def _day(line: Line) -> date:
    return _at(line).astimezone(SHANGHAI).date()
