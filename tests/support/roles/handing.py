"""Action items, checks and hand-over packs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from counter_tui.domain.facts.checks import CheckAnswer
from counter_tui.domain.pack.state import ORDER
from counter_tui.domain.staff.roles import Actor, may
from support.roles.people import ALL_PINS, HEAD
from support.roles.ready import plain
from support.roles.trying import DUE, Calls, Ready, Trying
from support.stations import LIU, WANG


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


CALLS: Calls = {
    "actions.new": plain(lambda t: t.services.actions.new(t.actor)),
    "actions.set": plain(
        lambda t: t.services.actions.set(
            t.actor, f"{t.actor.staff_no:>032}", "公示牌过期", "103", DUE, "看公示牌"
        )
    ),
    "actions.carried": plain(lambda t: t.services.actions.carried(t.actor)),
    "actions.verified": plain(lambda t: t.services.actions.verified(t.actor)),
    "actions.report": _with_item(lambda t, i: t.services.actions.report(t.actor, i, "已换"), own=True),
    "actions.verify": _with_item(lambda t, i: t.services.actions.verify(t.actor, i)),
    "actions.send_back": _with_item(lambda t, i: t.services.actions.send_back(t.actor, i, "没换", DUE)),
    "actions.move": _with_item(
        lambda t, i: t.services.actions.move(t.actor, i, DUE + timedelta(days=1), "等价表")
    ),
    "actions.give": _with_item(lambda t, i: t.services.actions.give(t.actor, i, "102", "休假")),
    "packs.new": plain(lambda t: t.services.packs.new(t.actor)),
    "packs.desk": plain(lambda t: t.services.packs.desk(t.actor)),
    "packs.day": plain(lambda t: t.services.packs.day(t.actor)),
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
    "checks.lists": plain(lambda t: t.services.checks.lists(t.actor)),
    "checks.trend": plain(lambda t: t.services.checks.trend(t.actor)),
    "checks.done": plain(
        lambda t: t.services.checks.done(
            t.actor, "hall", [CheckAnswer(item="walk_place", result="failed", words="地面有水")]
        )
    ),
    "checks.add": plain(
        lambda t: t.services.checks.add(t.actor, "five_s", f"绿植{t.actor.staff_no}", "枯了", "guide")
    ),
    "checks.drop": _with_check(lambda t, i: t.services.checks.drop(t.actor, i), dropped=False),
    "checks.restore": _with_check(lambda t, i: t.services.checks.restore(t.actor, i), dropped=True),
    "check_words.begun": plain(lambda t: t.services.check_words.begun(t.actor, "opening")),
    "check_words.keep": plain(
        lambda t: t.services.check_words.keep(t.actor, "opening", "", {"pc": ["ok", ""]})
    ),
    "check_words.drop": plain(lambda t: t.services.check_words.drop(t.actor, "opening")),
    "action_words.begun": plain(lambda t: t.services.action_words.begun(t.actor, "", "name")),
    "action_words.keep": plain(lambda t: t.services.action_words.keep(t.actor, "", "name", {"words": "灯"})),
    "action_words.drop": plain(lambda t: t.services.action_words.drop(t.actor, "", "name")),
}
