"""Somebody of every role on the small station, and how each service method is called by one of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from counter_tui.bootstrap import Services
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.calls import Place
from counter_tui.domain.facts.checks import CheckAnswer
from counter_tui.domain.facts.meeting import PostGiven
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.pack.state import ORDER
from counter_tui.domain.praise.decide import Typed
from counter_tui.domain.staff.roles import Actor, Role, may
from counter_tui.services.views.context import Whose
from counter_tui.services.voice.manners import Improper
from support.bundles import PAPER_CENTRE, belong_to, stick_in
from support.clocks import NOON
from support.labels import labelled
from support.outages import outages_file
from support.prices import BOOK, as_file, take_book
from support.recoveries import PLAN as RECOVERY_PLAN
from support.recoveries import low
from support.stations import (
    BILL,
    CONNECTION,
    LI,
    LIU,
    METER_TEST,
    PINS,
    REPAIR,
    WANG,
    ZHAO,
    SmallStation,
    open_small_station,
)
from support.surveys import survey_file
from support.voice import card, notice, voice_file

GUIDE, HEAD = Actor("105", "林导", "guide"), Actor("106", "赵所", "head")
PEOPLE: dict[Role, Actor] = {"clerk": LI, "lead": WANG, "guide": GUIDE, "head": HEAD, "auditor": ZHAO}
ALL_PINS = {**PINS, "105": "618350", "106": "729461"}
ACCOUNT = "0417000018"
DUE = NOON.date() + timedelta(days=3)
JOIN = "杨柳 river 2211 lantern"


def staffed(folder: Path) -> SmallStation:
    """The small station with somebody of every role; its PC belongs to a centre that only signs."""
    small = open_small_station(folder)
    for person in (GUIDE, HEAD):
        small.services.staff.add(WANG, person.staff_no, person.name, person.role, ALL_PINS[person.staff_no])
    belong_to(small.services, PAPER_CENTRE)
    return small


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


def _on(matter: Callable[[Trying], str], act: str, *given: Any) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        known = matter(t)
        return lambda: getattr(t.services.matters, act)(t.actor, known, *given)

    return ready


def _another_lead(actor: Actor) -> tuple[str, str]:
    """Number and PIN of somebody else who may decide."""
    lead = HEAD if actor == WANG else WANG
    return lead.staff_no, ALL_PINS[lead.staff_no]


def _with_draft(call: Callable[[Trying, Any], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        draft = t.draft()
        return lambda: call(t, draft)

    return ready


def _with_bill(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        matter = t.bill()
        return lambda: call(t, matter)

    return ready


def _with_entry(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        matter = t.bill()
        t.services.register.print(WANG, matter)
        return lambda: call(t, matter)

    return ready


def _with_connection(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        matter = t.connection()
        return lambda: call(t, matter)

    return ready


def _with_person(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        number = t.added()
        return lambda: call(t, number)

    return ready


def _with_unit(t: Trying) -> Ready:
    unit = t.services.units.enter(WANG, f"U{t.actor.staff_no}", name="公交", answers="站台")
    return lambda: t.services.units.drop(t.actor, unit.code)


def _with_call(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        known = t.services.calls.new(LI)
        caller = t.actor if may(t.actor.role, "write") else LI
        t.services.calls.report(caller, known, "打印机坏了", Place(screen="home"))
        return lambda: call(t, known)

    return ready


def _of_month(name: str, t: Trying) -> object:
    return getattr(t.services.rating_stats, name)(t.actor, f"{NOON:%Y-%m}")


def _award_too_early(t: Trying) -> None:
    """Whoever may name the best clerk is told that the month is not over."""
    month = f"{NOON:%Y-%m}"
    try:
        t.services.rating_stats.award(t.actor, month, LI.staff_no, *_another_lead(t.actor))
    except RuleBroken as broken:
        if broken.code != "month_not_over":
            raise


def _withdraw_none(t: Trying) -> None:
    """Whoever may withdraw the best clerk is told that there is none."""
    try:
        withdraw = t.services.rating_stats.withdraw_award
        withdraw(t.actor, f"{NOON:%Y-%m}", *_another_lead(t.actor), "查实代按")
    except RuleBroken as broken:
        if broken.code != "award_none":
            raise


def _with_sheet(call: Callable[[Trying], object]) -> Callable[[Trying], Ready]:
    """The sheet of the day went to the deputy, once more for each who tries."""

    def ready(t: Trying) -> Ready:
        t.services.sheets.send(WANG, "daily", NOON.date(), "file")
        return lambda: call(t)

    return ready


def _with_item(call: Callable[[Trying, str], object], *, own: bool = False) -> Callable[[Trying], Ready]:
    """An action item of 刘伟, who has reported it; with ``own`` one of who acts, where that person may own one."""

    def ready(t: Trying) -> Ready:
        owner = t.actor.staff_no if own and may(t.actor.role, "write") else "103"
        item = t.services.actions.new(WANG)
        t.services.actions.set(WANG, item, "公示牌过期", owner, DUE, "看公示牌")
        if not own:
            t.services.actions.report(LIU, item, "已换")
        return lambda: call(t, item)

    return ready


def _with_low(call: Callable[[Trying, str], object], *, step: str = "plan") -> Callable[[Trying], Ready]:
    """A bad rating that is planned, and is so far as ``step`` says; of who acts, where that person may serve anybody.

    Who reviews and closes is not the clerk concerned.
    """

    def ready(t: Trying) -> Ready:
        recoveries, clerk = t.services.recoveries, LI if step in ("appeal", "done") else t.owner
        visit = low(t.small, clerk=clerk)
        recoveries.plan(WANG, visit, RECOVERY_PLAN)
        if step == "appeal":
            recoveries.appeal(LI, visit, "wrong", "按错了键")
        if step == "done":
            recoveries.call(WANG, visit, "no_wish")
        if step in ("done", "corrected"):
            recoveries.correct(WANG, visit, "增开窗口")
        return lambda: call(t, visit)

    return ready


def _with_pack(
    call: Callable[[Trying, str], object], *, own: bool = True, sent: bool = True
) -> Callable[[Trying], Ready]:
    """A pack with an action item, from who acts where that person may sign, or for him; offered where ``sent``."""

    def ready(t: Trying) -> Ready:
        signs, packs = may(t.actor.role, "write"), t.services.packs
        for waiting in packs.desk(WANG).waiting:
            packs.withdraw(WANG, waiting.pack_id)
        giver, pin = (t.actor, ALL_PINS[t.actor.staff_no]) if own and signs else (_newcomer(t), "385027")
        to = (LIU if t.actor == HEAD else HEAD) if own or not signs else t.actor
        item = t.services.actions.new(WANG)
        t.services.actions.set(WANG, item, "公示牌过期", giver.staff_no, DUE, "看公示牌")
        pack = packs.new(giver)
        if sent:
            packs.offer(giver, pin, pack, to.staff_no)
        return lambda: call(t, pack)

    return ready


def _own_day(t: Trying, back: int) -> date:
    """A day of the past that is this role's alone."""
    return NOON.date() - timedelta(days=int(t.actor.staff_no) - 100 + back)


