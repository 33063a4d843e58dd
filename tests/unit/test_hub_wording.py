"""What the hub's terminal and a call to the hub say: words and what to do, no codes."""

from __future__ import annotations

from typing import Literal

import pytest

from counter_tui.i18n import set_language
from counter_tui.services.hub.calling import Brought
from counter_tui.services.hub.hubs import HubCalled
from counter_tui.services.wording.hub import say_brought, say_called


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_hub_or_centre_that_does_not_answer_is_told_without_a_code(language: Literal["zh", "en"]) -> None:
    set_language(language)
    for problem in ("not_reached", "timeout", "cut_off", "busy", "redirected", "no_message"):
        for said in (
            say_called(HubCalled("no_answer", problem)),
            say_brought(Brought(None, problem, 0)),
            say_brought(Brought(None, problem, 2)),
        ):
            assert problem not in said
            assert "_" not in said
            assert "{" not in said
    set_language("zh")
    assert say_called(HubCalled("denied", "unknown_device")) == "中转站不认识本机：它连上中心后才会知道"
    assert (
        say_brought(Brought(None, "not_reached", 2)) == "可应答的电脑：2 台；连不上中心：先看网络，再核对地址"
    )


def test_what_this_program_has_no_words_for_is_not_hidden() -> None:
    set_language("en")
    assert "(novel)" in say_called(HubCalled("denied", "novel"))
    assert "novel" in say_brought(Brought(None, "novel", 1))
    set_language("zh")
