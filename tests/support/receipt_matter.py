"""One matter of which a receipt is drawn: its kind, who gives the receipt, and the matter itself."""

from __future__ import annotations

from datetime import UTC, date, datetime

from counter_tui.domain.catalogue.models import Choice, FormField, Kind, Paper, Words
from counter_tui.domain.facts.matter import Customer, PromiseGiven
from counter_tui.domain.matter.parts import Deferred, Promise
from counter_tui.domain.matter.state import Matter
from counter_tui.services.wording.receipt import Giver
from support.clocks import NOON

GIVER = Giver("万泉供电所", "李敏", "0417-2345678", "0417-2340000")
KIND = Kind(
    code="BZ101",
    name=Words(zh="低压居民新装", en="New low-voltage residential connection"),
    short=Words(zh="低压新装", en="New home connection"),
    initials=("xz",),
    family="connection",
    classes=("resident",),
    identity="one_paper",
    papers=(
        Paper(
            code="identity",
            name=Words(zh="身份证件（任选其一）", en="Identity document (any one)"),
            classes=("resident",),
            timing="now",
            source="告知书",
        ),
        Paper(
            code="lease",
            name=Words(zh="租赁协议", en="Lease"),
            classes=("resident",),
            timing="deferrable",
            source="告知书",
        ),
    ),
    fields=(
        FormField(code="capacity", name=Words(zh="容量", en="Capacity"), type="number", unit="kW"),
        FormField(
            code="phase",
            name=Words(zh="相别", en="Phases"),
            type="choice",
            choices=(Choice(code="single", name=Words(zh="单相", en="Single")),),
        ),
        FormField(code="near", name=Words(zh="邻户户号", en="Neighbour"), type="account"),
        FormField(code="story", name=Words(zh="情况", en="Story"), type="text"),
    ),
)
PROMISE = PromiseGiven(
    code="whole_process",
    name_zh="送电",
    name_en="Power on",
    standing="public",
    limit=5,
    unit="working_day",
    started_at=NOON,
    due_at=datetime(2025, 11, 27, 15, 59, 59, tzinfo=UTC),
    due_day=date(2025, 11, 27),
    met_by="closed",
    source="十项承诺",
)
MATTER = Matter(
    matter_id=b"m" * 16,
    number="0417A-C-251120-0007-WN",
    kind="BZ101",
    catalogue="1",
    visit="00",
    state="accepted",
    customer=Customer(
        customer_class="resident",
        name="欧阳丽华",
        id_kind="resident_id",
        id_number="110101198506151249",
        phone="13812340002",
        address="和平路14号3单元201",
        account="0417000026",
    ),
    fields={"capacity": "8", "phase": "single", "near": "0417000018", "story": "房东王建国同意"},
    remark="客户下午再来",
    first_contact="102",
    handler="102",
    handler_outside="",
    accepted_at=NOON.astimezone(UTC),
    accepted_by="102",
    shown=("identity", "lease"),
    promises=(Promise(PROMISE, PROMISE.due_at, PROMISE.due_day, False, ()),),
    deferred=(
        Deferred("property", "用电地址物权证件", "Property paper", "surveyor", "survey", date(2025, 11, 25)),
    ),
)
