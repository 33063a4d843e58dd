"""Days of a small station that a brief has much to tell of."""

from __future__ import annotations

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import Receiver
from support.pressing import rated
from support.stations import BILL, COMPLAINT, LI, LIU, WANG, SmallStation


def bill(small: SmallStation, kind: str = BILL) -> str:
    """A request taken down; the matter."""
    return small.accept(LI, kind, name="何静", phone="13812340009", fields={"content": "电费多了"})


def gone_wrong(small: SmallStation) -> str:
    """A matter sent back twice and corrected, an excuse held, a low rating, a complaint, an act taken back."""
    matters = small.services.matters
    matter = bill(small)
    for receiver in (LIU, WANG):
        matters.hand_over(LI, matter, Receiver(staff_no=receiver.staff_no), "not_my_duty")
        matters.bounce(receiver, matter, "不归我管")
    matters.correct(LI, matter, "phone", "13812340010")
    matters.note(LI, matter, "记错了")
    matters.undo(LI, matter)
    with pytest.raises(RuleBroken, match="reason_forbidden"):
        matters.answer(LI, bill(small), "年后再来", "not_possible")
    view = matters.view(LI, bill(small))
    rated(small.services, view.visit, 1)
    small.accept(LI, COMPLAINT, name="吴秀英", phone="13812340007", fields={"content": "抄表不准"})
    return matter
