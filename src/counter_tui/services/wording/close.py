"""The words of a day's close: what may not be done, its lines, its gaps, and the sheet that is printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from typing import TYPE_CHECKING

from counter_tui.domain.close.fingerprint import fingerprint
from counter_tui.domain.close.models import Cash, Closing, Figure, Gap
from counter_tui.domain.ids import parse_number
from counter_tui.domain.receipt.slip import Receipt, Row, Section
from counter_tui.i18n import N_, _, language
from counter_tui.services.wording.codes import say_code
from counter_tui.services.wording.dates import say_long_day
from counter_tui.services.wording.prices import say_fen, say_payment

if TYPE_CHECKING:
    from counter_tui.services.close.paper import Checked
    from counter_tui.services.views.close import CloseView

WORDS = {
    "day_ahead": N_("This day has not come yet: choose today or a day before"),
    "day_closed": N_("{day} is closed already: what comes after stands on the next sheet"),
    "day_not_closed": N_("{day} is not closed yet: there is no sheet to print"),
    "day_unfit": N_("This is not a day: write it as 2025-11-20"),
    "count_missing": N_("Nothing was counted: type what is there, 0 where there is nothing"),
    "count_unfit": N_("This is no amount: write yuan such as 128.50, 0 where there is nothing"),
    "gap_unknown": N_("This gap is not there any more: look at the sheet again"),
    "gap_words_missing": N_("Say in a few words why it does not agree"),
    "fingerprint_unfit": N_(
        "The fingerprint is not whole: type all its signs (0 to 9, a to f) off the sheet"
    ),
}
"""The words of the rules by code."""

_LINES = {
    "accepted": N_(
        "Accepted {accepted}, receipts {receipts}, promises {promises}, without a limit {no_limit}"
    ),
    "ratings": N_(
        "Rating tokens {armed}: rated {rated}, declined {declined}, timed out {timed_out}, pad failed {device_down}"
    ),
    "charges": N_("Charges {charges}"),
    "papers": N_("Papers due {due}: collected {collected}, waived {waived}"),
    "hand_overs": N_("Hand-overs nobody has taken {waiting}"),
    "broken": N_("Promises broken today {broken}"),
    "answers": N_("Calls and answers owed {owed}"),
    "actions": N_("Action items due {due}: reported {reported}"),
    "recoveries": N_("Bad ratings due {due}"),
    "checks": N_("Checks of the day {due}: done {done}"),
    "meeting": N_("Morning meeting {due}: held {held}"),
    "packs": N_("Hand-over packs {offered}: taken {taken}"),
    "notices": N_("Notices unread {unread}"),
    "ledger": N_("Ledger {facts} facts, {subjects} subjects of the day looked over"),
    "sent": N_("Facts sent {sent}: acknowledged {acknowledged}"),
}
_NAMES = {
    "meeting": N_("Morning meeting"),
    "packs": N_("Hand-over packs"),
    "sent": N_("Facts sent and acknowledged"),
}
_GAPS = {
    "accepted/no_receipt": N_("no receipt"),
    "accepted/no_promise": N_("promises are missing"),
    "accepted/no_row": N_("missing from the list of matters"),
    "accepted/no_fact": N_("not in the ledger"),
    "accepted/number_missing": N_("this number stands nowhere"),
    "accepted/number_twice": N_("this number was given twice"),
    "ratings/still_armed": N_("rating left open"),
    "ratings/no_row": N_("missing from the list of ratings"),
    "ratings/no_fact": N_("rating not in the ledger"),
    "ratings/no_token": N_("no rating was offered"),
    "charges/not_counted": N_("not counted yet"),
    "charges/invoice_open": N_("e-invoice open"),
    "charges/no_row": N_("charge {fen} missing from the cash sheet"),
    "charges/no_fact": N_("charge not in the ledger"),
    "charges/row_differs": N_("charge differs from the ledger"),
    "papers/owed": N_("{thing} not collected"),
    "hand_overs/not_taken": N_("hand-over not taken"),
    "broken/late": N_("{thing} broken"),
    "answers/calls": N_("call promised, not made"),
    "answers/answers_due": N_("{thing}: answer promised, not given"),
    "actions/open": N_("not reported done"),
    "recoveries/plan": N_("bad rating without a plan"),
    "recoveries/call": N_("customer not called back"),
    "recoveries/correct": N_("not put right yet"),
    "recoveries/close": N_("made good, not closed"),
    "checks/not_done": N_("{thing} not done"),
    "meeting/not_held": N_("the meeting was not held to its end"),
    "packs/not_taken": N_("pack not taken"),
    "notices/unread": N_("unread: {thing}"),
    "ledger/row_differs": N_("table {thing} differs from the ledger"),
    "ledger/chain_broken": N_("the chain of the ledger breaks here"),
    "ledger/head_moved": N_("what this day's sheet vouches for was changed"),
}


def say_figure(figure: Figure) -> str:
    """A line of the sheet with its counts; what has no source says so, never 0."""
    if figure.counts is None:
        return _("{name}: no source").format(name=_(_NAMES.get(figure.code, figure.code)))
    words = say_code(_LINES, figure.code)
    counts = {name: f"{count:,}" for name, count in figure.counts}
    if figure.code == "accepted":
        return _accepted(figure)
    return words.format(**counts) if figure.code in _LINES else words


def _accepted(figure: Figure) -> str:
    """Acceptances, receipts and promises as an equation where it holds."""
    accepted, receipts = figure.count("accepted"), figure.count("receipts")
    promises, unlimited = figure.count("promises"), figure.count("no_limit")
    if accepted == receipts == promises + unlimited:
        words = _("Accepted {accepted} = receipts {receipts} = promises {promises}")
        if unlimited:
            words = _(
                "Accepted {accepted} = receipts {receipts} = promises {promises} + without a limit {no_limit}"
            )
    else:
        words = _(_LINES["accepted"])
    return words.format(accepted=accepted, receipts=receipts, promises=promises, no_limit=unlimited)


def say_cash(cash: Cash, *, money: bool = True) -> str:
    """The money of one way of payment, by the charges and as it was counted; without sums for who may not see them."""
    if not money:
        return say_payment(cash.paid)
    if cash.counted is None:
        return _("{paid} {fen}, not counted").format(paid=say_payment(cash.paid), fen=say_fen(cash.fen))
    if cash.counted == cash.fen:
        return _("{paid} {fen} = counted").format(paid=say_payment(cash.paid), fen=say_fen(cash.fen))
    return _("{paid} {fen}, counted {counted}").format(
        paid=say_payment(cash.paid), fen=say_fen(cash.fen), counted=say_fen(cash.counted)
    )


def say_gap(gap: Gap, *, money: bool = True) -> str:
    """What is missing or differs."""
    if gap.what == "differs":
        if not money:
            return _("the count differs")
        words = _("{fen} too much") if gap.fen > 0 else _("{fen} too little")
        return words.format(fen=say_fen(abs(gap.fen)))
    words = say_code(_GAPS, f"{gap.figure}/{gap.what}")
    thing = gap.thing.say(language()) if gap.thing else ""
    return words.format_map(_Facts({"thing": thing, "fen": say_fen(gap.fen) if money else ""}))


class _Facts(dict[str, str]):
    """The facts of a gap; one that is missing leaves nothing behind."""

    def __missing__(self, name: str) -> str:
        return ""


def say_row(gap: Gap) -> str:
    """What people call the row: the short number of a matter, the way of payment, a title."""
    if gap.kind == "charges":
        return say_payment(gap.name)
    if gap.kind in ("check", "enquiry"):
        return ""
    parsed = parse_number(gap.name)
    return parsed.short if parsed else gap.name


def say_gap_whole(gap: Gap, *, money: bool = True) -> str:
    """The row with its whole number, what does not agree, and why."""
    name = gap.name if gap.kind == "matter" else say_row(gap)
    said = "  ".join(filter(None, (name, say_gap(gap, money=money))))
    if not gap.words:
        return _("{gap}: not explained").format(gap=said)
    return _("{gap}: {words} ({name})").format(gap=said, words=gap.words, name=gap.by)


def say_left(sheet: Closing) -> str:
    """How much does not agree, and how much of it nobody has words for."""
    if not sheet.all_gaps:
        return _("Everything agrees")
    if not sheet.open_gaps:
        return _("Gaps {count}, all explained").format(count=sheet.all_gaps)
    return _("Gaps {count}, not explained {open}").format(count=sheet.all_gaps, open=sheet.open_gaps)


def say_unnamed(figure: Figure) -> str:
    """How many gaps of a closed day's line are counted and not named, nothing where all are named."""
    if not figure.unnamed:
        return ""
    words = _("and {count} more, too many to be named; not explained {open}")
    return words.format(count=figure.unnamed, open=figure.unnamed_open)


