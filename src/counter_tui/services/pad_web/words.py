"""What stands on the page, in both languages: the page shows one large and changes over by a touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.domain.catalogue.models import Words

if TYPE_CHECKING:
    from counter_tui.services.views.visit import TokenView

PAGE = {
    "title": Words(zh="服务评价", en="Rate the service"),
    "other": Words(zh="English", en="中文"),
    "practice": Words(zh="演示，不是真的评价", en="Demo: not a real rating"),
    "hello": Words(zh="您好", en="Welcome"),
    "rest": Words(
        zh="业务办完后，请您在这里评价", en="When your business is done, please rate the service here"
    ),
    "ask": Words(zh="请您评价本次服务", en="Please rate this visit"),
    "hint": Words(
        zh="点一下就好。柜员当场看不到您的选择。",
        en="One touch is enough. The clerk does not see your choice now.",
    ),
    "decline": Words(zh="不想评价", en="I would rather not rate"),
    "why": Words(zh="哪里没有做好？", en="What was not good?"),
    "no_reason": Words(zh="不想说明原因", en="I would rather not say why"),
    "thanks": Words(zh="谢谢您的评价", en="Thank you for your rating"),
    "bye": Words(zh="谢谢您", en="Thank you"),
    "saving": Words(zh="请稍候……", en="One moment..."),
    "again": Words(zh="没有记下，请再按一次", en="It was not recorded, please press again"),
    "late": Words(zh="时间已过，这次没有记下", en="The time is over; this was not recorded"),
    "pair": Words(zh="请输入配对码", en="Enter the pairing code"),
    "pair_hint": Words(
        zh="柜台电脑上显示的 8 位数字", en="The 8 digits on the screen of the counter's computer"
    ),
    "wrong": Words(zh="配对码不对，请再输一次", en="Wrong code, please try again"),
    "closed": Words(zh="输错次数太多，请过 5 分钟再试", en="Too many wrong codes: try again in 5 minutes"),
    "over": Words(
        zh="没有可用的配对码，请在柜台电脑上按 n 换新码",
        en="No code is open: press n on the counter's computer for a new one",
    ),
    "offline": Words(zh="正在连接柜台电脑……", en="Connecting to the counter's computer..."),
}
"""The texts of the page by their names there."""


def about(counter: str, token: TokenView) -> Words:
    """What was done, by whom, at which counter; nothing of the customer, and no number."""
    kind_zh, kind_en = (token.kind.zh, token.kind.en) if token.kind else ("", "")
    return Words(
        zh=_joined(kind_zh, f"柜台 {counter}", token.clerk),
        en=_joined(kind_en, f"Counter {counter}", token.clerk),
    )


def _joined(kind: str, counter: str, clerk: str) -> str:
    who = " ".join(each for each in (counter, clerk) if each)
    return " · ".join(each for each in (kind, who) if each)
