"""A brief reckoned from the exported facts in plain Python, by none of the program's folds, tables or rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from counter_tui.services.reference.catalogue import load_catalogue
from support.clocks import SHANGHAI

Line = dict[str, Any]
Found = dict[str, set[tuple[str, ...]]]
"""For each figure what tells its rows apart."""

_PLAIN = {
    "RefusalHeld": "refusals_held",
    "WordingHeld": "wording_held",
    "HandOverBounced": "bounced",
    "MatterCorrected": "corrections",
    "ActUndone": "undone",
    "PaperWaived": "waived",
    "PaperCollected": "papers_collected",
}
_PRESSED = {"RatingGiven": "rated", "RatingDeclined": "declined", "RatingTimedOut": "timed_out"}


def by_hand(lines: Iterable[Line], first: date, day: date, now: datetime) -> Found:
    """The rows of every figure with a source, for the days from the first one up to the day, and for the day.

    What the day has before it is told as of now; of a day that is over, as it began.
    """
    found: Found = defaultdict(set)
    lines = list(lines)
    over = day < now.astimezone(SHANGHAI).date()
    then = _midnight(day) if over else now + timedelta(microseconds=1)
    subjects: dict[str, list[Line]] = defaultdict(list)
    taken_back: set[tuple[str, int]] = set()
    for line in sorted(lines, key=lambda each: (each["hlc"], each["epoch"], each["seq"])):
        subjects[line["subject"]].append(line)
        if line["type"] == "ActUndone":
            taken_back.add(_undone(line, subjects[line["subject"]]))
    back = (_midnight(first), _midnight(day))
    for name, told in subjects.items():
        live = [each for each in told if (each["epoch"], each["seq"]) not in taken_back]
        kind, _slash, id_ = name.partition("/")
        for each in live:
            held = _PLAIN.get(each["type"])
            if held and _within(_at(each), back) and not each["body"].get("let_by"):
                found[held].add((each["epoch"], str(each["seq"])))
        if kind == "matter":
            _matter(found, id_, live, back, now)
            _standing(found, id_, told, day, then, calls=not over)
        if kind == "visit":
            _visit(found, id_, live, back)
        if kind == "recovery":
            closed = [each for each in live if each["type"] == "RecoveryClosed" and _within(_at(each), back)]
            found["recoveries"] |= {(id_,) for _each in closed}
        if kind == "enquiry":
            _enquiry(found, id_, live, back, then)
        if kind == "action_item":
            _action(found, id_, [each for each in told if _at(each) < then])
    withdrawn = [each["body"] for each in lines if each["type"] == "NoticeWithdrawn"]
    before = [each for each in lines if _at(each) < then]
    _people(found, before, withdrawn, day)
    _duty(found, [each for each in lines if _at(each) < _midnight(day + timedelta(days=1))], day)
    if not over:
        _card(found, before, day)
    return found


def _undone(line: Line, told: list[Line]) -> tuple[str, int]:
    """The act before it: nobody takes back anything but his own last act."""
    acts = [each for each in told[:-1] if each["actor"] == line["actor"] and each["type"] not in _NO_ACTS]
    return acts[-1]["epoch"], acts[-1]["seq"]


_NO_ACTS = {"ActUndone", "ReceiptPrinted", "RegisterPrinted", "CommitmentPrinted", "DetailsShown"}


def _at(line: Line) -> datetime:
    return datetime.fromisoformat(line["at"])


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


def _within(at: datetime, span: tuple[datetime, datetime]) -> bool:
    return span[0] <= at < span[1]


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _visit(found: Found, visit: str, told: list[Line], back: tuple[datetime, datetime]) -> None:
    armed = [each for each in told if each["type"] == "TokenArmed"]
    if not armed or not _within(_at(armed[0]), back):
        return
    pressed = [each for each in told if each["type"] in _PRESSED]
    if armed[0]["body"].get("series", "counter") == "counter":
        found["tokens"].add((visit,))
        found[_PRESSED[pressed[0]["type"]] if pressed else "not_rated"].add((visit,))
    if pressed and pressed[0]["body"].get("level", 5) <= 2:
        found["low_ratings"].add((visit,))


def _enquiry(
    found: Found, enquiry: str, told: list[Line], back: tuple[datetime, datetime], then: datetime
) -> None:
    begun = told[0]
    seconds = begun["body"].get("seconds", 0)
    if _within(_at(begun) - timedelta(seconds=seconds), back):
        found["enquiries"].add((enquiry,))
        mark = "unknown" if seconds < 1 else "idle" if seconds > 1800 else "measured"
        found["served"].add((enquiry, mark, str(seconds)))
    by_then = [each["type"] for each in told if _at(each) < then and each["type"] != "EnquiryTaken"]
    if by_then == ["EnquiryLeftOpen"]:
        due = _instant(begun["body"]["due_at"])
        if due < back[1] + timedelta(days=1):
            found["answers_due"].add((enquiry,))


def _matter(found: Found, id_: str, told: list[Line], back: tuple[datetime, datetime], now: datetime) -> None:
    begun = told[0]
    body, paper = begun["body"], begun["body"].get("on_paper")
    came = _instant(paper["claimed_at"]) if paper else _at(begun)
    if begun["type"] == "MatterNotAccepted":
        if _within(came, back):
            found["not_accepted"].add((id_,))
        return
    if _within(came, back):
        found["accepted"].add((id_,))
        if body["kind"] in ("BZ701", "BZ704"):
            found["complaints"].add((id_,))
        if body["kind"] == "BZ710":
            found["praise"].add((id_,))
        for place, _paper in enumerate(body.get("deferred", ())):
            found["papers_deferred"].add((id_, str(place)))
    ends = [each for each in told if each["type"] in ("MatterClosed", "MatterWithdrawn")]
    ended = _at(ends[0]) if ends else None
    if ended and _within(ended, back):
        found["ended"].add((id_,))
    _promises(found, id_, told, ended, back, now)


def _standing(found: Found, id_: str, told: list[Line], day: date, then: datetime, *, calls: bool) -> None:
    """What a matter owed at an instant, acts left out that had been taken back by then."""
    begun = [each for each in told if _at(each) < then]
    taken_back: set[tuple[str, int]] = set()
    for place, line in enumerate(begun):
        if line["type"] == "ActUndone":
            taken_back.add(_undone(line, begun[: place + 1]))
    live = [each for each in begun if (each["epoch"], each["seq"]) not in taken_back]
    if not live or live[0]["type"] == "MatterNotAccepted":
        return
    if not any(each["type"] in ("MatterClosed", "MatterWithdrawn") for each in live):
        _papers(found, id_, live, day)
        if calls:
            _calls(found, id_, live, _midnight(day) + timedelta(days=1))


def _action(found: Found, id_: str, told: list[Line]) -> None:
    """Carried from when it is named until it is verified, and again once it came back."""
    states = {"ActionItemSet": True, "ActionItemVerified": False, "ActionItemCameBack": True}
    known = [states[each["type"]] for each in told if each["type"] in states]
    if known and known[-1]:
        found["actions"].add((id_,))


def _people(found: Found, told: list[Line], withdrawn: list[Line], day: date) -> None:
    """Who is away on the day, and which notices those who are there have not read."""
    roles: dict[str, str] = {}
    away: dict[str, str | None] = {}
    notices: dict[tuple[str, str], Line] = {}
    read: set[tuple[str, str, str]] = set()
    for line in sorted(told, key=lambda each: (each["hlc"], each["epoch"], each["seq"])):
        name, body = line["type"], line["body"]
        if name == "StaffAdded":
            roles[body["staff_no"]] = body["role"]
        if name == "StaffLeft":
            roles.pop(body["staff_no"], None)
        if name == "StandInNamed" and body["reason"] != "left":
            away[body["staff_no"]] = body.get("until")
        if name == "CameBack":
            away.pop(body["staff_no"], None)
    gone = {who for who, until in away.items() if until is None or until >= day.isoformat()}
    found["staff_away"] |= {(who,) for who in gone & set(roles)}
    for line in told:
        body = line["body"]
        if line["type"] == "NoticePublished":
            notices[body["notice"], str(body["edition"])] = body
        if line["type"] in ("NoticeRead", "NoticeHeard"):
            read.add((body["notice"], str(body["edition"]), body.get("staff_no", line["actor"])))
    over = {(each["notice"], str(each["edition"])): each["over_from"] for each in withdrawn}
    for (notice, edition), body in notices.items():
        if body["valid_from"] > day.isoformat() or (body.get("valid_until") or "9") < day.isoformat():
            continue
        if over.get((notice, edition), "9") <= day.isoformat() or (notice, str(int(edition) + 1)) in notices:
            continue
        for who, role in roles.items():
            if role in body["audience"] and who not in gone and (notice, edition, who) not in read:
                found["notices_unread"].add((notice, edition, who))


def _duty(found: Found, told: list[Line], day: date) -> None:
    """What nobody on the roster of the day can do, who is away left out."""
    rosters = [each["body"] for each in told if each["type"] == "RosterSet"]
    rosters = [each for each in rosters if each["day"] == day.isoformat()]
    skills: set[tuple[str, str]] = set()
    for line in sorted(told, key=lambda each: (each["hlc"], each["epoch"], each["seq"])):
        if line["type"] == "SkillGiven":
            skills.add((line["body"]["staff_no"], line["body"]["skill"]))
        if line["type"] == "SkillWithdrawn":
            skills.discard((line["body"]["staff_no"], line["body"]["skill"]))
    if not rosters or not skills:
        return
    there = {each["staff_no"] for each in rosters[-1]["posts"]} - {who for (who,) in found["staff_away"]}
    can = {skill for who, skill in skills if who in there}
    found["skill_gaps"] |= {(each.code,) for each in load_catalogue().families if each.code not in can}


def _card(found: Found, told: list[Line], day: date) -> None:
    """Who answers for the station has to be here; no check of a week or month was done in these days."""
    here = {each["body"]["staff_no"] for each in told if each["type"] == "StaffAdded"}
    here -= {each["body"]["staff_no"] for each in told if each["type"] == "StaffLeft"}
    cards = [each for each in told if each["type"] == "StationCardSet"]
    if not cards:
        found["site_card"].add(("nobody",))
        return
    card = cards[-1]["body"]
    if card["responsible"] not in here:
        found["site_card"].add(("left",))
    if card["deputy"] and card["deputy"] not in here:
        found["site_card"].add(("deputy_left",))
    if _at(cards[-1]).astimezone(SHANGHAI).date() + timedelta(days=card["every_days"]) <= day:
        found["site_card"].add(("inspection",))


def _papers(found: Found, id_: str, told: list[Line], day: date) -> None:
    settled = {each["body"]["paper"] for each in told if each["type"] in ("PaperCollected", "PaperWaived")}
    deferred = told[0]["body"].get("deferred", [])
    left = [paper for paper in deferred if paper["paper"] not in settled]
    if not any(not paper.get("letter") for paper in left) and settled:
        return
    for paper in left:
        due = date.fromisoformat(paper["due_day"])
        if due <= day:
            found["papers_due" if due == day else "papers_late"].add((id_, paper["paper"]))


def _calls(found: Found, id_: str, told: list[Line], until: datetime) -> None:
    call: str | None = None
    answered = informed = False
    steps: set[str] = set()
    for each in told:
        name, body = each["type"], each["body"]
        if name in ("HandedOver", "CustomerNotReached", "ScopeSet"):
            call = body.get("next_call_at") or call
        if name == "CustomerCalled":
            call = body.get("next_call_at")
        if name == "CallPromised":
            call = body["at"]
        if name == "MatterAnswered":
            answered, informed = True, False
        if name == "CustomerInformed":
            informed, call = True, None
        if name == "ScopeSet":
            steps = {"phoned_ahead", "handed_on"} if body["scope"] == "company" else set()
        if name == "FirstContactStepDone":
            steps.discard(body["step"])
        if name == "HandedOver" and not body.get("to"):
            steps.discard("handed_on")
    if call and not informed and not (steps and not answered) and _instant(call) < until:
        found["calls"].add((id_,))


def _promises(
    found: Found,
    id_: str,
    told: list[Line],
    ended: datetime | None,
    back: tuple[datetime, datetime],
    now: datetime,
) -> None:
    paused: datetime | None = None
    given: list[Line] = []
    for each in told:
        name, body = each["type"], each["body"]
        events = {"MatterAnswered": "answered", "CustomerInformed": "informed", "MatterClosed": "closed"}
        event = f"stage:{body['stage']}" if name == "StageReached" else events.get(name, "")
        for promise in given:
            if event and promise["met_by"] == event and not promise["met"]:
                promise["met"] = _at(each)
        given += [{**promise, "met": None} for promise in body.get("promises", ())]
        if name == "ClockPaused":
            paused = _at(each)
        if name == "ClockResumed":
            paused = None
            moved = {move["code"]: move["due_at"] for move in body.get("moved", ())}
            for promise in given:
                if promise["code"] in moved and not promise["met"]:
                    promise["due_at"] = moved[promise["code"]]
    for promise in given:
        _promise(found, id_, promise, (paused, ended), back, now)


def _promise(
    found: Found,
    id_: str,
    promise: Line,
    stops: tuple[datetime | None, datetime | None],
    back: tuple[datetime, datetime],
    now: datetime,
) -> None:
    due, (paused, ended) = _instant(promise["due_at"]), stops
    public, done = promise.get("standing") == "public", promise["met"] or ended
    key = (id_, promise["code"], str(int(due.timestamp() * 1000)))
    late = (done or now).replace(microsecond=0) > due and not (paused and paused <= due)
    if _within(due, back):
        if late:
            found["promises_broken" if public else "limits_passed"].add(key)
        elif public and promise["met"]:
            found["promises_kept"].add(key)
    if public and _within(due, (back[1], back[1] + timedelta(days=1))):
        open_then = (not promise["met"] or promise["met"] >= back[1]) and (not ended or ended >= back[1])
        if open_then and not (paused and not promise["met"]):
            found["promises_due"].add(key)