def say_sheet(view: CloseView, station: str, device: str, zone: tzinfo) -> Receipt:
    """The closing sheet: the counts, the gaps with their words, the money, the fingerprint of the day."""
    sheet = view.sheet
    at = sheet.at.astimezone(zone) if sheet.at else None
    lead = view.names.get(sheet.decided_by, sheet.decided_by)
    head = [
        Row(_("Day"), say_long_day(sheet.day)),
        Row(_("Counter"), device),
        Row(_("Day closed"), f"{at:%Y-%m-%d %H:%M}  {lead}" if at else ""),
    ]
    place = _("fact {seq} of this PC's ledger").format(seq=f"{sheet.place.seq:,}")
    print_ = fingerprint(sheet.place.hash)
    proof = [
        Row(_("Fingerprint"), print_),
        Row(_("Vouches for"), place),
        Row(_("To check"), f"counter-tui close --check {sheet.day.isoformat()} {print_}"),
    ]
    sections = (
        Section("", tuple(head)),
        Section(_("What has to agree"), tuple(_figures(sheet))),
        Section(_("Money"), tuple(Row("", say_cash(each)) for each in sheet.cash)),
        Section(say_left(sheet), tuple(_gaps(sheet))) if sheet.all_gaps else Section("", ()),
        Section(_("Fingerprint of the day"), tuple(proof)),
    )
    return Receipt(
        station=station,
        title=_("Closing sheet"),
        copy="",
        sections=tuple(section for section in sections if section.rows),
        sign=(_("Shift lead"),),
        foot=_("Whatever is written after the close stands on the next sheet."),
    )


