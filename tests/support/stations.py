"""A small real station in a folder of the test: four people, a dozen customers, ten matters through the services.

The first call of a process builds it once; every test gets its own copy of the files.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from counter_tui.bootstrap import Services, open_services
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.staff.roles import Actor
from counter_tui.paths import Home
from counter_tui.services.intake.customers import CustomerImportService
from counter_tui.services.set_up.setting_up import init_station
from support.clocks import NOON, SHANGHAI, SeededBytes, StillClock

ENVIRON = {"COUNTER_KEYRING": "off"}
CODE, NAME = "0417A", "万泉供电所"

LI = Actor("102", "李敏", "clerk")
LIU = Actor("103", "刘伟", "clerk")
WANG = Actor("101", "王强", "lead")
ZHAO = Actor("104", "赵静", "auditor")
PEOPLE = (WANG, LI, LIU, ZHAO)
PINS = {"101": "274916", "102": "385027", "103": "496138", "104": "507249"}

CUSTOMERS = """\
户号,户名,证件类型,证件号码,手机1,地址,台区,客户经理
0417000018,王建国,居民身份证,110101199003074477,13812340001,和平路12号2单元301,和平路#2,赵伟
0417000026,欧阳丽华,居民身份证,110101198506151249,13812340002,和平路14号,和平路#2,赵伟
0417000034,陈志强,,,13812340003,建设街8号,建设街#1,赵伟
0417000042,单志勇,,,13812340004,建设街10号,建设街#1,赵伟
0417000050,吕梁,,,13812340005,万泉村3组,万泉#1,孙涛
0417000068,符大海,,,13812340006,万泉村4组,万泉#1,孙涛
0417000076,吴秀英,,,13812340007,万泉村5组,万泉#1,孙涛
0417000084,蔡明,,,13812340008,解放路1号,解放路#3,孙涛
0417000092,何静,,,13812340009,解放路3号,解放路#3,孙涛
0417000109,万泉粮油店,,,13812340010,解放路5号,解放路#3,孙涛
0417000117,买买提·艾力,,,13812340011,解放路7号,解放路#3,孙涛
0417000125,曾强,,,13812340012,解放路9号,解放路#3,孙涛
"""
BILL, REPAIR, COMPLAINT, CONNECTION, METER_TEST = "BZ501", "BZ601", "BZ701", "BZ101", "BZ301"


@dataclass(frozen=True)
class SmallStation:
    """The station's services, the clock they run on, and its home."""

    services: Services
    clock: StillClock
    home: Home

    def accept(self, actor: Actor, kind: str, **values: Any) -> str:
        """Accept a matter of this kind now; its id."""
        draft = self.services.drafts.new(actor, kind=kind).with_values(**values)
        return self.services.acceptance.submit(actor, draft).matter_id

    def draft(self, actor: Actor, kind: str, **values: Any) -> Draft:
        """Keep a draft of this kind; the draft."""
        draft = self.services.drafts.new(actor, kind=kind).with_values(**values)
        self.services.drafts.save(actor, draft)
        return draft


def make_station(folder: Path, *, demo: bool = False) -> Services:
    """The services of a copy of the small station in this folder, its clock standing still at ``NOON``."""
    return open_small_station(folder, demo=demo).services


def open_small_station(folder: Path, *, demo: bool = False, empty: bool = False) -> SmallStation:
    """The same with its clock and its home; ``empty`` has people but no customers and no matters.

    ``demo`` says that it is a demo station, without PINs to show.
    """
    home = Home(folder / "station")
    shutil.copytree(_template(demo, empty), home.folder)
    clock = StillClock()
    return SmallStation(open_services(home, clock, SeededBytes(11)), clock, home)


@lru_cache(maxsize=4)
def _template(demo: bool, empty: bool) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="small-station-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    home = Home(folder / "station")
    clock = StillClock(datetime(2025, 11, 14, 9, 0, tzinfo=SHANGHAI))
    init_station(
        home,
        code=CODE,
        name=NAME,
        area="urban",
        profile="state_grid",
        device="C",
        lead_no=WANG.staff_no,
        lead_name=WANG.name,
        lead_pin=PINS[WANG.staff_no],
        papers_folder=str(folder / "papers"),
        clock=clock,
        demo=demo,
        random=SeededBytes(3),
        environ=ENVIRON,
    )
    services = open_services(home, clock, SeededBytes(5))
    for person in PEOPLE[1:]:
        number = f"1390000{person.staff_no:>04}"
        services.staff.add(WANG, person.staff_no, person.name, person.role, PINS[person.staff_no], number)
    services.staff.sign_in(WANG.staff_no, PINS[WANG.staff_no])
    if not empty:
        _fill(SmallStation(services, clock, home), folder)
    services.close()
    return home.folder


def _fill(small: SmallStation, folder: Path) -> None:
    """Customers, and a week of matters in the states a first screen shows."""
    services, clock = small.services, small.clock
    file = folder / "customers.csv"
    file.write_text(CUSTOMERS, "utf-8")
    CustomerImportService(services.base).import_file(WANG, file)

    small.accept(LI, CONNECTION, **_resident("王建国", "13812340001", "和平路12号"))
    clock.advance(timedelta(hours=2))
    small.accept(LI, METER_TEST, **_resident("欧阳丽华", "13812340002", "和平路14号"), fields=_account(1))
    clock.set(datetime(2025, 11, 17, 15, 10, tzinfo=SHANGHAI))
    small.accept(LI, COMPLAINT, name="吴秀英", phone="13812340007", fields=_complaint())
    offered = small.accept(LIU, BILL, name="陈志强", phone="13812340003", fields=_bill())
    clock.set(datetime(2025, 11, 19, 16, 0, tzinfo=SHANGHAI))
    answered = small.accept(LI, BILL, name="何静", phone="13812340009", fields=_bill())
    services.matters.answer(LI, answered, "10 月电费含空调用电，电量无误。")
    paused = small.accept(LI, CONNECTION, **_resident("蔡明", "13812340008", "解放路1号"))
    services.matters.pause(LI, paused, "customer_site_not_ready", "等物业证明")
    clock.set(datetime(2025, 11, 20, 10, 20, tzinfo=SHANGHAI))
    services.matters.hand_over(LIU, offered, Receiver(staff_no=LI.staff_no), "not_my_duty")
    small.accept(LI, REPAIR, name="符大海", phone="13812340006", address="万泉村4组", fields=_repair())
    small.accept(LIU, CONNECTION, **_resident("曾强", "13812340012", "解放路9号"))
    small.draft(LI, METER_TEST, name="单志勇", phone="13812340004")
    clock.set(NOON)


_IDENTITIES = {
    "王建国": "110101199003074477",
    "欧阳丽华": "110101198506151249",
    "蔡明": "110101197804201019",
    "曾强": "110101198209112032",
}


def _resident(name: str, phone: str, address: str) -> dict[str, Any]:
    return {
        "id_kind": "resident_id",
        "id_number": _IDENTITIES[name],
        "name": name,
        "phone": phone,
        "address": address,
    }


def _account(place: int) -> dict[str, str]:
    return {"account": CUSTOMERS.splitlines()[place + 1].split(",")[0]}


def _bill() -> dict[str, str]:
    return {"content": "10 月电费比上月多"}


def _repair() -> dict[str, str]:
    return {"content": "半户没电"}


def _complaint() -> dict[str, str]:
    return {"content": "抄表数据不准"}
