"""The words of an export's table: its headings, its cells, and the sheet that says who gave it out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from counter_tui.i18n import N_, _
from counter_tui.services.tables.writing import Value
from counter_tui.services.wording.matter import say_state

_CUSTOMER_HEADINGS = {
    "account": "户号",
    "name": "户名",
    "id_kind": "证件类型",
    "id_number": "证件号码",
    "mobile1": "手机1",
    "mobile2": "手机2",
    "landline": "固定电话",
    "address": "用电地址",
    "transformer_area": "台区",
    "manager": "客户经理",
    "use_class": "用电类别",
    "voltage": "电压",
    "capacity_kw": "容量kW",
    "meter_asset": "电表资产编号",
    "updated_on": "更新日期",
    "confirmed_phone": "柜台核实电话",
    "confirmed_on": "柜台核实日期",
}
"""Those of the marketing systems in every language, so that an import reads the file again, without the last two."""

_HEADINGS = {
    "number": N_("Number of the matter"),
    "kind_code": N_("Kind"),
    "state": N_("State"),
    "first_contact": N_("First contact"),
    "handler": N_("Handler"),
    "accepted_at": N_("Accepted at"),
    "entered_at": N_("Entered from paper at"),
    "promises": N_("Promises"),
    "deferred": N_("Papers to follow"),
    "rating": N_("Rating of the visit"),
    "epoch": N_("Epoch"),
    "seq": N_("Seq"),
    "at": N_("At"),
    "actor": N_("Actor"),
    "type": N_("Type of fact"),
    "subject": N_("Subject"),
    "version": N_("Version"),
    "hlc": N_("Hybrid clock"),
    "clock": N_("Clock flag"),
    "hash": N_("Hash"),
    "body": N_("Body"),
    "visit": N_("Visit"),
    "clerk": N_("Clerk"),
    "series": N_("Series"),
    "armed_at": N_("Armed at"),
    "shown_at": N_("Question shown at"),
    "pad": N_("Pad"),
    "level": N_("Level"),
    "reason": N_("Reason"),
    "latency_ms": N_("Milliseconds to the press"),
    "follows": N_("After the rating of"),
    "decided_at": N_("Decided at"),
    "presses_refused": N_("Presses refused"),
    "customer": N_("Customer"),
}
_CONTENTS = {
    "customers": N_("Customers"),
    "matters": N_("Matters"),
    "facts": N_("Facts"),
    "ratings": N_("Ratings"),
}
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "customers": tuple(_CUSTOMER_HEADINGS),
    "matters": (
        "number",
        "kind_code",
        "state",
        "first_contact",
        "handler",
        "accepted_at",
        "entered_at",
        "promises",
        "deferred",
        "rating",
    ),
    "facts": ("epoch", "seq", "at", "actor", "type", "subject", "version", "hlc", "clock", "hash", "body"),
    "ratings": (
        "visit",
        "clerk",
        "series",
        "armed_at",
        "state",
        "shown_at",
        "pad",
        "level",
        "reason",
        "latency_ms",
        "follows",
        "decided_at",
        "presses_refused",
    ),
}
_CUSTOMER_OF_MATTER = (
    "name",
    "id_kind",
    "id_number",
    "phone",
    "phone2",
    "address",
    "account",
    "agent_name",
    "agent_id_number",
)
_CUSTOMER_WORDS = {
    "name": N_("Customer: name"),
    "id_kind": N_("Customer: kind of paper"),
    "id_number": N_("Customer: number of the paper"),
    "phone": N_("Customer: phone"),
    "phone2": N_("Customer: second phone"),
    "address": N_("Customer: address"),
    "account": N_("Customer: account"),
    "agent_name": N_("Customer: agent"),
    "agent_id_number": N_("Customer: number of the agent's paper"),
}


def sheet_name(what: str) -> str:
    """What the sheet is called."""
    return _(_CONTENTS[what])


def table(
    about: Mapping[str, Any], records: Iterator[dict[str, Any]], *, signed: bool
) -> Iterator[list[Value]]:
    """The rows of the table, headings first; ``signed`` says in each who gave it out and when, in the last columns."""
    what, full = about["what"], about["what"] == "matters" and not about["masked"]
    columns = _COLUMNS[what]
    headings = [_CUSTOMER_HEADINGS[name] if what == "customers" else _(_HEADINGS[name]) for name in columns]
    if full:
        headings += [_(_CUSTOMER_WORDS[name]) for name in _CUSTOMER_OF_MATTER]
    end: list[Value] = [f"{about['by']} {about['by_name']}", about["at"]] if signed else []
    yield [*headings, *((_("Exported by"), _("Exported at")) if signed else ())]
    for record in records:
        cells = [_value(what, name, record.get(name)) for name in columns]
        if full:
            cells += [record["customer"].get(name) or None for name in _CUSTOMER_OF_MATTER]
        yield [*cells, *end]


def account_of(about: Mapping[str, Any]) -> Iterator[list[Value]]:
    """The sheet that says who gave the data out, when, how much, and masked or why not."""
    yield [_("What"), sheet_name(about["what"])]
    yield [_("Rows"), about["rows"]]
    yield [_("Station"), about["station"]]
    yield [_("Exported by"), f"{about['by']} {about['by_name']}"]
    yield [_("Exported at"), about["at"]]
    yield [_("Personal data"), _("masked") if about["masked"] else _("in full")]
    if about["reason"]:
        yield [_("Reason"), about["reason"]]


def about_sheet() -> str:
    """What that sheet is called."""
    return _("About this export")


def _value(what: str, name: str, value: Any) -> Value:
    if value is None or value == []:
        return None
    if what == "matters" and name == "state":
        return say_state(value)
    if name == "promises":
        return "; ".join(f"{each['code']} {each['due']} {each['state']}" for each in value)
    if name == "deferred":
        return "; ".join(f"{each['paper']} {each['due']} {each['state']}" for each in value)
    if name == "rating":
        return " ".join(str(value[part]) for part in ("state", "level", "reason") if value[part] is not None)
    if name == "body":
        return json.dumps(value, ensure_ascii=False)
    found: Value = value
    return found
