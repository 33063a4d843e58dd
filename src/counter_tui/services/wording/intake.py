"""Words for an intake of customers: why a file or a record was not taken as it is, and the report to hand back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.intake.records import Reason, RecordVerdict
from counter_tui.i18n import N_, _

_FIELDS = {
    "account": N_("Account number"),
    "name": N_("Account name"),
    "id_kind": N_("Kind of paper"),
    "id_number": N_("Number of the paper"),
    "mobile1": N_("Mobile 1"),
    "mobile2": N_("Mobile 2"),
    "landline": N_("Landline"),
    "address": N_("Supply address"),
    "transformer_area": N_("Transformer area"),
    "manager": N_("Customer manager"),
    "use_class": N_("Class of use"),
    "voltage": N_("Supply voltage"),
    "capacity_w": N_("Contract capacity"),
    "meter_asset": N_("Asset number of the meter"),
    "updated_on": N_("Date of update"),
    # What lists of outages and of slips of paper cannot do without.
    "starts_at": N_("from when"),
    "slip": N_("Slip"),
    "claimed_at": N_("time on the slip"),
    "first_contact": N_("First contact"),
    "kind": N_("Kind of request"),
}
_VERDICTS = {
    "import": N_("import"),
    "import_with_warning": N_("import, please check"),
    "reject": N_("not imported"),
}
_REASONS = {
    "blank_line": N_("empty line"),
    "total_line": N_("line of totals, no customer"),
    "heading_line": N_("the headings again, no customer"),
    "columns_too_few": N_("{cells} cells instead of {expected}: the columns do not line up"),
    "columns_too_many": N_("{cells} cells instead of {expected}: the columns do not line up"),
    "quotes_unbalanced": N_("a quotation mark in this line is not closed"),
    "account_repeated": N_("the same as record {first_row}"),
    "account_duplicate": N_("this account is in record {first_row} already, with other details"),
    "account_other_length": N_(
        "may be the account of record {first_row}, with or without the province in front"
    ),
    "missing": N_("empty"),
    "no_value": N_("a word or mark for nothing, left blank"),
    "formula": N_("a formula, not a value"),
    "different": N_("the columns {columns} say different things, left blank"),
    "merged": N_("part of a merged cell, left blank"),
    "calculated": N_("the result of a formula, please check"),
    "scientific": N_("a spreadsheet shortened the number (such as 3.3E+12), digits are lost"),
    "not_digits": N_("not a number of digits only"),
    "wrong_length": N_("{length} digits; an account has 10, 13 or 16"),
    "masked": N_("masked with * in the file"),
    "sheet_error": N_("an error of the spreadsheet stands here"),
    "not_a_name": N_("not a name"),
    "characters_lost": N_("a character was lost and shows as ? or an empty box"),
    "private_characters": N_("a rare character may show differently on another computer"),
    "too_long": N_("longer than {longest} characters"),
    "became_date": N_("a spreadsheet turned this into a date"),
    "placeholder": N_("a made-up number"),
    "several": N_("several numbers in one cell"),
    "other_phone_kind": N_("a number of the other kind (mobile or landline), kept in the right place"),
    "no_room": N_("there is no room for one more telephone number of this kind"),
    "unknown": N_("this kind of paper is not known"),
    "kind_missing": N_("the kind of paper is not certain, so the number was left out"),
    "not_whole_watts": N_("rounded to whole watts"),
    "in_future": N_("a day in the future"),
    "unusable": N_("not valid, left blank"),
}
_AT_POSITION = N_("not valid, left blank: compare position {position}")
_UNREADABLE = {
    "missing": N_("The file cannot be opened: check that it is there and not open elsewhere"),
    "empty": N_("The file is empty"),
    "binary": N_("The file is no text and no workbook: export it as CSV or XLSX"),
    "web_page": N_("The file is a web page under another name: open it and save it as XLSX"),
    "password": N_("The workbook has a password: save it without one"),
    "workbook": N_("The workbook is damaged: export it again"),
    "other_workbook": N_("The file is a workbook of another kind: open it and save it as XLSX"),
    "too_large": N_(
        "The table reaches too far: delete the empty rows and columns behind it, or export it in parts"
    ),
}
_REPORT_HEADER = (N_("Record no."), N_("Account number"), N_("Verdict"), N_("Reasons"))
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def field_words(column: str) -> str:
    """What a field is called."""
    return _(_FIELDS[column])


def verdict_words(verdict: str) -> str:
    """What a verdict is called."""
    return _(_VERDICTS[verdict])


def reason_words(reason: Reason, titles: Mapping[str, str] | None = None) -> str:
    """The reason as a sentence; ``titles`` are the headings of the file, by which its owner knows the columns."""
    template = _REASONS.get(reason.key) or _REASONS[reason.code]
    if reason.code == "unusable" and "position" in reason.facts:
        template = _AT_POSITION
    words = _(template).format(**reason.facts)
    if not reason.column:
        return words
    column = (titles or {}).get(reason.column) or field_words(reason.column)
    return _("{column}: {words}").format(column=column, words=words)


def import_error_words(broken: RuleBroken) -> str:
    """Why a file was refused, and what to do; for the codes ``services.intake_files`` raises."""
    facts = broken.facts
    if broken.code == "import_file_unreadable":
        return _(_UNREADABLE[str(facts["why"])])
    if broken.code == "import_encoding":
        return _(
            "The text is neither UTF-8 nor GB18030: byte {position}, line {line}; save it as UTF-8 again"
        ).format(**facts)
    if broken.code == "import_heading_twice":
        headings = _(", ").join(f"“{title}”" for title in _strings(facts["headings"]))
        return _("Two columns give the same field ({headings}): remove one").format(headings=headings)
    columns = _(", ").join(field_words(name) for name in _strings(facts["missing"]))
    return _("No column for {columns}: the headings must stand in the first 20 lines").format(columns=columns)


def report_rows(
    verdicts: Iterable[RecordVerdict], titles: Mapping[str, str] | None = None
) -> Iterator[tuple[str, str, str, str]]:
    """The report to hand back, header first: row, account, verdict, reasons; no other data of the customer."""
    yield _(_REPORT_HEADER[0]), _(_REPORT_HEADER[1]), _(_REPORT_HEADER[2]), _(_REPORT_HEADER[3])
    for verdict in verdicts:
        # The apostrophe keeps a spreadsheet from shortening the number; an import folds it away.
        account = f"'{verdict.account}" if verdict.account else ""
        reasons = _("; ").join(reason_words(reason, titles) for reason in verdict.reasons)
        yield str(verdict.row), account, verdict_words(verdict.verdict), _guarded(reasons)


def report_csv(verdicts: Iterable[RecordVerdict], titles: Mapping[str, str] | None = None) -> Iterator[bytes]:
    """The report as the bytes of a CSV file, UTF-8 with BOM, so that a spreadsheet opens it right; in pieces."""
    yield b"\xef\xbb\xbf"
    for cells in report_rows(verdicts, titles):
        line = io.StringIO()
        csv.writer(line).writerow(cells)
        yield line.getvalue().encode("utf-8")


def _guarded(text: str) -> str:
    """The text so that a spreadsheet never calculates it: headings of the file come from outside."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []
