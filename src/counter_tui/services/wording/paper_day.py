"""Words for a day taken down on paper: the empty table to fill in, why a line was refused, the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from counter_tui.domain.intake.records import Reason
from counter_tui.domain.intake.slips import COLUMNS, SlipVerdict
from counter_tui.i18n import N_, _, language
from counter_tui.services.tables.writing import Value, as_csv
from counter_tui.services.wording.intake import verdict_words

_REASONS = {
    "blank_line": N_("empty line"),
    "quotes_unbalanced": N_("a quotation mark in this line is not closed"),
    "columns_too_few": N_("{cells} cells instead of {expected}: the columns do not line up"),
    "columns_too_many": N_("{cells} cells instead of {expected}: the columns do not line up"),
    "missing": N_("empty"),
    "scientific": N_("a spreadsheet shortened the number (such as 3.3E+12), digits are lost"),
    "repeated": N_("this slip is in record {first_row} already"),
    "not_of_kind": N_("this kind of request has no such field"),
    "may_not_accept": N_("this person's role accepts nothing"),
    "ahead": N_("later than now: compare the slip and the date of this PC"),
    "too_old": N_("more than {days} days ago: accept it anew at the counter"),
    "unknown": N_("not known here: compare the slip"),
    "unusable": N_("cannot be read: compare the slip"),
}
_HEADER = (N_("Record no."), N_("Slip"), N_("Verdict"), N_("Number of the matter"), N_("Reasons"))


def template_rows() -> list[list[Value]]:
    """The headings of the table to fill in, in the language in use."""
    return [[heading_of(name) for name in COLUMNS]]


def heading_of(column: str) -> str:
    """What a column is called."""
    zh, en = COLUMNS[column]
    return en.capitalize() if language() == "en" else zh


def reason_words(verdict: SlipVerdict) -> Sequence[str]:
    """Why a line was refused, one sentence for each reason; the acceptance's own words where it refused."""
    if verdict.words:
        fields = [_field(reason.column) for reason in verdict.reasons]
        return [
            _("{column}: {words}").format(column=a, words=b)
            for a, b in zip(fields, verdict.words, strict=True)
        ]
    return [_one(reason) for reason in verdict.reasons]


def state_words(verdict: SlipVerdict) -> str:
    """What became of a line."""
    if verdict.verdict == "reject":
        return verdict_words("reject")
    return _("entered before") if verdict.again else _("entered")


def report_csv(verdicts: Iterable[SlipVerdict]) -> Iterator[bytes]:
    """The report to hand back, without data of customers."""
    return as_csv(_rows(verdicts))


def _rows(verdicts: Iterable[SlipVerdict]) -> Iterator[list[Value]]:
    yield [_(word) for word in _HEADER]
    for verdict in verdicts:
        reasons = _("; ").join(reason_words(verdict))
        yield [verdict.row, verdict.slip, state_words(verdict), verdict.number, reasons]


def _one(reason: Reason) -> str:
    words = _(_REASONS[reason.code]).format(**reason.facts)
    if not reason.column:
        return words
    return _("{column}: {words}").format(column=_field(reason.column), words=words)


def _field(column: str) -> str:
    return heading_of(column) if column in COLUMNS else column.removeprefix("field:")