def _with_gap(t: Trying) -> Ready:
    """Work nobody has taken, which is a gap of every day."""
    t.given()
    day = _own_day(t, 10)
    gap = next(gap for gap in t.services.close_day.view(WANG, day).sheet.gaps if gap.figure == "hand_overs")
    return lambda: t.services.close_day.explain(t.actor, day, [gap.key], "已电话催办")


def _with_closed(call: Callable[[Trying, date], object], back: int) -> Callable[[Trying], Ready]:
    """A day somebody has closed."""

    def ready(t: Trying) -> Ready:
        day = _own_day(t, back)
        t.services.close_day.close(WANG, day, WANG.staff_no, PINS[WANG.staff_no])
        return lambda: call(t, day)

    return ready


def _with_comment(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    """A comment somebody typed in."""

    def ready(t: Trying) -> Ready:
        batch = t.services.comments.new(LI)
        t.services.comments.take(LI, batch, NOON.date(), "box", ["等太久"])
        return lambda: call(t, batch)

    return ready


def _a_praise() -> Typed:
    return Typed(NOON.date(), "102", "letter", "耐心", "感谢信，存 2 号盒")


def _with_praise(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    """A praise somebody noted."""

    def ready(t: Trying) -> Ready:
        praise = t.services.praise.new(LI)
        t.services.praise.note(LI, praise, _a_praise())
        return lambda: call(t, praise)

    return ready


def _newcomer(t: Trying) -> Actor:
    return Actor(t.added(), "新人", "clerk")


def _with_check(call: Callable[[Trying, str], object], *, dropped: bool) -> Callable[[Trying], Ready]:
    """An item of a check of the station's own, dropped or not."""

    def ready(t: Trying) -> Ready:
        name = f"{'停用' if dropped else '在用'}{t.actor.staff_no}"
        item = t.services.checks.add(WANG, "five_s", name, "坏了", "guide")
        if dropped:
            t.services.checks.drop(WANG, item)
        return lambda: call(t, item)

    return ready


def _in_meeting(call: Callable[[Trying], object]) -> Callable[[Trying], Ready]:
    """The meeting of today, begun."""

    def ready(t: Trying) -> Ready:
        t.services.meeting.begin(WANG)
        return lambda: call(t)

    return ready


def _signing(t: Trying) -> Ready:
    """A meeting in which nothing is left but the signatures: tomorrow's, since nothing is changed in it any more."""
    today = t.small.clock.now()
    t.small.clock.advance(timedelta(days=1))
    t.services.meeting.begin(WANG)
    known = t.services.meeting.view(WANG).meeting
    assert known is not None
    for step in known.open_steps:
        t.services.meeting.skip(WANG, step, "抢修")

    def sign() -> None:
        try:
            t.services.meeting.sign(t.actor, WANG.staff_no, PINS[WANG.staff_no])
        finally:
            t.small.clock.set(today)

    return sign


def _after_meeting(call: Callable[[Trying], object]) -> Callable[[Trying], Ready]:
    """A meeting that is over: the day after tomorrow's."""

    def ready(t: Trying) -> Ready:
        today = t.small.clock.now()
        t.small.clock.advance(timedelta(days=2))
        t.services.meeting.begin(WANG)
        known = t.services.meeting.view(WANG).meeting
        assert known is not None
        for step in (*known.open_steps, "sign") if known.ended_at is None else ():
            t.services.meeting.skip(WANG, step, "抢修")

        def read() -> None:
            try:
                call(t)
            finally:
                t.small.clock.set(today)

        return read

    return ready


def _with_question(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        question = t.question()
        return lambda: call(t, question)

    return ready


def _with_task(act: str, *given: str) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        matter = t.bill()
        view = t.services.tasks.give(WANG, matter, "核对电费", DUE, unit="BILLING")
        return lambda: getattr(t.services.tasks, act)(t.actor, matter, view.tasks[0].task_id, *given)

    return ready


def _noted_away(t: Trying) -> Ready:
    """Somebody else has noted that the actor is away."""
    lead, stand_in = (HEAD if t.actor == WANG else WANG), ("103" if t.actor == LI else "102")
    if t.services.calls.lead_now() == t.actor.staff_no:
        own = ALL_PINS[t.actor.staff_no]
        t.services.shift.take(
            WANG, lead.staff_no, ALL_PINS[lead.staff_no], t.actor.staff_no, t.actor.staff_no, own
        )
    t.services.absences.away(lead, t.actor.staff_no, stand_in, "leave")
    return lambda: t.services.absences.back(t.actor, t.actor.staff_no)


def _plain(call: Callable[[Trying], object]) -> Callable[[Trying], Ready]:
    return lambda t: lambda: call(t)


def _settling(t: Trying, matter: str) -> Ready:
    """Settling a record that came to nothing, of which the matter has none: that is all that is wrong."""
    act = _without_ratings(
        "attention_settled",
        lambda t: t.services.attention.settle(t.actor, matter, "00" * 16, "以答复为准"),
    )
    return act(t)


def _without_ratings(code: str, call: Callable[[Trying], object]) -> Callable[[Trying], Ready]:
    """An act on what the staff's station lacks (presses of customers, a centre): that is all that is wrong."""

    def tried(t: Trying) -> None:
        with pytest.raises(RuleBroken) as broken:
            call(t)
        if broken.value.code != code:
            raise broken.value

    return _plain(tried)


def _copied(t: Trying) -> object:
    t.services.shift.set_roster(WANG, NOON.date(), {"101": "lead"}, "106")
    return t.services.shift.copied(t.actor, DUE)


def _taken(t: Trying) -> None:
    """The head and the lead hand the shift to each other, whoever sits at the PC."""
    was = t.services.calls.lead_now()
    to = next(each for each in (WANG.staff_no, HEAD.staff_no) if each != was)
    t.services.shift.take(t.actor, to, ALL_PINS[to], was, was, ALL_PINS[was])


def _with_paper(act: str, *given: Any) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        matter = t.connection()
        code = next(
            each["paper"]
            for line in t.services.exports.matters(WANG)
            for each in line["deferred"]
            if line["number"] == t.services.matters.view(WANG, matter).line.number
        )
        return lambda: getattr(t.services.matters, act)(t.actor, matter, code, *given)

    return ready


def _with_notice(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    """A notice to nobody who accepts anything: what the others have to do first stays as it is."""

    def ready(t: Trying) -> Ready:
        code = f"n{len(t.services.notices.reports(WANG))}"
        t.services.notices.publish(WANG, notice(code, audience=("auditor",)))
        return lambda: call(t, code)

    return ready


def _with_priced(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        matter = t.priced()
        return lambda: call(t, matter)

    return ready


def _with_card(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        code = f"c{len(t.services.cards.all_cards(WANG))}"
        t.services.cards.issue(WANG, card(code))
        return lambda: call(t, code)

    return ready


def _with_telling(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        code = f"c{len(t.services.cards.all_cards(WANG))}"
        t.services.cards.issue(WANG, card(code))
        t.services.cards.tell(LI, code)
        t.services.cards.issue(WANG, card(code, text="改了"))
        telling = next(each for each in t.services.cards.to_put_right(WANG) if each.card == code)
        return lambda: call(t, telling.telling)

    return ready


def _on_charged(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        matter = t.priced()
        t.services.charges.take(WANG, matter, [("KH-01", 1)], "cash")
        return lambda: call(t, matter)

    return ready


def _with_join_file(t: Trying) -> Ready:
    file = t.folder / "join"
    t.services.station_keys.share(WANG, JOIN, file)
    return lambda: t.services.station_keys.take(t.actor, JOIN, file)


def _with_label(begins: str, call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    """Of a customer of his own, given by somebody else than who acts; the account begins so."""

    def ready(t: Trying) -> Ready:
        number = f"{begins}{t.actor.staff_no:>06}"
        label = labelled(t.services, WANG if t.actor != WANG else HEAD, number=number).id
        return lambda: call(t, label)

    return ready


CALLS: dict[str, Callable[[Trying], Ready]] = {
    "notices.unread": _plain(lambda t: t.services.notices.unread(t.actor)),
    "notices.read": _with_notice(lambda t, n: t.services.notices.read(t.actor, n, 1)),
    "notices.reports": _plain(lambda t: t.services.notices.reports(t.actor)),
    "notices.publish": _plain(
        lambda t: t.services.notices.publish(t.actor, notice("for-the-auditor", audience=("auditor",)))
    ),
    "notices.withdraw": _with_notice(lambda t, n: t.services.notices.withdraw(t.actor, n, "写错了")),
    "notices.import_file": _plain(
        lambda t: t.services.notices.import_file(t.actor, voice_file(t.folder, "notice"))
    ),
    "manners.let_go": _with_bill(
        lambda t, m: t.services.manners.let_go(t.actor, t.improper(m), WANG.staff_no, ALL_PINS["101"])
    ),
    "manners.take_rules": _plain(lambda t: t.services.manners.take_rules(t.actor, None)),
    "manners.require_polite": _with_bill(
        lambda t, m: t.services.manners.require_polite(
            t.actor, t.services.matters.view(WANG, m).visit, m, "answer", "您好，请稍等"
        )
    ),
    "cards.print": _with_card(lambda t, c: t.services.cards.print(t.actor, c)),
    "cards.tell": _with_card(lambda t, c: t.services.cards.tell(t.actor, c)),
    "cards.all_cards": _plain(lambda t: t.services.cards.all_cards(t.actor)),
    "cards.issue": _plain(lambda t: t.services.cards.issue(t.actor, card("of-the-hall"))),
    "cards.withdraw": _with_card(lambda t, c: t.services.cards.withdraw(t.actor, c, "写错了")),
    "cards.import_file": _plain(
        lambda t: t.services.cards.import_file(t.actor, voice_file(t.folder, "card"))
    ),
    "cards.to_put_right": _plain(lambda t: t.services.cards.to_put_right(t.actor)),
    "cards.wrongly_told": _plain(lambda t: t.services.cards.wrongly_told(t.actor)),
    "cards.put_right": _with_telling(lambda t, k: t.services.cards.put_right(t.actor, k, "已电话告知")),
    "station.confirm_date": _plain(lambda t: t.services.station.confirm_date(t.actor)),
    "station.switch_peak": _plain(
        lambda t: t.services.station.switch_peak(t.actor, on=not t.services.station.view().peak)
    ),
    "staff.add": _plain(
        lambda t: t.services.staff.add(t.actor, f"8{t.actor.staff_no}", "新人", "clerk", "385027")
    ),
    "staff.reset_pin": _with_person(lambda t, n: t.services.staff.reset_pin(t.actor, n, "496138")),
    "staff.change_phone": _with_person(lambda t, n: t.services.staff.change_phone(t.actor, n, "13900000105")),
    "staff.leave": _with_person(lambda t, n: t.services.staff.leave(t.actor, n)),
    "absences.away": _with_person(lambda t, n: t.services.absences.away(t.actor, n, "103", "ill")),
    "absences.leave": _with_person(lambda t, n: t.services.absences.leave(t.actor, n, "103")),
    "absences.back": _noted_away,
    "staff.change_pin": _plain(
        lambda t: t.services.staff.change_pin(t.actor, ALL_PINS[t.actor.staff_no], ALL_PINS[t.actor.staff_no])
    ),
    "site_card.view": _plain(lambda t: t.services.site_card.view(t.actor)),
    "site_card.set": _plain(
        lambda t: t.services.site_card.set(t.actor, "101", "102", f"6{t.actor.staff_no}", 7)
    ),
    "units.enter": _plain(
        lambda t: t.services.units.enter(t.actor, "METERING", phone=f"6{t.actor.staff_no}")
    ),
    "units.drop": _with_unit,
    "drafts.new": _plain(lambda t: t.services.drafts.new(t.actor)),
    "drafts.save": _plain(
        lambda t: t.services.drafts.save(t.actor, t.services.drafts.new(LI).with_values(name="单"))
    ),
    "drafts.load": _with_draft(lambda t, d: t.services.drafts.load(t.actor, d.draft_id)),
    "drafts.list": _plain(lambda t: t.services.drafts.list(t.actor)),
    "drafts.discard": _plain(
        lambda t: t.services.drafts.discard(t.actor, t.small.draft(t.owner, BILL).draft_id)
    ),
    "drafts.keep_words": _with_bill(
        lambda t, m: t.services.drafts.keep_words(t.actor, m, "note", {"text": "备"})
    ),
    "drafts.drop_words": _with_bill(lambda t, m: t.services.drafts.drop_words(t.actor, m, "note")),
    "acceptance.assess": _with_draft(lambda t, d: t.services.acceptance.assess(t.actor, d)),
    "acceptance.submit": _plain(
        lambda t: t.services.acceptance.submit(
            t.actor,
            t.services.drafts.new(LI, kind=BILL).with_values(
                name="何静", phone="13812340009", fields={"content": "多"}
            ),
        )
    ),
    "context.strip": _plain(lambda t: t.services.context.strip(t.actor, Whose(phone="13812340009"))),
    "notices.import_text": _plain(lambda t: t.services.notices.import_text(t.actor, t.text("notice"), "x")),
    "cards.import_text": _plain(lambda t: t.services.cards.import_text(t.actor, t.text("card"), "x")),
    "rosters.import_file": _plain(lambda t: t.services.rosters.import_file(t.actor, t.roster())),
    "rosters.import_data": _plain(lambda t: t.services.rosters.import_data(t.actor, t.roster().read_bytes())),
    "outages.import_file": _plain(
        lambda t: t.services.outages.import_file(t.actor, outages_file(t.folder), source="调度")
    ),
    "outages.import_data": _plain(
        lambda t: t.services.outages.import_data(t.actor, outages_file(t.folder).read_bytes())
    ),
    "contacts.view": _with_bill(lambda t, m: t.services.contacts.view(t.actor, m)),
    "contacts.refresh": _with_connection(lambda t, m: t.services.contacts.refresh(t.actor, m, "yes")),
    "contacts.put_off": _with_connection(lambda t, m: t.services.contacts.put_off(t.actor, m)),
    "contacts.coverage": _plain(lambda t: t.services.contacts.coverage(t.actor)),
    "door.end": _with_draft(lambda t, d: t.services.door.end(t.actor, d, "customer_wish", "客户说月底再来")),
    "door.accept_waiting": _with_draft(
        lambda t, d: t.services.door.accept_waiting(
            t.actor, d.with_values(phone="13812340009", fields={"content": "多"}), "people"
        )
    ),
    "door.not_accept": _with_draft(
        lambda t, d: t.services.door.not_accept(
            t.actor, d, "danger", "线路烧毁，已书面告知", *_another_lead(t.actor)
        )
    ),
    "calls.new": _plain(lambda t: t.services.calls.new(t.actor)),
    "calls.view": _plain(lambda t: t.services.calls.view(t.actor)),
    "calls.report": _plain(
        lambda t: t.services.calls.report(t.actor, t.services.calls.new(LI), "坏了", Place(screen="home"))
    ),
    "calls.conflict": _plain(lambda t: t.services.calls.conflict(t.actor, Place(screen="home"))),
    "calls.note": _with_call(lambda t, c: t.services.calls.note(t.actor, c, "拍桌子")),
    "calls.notes": _with_call(lambda t, c: t.services.calls.notes(t.actor, c)),
    "calls.seen": _with_call(lambda t, c: t.services.calls.seen(t.actor, c)),
    "calls.answer": _with_call(lambda t, c: t.services.calls.answer(t.actor, c, "换一台")),
    "enquiries.new": _plain(lambda t: t.services.enquiries.new(t.actor)),
    "enquiries.topics": _plain(lambda t: t.services.enquiries.topics(t.actor)),
    "enquiries.day": _plain(lambda t: t.services.enquiries.day(t.actor)),
    "enquiries.answer": _plain(
        lambda t: t.services.enquiries.answer(t.actor, t.services.enquiries.new(LI), "bill")
    ),
    "enquiries.leave_open": _plain(
        lambda t: t.services.enquiries.leave_open(t.actor, t.services.enquiries.new(LI), "bill", words="多")
    ),
    "enquiries.answer_later": _with_question(
        lambda t, q: t.services.enquiries.answer_later(t.actor, q, "阶梯电价")
    ),
    "enquiries.draft": _with_question(lambda t, q: t.services.enquiries.draft(t.actor, q)),
    "labels.list": _plain(lambda t: t.services.labels.list(t.actor, record=True)),
    "labels.give": _plain(lambda t: labelled(t.services, t.actor, number=f"3300{t.actor.staff_no:>06}")),
    "labels.review": _with_label("3301", lambda t, label: t.services.labels.review(t.actor, label)),
    "labels.withdraw": _with_label(
        "3302", lambda t, label: t.services.labels.withdraw(t.actor, label, "settled")
    ),
    "actions.new": _plain(lambda t: t.services.actions.new(t.actor)),
    "actions.set": _plain(
        lambda t: t.services.actions.set(
            t.actor, f"{t.actor.staff_no:>032}", "公示牌过期", "103", DUE, "看公示牌"
        )
    ),
    "actions.carried": _plain(lambda t: t.services.actions.carried(t.actor)),
    "actions.verified": _plain(lambda t: t.services.actions.verified(t.actor)),
    "actions.report": _with_item(lambda t, i: t.services.actions.report(t.actor, i, "已换"), own=True),
    "actions.verify": _with_item(lambda t, i: t.services.actions.verify(t.actor, i)),
    "actions.send_back": _with_item(lambda t, i: t.services.actions.send_back(t.actor, i, "没换", DUE)),
    "actions.move": _with_item(
        lambda t, i: t.services.actions.move(t.actor, i, DUE + timedelta(days=1), "等价表")
    ),
    "actions.give": _with_item(lambda t, i: t.services.actions.give(t.actor, i, "102", "休假")),
    "recoveries.open": _plain(lambda t: t.services.recoveries.open(t.actor)),
    "recoveries.closed": _plain(lambda t: t.services.recoveries.closed(t.actor)),
    "recoveries.plan": _with_low(lambda t, v: t.services.recoveries.plan(t.actor, v, RECOVERY_PLAN)),
    "recoveries.call": _with_low(lambda t, v: t.services.recoveries.call(t.actor, v, "not_reached")),
    "recoveries.correct": _with_low(lambda t, v: t.services.recoveries.correct(t.actor, v, "增开窗口")),
    "recoveries.state": _with_low(lambda t, v: t.services.recoveries.state(t.actor, v, "系统卡住")),
    "recoveries.appeal": _with_low(lambda t, v: t.services.recoveries.appeal(t.actor, v, "wrong", "按错")),
    "recoveries.decide": _with_low(
        lambda t, v: t.services.recoveries.decide(t.actor, v, "stands", "已核实"), step="appeal"
    ),
    "recoveries.second": _with_low(lambda t, v: t.services.recoveries.second(t.actor, v), step="corrected"),
    "recoveries.close": _with_low(lambda t, v: t.services.recoveries.close(t.actor, v), step="done"),
    "recovery_words.begun": _plain(lambda t: t.services.recovery_words.begun(t.actor, "01", "plan")),
    "recovery_words.keep": _plain(
        lambda t: t.services.recovery_words.keep(t.actor, "01", "plan", {"w": "等"})
    ),
    "recovery_words.drop": _plain(lambda t: t.services.recovery_words.drop(t.actor, "01", "plan")),
    "packs.new": _plain(lambda t: t.services.packs.new(t.actor)),
    "packs.desk": _plain(lambda t: t.services.packs.desk(t.actor)),
    "packs.day": _plain(lambda t: t.services.packs.day(t.actor)),
    "packs.offer": _with_pack(
        lambda t, p: t.services.packs.offer(
            t.actor, ALL_PINS[t.actor.staff_no], p, "103" if t.actor == HEAD else "106"
        ),
        sent=False,
    ),
    "packs.take": _with_pack(
        lambda t, p: t.services.packs.take(t.actor, ALL_PINS[t.actor.staff_no], p, ORDER, {}), own=False
    ),
    "packs.keep": _with_pack(lambda t, p: t.services.packs.keep(t.actor, p, ["action"], {})),
    "packs.begun_words": _with_pack(lambda t, p: t.services.packs.begun_words(t.actor, p, "refuse 0")),
    "packs.keep_words": _with_pack(
        lambda t, p: t.services.packs.keep_words(t.actor, p, "refuse 0", {"text": "休假"})
    ),
    "packs.drop_words": _with_pack(lambda t, p: t.services.packs.drop_words(t.actor, p, "refuse 0")),
    "packs.withdraw": _with_pack(lambda t, p: t.services.packs.withdraw(t.actor, p)),
    "packs.print": _with_pack(lambda t, p: t.services.packs.print(t.actor, p)),
    "minutes.search": _plain(lambda t: t.services.minutes.search(t.actor, "李敏")),
    "minutes.of": _in_meeting(lambda t: t.services.minutes.of(t.actor)),
    "minutes.print": _after_meeting(lambda t: t.services.minutes.print(t.actor)),
    "minutes.pdf": _after_meeting(lambda t: t.services.minutes.pdf(t.actor)),
    "minutes.check": _plain(lambda t: t.services.minutes.check(t.actor, NOON.date(), "0" * 20)),
    "minutes.give_out": _plain(
        lambda t: t.services.minutes.give_out(t.actor, NOON.date(), NOON.date(), str(t.folder / "minutes"))
    ),
    "brief.of": _plain(lambda t: t.services.brief.of(t.actor)),
    "brief.last": _plain(lambda t: t.services.brief.last(t.actor)),
    "brief.matter_of": _plain(lambda t: t.services.brief.matter_of(t.actor, "00" * 16)),
    "meeting.view": _plain(lambda t: t.services.meeting.view(t.actor)),
    "meeting.held": _plain(lambda t: t.services.meeting.held(t.actor)),
    "meeting.begin": _plain(lambda t: t.services.meeting.begin(t.actor)),
    "meeting.done": _in_meeting(lambda t: t.services.meeting.done(t.actor, "review")),
    "meeting.skip": _in_meeting(lambda t: t.services.meeting.skip(t.actor, "hall", "抢修")),
    "meeting.sign": _signing,
    "meeting_words.begun": _plain(lambda t: t.services.meeting_words.begun(t.actor)),
    "meeting_words.keep": _in_meeting(
        lambda t: t.services.meeting_words.keep(t.actor, "points", {"line": "下午"})
    ),
    "meeting_words.drop": _plain(lambda t: t.services.meeting_words.drop(t.actor, "points")),
    "meeting_steps.attendance": _in_meeting(
        lambda t: t.services.meeting_steps.attendance(
            t.actor, [each.staff_no for each in t.services.meeting.view(t.actor).staff]
        )
    ),
    "meeting_steps.appearance": _in_meeting(lambda t: t.services.meeting_steps.appearance(t.actor)),
    "meeting_steps.hall": _in_meeting(lambda t: t.services.meeting_steps.hall(t.actor)),
    "meeting_steps.new_item": _plain(lambda t: t.services.meeting_steps.new_item(t.actor)),
    "meeting_steps.problem": _in_meeting(
        lambda t: t.services.meeting_steps.problem(
            t.actor,
            "0a" * 16,
            "公示牌过期",
            "102",
            t.small.clock.now().date() + timedelta(days=3),
            "看公示牌",
        )
    ),
    "meeting_steps.pass_on": _in_meeting(lambda t: t.services.meeting_steps.pass_on(t.actor)),
    "meeting_steps.point": _in_meeting(lambda t: t.services.meeting_steps.point(t.actor, "下午停电")),
    "meeting_steps.posts": _in_meeting(
        lambda t: t.services.meeting_steps.posts(
            t.actor,
            [
                PostGiven(staff_no=each.staff_no, post=each.post)
                for each in t.services.meeting.view(t.actor).staff
            ],
        )
    ),
    "meeting_steps.drill": _in_meeting(
        lambda t: t.services.meeting_steps.drill(t.actor, "no_meter", right=True)
    ),
    "attention.waiting": _plain(lambda t: t.services.attention.waiting(t.actor)),
    "attention.settle": lambda t: _settling(t, t.bill()),
    "gaming.month": _plain(lambda t: t.services.gaming.month(t.actor)),
    "gaming.to_check": _plain(lambda t: t.services.gaming.to_check(t.actor)),
    "gaming.unchecked": _plain(lambda t: t.services.gaming.unchecked(t.actor)),
    "gaming.check": _without_ratings(
        "flag_unknown", lambda t: t.services.gaming.check(t.actor, "", "101", "fast", "clean", "看过录像")
    ),
    "gaming.called": _without_ratings(
        "sample_unknown", lambda t: t.services.gaming.called(t.actor, "", "00" * 16, "confirmed")
    ),
    "sheets.lines": _plain(lambda t: t.services.sheets.lines(t.actor)),
    "sheets.waiting": _plain(lambda t: t.services.sheets.waiting(t.actor)),
    "sheets.sheet": _plain(lambda t: t.services.sheets.sheet(t.actor, "daily")),
    "sheets.text": _plain(lambda t: t.services.sheets.text(t.actor, "daily")),
    "sheets.pdf": _plain(lambda t: t.services.sheets.pdf(t.actor, "daily")),
    "sheets.xlsx": _plain(lambda t: t.services.sheets.xlsx(t.actor, "weekly")),
    "sheets.print": _plain(lambda t: t.services.sheets.print(t.actor, "daily", NOON.date())),
    "sheets.save": _plain(lambda t: t.services.sheets.save(t.actor, "daily", NOON.date())),
    "sheets.send": _plain(lambda t: t.services.sheets.send(t.actor, "daily", NOON.date(), "told")),
    "sheets.acknowledge": _with_sheet(
        lambda t: t.services.sheets.acknowledge(t.actor, "daily", NOON.date(), words="电话")
    ),
    "checks.lists": _plain(lambda t: t.services.checks.lists(t.actor)),
    "checks.trend": _plain(lambda t: t.services.checks.trend(t.actor)),
    "checks.done": _plain(
        lambda t: t.services.checks.done(
            t.actor, "hall", [CheckAnswer(item="walk_place", result="failed", words="地面有水")]
        )
    ),
    "checks.add": _plain(
        lambda t: t.services.checks.add(t.actor, "five_s", f"绿植{t.actor.staff_no}", "枯了", "guide")
    ),
    "checks.drop": _with_check(lambda t, i: t.services.checks.drop(t.actor, i), dropped=False),
    "checks.restore": _with_check(lambda t, i: t.services.checks.restore(t.actor, i), dropped=True),
    "check_words.begun": _plain(lambda t: t.services.check_words.begun(t.actor, "opening")),
    "check_words.keep": _plain(
        lambda t: t.services.check_words.keep(t.actor, "opening", "", {"pc": ["ok", ""]})
    ),
    "check_words.drop": _plain(lambda t: t.services.check_words.drop(t.actor, "opening")),
    "surveys.take_file": _plain(lambda t: t.services.surveys.take_file(t.actor, survey_file(t.folder))),
    "surveys.take_data": _plain(
        lambda t: t.services.surveys.take_data(t.actor, survey_file(t.folder).read_bytes())
    ),
    "surveys.view": _plain(lambda t: t.services.surveys.view(t.actor)),
    "comments.new": _plain(lambda t: t.services.comments.new(t.actor)),
    "comments.take": _plain(
        lambda t: t.services.comments.take(
            t.actor, t.services.comments.new(LI), NOON.date(), "box", ["等太久"]
        )
    ),
    "comments.lines": _plain(lambda t: t.services.comments.lines(t.actor)),
    "comments.counts": _plain(lambda t: t.services.comments.counts(t.actor)),
    "comments.settle": _with_comment(lambda t, each: t.services.comments.settle(t.actor, each, 1, "已转")),
    "praise.new": _plain(lambda t: t.services.praise.new(t.actor)),
    "praise.note": _plain(lambda t: t.services.praise.note(t.actor, t.services.praise.new(LI), _a_praise())),
    "praise.prove": _with_praise(lambda t, each: t.services.praise.prove(t.actor, each, "录音")),
    "praise.confirm": _with_praise(lambda t, each: t.services.praise.confirm(t.actor, each)),
    "praise.take_out": _with_praise(lambda t, each: t.services.praise.take_out(t.actor, each, "重复")),
    "praise.lines": _plain(lambda t: t.services.praise.lines(t.actor)),
    "praise.counted": _plain(lambda t: t.services.praise.counted(t.actor, NOON.date(), NOON.date())),
    "verify.look": _plain(lambda t: t.services.verify.look(t.actor)),
    "close_day.view": _plain(lambda t: t.services.close_day.view(t.actor)),
    "close_day.check": _plain(lambda t: t.services.close_day.check(t.actor, NOON.date(), "0" * 20)),
    "close_day.count": _plain(lambda t: t.services.close_day.count(t.actor, _own_day(t, 10), {"cash": 0})),
    "close_day.explain": _with_gap,
    "close_day.close": _plain(
        lambda t: t.services.close_day.close(t.actor, _own_day(t, 0), *_another_lead(t.actor))
    ),
    "close_day.print": _with_closed(lambda t, day: t.services.close_day.print(t.actor, day), 20),
    "close_day.text": _with_closed(lambda t, day: t.services.close_day.text(t.actor, day), 30),
    "close_words.begun": _plain(lambda t: t.services.close_words.begun(t.actor, NOON.date(), "cash")),
    "close_words.keep": _plain(lambda t: t.services.close_words.keep(t.actor, NOON.date(), "cash", {})),
    "close_words.drop": _plain(lambda t: t.services.close_words.drop(t.actor, NOON.date(), "cash")),
    "action_words.begun": _plain(lambda t: t.services.action_words.begun(t.actor, "", "name")),
    "action_words.keep": _plain(lambda t: t.services.action_words.keep(t.actor, "", "name", {"words": "灯"})),
    "action_words.drop": _plain(lambda t: t.services.action_words.drop(t.actor, "", "name")),
    "shift.view": _plain(lambda t: t.services.shift.view(t.actor)),
    "shift.coverage": _plain(lambda t: t.services.shift.coverage(t.actor)),
    "shift.rosters": _plain(lambda t: t.services.shift.rosters(t.actor, NOON.date())),
    "shift.copied": _plain(_copied),
    "shift.set_roster": _plain(
        lambda t: t.services.shift.set_roster(t.actor, DUE, {"101": "lead", "102": "counter"}, "106")
    ),
    "shift.take": _plain(_taken),
    "shift.open_hall": _plain(lambda t: t.services.shift.open_hall(t.actor)),
    "shift.give_skill": _plain(lambda t: t.services.shift.give_skill(t.actor, "103", "billing")),
    "shift.withdraw_skill": _plain(lambda t: t.services.shift.withdraw_skill(t.actor, "103", "billing")),
    "bundles.status": _plain(lambda t: t.services.bundles.status(t.actor)),
    **{
        f"bundles.{name}": _plain(
            partial(lambda name, t: getattr(t.services.bundles, name)(t.actor, stick_in(t.folder)), name)
        )
        for name in ("export", "plan", "take_back")
    },
    "breaches.ledger": _plain(lambda t: t.services.breaches.ledger(t.actor)),
    "rating_views.mine": _plain(lambda t: t.services.rating_views.mine(t.actor)),
    "rating_views.day": _plain(lambda t: t.services.rating_views.day(t.actor)),
    "home.low": _plain(lambda t: t.services.home.low(t.actor)),
    "home.view": _plain(lambda t: t.services.home.view(t.actor)),
    "matters.view": _on(Trying.bill, "view"),
    "matters.reveal": _on(Trying.bill, "reveal", "audit"),
    "matters.answer": _on(Trying.bill, "answer", "无误", "not_possible"),
    "matters.bounce": _on(Trying.offered, "bounce", "不是我的"),
    "matters.take": _on(Trying.offered, "take"),
    "matters.take_back": _on(Trying.given, "take_back"),
    "matters.close": _on(Trying.informed, "close"),
    "matters.collect": _with_paper("collect"),
    "matters.waive": _with_paper("waive", "已核验"),
    "matters.ask_waiver": _with_paper("ask_waiver", "证件在外地"),
    "matters.decide_handling": _on(Trying.bill, "decide_handling", "103", "不再来回"),
    "tasks.give": _with_bill(lambda t, m: t.services.tasks.give(t.actor, m, "核对电费", DUE, to="103")),
    "tasks.take": _with_task("take"),
    "tasks.done": _with_task("done", "无误"),
    "tasks.give_back": _with_task("give_back", "不归我管"),
    "tasks.cancel": _with_task("cancel", "不用了"),
    "matters.correct": _on(Trying.bill, "correct", "remark", "补记"),
    "matters.hand_over": _on(Trying.bill, "hand_over", Receiver("103"), "needs_site"),
    "matters.inform": _on(Trying.answered, "inform", "phone"),
    "first_contact.called": _with_bill(
        lambda t, m: t.services.first_contact.called(t.actor, m, "还在核对", None)
    ),
    "first_contact.promise_call": _with_bill(lambda t, m: t.services.first_contact.promise_call(t.actor, m)),
    "first_contact.do_step": _with_bill(
        lambda t, m: t.services.first_contact.do_step(t.actor, m, "limit_told", "五个工作日内")
    ),
    "first_contact.set_scope": _with_bill(
        lambda t, m: t.services.first_contact.set_scope(t.actor, m, "company", "CALL95598")
    ),
    "matters.pause": _on(Trying.bill, "pause", "customer_works"),
    "matters.resume": _on(Trying.paused, "resume"),
    "matters.reach_stage": _on(Trying.staged, "reach_stage"),
    "matters.withdraw": _on(Trying.bill, "withdraw", "不办了"),
    "matters.arrived": _on(Trying.waiting, "arrived", "meter"),
    "matters.note": _on(Trying.bill, "note", "备注"),
    "matters.undo": _on(Trying.noted, "undo"),
    "reassigning.workload": _plain(lambda t: t.services.reassigning.workload(t.actor, "102")),
    "reassigning.move": _with_bill(
        lambda t, _m: t.services.reassigning.move(t.actor, "102", ["103"], "病假")
    ),
    **{
        f"rating_stats.{name}": _plain(partial(_of_month, name))
        for name in ("month", "pdf", "print", "save", "text", "xlsx")
    },
    "rating_stats.award": _plain(_award_too_early),
    "rating_stats.withdraw_award": _plain(_withdraw_none),
    "ratings.open_token": _with_bill(lambda t, _m: t.services.ratings.open_token(t.actor)),
    "find.find": _plain(lambda t: t.services.find.find(t.actor, "王")),
    "find.customers": _plain(lambda t: t.services.find.customers(t.actor, "王")),
    "find.customer": _plain(lambda t: t.services.find.customer(t.actor, ACCOUNT)),
    "station_keys.share": _plain(
        lambda t: t.services.station_keys.share(t.actor, JOIN, t.folder / f"shared-{t.actor.role}")
    ),
    "sync.enrol": _without_ratings(
        "centre_not_heard",
        lambda t: t.services.sync.enrol(t.actor, "http://127.0.0.1:1", "ABCDEFGHJK", "", lambda _name: True),
    ),
    "hubs.join": _plain(
        lambda t: t.services.hubs.join(t.actor, "https://192.0.2.1:8640", "0123456789abcdef")
    ),
    "hubs.leave": _plain(lambda t: t.services.hubs.leave(t.actor)),
    "station_keys.renew": _plain(lambda t: t.services.station_keys.renew(t.actor)),
    "station_keys.take": _with_join_file,
    "receipts.preview": _with_bill(lambda t, m: t.services.receipts.preview(t.actor, m)),
    "receipts.print": _with_bill(lambda t, m: t.services.receipts.print(t.actor, m)),
    "register.preview": _with_bill(lambda t, m: t.services.register.preview(t.actor, m)),
    "register.print": _with_bill(lambda t, m: t.services.register.print(t.actor, m)),
    "register.sign": _with_entry(lambda t, m: t.services.register.sign(t.actor, m)),
    "register.day": _plain(lambda t: t.services.register.day(t.actor)),
    "letters.preview": _with_connection(lambda t, m: t.services.letters.preview(t.actor, m)),
    "letters.print": _with_connection(lambda t, m: t.services.letters.print(t.actor, m)),
    "prices.quote": _plain(lambda t: t.services.prices.quote(t.actor, BILL)),
    "prices.books": _plain(lambda t: t.services.prices.books(t.actor)),
    "prices.in_force": _plain(lambda t: t.services.prices.in_force(t.actor)),
    "prices.take_data": _plain(lambda t: t.services.prices.take_data(t.actor, BOOK.encode())),
    "prices.take_file": _plain(lambda t: t.services.prices.take_file(t.actor, as_file(t.folder))),
    "charges.day": _plain(lambda t: t.services.charges.day(t.actor)),
    "charges.own_day": _plain(lambda t: t.services.charges.own_day(t.actor)),
    "charges.take": _with_priced(lambda t, m: t.services.charges.take(t.actor, m, [("KH-01", 1)], "cash")),
    "charges.explain_boundary": _with_priced(lambda t, m: t.services.charges.explain_boundary(t.actor, m)),
    "charges.settle_invoice": _on_charged(lambda t, m: t.services.charges.settle_invoice(t.actor, m, "told")),
    "charges.void": _on_charged(
        lambda t, m: t.services.charges.void(
            t.actor,
            m,
            t.services.matters.view(WANG, m).charges[0].charge_id,
            "重复收费",
            HEAD.staff_no,
            ALL_PINS[HEAD.staff_no],
        )
    ),
    "charge_slips.preview": _on_charged(lambda t, m: t.services.charge_slips.preview(t.actor, m)),
    "charge_slips.print": _on_charged(lambda t, m: t.services.charge_slips.print(t.actor, m)),
    "exports.matters": _plain(lambda t: list(t.services.exports.matters(t.actor))),
    "exports.export": _plain(lambda t: list(t.services.exports.export(t.actor, "ratings", "csv").records)),
    "customers.import_file": _plain(lambda t: t.services.customers.import_file(t.actor, t.file())),
    "customers.import_data": _plain(
        lambda t: t.services.customers.import_data(t.actor, t.file().read_bytes())
    ),
    "customers.renew_index": _plain(lambda t: t.services.customers.renew_index(t.actor)),
    "paper_days.import_file": _plain(lambda t: t.services.paper_days.import_file(t.actor, t.slips())),
    "paper_days.import_data": _plain(
        lambda t: t.services.paper_days.import_data(t.actor, t.slips().read_bytes())
    ),
    "reveals.begun": _plain(lambda t: t.services.reveals.begun(t.actor, ACCOUNT)),
    "reveals.keep_words": _plain(lambda t: t.services.reveals.keep_words(t.actor, ACCOUNT, {"own": "核对"})),
    "reveals.drop_words": _plain(lambda t: t.services.reveals.drop_words(t.actor, ACCOUNT)),
    "reveals.customer": _plain(lambda t: t.services.reveals.customer(t.actor, ACCOUNT, "audit")),
}
"""How each method that takes an actor is called with everything in its place, so that only the role decides."""
