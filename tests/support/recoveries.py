"""Bad ratings as customers press them, and what is done about one, in a step."""

from __future__ import annotations

from counter_tui.bootstrap import Services
from counter_tui.domain.recovery.case import Plan
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.views.recovery import RecoveryLine
from support.pressing import rated
from support.stations import BILL, LI, WANG, SmallStation

PLAN = Plan(cause="waiting", remedy="priority")


def low(small: SmallStation, level: int = 1, reason: str = "E101", clerk: Actor = LI) -> str:
    """A customer was served and pressed a bad level; the visit (hex)."""
    small.accept(clerk, BILL, name="吴秀英", phone="13812340007", fields={"content": "电费多了"})
    token = small.services.ratings.open_token(clerk)
    assert token is not None
    rated(small.services, token.visit, level, reason)
    return token.visit


def made_good(services: Services, visit: str, caller: Actor = LI, closer: Actor = WANG) -> None:
    """Everything is done that a recovery needs."""
    recoveries = services.recoveries
    recoveries.plan(WANG, visit, PLAN)
    recoveries.call(caller, visit, "reached", "客户说等了半小时")
    recoveries.correct(caller, visit, "午间增开一个窗口")
    recoveries.close(closer, visit)


def line_of(services: Services, visit: str, actor: Actor = WANG) -> RecoveryLine:
    """The bad rating as this person sees it."""
    found = (*services.recoveries.open(actor), *services.recoveries.closed(actor))
    return next(each for each in found if each.visit == visit)