def _figures(sheet: Closing) -> Iterator[Row]:
    for figure in sheet.figures:
        left = _("gaps {count}").format(count=figure.all_gaps) if figure.all_gaps else ""
        yield Row("", "  ".join(filter(None, (say_figure(figure), left))))


def _gaps(sheet: Closing) -> Iterator[Row]:
    for figure in sheet.figures:
        for gap in figure.gaps:
            yield Row("", say_gap_whole(gap))
        if figure.unnamed:
            yield Row("", f"{say_figure(figure)}: {say_unnamed(figure)}")


def say_checked(checked: Checked) -> str:
    """What became of a fingerprint that was read off a sheet."""
    day = checked.day.isoformat() if checked.day else _("this sheet")
    if checked.verdict == "stands":
        words = _(
            "{day}: the ledger has this fingerprint at fact {seq}, and every fact up to there is as it was"
        )
    elif checked.verdict == "broken":
        words = _(
            "{day}: the fingerprint stands at fact {seq}, but facts before it were changed: keep all files"
        )
    elif checked.verdict == "elsewhere":
        words = _(
            "{day}: this fingerprint stands at fact {seq}, but the close of that day names another: keep all files"
        )
    else:
        words = _("{day}: no fact has this fingerprint: the ledger was changed after this sheet was printed")
    return words.format(day=day, seq=checked.seq)
