"""What one role needs to try one method, made ready by those who may."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from counter_tui.bootstrap import Services
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.staff.roles import Actor, may
from counter_tui.services.voice.manners import Improper
from support.clocks import NOON
from support.prices import take_book
from support.stations import BILL, CONNECTION, LI, LIU, METER_TEST, REPAIR, WANG, SmallStation
from support.voice import voice_file

ACCOUNT = "0417000018"
DUE = NOON.date() + timedelta(days=3)


def methods(services: Services) -> Iterator[tuple[str, Any]]:
    """Everything public that a service offers, by ``service.name``."""
    for service in services.names():
        for name, member in inspect.getmembers(type(getattr(services, service))):
            if not name.startswith("_"):
                yield f"{service}.{name}", member


def takes_actor(member: Any) -> bool:
    """Whether somebody acts in it."""
    return callable(member) and "actor" in inspect.signature(member).parameters


@dataclass(frozen=True)
class Trying:
    """One role about to try one method, with everything made ready by those who may."""

    small: SmallStation
    actor: Actor
    folder: Path

    @property
    def services(self) -> Services:
        """The services tried."""
        return self.small.services

    @property
    def owner(self) -> Actor:
        """Whose matters it is tried on: the actor's own where he may accept."""
        return self.actor if may(self.actor.role, "accept") else LI

    @property
    def worker(self) -> Actor:
        """Who has done before what has to be done before."""
        return self.actor if may(self.actor.role, "work") else WANG

    def bill(self, by: Actor | None = None) -> str:
        """A question about a bill."""
        return self.small.accept(
            by or self.owner, BILL, name="何静", phone="13812340009", fields={"content": "多"}
        )

    def connection(self) -> str:
        """A new connection with papers owed, whatever was collected before."""
        return self.small.accept(
            self.owner,
            CONNECTION,
            asked_anew=("property",),
            id_kind="resident_id",
            id_number="110101199003074477",
            name="王建国",
            phone="13812340001",
            address="和平路12号",
        )

    def staged(self) -> str:
        """A test of a meter, with stages."""
        return self.small.accept(
            self.owner,
            METER_TEST,
            name="王建国",
            phone="13812340001",
            address="和平路12号",
            id_kind="resident_id",
            id_number="110101199003074477",
            fields={"account": ACCOUNT},
        )

    def priced(self) -> str:
        """A matter for which the price book has something to charge."""
        take_book(self.small)
        return self.small.accept(
            self.owner,
            REPAIR,
            name="何静",
            phone="13812340009",
            address="解放路3号",
            fields={"content": "跳闸"},
        )

    def draft(self) -> Any:
        """A kept draft."""
        return self.small.draft(self.owner, BILL, name="单志勇")

    def question(self) -> str:
        """A question that stands open."""
        enquiry = self.services.enquiries.new(LI)
        self.services.enquiries.leave_open(LI, enquiry, "bill", words="电费多")
        return enquiry

    def offered(self) -> str:
        """A matter offered to the actor, or to a clerk where the actor cannot take it."""
        matter = self.bill(LIU)
        to = self.actor if may(self.actor.role, "work") else LI
        self.services.matters.hand_over(WANG, matter, Receiver(to.staff_no), "needs_site")
        return matter

    def given(self) -> str:
        """A matter whose hand-over nobody has taken."""
        matter = self.bill(self.worker)
        self.services.matters.hand_over(self.worker, matter, Receiver("103"), "needs_site")
        return matter

    def paused(self) -> str:
        """A matter whose clocks stand still."""
        matter = self.bill()
        self.services.matters.pause(WANG, matter, "customer_works")
        return matter

    def waiting(self) -> str:
        """A matter that was accepted without a meter."""
        draft = self.draft().with_values(phone="13812340009", fields={"content": "多"})
        return self.services.door.accept_waiting(self.owner, draft, "meter").matter_id

    def answered(self) -> str:
        """An answered matter."""
        matter = self.bill()
        self.services.matters.answer(WANG, matter, "无误", "not_possible")
        return matter

    def informed(self) -> str:
        """A matter whose customer knows the answer."""
        matter = self.answered()
        self.services.matters.inform(WANG, matter, "phone")
        return matter

    def noted(self) -> str:
        """A matter on which the actor has just written a note, where he may."""
        matter = self.bill()
        self.services.matters.note(
            self.actor if may(self.actor.role, "write") else self.owner, matter, "备注"
        )
        return matter

    def added(self) -> str:
        """A new colleague's number."""
        number = f"9{len(self.services.staff.list(include_left=True)):03}"
        self.services.staff.add(WANG, number, "新人", "clerk", "385027")
        return number

    def slips(self) -> Path:
        """A table of what was taken down on paper, nothing of it filled in."""
        path = self.folder / "slips.csv"
        path.write_text("纸单号,受理时间,首问工号,业务类型\n", "utf-8")
        return path

    def improper(self, matter: str) -> Improper:
        """Words that were held of an answer."""
        found = self.services.manners.look("这个不归我管")
        assert found is not None
        visit = self.services.matters.view(WANG, matter).visit
        return replace(found, visit=visit, about=matter, place="answer")

    def text(self, what: str) -> str:
        """The text of a file of one notice or card."""
        return voice_file(self.folder, what).read_text("utf-8")

    def roster(self) -> Path:
        """A table with the roster of a day."""
        file = self.folder / "roster.csv"
        day = (self.small.clock.now() + timedelta(days=2)).date()
        file.write_text(f"日期,工号,岗位,代值长\n{day},101,值长,\n{day},106,柜台,是\n", "utf-8")
        return file

    def file(self) -> Path:
        """A file of customers."""
        file = self.folder / "customers.csv"
        file.write_text("户号,户名,手机1\n0417000133,周明,13812340013\n", "utf-8")
        return file


Ready = Callable[[], object]
"""The call itself, once everything is ready."""


Calls = dict[str, Callable[[Trying], Ready]]
"""How each method that takes an actor is called, by ``service.method``."""
